import assert from "node:assert/strict";
import { COMPONENT } from "../../../contract/component-types";
import { claimsMapping } from "../../../access/claims-mapping";
import { buildReport } from "../../../access/report/build";
import { readChange } from "../../../cli/report/read-change";
import { type ResourceState, sidesOf, type Step } from "../../../cli/report/steps";

const PREFIX = "urn:pulumi:prod::p::";
const GROUP = "6bde0000-0000-4000-8000-000000000001";
const OTHER = "6bde0000-0000-4000-8000-000000000002";

function resource(type: string, name: string, inputs: object = {}, parent = COMPONENT.federation as string): ResourceState {
  return { urn: `${PREFIX}${parent}$${type}::${name}`, type, inputs: { ...inputs }, outputs: {} };
}
const federation = (facts: object): ResourceState => ({
  ...resource(COMPONENT.federation, "federation", facts),
  urn: `${PREFIX}federation`,
});
const assignment = (group: string): ResourceState =>
  resource(
    "aws:ssoadmin/accountAssignment:AccountAssignment",
    `S/${group}/100000000001`,
    { principalId: `store-${group}`, ...ASSIGNED },
    WITHIN,
  );
const ASSIGNED = { permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1", targetId: "100000000001", principalType: "GROUP" };
const WITHIN = `${COMPONENT.federation}$${COMPONENT.accountAssignments}`;
const ASSIGNS = `${COMPONENT.federation}$${COMPONENT.appAssignments}`;
const appAssignment = (group: string): ResourceState =>
  resource("azuread:index/appRoleAssignment:AppRoleAssignment", group, { principalObjectId: group }, ASSIGNS);

/** Effects and sentences of what lies between two lists of resources. */
function messages(before: readonly ResourceState[], after: readonly ResourceState[]): string[] {
  const [old, now] = [new Map(before.map((one) => [one.urn, one])), new Map(after.map((one) => [one.urn, one]))];
  const steps = [...new Set([...old.keys(), ...now.keys()])].map((urn): Step => {
    const [was, is] = [old.get(urn), now.get(urn)];
    const op = was === undefined ? "create" : is === undefined ? "delete" : "update";
    return { op, urn, ...(was === undefined ? {} : { old: was }), ...(is === undefined ? {} : { new: is }) };
  });
  const change = readChange(sidesOf(steps), { planned: undefined, stage: undefined, notes: [] });
  const source = { kind: "preview", files: ["-"], inventory: null } as const;
  const rest = { catalogue: new Map(), managed: () => undefined, limits: {}, approval: undefined, now: new Date("2026-11-29T00:00:00Z") };
  const { guards } = buildReport({ change, source: { ...source, files: ["-"] }, ...rest });
  return guards.map(({ effect, sentence }) => `${effect}: ${sentence}`);
}
/** What lies between two sets of the program's own facts. */
const facts = (before: object, after: object): string[] => messages([federation(before)], [federation(after)]);

describe("guards of a preview", () => {
  it("are what carries the sign-in: application, certificates, attributes; and provisioning", () => {
    const app = (more: object) =>
      resource("azuread:index/servicePrincipal:ServicePrincipal", "app", { appRoleAssignmentRequired: true, ...more });
    const job = resource("azuread:index/synchronizationJob:SynchronizationJob", "job");
    assert.deepEqual(messages([app({})], [app({ appRoleAssignmentRequired: false })]), [
      "weaker: Sign-in app (ServicePrincipal) changes: appRoleAssignmentRequired.",
    ]);
    assert.deepEqual(messages([app({}), job], []), [
      "weaker: Provisioning job (SynchronizationJob) is removed: what Entra changes in groups and people no longer reaches Identity Center by it.",
      "weaker: Sign-in app (ServicePrincipal) is removed: sign-in to AWS hangs on it.",
    ]);
  });

  it("never show a value of a property, which may be secret", () => {
    const secret = (credential: string) => resource("azuread:index/synchronizationSecret:SynchronizationSecret", "secret", { credential });
    assert.deepEqual(messages([secret("planted-one")], [secret("planted-two")]), [
      "check: Provisioning secret (SynchronizationSecret) changes: credential.",
    ]);
  });

  it("are the same where a state encrypted the same secret anew", () => {
    const secret = (ciphertext: string) =>
      resource("azuread:index/synchronizationSecret:SynchronizationSecret", "secret", {
        credentials: [
          { key: "SecretToken", value: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext } },
        ],
      });
    assert.deepEqual(messages([secret("v1:one")], [secret("v1:two")]), []);
  });

  it("are the SIEM's export, and what else gives rights, by name only", () => {
    const queue = resource("aws:sqs/queue:Queue", "siem", {}, `${COMPONENT.federation}$${COMPONENT.siemExport}`);
    assert.deepEqual(messages([queue], []), ["weaker: Trail siem (Queue) is removed."]);
    assert.deepEqual(messages([], [resource("aws:iam/role:Role", "deploy"), resource("aws:organizations/policy:Policy", "scp")]), [
      "check: IAM deploy (Role) is new: what it allows whom is not worked out here.",
      "check: IAM scp (Policy) is new: what it allows whom is not worked out here.",
    ]);
  });

  it("are memberships of groups, by the group's name", () => {
    const member = resource("aws:identitystore/groupMembership:GroupMembership", "ada", { groupId: "g-1", memberId: "u-1" });
    const group = { ...resource("aws:identitystore/group:Group", "g", { displayName: "admins" }), outputs: { groupId: "g-1" } };
    assert.deepEqual(messages([group], [group, member]), [
      "check: Group membership ada, of u-1 in admins (GroupMembership) is new: its member gets what the group holds.",
    ]);
  });

  it("are assignments to the application that do not go with the access", () => {
    const both = [assignment(GROUP), appAssignment(GROUP)];
    // They come and go with the access: nothing to say.
    assert.deepEqual([messages([], both), messages(both, [])], [[], []]);
    assert.deepEqual(messages(both, [assignment(GROUP)]), [
      `weaker: Sign-in of ${GROUP} through its assignment to the application (AppRoleAssignment) is removed: sign-in to AWS hangs on it.`,
    ]);
    assert.deepEqual(messages(both, [...both, appAssignment(OTHER)]), [
      `check: Sign-in of ${OTHER} through its assignment to the application (AppRoleAssignment) is new.`,
    ]);
  });
});

