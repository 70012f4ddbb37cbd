import {
  CloseAccountCommand,
  DescribeAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from "@aws-sdk/client-organizations";
import assert from "node:assert/strict";
import { AwsReader } from "../clouds";
import { type Sandbox, succeeded } from "../sandbox";

/** The account that goes. */
const AccountId = "300000000002";
const HELD = ["Developer", "Platform-Admin", "Security-Audit-RO"];

interface Report {
  readonly checks: readonly { readonly id: string; readonly outcomes: readonly { readonly status: string; readonly message: string }[] }[];
}

export function topic(sandbox: Sandbox): void {
  describe("an account that was closed", () => {
    let environment: NodeJS.ProcessEnv;
    let organizations: OrganizationsClient;
    let aws: AwsReader;
    let before: string[];

    const up = () => sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]).then(succeeded);
    /** What a program or command says, on lines of whatever length. */
    const words = (text: string): string => text.replace(/\s+/g, " ");
    const outcomes = async (): Promise<string[]> => {
      const { stdout, text } = await sandbox.federation(["verify", "--json"]);
      assert.ok(stdout.startsWith("{"), text);
      return (JSON.parse(stdout) as Report).checks.flatMap(({ id, outcomes: seen }) =>
        seen.filter(({ status }) => status === "finding" || status === "note").map(({ status, message }) => `${id} ${status}: ${message}`),
      );
    };
    const restore = async (): Promise<void> => {
      const answer = await fetch(`${environment["AWS_ENDPOINT_URL"]}/_sandbox/console/restore-account`, {
        method: "POST",
        body: JSON.stringify({ accountId: AccountId }),
      });
      assert.ok(answer.ok, await answer.text());
    };

    beforeEach(async () => {
      environment = await sandbox.variables();
      aws = new AwsReader(environment);
      before = await aws.assignments();
      organizations = new OrganizationsClient({
        endpoint: environment["AWS_ENDPOINT_URL"]!,
        region: "us-east-1",
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      });
      await organizations.send(new CloseAccountCommand({ AccountId }));
      for (let state: string | undefined; state !== "SUSPENDED"; )
        state = (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account?.State;
    });
    afterEach(async () => {
      await restore();
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"]));
      assert.deepEqual(await aws.assignments(), before);
      assert.deepEqual(await outcomes(), []);
    });

    it("keeps its assignments: nothing is tried, account and sets are named, and verify has a note", async () => {
      const { text } = succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
      const kept = `Account app-dev (${AccountId}) is SUSPENDED: its 3 assignments (${HELD.join(", ")}) are left as they are`;
      assert.ok(words(text).includes(kept), text);
      await up();
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"]));
      assert.deepEqual(await aws.assignments(), before);
      assert.deepEqual(await outcomes(), [`R5.7 note: app-dev (${AccountId}) is SUSPENDED: its 3 assignments are left as they are.`]);
    });

    it("leaves the organization: a run takes its assignments out of the state, or the command does that preview prints", async () => {
      await up();
      await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
      const { text } = succeeded(await sandbox.pulumi(["preview"]));
      const command = /pulumi state delete --yes('urn:[^']*'| )*/.exec(words(text))?.[0] ?? "";
      assert.equal(command.split("'urn:").length - 1, 3, text);
      assert.deepEqual(await outcomes(), []);
      succeeded(await sandbox.run("sh", ["-c", command]));
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
    });
  });
}
