import {
  CloseAccountCommand,
  DescribeAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from "@aws-sdk/client-organizations";
import assert from "node:assert/strict";
import { clientSettings } from "../client-settings";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import type { Report } from "../findings";
import { type Sandbox, succeeded } from "../sandbox";

/** The account that goes. */
const AccountId = "300000000002";
const SETS = ["Developer", "Platform-Admin", "Security-Audit-RO"];
const LEFT = `R5.7 note: app-dev (${AccountId}) is SUSPENDED: its 3 assignments are left as they are.`;

export function topic(sandbox: Sandbox): void {
  describe("an account that was closed", () => {
    let environment: NodeJS.ProcessEnv;
    let organizations: OrganizationsClient;
    let aws: AwsReader;
    let assignments: string[];

    const up = (env: NodeJS.ProcessEnv = {}, ...flags: string[]) =>
      sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy", ...flags], { env });
    const unchanged = (env: NodeJS.ProcessEnv = {}, ...flags: string[]) =>
      sandbox.pulumi(["preview", "--expect-no-changes", ...flags], { env }).then(succeeded);
    /**
     * What a preview would do to anything that a cloud has; the program's own component tells how many accounts there
     * are.
     */
    const changes = async (): Promise<string[]> => {
      const { stdout } = succeeded(await sandbox.pulumi(["preview", "--json"]));
      const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
      return steps
        .filter(({ op, urn }) => op !== "same" && !urn.endsWith("::federation:index:Federation::federation"))
        .map(({ op, urn }) => `${op} ${urn}`);
    };
    const withoutDevelopers = () =>
      changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": (access as { group: string }[]).filter(({ group }) => group !== "aws-developers"),
      }));
    /** AWS Support reopens the account, or it joins the organization again. */
    const restore = async (): Promise<void> => {
      const restored = await fetch(`${environment["AWS_ENDPOINT_URL"]}/_sandbox/console/restore-account`, {
        method: "POST",
        body: JSON.stringify({ accountId: AccountId }),
      });
      assert.ok(restored.ok);
    };
    /** What a program or command says, on lines of whatever length. */
    const words = (text: string): string => text.replace(/\s+/g, " ");
    /** What `verify` says beside what is right. */
    const sentences = async (env: NodeJS.ProcessEnv = {}): Promise<string[]> => {
      const { stdout, text } = await sandbox.federation(["verify", "--json"], { env });
      assert.ok(stdout.startsWith("{"), text);
      return (JSON.parse(stdout) as Report).checks.flatMap(({ id, outcomes }) =>
        outcomes
          .filter(({ status }) => status === "finding" || status === "note")
          .map(({ status, message }) => `${id} ${status}: ${message}`),
      );
    };

    const ofDevelopers = async (): Promise<string[]> => (await aws.assignments()).filter((line) => line.startsWith("Developer "));

    before(async () => {
      environment = await sandbox.variables();
      aws = new AwsReader(environment);
      assignments = await aws.assignments();
      organizations = new OrganizationsClient(clientSettings(environment, "us-east-1"));
      await organizations.send(new CloseAccountCommand({ AccountId }));
      for (let state: string | undefined; state !== "SUSPENDED";)
        state = (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account?.State;
    });
    after(async () => {
      await restore();
      succeeded(await up({}, "--refresh"));
      assert.deepEqual(await aws.assignments(), assignments);
      assert.deepEqual(await sentences(), []);
    });

    it("keeps its assignments: nothing is tried, account and sets are named, and verify has a note", async () => {
      const { text } = succeeded(await sandbox.pulumi(["preview"]));
      assert.deepEqual(await changes(), []);
      const kept = `Account app-dev (${AccountId}) is SUSPENDED: its 3 assignments (${SETS.join(", ")}) are left as they are`;
      assert.ok(words(text).includes(kept), text);
      succeeded(await up());
      await unchanged({}, "--refresh");
      assert.deepEqual(await aws.assignments(), assignments);
      assert.deepEqual(await sentences(), [LEFT]);
    });

    it("keeps them when their group gets nothing any more, and their set with them", async () => {
      const env = await withoutDevelopers();
      const [groupId] = [...(await aws.groups())].find(([, name]) => name === "aws-developers")!;
      succeeded(await up(env));
      await new EntraReader(environment).cycle();
      await unchanged(env);
      assert.deepEqual(await sentences(env), [LEFT]);
      // Provisioning takes a group that is no longer assigned out of Identity Center, and brings it back as another
      // one.
      assert.deepEqual(await ofDevelopers(), [`Developer ${groupId} ${AccountId}`]);
      succeeded(await up());
      assert.deepEqual(await ofDevelopers(), [`Developer ${groupId} ${AccountId}`, "Developer aws-developers 012345678902"].sort());
    });

    it("holds up one run that changes a set which it holds; the other accounts have it, and a refresh goes on", async () => {
      const env = await changedSettings(sandbox, ({ "federation:permissionSets": sets }) => ({
        "federation:permissionSets": { ...(sets as object), Developer: { sessionHours: 2 } },
      }));
      const { status, text } = await up(env);
      assert.notEqual(status, 0);
      assert.ok(words(text).includes(`manage your AWS account '${AccountId}' takes longer than usual`), text);
      succeeded(await up(env, "--refresh"));
      await unchanged(env);
      assert.deepEqual(await sentences(env), [
        `R5.5 note: app-dev (${AccountId}) is SUSPENDED: Developer is out of date there, and nothing can be changed.`,
        LEFT,
      ]);
      await up();
      succeeded(await up({}, "--refresh"));
    });

    it("lets everything be taken down: what it holds stays in AWS, and is forgotten", async () => {
      const { stdout: state } = succeeded(await sandbox.pulumi(["stack", "export"]));
      const { deployment } = JSON.parse(state) as { deployment: { resources: { urn: string; type: string }[] } };
      const isSet = ({ urn, type }: { urn: string; type: string }): boolean =>
        type === "aws:ssoadmin/permissionSet:PermissionSet" && urn.endsWith("::Developer");
      const set = deployment.resources.find(isSet)!.urn;
      const all = await ofDevelopers();
      const kept = all.filter((line) => line.endsWith(AccountId));
      assert.deepEqual([all.length, kept.length], [2, 1]);
      succeeded(await sandbox.pulumi(["destroy", "--yes", "--skip-preview", "--target", set, "--target-dependents"]));
      try {
        assert.deepEqual(await ofDevelopers(), kept);
        const after = succeeded(await sandbox.pulumi(["stack", "export"])).stdout;
        assert.ok(!after.includes(set));
      } finally {
        succeeded(await sandbox.pulumi(["stack", "import"], { input: state }));
        succeeded(await up({}, "--refresh"));
      }
      assert.deepEqual(await ofDevelopers(), all);
    });

    it("loses, once it is reopened, what is no longer granted, and its set goes a run later", async () => {
      const env = await withoutDevelopers();
      await restore();
      succeeded(await up(env));
      assert.deepEqual(await ofDevelopers(), []);
      succeeded(await up(env));
      assert.ok(![...(await aws.permissionSets()).values()].includes("Developer"));
      await unchanged(env);
      // The next cycle takes the group out of Identity Center: it must not come in the middle of the run that grants it
      // something again.
      await new EntraReader(environment).cycle();
      succeeded(await up());
      assert.deepEqual(await aws.assignments(), assignments);
    });

    it("leaves the organization: the command that preview prints takes its assignments out of the state", async () => {
      await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
      const { text } = succeeded(await sandbox.pulumi(["preview"]));
      const [command = ""] = /pulumi state delete --yes( 'urn:[^']*')+/.exec(words(text)) ?? [];
      assert.equal(command.split(" 'urn:").length - 1, 3, text);
      assert.deepEqual(await sentences(), []);
      const { stdout: state } = succeeded(await sandbox.pulumi(["stack", "export"]));
      succeeded(await sandbox.run("sh", ["-c", command]));
      assert.deepEqual(await changes(), []);
      // The other way: a run of its own takes them out.
      succeeded(await sandbox.pulumi(["stack", "import"], { input: state }));
      succeeded(await up());
      await unchanged();
      assert.deepEqual(await sentences(), []);
    });
  });
}
