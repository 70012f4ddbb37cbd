import assert from "node:assert/strict";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import { asVersion01, cloudChanges } from "../former-state";
import { type Sandbox, succeeded } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("the name of a group", () => {
    let aws: AwsReader;
    let entra: EntraReader;
    let before: string[];
    let id: string;

    /** Settings in which the developers are called otherwise. */
    const written = (group: string): Promise<NodeJS.ProcessEnv> =>
      changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": (access as { group: string }[]).map((entry) =>
          entry.group === "aws-developers" ? { ...entry, group } : entry,
        ),
      }));
    /** What a preview would do to anything that a cloud has. */
    const changes = async (env: NodeJS.ProcessEnv = {}): Promise<string[]> => {
      const { stdout } = succeeded(await sandbox.pulumi(["preview", "--json"], { env }));
      return cloudChanges(stdout);
    };
    const up = (env: NodeJS.ProcessEnv = {}) =>
      sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], { env }).then(succeeded);
    const rename = (displayName: string): Promise<void> => entra.change(`/v1.0/groups/${id}`, { displayName });

    beforeEach(async () => {
      const environment = await sandbox.variables();
      aws = new AwsReader(environment);
      entra = new EntraReader(environment);
      before = await aws.assignments();
      id = await entra.groupId("aws-developers");
    });

    it("moves a state of the version before, which named resources after it, with no change in a cloud", async () => {
      const { stdout } = succeeded(await sandbox.pulumi(["stack", "export"]));
      const names = new Map((await entra.list("/v1.0/groups")).map((group) => [group["id"] as string, group["displayName"] as string]));
      const former = asVersion01(stdout, names);
      assert.ok(former.includes("::Developer/aws-developers/300000000002"));
      succeeded(await sandbox.pulumi(["stack", "import"], { input: former }));

      assert.deepEqual(await changes(), []);
      const ran = await up();
      assert.doesNotMatch(ran.text, /(AccountAssignment|AppRoleAssignment|ProvisionOnDemand).*(creat|delet|replac)/);
      assert.deepEqual(await aws.assignments(), before);
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
    });

    it("changes nothing written by object id, or in other letters", async () => {
      for (const group of [id, id.toUpperCase(), "AWS-Developers"]) assert.deepEqual(await changes(await written(group)), [], group);
      // In one entry only: one group in two spellings.
      const twice = await changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": (access as { group: string }[]).flatMap((entry) =>
          entry.group === "aws-developers" ? [entry, { ...entry, group: id }] : [entry],
        ),
      }));
      assert.deepEqual(await changes(twice), []);
    });

    it("of one more, which Identity Center lacks, makes that group's resources and touches no other, in preview too", async () => {
      const more = "aws-emergency-access";
      const env = await changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": [...(access as object[]), { group: more, permissionSet: "Security-Audit-RO", accounts: "app-dev" }],
      }));
      assert.ok(![...(await aws.groups()).values()].includes(more));
      const moreId = await entra.groupId(more);
      assert.deepEqual((await changes(env)).sort(), [
        `create Security-Audit-RO/${moreId}/300000000002`,
        `create app-assignments/${moreId}`,
        `create provision-on-demand/${moreId}`,
      ]);
    });

    it("that two groups bear which are given by object id is a mistake before anything is made; so is a slip in a policy's name", async () => {
      const second = await entra.createGroup("aws-developers");
      try {
        const slip = { managedPolicies: ["ViewOnlyAcess"] };
        const env = await changedSettings(sandbox, ({ "federation:access": access, "federation:permissionSets": sets }) => ({
          "federation:permissionSets": { ...(sets as object), Slip: slip },
          "federation:access": [
            ...(access as { group: string }[]).map((entry) => (entry.group === "aws-developers" ? { ...entry, group: id } : entry)),
            { group: second, permissionSet: "Slip", accounts: "app-dev" },
          ],
        }));
        const { status, text } = await sandbox.pulumi(["preview"], { env });
        assert.notEqual(status, 0);
        const messages = text.replace(/\s+/g, " ");
        assert.match(
          messages,
          /a group named "aws-developers", as is that of federation:access\[\d\]\.group .*: Identity Center takes a name once/,
        );
        assert.match(messages, /"ViewOnlyAcess".*did you mean "job-function\/ViewOnlyAccess"\?/);
        assert.doesNotMatch(text, /\+ +(aws|azuread):/);
      } finally {
        await entra.remove(`/v1.0/groups/${second}`);
      }
    });

    it("that is no security group's is a mistake before anything is made, and none once it is a security group", async () => {
      const more = "aws-emergency-access";
      const env = await changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": [...(access as object[]), { group: more, permissionSet: "Security-Audit-RO", accounts: "app-dev" }],
      }));
      const moreId = await entra.groupId(more);
      await entra.change(`/v1.0/groups/${moreId}`, { securityEnabled: false });
      try {
        const { status, text } = await sandbox.pulumi(["preview"], { env });
        assert.notEqual(status, 0);
        assert.ok(text.replace(/\s+/g, " ").includes(`"${more}" (${moreId}) is no security group in Entra`), text);
        assert.doesNotMatch(text, /\+ +(aws|azuread):/);
      } finally {
        await entra.change(`/v1.0/groups/${moreId}`, { securityEnabled: true });
      }
      succeeded(await sandbox.pulumi(["preview"], { env }));
    });

    it("may change in Entra: the old one goes on with a warning, the new one changes nothing, and nobody loses access", async () => {
      await rename("aws-app-developers");
      try {
        // Before a cycle, Identity Center still has the old name; after it and an `up`, only the state knows it, as
        // what the settings wrote.
        for (const cycle of [false, true]) {
          if (cycle) {
            await up();
            await entra.cycle();
          }
          const { text } = succeeded(await sandbox.pulumi(["preview"]));
          assert.ok(
            text
              .replace(/\s+/g, " ")
              .includes(`federation:access[4].group is "aws-developers", which is called "aws-app-developers" in Entra now`),
            text,
          );
          assert.deepEqual(await changes(), []);
        }
        const env = await written("aws-app-developers");
        assert.deepEqual(await changes(env), []);
        await up(env);
        assert.deepEqual(await aws.assignments(), before.map((line) => line.replace(" aws-developers ", " aws-app-developers ")).sort());
        succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"], { env }));
      } finally {
        await rename("aws-developers");
        await entra.cycle();
        await up();
      }
      assert.deepEqual(await aws.assignments(), before);
    });
  });
}
