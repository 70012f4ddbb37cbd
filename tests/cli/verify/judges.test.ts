import assert from "node:assert/strict";
import type { Outcome } from "../../../cli/verify/check";
import { compareAssignments } from "../../../cli/verify/checks/account-assignments";
import { judgeMapping } from "../../../cli/verify/checks/group-mapping";
import { judgeClaims } from "../../../cli/verify/checks/name-id";
import { replyUrls } from "../../../cli/verify/checks/saml";
import { judgeAttributes } from "../../../cli/verify/checks/session-attributes";
import { judgeCertificates } from "../../../cli/verify/checks/signing-certificate";
import { certificatesOf } from "../../../cli/saml/certificates";
import { certificateName } from "../../../access/gallery-app";
import { attachedByHand, differences, hours } from "../../../cli/verify/permission-set";
import type { Grant, PermissionSetDefinition } from "../../../access/model";
import type { LiveAssignment } from "../../../cli/clouds/identity-center";

const said = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

describe("verify: Reply URLs", () => {
  const ipv4 = "https://eu-west-1.signin.aws/platform/saml/acs/a";
  const dual = "https://eu-west-1.sso.signin.aws/platform/saml/acs/a";

  it("accepts the settings' URLs with the first as default", () => {
    assert.deepEqual(said(replyUrls([ipv4, dual], [ipv4, dual], undefined)), [`ok: 2 Reply URLs, default ${ipv4}.`]);
  });

  it("finds the dual-stack URL as default", () => {
    assert.deepEqual(said(replyUrls([ipv4, dual], [ipv4, dual], dual)), [
      `finding: The default Reply URL is ${dual}; it should be ${ipv4}.`,
    ]);
  });

  it("finds a missing URL and one too many", () => {
    assert.deepEqual(said(replyUrls([ipv4], ["https://evil.example/acs"], undefined)), [
      `finding: Reply URL missing: ${ipv4}.`,
      "finding: Reply URL that the settings do not name: https://evil.example/acs; assertions could be sent there.",
    ]);
  });
});

describe("verify: claims", () => {
  const nameId = {
    Source: "user",
    ID: "userprincipalname",
    SamlClaimType: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
    SamlNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  };
  const session = (key: string, ID: string) => ({
    Source: "user",
    ID,
    SamlClaimType: `https://aws.amazon.com/SAML/Attributes/AccessControl:${key}`,
  });
  const policy = (...claims: object[]) => ({
    id: "1",
    displayName: "claims",
    definition: [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true", ClaimsSchema: claims } })],
  });

  it("accepts no policy where no session attributes are asked for", () => {
    assert.equal(judgeClaims([], {})[0]?.status, "ok");
  });

  it("finds session attributes without a policy", () => {
    assert.equal(judgeClaims([], { Department: "department" })[0]?.status, "finding");
  });

  it("accepts a policy that sends what the settings say", () => {
    assert.deepEqual(said(judgeClaims([policy(nameId, session("Department", "department"))], { Department: "department" })), [
      "ok: NameID is user.userprincipalname; session attributes Department.",
    ]);
  });

  it("finds another NameID, another source and an attribute too many", () => {
    const found = judgeClaims([policy({ ...nameId, ID: "mail" }, session("Department", "city"), session("Team", "state"))], {
      Department: "department",
    });
    assert.deepEqual(said(found), [
      'finding: The claims mapping policy "claims" does not send user.userprincipalname as NameID in e-mail format.',
      "finding: Session attribute Department comes from city; the settings say department.",
      "finding: Session attribute Team is sent, but the settings do not name it.",
    ]);
  });
});

describe("verify: signing certificate", () => {
  const slots = [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }];
  const certificate = (more = {}) => ({
    keyId: "k",
    name: "CN=AWS 2026",
    thumbprint: "AB12",
    ends: new Date("2029-09-30T00:00:00Z"),
    der: undefined,
    active: true,
    ...more,
  });
  const judge = (now: string, ...all: ReturnType<typeof certificate>[]) => said(judgeCertificates(all, slots, new Date(now)));

  it("accepts the active certificate of the slot", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate()), ["ok: AB12 is active and ends 2029-09-30, in 1042 days."]);
  });

  it("finds a certificate that was never activated", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate({ active: false })), [
      "finding: No certificate of the application is the active one (preferredTokenSigningKeyThumbprint), so Entra may sign with another.",
    ]);
  });

  it("finds an end in 59 days, not in 60", () => {
    assert.deepEqual(judge("2029-08-02T00:00:00Z", certificate()), ["finding: The active certificate AB12 ends in 59 days."]);
    assert.match(judge("2029-08-01T00:00:00Z", certificate())[0] ?? "", /^ok: .* in 60 days\.$/);
  });

  it("finds an active certificate that has ended", () => {
    assert.deepEqual(judge("2029-10-02T00:00:00Z", certificate()), ["finding: The active certificate AB12 ended 2 days ago."]);
  });

  it("finds a slot twice", () => {
    assert.match(
      judge("2026-11-23T00:00:00Z", certificate(), certificate({ thumbprint: "CD34", active: false }))[0] ?? "",
      /Slot 2026 has 2 certificates \(AB12, CD34\)/,
    );
  });
});

