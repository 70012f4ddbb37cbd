import assert from "node:assert/strict";
import type { policyFor } from "../../../access/permissions/policy";
import { actionsFor } from "../../../access/permissions/policy";
import { diagnoseAws, type AwsQuestions } from "../../../cli/doctor/aws";
import { diagnoseEntra, type EntraQuestions } from "../../../cli/doctor/entra";
import { GraphError } from "../../../graph/client";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { federation } from "../command";
import { settings } from "../verify/fakes";
import { everyPolicy } from "../verify/conditional-access-fakes";

const role = "arn:aws:iam::100000000001:role/ci/deploy";
const refusal = Object.assign(new Error("not authorized to perform: iam:SimulatePrincipalPolicy"), { name: "AccessDenied" });

function aws(change: Partial<AwsQuestions> = {}): AwsQuestions {
  return {
    identity: async () => ({ arn: "arn:aws:sts::100000000001:assumed-role/deploy/run", accountId: "100000000001" }),
    roleArn: async (name) => (name === "deploy" ? role : undefined),
    denied: async () => [],
    reads: [["sso:ListInstances", async () => []]],
    ...change,
  };
}
const missing = (items: readonly { readonly need: string; readonly status: string }[], status = "missing"): string[] =>
  items.filter((item) => item.status === status).map(({ need }) => need);