describe("settings that a preview tells", () => {
  it("say nothing where one side has none: a first deployment, and the end of everything", () => {
    const all = { stage: "production", leftAlone: { "IAM users x": "" }, productionAccountIds: ["1"], lastDrill: "2026-01-01" };
    assert.deepEqual([messages([], [federation(all)]), messages([federation(all)], [])], [[], []]);
    assert.deepEqual(facts(all, all), []);
  });

  it("are what is left alone, until when", () => {
    const left = (day?: string): object =>
      day === undefined ? {} : { leftAlone: { "IAM users ses-*": day }, unmanaged: ["iamUsers ses-*"] };
    assert.deepEqual(facts(left(), left("2026-12-31")), [
      "weaker: Left alone from now on, until 2026-12-31: IAM users ses-*. Neither verify nor drift reports it any more.",
    ]);
    assert.deepEqual(facts(left("2026-12-31"), left()), [
      "stronger: Left alone no longer: IAM users ses-*. What is there counts as drift again.",
    ]);
    assert.deepEqual(facts(left("2026-12-31"), left("")), [
      "weaker: Left alone without an end instead of until 2026-12-31: IAM users ses-*.",
    ]);
    assert.deepEqual(facts(left(""), left("2026-12-31")), [
      "stronger: Left alone until 2026-12-31 instead of without an end: IAM users ses-*.",
    ]);
    // A version before this one told only what the pack needs.
    assert.deepEqual(facts({ unmanaged: ["iamUsers ses-*"] }, left("")), []);
  });

  it("are stage, production accounts, and sets that are refused there", () => {
    const accounts = { "1": { name: "web" }, "2": { name: "data" } };
    assert.deepEqual(
      facts(
        { stage: "production", productionAccountIds: ["1"], accounts },
        { stage: "development", productionAccountIds: ["2"], accounts },
      ),
      [
        "weaker: web counts as production no longer (1).",
        "weaker: The stage is development instead of production: the policy pack is less strict.",
        "stronger: data counts as production from now on (1).",
      ],
    );
    const set = resource("aws:ssoadmin/permissionSet:PermissionSet", "Dev", { name: "Dev" });
    assert.deepEqual(messages([federation({ nonProductionOnlySets: ["Dev", "Gone"] }), set], [federation({}), set]), [
      "weaker: Dev may be given in production accounts from now on.",
    ]);
    assert.deepEqual(messages([federation({}), set], [federation({ nonProductionOnlySets: ["Dev"] }), set]), [
      "stronger: Dev is refused in production accounts from now on.",
    ]);
    // Of a set that comes or goes, that is no difference.
    assert.deepEqual(messages([federation({ nonProductionOnlySets: ["Dev"] }), set], [federation({})]), []);
    assert.deepEqual(messages([federation({})], [federation({ nonProductionOnlySets: ["Dev"] }), set]), []);
  });

  it("are ends of access, unless access that comes or goes tells them", () => {
    assert.deepEqual(facts({ accessEnds: ["S/2026-12-01"] }, { accessEnds: ["S/2027-12-01"] }), [
      "weaker: The latest end of S is 2027-12-01 instead of 2026-12-01.",
    ]);
    assert.deepEqual(facts({ accessEnds: ["S/2026-12-01"] }, {}), [
      "weaker: S, which was given until 2026-12-01 at the latest, has no end any more.",
    ]);
    assert.deepEqual(facts({}, { accessEnds: ["S/2026-12-01"] }), ["check: S is given for a time now, until 2026-12-01 at the latest."]);
    const ended = [federation({}), { ...resource("aws:ssoadmin/permissionSet:PermissionSet", "S", { name: "S" }), outputs: ARN }];
    assert.deepEqual(messages([federation({ accessEnds: ["S/2026-12-01"] }), ended[1]!, assignment(GROUP)], ended), []);
  });

  it("are the report's own limits, report-only days, drills and the trail", () => {
    assert.deepEqual(facts({ reportLimits: { maxLosses: "5" } }, { reportLimits: { maxLosses: "9", maxAccounts: "3" } }), [
      "weaker: The report's own limit maxLosses is 9 instead of 5.",
      "stronger: The report's own limit maxAccounts is 3 instead of unlimited.",
    ]);
    assert.deepEqual(facts({ reportLimits: { maxLosses: "5" } }, {}), [
      "weaker: The report's own limit maxLosses is unlimited instead of 5.",
    ]);
    assert.deepEqual(facts({ drillIntervalDays: 92, lastDrill: "2026-11-01" }, { drillIntervalDays: 300, lastDrill: "" }), [
      "weaker: The most days between two drills: 300 instead of 92.",
      "weaker: The day since which both breakglass users were drilled: none instead of 2026-11-01.",
    ]);
    assert.deepEqual(facts({ reportOnlyUntil: "2026-12-01" }, { reportOnlyUntil: "2026-11-30" }), [
      "stronger: The last day of report-only Conditional Access: 2026-11-30 instead of 2026-12-01.",
    ]);
  });

  it("are session tags, with the sets whose policies ask for them", () => {
    const claims = (attributes: Record<string, string>) =>
      resource("azuread:index/claimsMappingPolicy:ClaimsMappingPolicy", "claims", {
        definitions: [JSON.stringify(claimsMapping(attributes))],
      });
    const asks = { StringEquals: { "s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}" } };
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: asks };
    const set = { ...resource("aws:ssoadmin/permissionSet:PermissionSet", "S", { name: "S" }), outputs: ARN };
    const inline = resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "S/inline", {
      permissionSetArn: ARN.arn,
      inlinePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    const sides = (attributes: Record<string, string>) => [federation({}), set, inline, claims(attributes)];
    const tags = messages(sides({ Team: "department", Old: "jobtitle" }), sides({ Team: "jobtitle", New: "city" })).filter((one) =>
      one.includes("tag"),
    );
    assert.deepEqual(tags, [
      "check: The session tag New is sent from city; no inline policy here asks for it.",
      "check: The session tag Old is no longer sent (it was jobtitle); no inline policy here asks for it.",
      "check: The session tag Team is sent from jobtitle instead of department; policies of S ask for it.",
    ]);
  });
});

const ARN = { arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1" };