describe("verify: two slots that end at one time", () => {
  const end = { ends: new Date("2029-09-30T00:00:00Z"), der: undefined, active: false };
  const certificates = ["old", "new"].map((slot) => ({ ...end, keyId: slot, name: certificateName(slot), thumbprint: slot }));
  const slotOf = (slot: string) =>
    certificatesOf({ slot, endDate: "2029-09-30T00:00:00Z" }, certificates).map(({ thumbprint }) => thumbprint);

  it("are told by their names", () => assert.deepEqual([slotOf("old"), slotOf("new")], [["old"], ["new"]]));
  it("are both shown where no name tells", () => assert.deepEqual(slotOf("other"), ["old", "new"]));
});

describe("verify: attributes for access control", () => {
  const wanted = { Department: "department", CostCenter: "extensionattribute1" };
  const department = ["Department", ["${path:enterprise.department}"]] as const;
  const judge = (...found: (readonly [string, readonly string[]])[]) => said(judgeAttributes(wanted, new Map(found)));

  it("finds them off", () =>
    assert.deepEqual(said(judgeAttributes(wanted, undefined)), ["finding: Attributes for access control are off in Identity Center."]));
  it("accepts what the settings mean", () =>
    assert.deepEqual(judge(department), ["ok: Attributes for access control are on; mapped in Identity Center: Department."]));
  it("finds a tag that is not mapped, and one from elsewhere", () => {
    assert.deepEqual(judge(), [
      "finding: Session tag Department is not mapped in Identity Center; the settings mean ${path:enterprise.department}.",
    ]);
    assert.deepEqual(judge(["Department", ["${path:title}"]]), [
      "finding: Session tag Department is filled from ${path:title}; the settings mean ${path:enterprise.department}.",
    ]);
  });
  it("finds a mapping that hides a claim", () =>
    assert.deepEqual(judge(department, ["CostCenter", ["${path:title}"]]), [
      "finding: Session tag CostCenter is filled from the identity store (${path:title}), and the claim that the settings send is ignored.",
    ]));
  it("shows a tag that the settings do not name", () =>
    assert.deepEqual(judge(department, ["Team", ["${path:title}"]]), ["cannot tell: Identity Center maps Team besides the settings'."]));
});

describe("verify: group mapping", () => {
  const schema = (mappings: Readonly<Record<string, string>>) => ({
    synchronizationRules: [
      {
        objectMappings: [
          { sourceObjectName: "User", attributeMappings: [] },
          {
            sourceObjectName: "Group",
            attributeMappings: Object.entries(mappings).map(([targetAttributeName, expression]) => ({
              targetAttributeName,
              source: { expression },
            })),
          },
        ],
      },
    ],
  });

  it("accepts object id, displayName and members", () => {
    assert.equal(judgeMapping(schema({ externalId: "[objectId]", displayName: "[displayName]", members: "[members]" }))[0]?.status, "ok");
  });

  it("finds another external id and missing members", () => {
    assert.deepEqual(said(judgeMapping(schema({ externalId: "[mailNickname]", displayName: "[displayName]" }))), [
      "finding: Group attribute externalId comes from mailNickname, not objectId.",
      "finding: Group attribute members is not mapped.",
    ]);
  });

  it("cannot tell without a mapping for groups", () => {
    assert.equal(judgeMapping({})[0]?.status, "cannot tell");
  });
});

