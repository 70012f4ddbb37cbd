import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, federation } from "./command";
import { managedDocuments } from "../../cli/policies/managed-documents";
import { actionFacts } from "../../cli/policies/action-facts";
import { onExampleDay } from "./example-day";

const INVENTORY = ["--stack", "dev", "--inventory", "docs/examples/inventory.dev.json"];

interface Answer {
  readonly grants: readonly {
    readonly group: string;
    readonly permissionSet: string;
    readonly conditionalAccess: readonly string[];
    readonly answer?: {
      readonly action: string;
      readonly resource?: string;
      readonly verdict: string;
      readonly because: readonly { readonly message: string; readonly policy?: object; readonly statement?: object }[];
    };
  }[];
  readonly permissionSets: readonly { readonly name: string; readonly sessionHours: number; readonly managedPolicies: readonly string[] }[];
  readonly conditionalAccess: readonly { readonly displayName: string }[];
}

describe("questions about what access is worth", () => {
  onExampleDay();

  const ask = (...args: string[]): Promise<Ended> => federation(...args, ...INVENTORY);
  const asked = async (...args: string[]) => JSON.parse((await ask(...args, "--json")).out) as Answer;
  const verdicts = ({ grants }: Answer) => grants.map(({ permissionSet, answer }) => [permissionSet, answer?.verdict]);

  it("who-can --action says yes, no or depends of each grant", async () => {
    const answer = await asked("who-can", "data-dev", "--action", "s3:getobject");
    assert.deepEqual(verdicts(answer), [
      ["Data-Analyst-RO", "depends"],
      ["Data-Engineer-RW", "depends"],
      ["Developer", "yes"],
      ["Platform-Admin", "yes"],
      ["Security-Audit-RO", "yes"],
    ]);
    assert.equal(answer.grants[0]!.answer!.action, "s3:GetObject");
    assert.deepEqual(answer.grants[1]!.answer!.because, [
      {
        kind: "allows",
        policy: { kind: "inline policy", name: "inline" },
        statement: { label: "ReadAndWriteObjects", effect: "Allow", action: ["s3:GetObject"], resource: ["arn:aws:s3:::acme-dev-lake/*"] },
        dependsOn: ["resource"],
        message: "the inline policy, statement ReadAndWriteObjects, allows s3:GetObject only on arn:aws:s3:::acme-dev-lake/*.",
      },
    ]);
  });

  it("--resource narrows it down", async () => {
    const on = (resource: string) => asked("who-can", "data-dev", "--action", "s3:PutObject", "--resource", resource);
    assert.deepEqual(verdicts(await on("arn:aws:s3:::acme-dev-lake/raw/a")), [
      ["Data-Analyst-RO", "no"],
      ["Data-Engineer-RW", "yes"],
      ["Developer", "yes"],
      ["Platform-Admin", "yes"],
      ["Security-Audit-RO", "no"],
    ]);
    assert.deepEqual(verdicts(await on("arn:aws:s3:::acme-dev-athena-results/a")).slice(0, 2), [
      ["Data-Analyst-RO", "yes"],
      ["Data-Engineer-RW", "no"],
    ]);
  });

  it("developers administer no identities: PowerUserAccess excepts them", async () => {
    const { out, err, status } = await ask("what-can", "aws-developers", "--action", "iam:CreateUser");
    assert.equal(status, 0);
    assert.match(
      out,
      /^Account +Permission set +iam:CreateUser +Because\ndata-dev 012345678902 +Developer +no +no statement of its policies allows it\napp-dev 300000000002 +Developer +no +no statement /,
    );
    assert.match(err, /service control policies, which may take away, and resources' own policies, .* are not read\.\n$/);
  });

  it("why names the statement, the policies, the session and Conditional Access", async () => {
    const { out } = await ask("why", "aws-platform-admins", "data-dev", "--action", "iam:CreateUser");
    const text = out.replace(/\n +/g, " ");
    assert.match(
      text,
      /^aws-platform-admins holds Platform-Admin in data-dev \(012345678902\) because federation:access\[0\] \(line \d+\) says all\.\n/,
    );
    assert.match(text, /\nPlatform-Admin: session of 8 h; policies: AdministratorAccess\.\n/);
    assert.match(text, /\niam:CreateUser: yes: AdministratorAccess, statement 1, allows \* on \*\.\n/);
    assert.match(text, /\nConditional Access:\n- AWS IAM Identity Center \(dev\): multifactor authentication for everybody: asks for a second factor, save for members of aws-emergency-access\n/); // prettier-ignore
    assert.match(text, /compliant device for administrators: asks for a compliant device, save for members of aws-emergency-access\n/);
  });

  it("who-can names selector, session, policies and the groups that a policy of Conditional Access holds", async () => {
    const { out } = await ask("who-can", "app-dev");
    assert.match(out, /^Group +Permission set +Session +Policies +Because of\n/);
    assert.match(
      out,
      /^aws-developers +Developer +8 h +PowerUserAccess +federation:access\[4\] \(line \d+\):\n +ou: Workloads\/Development\n/m,
    );
    assert.match(
      out.replace(/\n +/g, " "),
      /asks for a compliant device, save for members of aws-emergency-access \(aws-platform-admins\)\n/,
    );
    assert.ok(out.split("\n").every((line) => line.length <= 120));
  });

  it("--json holds each permission set and each policy once", async () => {
    const { grants, permissionSets, conditionalAccess } = await asked("who-can", "app-dev");
    assert.deepEqual(
      permissionSets.map(({ name, sessionHours, managedPolicies }) => [name, sessionHours, managedPolicies]),
      [
        ["Developer", 8, ["PowerUserAccess"]],
        ["Platform-Admin", 8, ["AdministratorAccess"]],
        ["Security-Audit-RO", 8, ["ReadOnlyAccess", "SecurityAudit"]],
      ],
    );
    const names = conditionalAccess.map(({ displayName }) => displayName);
    assert.deepEqual(
      grants.map(({ group, conditionalAccess: gates }) => [group, gates.map((name) => names.indexOf(name))]),
      [
        ["aws-developers", [0, 2]],
        ["aws-platform-admins", [0, 1, 2]],
        ["aws-security-auditors", [0, 2]],
      ],
    );
    assert.equal(grants[0]!.answer, undefined);
  });

  for (const [args, sentence] of [
    [["--action", "s3:GetObjct"], /^--action is "s3:GetObjct": s3 has no such action as of \d{4}-\d\d-\d\d; did you mean "GetObject"\?$/m],
    [
      ["--action", "dynamdb:GetItem"],
      /^--action is "dynamdb:GetItem": AWS has no service dynamdb as of \d{4}-\d\d-\d\d; did you mean "dynamodb"\?$/m,
    ],
    [["--action", "s3:Get*"], /^--action is "s3:Get\*"; write one action as service:Action, such as s3:GetObject\.$/m],
    [["--resource", "arn:aws:s3:::x/y"], /^--resource goes with --action; add the action that is meant\.$/m],
    [
      ["--action", "iam:PassRole", "--resource", "arn:aws:s3:::x"],
      /^iam:PassRole is about role \(arn:.*\), and "arn:aws:s3:::x" is none in the partition aws\.$/m,
    ],
    [
      ["--action", "s3:ListAllMyBuckets", "--resource", "arn:aws:s3:::x"],
      /^s3:ListAllMyBuckets is about no resource in particular; leave --resource out\.$/m,
    ],
  ] as const) {
    it(`refuses ${args.join(" ")} with one sentence`, async () => {
      const { status, out, err } = await ask("who-can", "data-dev", ...args);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, sentence);
      assert.equal(err.trim().split("\n").length, 2); // the origin, and the sentence
    });
  }

  it("knows the documents of the archetypes' policies, in the commercial partition; elsewhere only the one that allows everything", () => {
    for (const policy of ["AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "SecurityAudit", "job-function/NetworkAdministrator"])
      assert.equal(managedDocuments("aws")(policy)?.Version, "2012-10-17", policy);
    assert.equal(managedDocuments("aws")("toString"), undefined);
    assert.deepEqual(
      (["AdministratorAccess", "ReadOnlyAccess"] as const).map((policy) => managedDocuments("aws-cn")(policy) !== undefined),
      [true, false],
    );
  });

  it("knows the document of every policy that a permission set can have and that is known by name, but for those named here", () => {
    const known = JSON.parse(readFileSync(join(__dirname, "../../access/aws-managed-policies.json"), "utf8")) as string[];
    const attachable = known.filter((policy) => !policy.startsWith("aws-service-role/"));
    const documents = managedDocuments("aws");
    // The data set of August 2026 has it not.
    assert.deepEqual(
      attachable.filter((policy) => documents(policy) === undefined),
      ["AWSMcpServiceActionsFullAccess"],
    );
  });

  it("knows an action in AWS's own letter case, with what it is about", async () => {
    assert.deepEqual(await actionFacts("IAM:passrole"), {
      action: "iam:PassRole",
      resourceTypes: [{ name: "role", required: true, arn: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}" }],
    });
  });
});
