import { CreateAccountAssignmentCommand, CreatePermissionSetCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientSettings } from "../client-settings";
import { changedSettings } from "../changed-settings";
import { AwsReader } from "../clouds";
import { type Sandbox, succeeded } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("a permission set that somebody made by hand and that is then declared", () => {
    const name = "Ops-RO";
    const temporary = mkdtempSync(join(tmpdir(), "federation-names-"));
    let declared: NodeJS.ProcessEnv;
    let arn: string;
    let aws: AwsReader;

    before(async () => {
      const environment = await sandbox.variables();
      aws = new AwsReader(environment);
      const client = new SSOAdminClient(clientSettings(environment));
      const InstanceArn = (await aws.instance()).arn;
      const made = await client.send(new CreatePermissionSetCommand({ InstanceArn, Name: name, Description: "made by hand" }));
      arn = made.PermissionSet!.PermissionSetArn!;
      declared = await changedSettings(sandbox, ({ "federation:permissionSets": sets }) => ({
        "federation:permissionSets": { ...(sets as object), [name]: { managedPolicies: ["ReadOnlyAccess"] } },
      }));
    });
    after(() => rmSync(temporary, { recursive: true, force: true }));

    it("is told before anything is registered, with both ways out", async () => {
      const { status, text } = await sandbox.pulumi(["preview"], { env: declared });
      assert.notEqual(status, 0);
      const sentence = `federation:permissionSets.${name} names the permission set "${name}", which exists already (${arn}) and is not in this stack's state: write another name, or take it over with \`federation take-over\``;
      assert.ok(text.replace(/\s+/g, " ").includes(sentence), text);
      assert.doesNotMatch(text, /\n\s+at /);
      assert.doesNotMatch(text, /PermissionSet .*create/);
    });

    it("becomes this stack's by the way that the sentence names, with nothing made anew", async () => {
      const out = join(temporary, "take-over.json");
      const looked = await sandbox.federation(["take-over", "--out", out], { env: declared });
      assert.equal(looked.status, 1, looked.text);
      assert.ok(looked.text.includes(`permission set ${name} (${arn})`), looked.text);
      const [, line] = /\n {2}pulumi (import --file .*)\n/.exec(looked.stdout) ?? [];
      succeeded(await sandbox.pulumi([...line!.split(" "), "--yes"], { env: declared }));
      const { stdout } = succeeded(await sandbox.pulumi(["preview", "--json"], { env: declared }));
      const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
      const changed = steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").slice(2).join("::")}`);
      const below = "federation:index:Federation$federation:aws:PermissionSet$aws:ssoadmin/";
      // Its attachments are this stack's to make; the set itself is changed in place.
      assert.deepEqual(
        changed.filter((step) => !step.startsWith(`create ${below}`)),
        [`update ${below}permissionSet:PermissionSet::${name}`],
      );
      assert.ok(!changed.some((step) => step.startsWith(`create ${below}permissionSet:`)));
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], { env: declared }));
      assert.equal((await aws.permissionSets()).get(arn), name);
      const again = succeeded(await sandbox.federation(["take-over", "--out", out], { env: declared }));
      assert.match(again.stdout, /Nothing that the settings declare exists outside/);
    });

    it("goes with its declaration once it is this stack's", async () => {
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));
      assert.equal((await aws.permissionSets()).get(arn), undefined);
    });
  });

  describe("an assignment that somebody made by hand and that is then declared", () => {
    it("is taken over by the command that the preview names, and goes with its declaration", async () => {
      const environment = await sandbox.variables();
      const aws = new AwsReader(environment);
      const keyOf = (wanted: string, found: Map<string, string>): string => [...found].find(([, name]) => name === wanted)![0];
      const before = await aws.assignments();
      const declared = await changedSettings(sandbox, ({ "federation:access": access, "federation:permissionSets": sets }) => ({
        "federation:permissionSets": sets,
        "federation:access": [
          ...(access as object[]),
          { group: "aws-security-auditors", permissionSet: "Data-Analyst-RO", accounts: "app-dev" },
        ],
      }));
      const client = new SSOAdminClient(clientSettings(environment));
      await client.send(
        new CreateAccountAssignmentCommand({
          InstanceArn: (await aws.instance()).arn,
          PermissionSetArn: keyOf("Data-Analyst-RO", await aws.permissionSets()),
          PrincipalId: keyOf("aws-security-auditors", await aws.groups()),
          PrincipalType: "GROUP",
          TargetId: "300000000002",
          TargetType: "AWS_ACCOUNT",
        }),
      );
      while ((await aws.assignments()).length === before.length) await new Promise((resolve) => setTimeout(resolve, 100));

      const { text } = succeeded(await sandbox.pulumi(["preview"], { env: declared }));
      assert.match(text.replace(/\s+/g, " "), /1 new assignments: .* `federation take-over` finds those/);
      const out = join(mkdtempSync(join(tmpdir(), "federation-names-")), "take-over.json");
      const looked = await sandbox.federation(["take-over", "--out", out], { env: declared });
      assert.equal(looked.status, 1, looked.text);
      assert.ok(looked.text.includes('Data-Analyst-RO of "aws-security-auditors" in app-dev (300000000002)'), looked.text);
      const [, words] = /\n {2}pulumi (import --file .*)\n/.exec(looked.stdout) ?? [];
      succeeded(await sandbox.pulumi([...words!.split(" "), "--yes"], { env: declared }));
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"], { env: declared }));
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], { env: declared }));
      assert.equal((await aws.assignments()).length, before.length + 1);
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));
      assert.deepEqual(await aws.assignments(), before);
    });
  });
}