describe("verify: account assignments", () => {
  const grant = (group: string, permissionSet: string, accountId: string): Grant => ({
    group,
    permissionSet,
    accountId,
    accountName: accountId,
    because: [],
  });
  const live = (
    permissionSetArn: string,
    accountId: string,
    principalId: string,
    principalType: "GROUP" | "USER" = "GROUP",
  ): LiveAssignment => ({
    permissionSetArn,
    accountId,
    principalId,
    principalType,
  });
  const arns = new Map([["Admin", "arn:admin"]]);
  const ids = new Map([["admins", "g-admins"]]);

  it("match when each grant has its assignment and nothing else is there", () => {
    const found = compareAssignments([grant("admins", "Admin", "1")], [live("arn:admin", "1", "g-admins")], arns, ids);
    assert.deepEqual(found, { missing: [], extra: [] });
  });

  it("are missing in another account, and too much for a user of the same id", () => {
    const user = live("arn:admin", "1", "g-admins", "USER");
    const found = compareAssignments([grant("admins", "Admin", "1")], [live("arn:admin", "2", "g-admins"), user], arns, ids);
    assert.equal(found.missing.length, 1);
    assert.deepEqual(found.extra, [live("arn:admin", "2", "g-admins"), user]);
  });

  it("are each missing where neither set nor group exists yet", () => {
    assert.equal(
      compareAssignments([grant("a", "X", "1"), grant("b", "X", "1"), grant("a", "Y", "1")], [], new Map(), new Map()).missing.length,
      3,
    );
  });
});

describe("verify: permission sets", () => {
  const definition: PermissionSetDefinition = {
    name: "Admin",
    description: "Runs the platform.",
    sessionHours: 8,
    managedPolicies: ["AdministratorAccess"],
    customerManagedPolicies: [],
    nonProductionOnly: false,
    compliantDevice: true,
  };
  const set = { arn: "arn:admin", name: "Admin", description: "Runs the platform.", sessionDuration: "PT8H", relayState: undefined };
  const content = {
    managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    customerManagedPolicies: [],
    inlinePolicy: undefined,
    boundary: undefined,
  };

  it("are equal to their definition", () => {
    assert.deepEqual(differences(definition, set, content, "aws"), []);
    assert.deepEqual(differences(definition, { ...set, sessionDuration: "PT480M" }, content, "aws"), []);
  });

  it("differ in each part, each named", () => {
    const changed = {
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      customerManagedPolicies: [{ name: "extra", path: "/" }],
      inlinePolicy: { Version: "2012-10-17", Statement: [] },
      boundary: { managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
    };
    assert.deepEqual(
      differences(definition, { ...set, description: "", sessionDuration: "PT12H", relayState: "https://x" }, changed, "aws"),
      [
        "another description",
        "a session of PT12H instead of PT8H",
        "relay state https://x instead of none",
        "managed policy arn:aws:iam::aws:policy/AdministratorAccess missing",
        "managed policy arn:aws:iam::aws:policy/ReadOnlyAccess too much",
        "customer-managed policy /extra too much",
      ],
    );
    assert.deepEqual(attachedByHand(definition, changed), [
      { kind: "inline policy", content: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}' },
      { kind: "permissions boundary", content: "arn:aws:iam::aws:policy/PowerUserAccess" },
    ]);
  });

  it("are attached by hand only where the settings have none of the kind: the others are the provider's to mend", () => {
    const wanted = { ...definition, permissionsBoundary: { managedPolicy: "ReadOnlyAccess" } };
    const other = { ...content, boundary: { managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" } };
    assert.deepEqual(attachedByHand(wanted, other), []);
    assert.deepEqual(differences(wanted, set, other, "aws"), [
      "permissions boundary arn:aws:iam::aws:policy/PowerUserAccess instead of arn:aws:iam::aws:policy/ReadOnlyAccess",
    ]);
    assert.deepEqual(attachedByHand(definition, { ...content, boundary: { customerManagedPolicy: { name: "b", path: "/p/" } } }), [
      { kind: "permissions boundary", content: "/p/b" },
    ]);
  });

  it("compare inline policies by content, not by the order of keys", () => {
    const Statement = [{ Effect: "Allow" as const, Action: "s3:ListAllMyBuckets", Resource: "*" }];
    const withPolicy = { ...definition, inlinePolicy: { Version: "2012-10-17" as const, Statement } };
    const live = {
      ...content,
      inlinePolicy: { Statement: [{ Resource: "*", Action: "s3:ListAllMyBuckets", Effect: "Allow" }], Version: "2012-10-17" },
    };
    assert.deepEqual(differences(withPolicy, set, live, "aws"), []);
    assert.deepEqual(differences(withPolicy, set, content, "aws"), ["no inline policy"]);
  });

  it("read hours and minutes", () => {
    assert.deepEqual(["PT1H", "PT90M", "PT1H30M", "P1D"].map(hours), [1, 1.5, 1.5, undefined]);
  });
});