describe("federation doctor, AWS", () => {
  it("asks IAM's simulation for the role with its path, for every action of the purpose", async () => {
    const asked: string[] = [];
    const { items, how } = await diagnoseAws(
      settings(),
      ["deploy"],
      aws({
        denied: async (principal, actions) => {
          assert.equal(principal, role);
          asked.push(...actions);
          return ["sso:createpermissionset"];
        },
      }),
    );
    for (const action of actionsFor("deploy", settings())) assert.ok(asked.includes(action), action);
    assert.deepEqual(missing(items), ["sso:CreatePermissionSet"]);
    assert.match(how, /^simulated by IAM for arn:aws:iam::100000000001:role\/ci\/deploy;/);
    const [found] = items.filter(({ status }) => status === "missing");
    assert.deepEqual(
      [found?.purposes, found?.remedy],
      [["deploy"], "Give the role the policy that `federation doctor --policy deploy` prints."],
    );
  });

  it("simulates on whole ARNs where the document holds an action to names", async () => {
    const resources: string[] = [];
    await diagnoseAws(settings(), ["deploy"], aws({ denied: async (_principal, _actions, on) => (resources.push(...on), []) }));
    assert.ok(resources.includes("arn:aws:iam::100000000001:role/aws-reserved/sso.amazonaws.com/federation"), resources.join());
    assert.ok(resources.every((resource) => resource === "*" || !resource.includes("*")));
  });

  it("tries harmless reads where the simulation cannot be asked, and cannot tell what only writing would show", async () => {
    const denied = async (): Promise<never> => Promise.reject(refusal);
    const { items, how } = await diagnoseAws(
      settings(),
      ["verify", "deploy"],
      aws({
        denied,
        reads: [
          ["sso:ListInstances", async () => []],
          ["cloudtrail:LookupEvents", () => Promise.reject(refusal)],
        ],
      }),
    );
    assert.match(how, /^by harmless reads, as iam:SimulatePrincipalPolicy cannot be asked/);
    assert.deepEqual(missing(items), ["cloudtrail:LookupEvents"]);
    assert.deepEqual(missing(items, "ok"), ["sso:ListInstances"]);
    assert.ok(missing(items, "cannot tell").includes("sso:CreatePermissionSet"));
  });

  it("cannot tell where a read fails for another reason than permissions", async () => {
    const denied = async (): Promise<never> => Promise.reject(refusal);
    const reads = [["sso:ListInstances", () => Promise.reject(new Error("socket hang up"))]] as const;
    const { items } = await diagnoseAws(settings(), ["verify"], aws({ denied, reads }));
    assert.deepEqual(missing(items), []);
    // Of what a refused simulation leaves untold, this alone may be told another time.
    assert.deepEqual(items.filter(({ unread }) => unread).map(({ need }) => need), ["sso:ListInstances"]); // prettier-ignore
  });

  it("has read nothing of what cannot be tried where the simulation failed in passing", async () => {
    const denied = async (): Promise<never> => Promise.reject(Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" }));
    const reads = [["sso:ListInstances", async () => []]] as const;
    const { items } = await diagnoseAws(settings(), ["verify"], aws({ denied, reads }));
    assert.ok(items.filter(({ need }) => need !== "sso:ListInstances").every(({ status, unread }) => status === "cannot tell" && unread));
    assert.deepEqual(missing(items, "ok"), ["sso:ListInstances"]);
  });

  it("says that the root user is no identity to deploy with", async () => {
    const root = aws({ identity: async () => ({ arn: "arn:aws:iam::100000000001:root", accountId: "100000000001" }) });
    const { items } = await diagnoseAws(settings(), ["deploy"], root);
    assert.deepEqual(missing(items), []);
    assert.match(items[0]!.message, /root user/);
  });
});

const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature-that-is-secret`;
const P1 = [{ capabilityStatus: "Enabled", servicePlans: [{ servicePlanName: "AAD_PREMIUM", provisioningStatus: "Success" }] }];
function entra(claims: object, change: Partial<EntraQuestions> = {}): EntraQuestions {
  return { token: async () => jwt(claims), skus: async () => P1, reads: {}, ...change };
}

describe("federation doctor, Entra", () => {
  const wanted = settings({ conditionalAccess: everyPolicy });

  it("holds the token's permissions against the purpose: a greater one will do, an optional one is told as such", async () => {
    const roles = ["Directory.Read.All", "Application.ReadWrite.OwnedBy", "AppRoleAssignment.ReadWrite.All", "Policy.Read.All"];
    const { items, identity } = await diagnoseEntra(wanted, ["deploy"], entra({ appid: "client", roles }));
    assert.equal(identity, "application client");
    assert.deepEqual(missing(items), [
      "Synchronization.ReadWrite.All",
      "Policy.ReadWrite.ConditionalAccess",
      "AuditLog.Read.All",
      "Microsoft Intune",
    ]);
    assert.deepEqual(
      items.filter(({ optional }) => optional).map(({ need }) => need),
      ["AuditLog.Read.All"],
    );
    assert.ok(!JSON.stringify(items).includes("signature-that-is-secret"));
  });

  it("reads a person's delegated permissions", async () => {
    const { items, how } = await diagnoseEntra(settings(), ["verify"], entra({ scp: "Application.Read.All Group.Read.All" }));
    assert.match(how, /delegated/);
    assert.deepEqual(missing(items), ["Policy.Read.All", "Synchronization.Read.All", "AuditLog.Read.All"]);
  });

  it("tries reads where the token names nothing, or is none that can be read", async () => {
    const forbidden = new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges", "/groups");
    const reads = { "Application.Read.All": async () => ({}), "Group.Read.All": () => Promise.reject(forbidden) };
    const { items } = await diagnoseEntra(settings(), ["verify"], entra({}, { reads, token: async () => "opaque" }));
    assert.deepEqual(missing(items), ["Group.Read.All"]);
    assert.ok(missing(items, "ok").includes("Application.Read.All"));
    assert.ok(missing(items, "cannot tell").includes("Synchronization.Read.All"));
  });

  it("finds a licence that is missing, and one that ran out; and says where licences cannot be read", async () => {
    const suspended = [{ ...P1[0]!, capabilityStatus: "Suspended" }];
    for (const skus of [[], suspended]) {
      const { items } = await diagnoseEntra(settings(), ["verify"], entra({ roles: [] }, { skus: async () => skus }));
      assert.ok(missing(items).includes("Microsoft Entra ID P1"));
    }
    const unread = await diagnoseEntra(settings(), ["verify"], entra({ roles: [] }, { skus: () => Promise.reject(new Error("no")) }));
    assert.ok(missing(unread.items, "cannot tell").includes("Microsoft Entra ID P1"));
    assert.equal(unread.items.find(({ need }) => need === "Microsoft Entra ID P1")?.unread, true);
  });
});

describe("federation doctor --policy", () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    process.env["FEDERATION_NOW"] = "2026-11-23T12:00:00Z";
  });
  afterEach(() => restoreEnvironment(before));

  it("prints the document alone on standard output, and the Graph permissions beside it", async () => {
    const { status, out, err } = await federation("doctor", "--stack", "prod", "--policy", "deploy");
    assert.equal(status, 0, err);
    const document = JSON.parse(out) as ReturnType<typeof policyFor>;
    assert.equal(document.Version, "2012-10-17");
    assert.match(err, /make it an inline policy of the role/);
    assert.match(err, /AppRoleAssignment\.ReadWrite\.All: groups to the app/);
    assert.match(err, /AuditLog\.Read\.All \(optional\)/);
  });

  it("refuses a purpose that is none", async () => {
    for (const option of ["--policy", "--for"]) {
      const { status, err } = await federation("doctor", "--stack", "prod", option, "destroy");
      assert.deepEqual([status, err.trim()], [2, `${option} is "destroy": write deploy, preview or verify.`]);
    }
  });
});
