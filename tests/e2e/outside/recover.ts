import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  ListTagsForResourceCommand,
  SSOAdminClient,
  UntagResourceCommand,
} from "@aws-sdk/client-sso-admin";
import assert from "node:assert/strict";
import { clientSettings } from "../client-settings";
import { changedSettings } from "../changed-settings";
import { AwsReader } from "../clouds";
import { type Sandbox, succeeded } from "../sandbox";

const stackTag = "aws-entra-federation:stack";
/** An account of dev's world in which Developer is not assigned. */
const account = "200000000001";

export function topic(sandbox: Sandbox): void {
  describe("recovery beside what somebody made by hand", () => {
    const names = { byHand: "Hand-Made-RO", ofAnother: "Another-Stack-RO", ours: "Ours-RO" };
    const arns: Record<string, string> = {};
    let declared: NodeJS.ProcessEnv;
    let aws: AwsReader;
    let client: SSOAdminClient;
    let InstanceArn: string;
    let untouched: string[];
    let byHand: ConstructorParameters<typeof CreateAccountAssignmentCommand>[0];

    const create = async (Name: string, Tags: { Key: string; Value: string }[]): Promise<string> =>
      (await client.send(new CreatePermissionSetCommand({ InstanceArn, Name, Tags }))).PermissionSet!.PermissionSetArn!;

    before(async () => {
      const environment = await sandbox.variables();
      aws = new AwsReader(environment);
      client = new SSOAdminClient(clientSettings(environment));
      InstanceArn = (await aws.instance()).arn;
      const [developer] = [...(await aws.permissionSets())].find(([, name]) => name === "Developer")!;
      const [group] = [...(await aws.groups())].find(([, name]) => name === "aws-developers")!;
      const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ InstanceArn, ResourceArn: developer }));
      const mark = Tags.find(({ Key }) => Key === stackTag)?.Value;
      assert.equal(mark, "organization/federation/dev");
      arns[names.byHand] = await create(names.byHand, [{ Key: "federation:managed", Value: "true" }]);
      arns[names.ofAnother] = await create(names.ofAnother, [{ Key: stackTag, Value: "organization/federation/prod" }]);
      arns[names.ours] = await create(names.ours, [{ Key: stackTag, Value: mark }]);
      byHand = {
        InstanceArn,
        PermissionSetArn: developer,
        PrincipalType: "GROUP",
        PrincipalId: group,
        TargetType: "AWS_ACCOUNT",
        TargetId: account,
      };
      untouched = await aws.assignments();
      await client.send(new CreateAccountAssignmentCommand(byHand));
      declared = await changedSettings(sandbox, ({ "federation:permissionSets": sets }) => ({
        "federation:permissionSets": {
          ...(sets as object),
          ...Object.fromEntries(Object.values(names).map((name) => [name, { managedPolicies: ["ReadOnlyAccess"] }])),
        },
      }));
      // The time of the state is that of the last run: an interrupted one would have written it just now.
      succeeded(await sandbox.pulumi(["refresh", "--yes", "--skip-preview"]));
    });
    after(async () => {
      await client.send(new DeleteAccountAssignmentCommand(byHand));
      // AWS answers before it is done: the next topic must not find it.
      while ((await aws.assignments()).length > untouched.length) await new Promise((resolve) => setTimeout(resolve, 100));
      const left = await aws.permissionSets();
      for (const PermissionSetArn of Object.values(arns).filter((arn) => left.has(arn))) {
        await client.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
      }
    });

    it("a set without this stack's tag, as versions before made it, gets it by an update in place and nothing else changes", async () => {
      const ResourceArn = byHand.PermissionSetArn!;
      await client.send(new UntagResourceCommand({ InstanceArn, ResourceArn, TagKeys: [stackTag] }));
      succeeded(await sandbox.pulumi(["refresh", "--yes", "--skip-preview"]));
      const { stdout } = succeeded(await sandbox.pulumi(["preview", "--json"]));
      const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
      assert.deepEqual(
        steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("$").at(-1)}`),
        ["update aws:ssoadmin/permissionSet:PermissionSet::Developer"],
      );
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));
      const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ InstanceArn, ResourceArn }));
      assert.ok(Tags.some(({ Key, Value }) => Key === stackTag && Value === "organization/federation/dev"));
    });

    it("removes what carries this stack's tag, and only shows everything else, with the way to take it over", async () => {
      const { text } = succeeded(await sandbox.federation(["recover", "--yes", "--remove-orphans"], { env: declared }));
      const left = await aws.permissionSets();
      assert.equal(left.get(arns[names.byHand]!), names.byHand);
      assert.equal(left.get(arns[names.ofAnother]!), names.ofAnother);
      assert.equal(left.get(arns[names.ours]!), undefined);
      assert.ok((await aws.assignments()).includes(`Developer aws-developers ${account}`));
      const heading = "In no state, and nothing proves that this stack made it; it is never removed here:";
      const shown = text.slice(text.indexOf(heading), text.indexOf("Orphans, made by this stack"));
      for (const name of [names.byHand, names.ofAnother]) {
        const line = `  permission set ${name} (${arns[name]}), wanted by the settings but in no state: take it over with \`federation take-over\``;
        assert.ok(shown.includes(line), text);
      }
      assert.match(shown, new RegExp(`assignment of Developer to group [^ ]+ in ${account}, in no state: \`federation verify\``));
      assert.ok(text.includes(`Removed: permission set ${names.ours}`), text);
    });
  });
}
