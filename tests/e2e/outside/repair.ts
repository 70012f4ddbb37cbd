import { CreatePolicyCommand, DeletePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  DetachCustomerManagedPolicyReferenceFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import assert from "node:assert/strict";
import { clientSettings } from "../client-settings";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import type { Report } from "../findings";
import { type Sandbox, succeeded } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("what `federation repair` mends", () => {
    let environment: NodeJS.ProcessEnv;
    let aws: AwsReader;
    let client: SSOAdminClient;
    let at: { InstanceArn: string; PermissionSetArn: string };

    before(async () => {
      environment = await sandbox.variables();
      aws = new AwsReader(environment);
      client = new SSOAdminClient(clientSettings(environment));
      const [PermissionSetArn] = [...(await aws.permissionSets())].find(([, name]) => name === "Developer")!;
      at = { InstanceArn: (await aws.instance()).arn, PermissionSetArn };
    });

    /** Findings of verify with what they advise. */
    const findings = async (): Promise<string[]> => {
      const { stdout, text } = await sandbox.federation(["verify", "--json"]);
      assert.ok(stdout.startsWith("{"), text);
      return (JSON.parse(stdout) as Report).checks.flatMap(({ id, outcomes }) =>
        outcomes.filter(({ status }) => status === "finding").map(({ message, remedy }) => `${id} ${message} -> ${remedy}`),
      );
    };
    const stale = async (): Promise<string[]> =>
      (
        await client.send(
          new ListAccountsForProvisionedPermissionSetCommand({ ...at, ProvisioningStatus: "LATEST_PERMISSION_SET_NOT_PROVISIONED" }),
        )
      ).AccountIds ?? [];
    const inline = async (): Promise<string | undefined> =>
      (await client.send(new GetInlinePolicyForPermissionSetCommand(at))).InlinePolicy;

    it("an inline policy of * on * and a boundary that somebody attached: no `up` removes them, repair does, after showing them", async () => {
      const before = await findings();
      const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
      await client.send(new PutInlinePolicyToPermissionSetCommand({ ...at, InlinePolicy: JSON.stringify(policy) }));
      const ManagedPolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
      await client.send(new PutPermissionsBoundaryToPermissionSetCommand({ ...at, PermissionsBoundary: { ManagedPolicyArn } }));
      // What the operator tries first.
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh", "--policy-pack", "policy"]));
      assert.notEqual(await inline(), "");

      const found = (await findings()).filter((line) => !before.includes(line));
      const remedy = "Run `federation repair`, which shows and removes it; no `pulumi up` does.";
      assert.deepEqual(found.slice(0, 2), [
        `R5.5 Developer has an inline policy that somebody attached by hand: the settings give it none. -> ${remedy}`,
        `R5.5 Developer has a permissions boundary that somebody attached by hand: the settings give it none. -> ${remedy}`,
      ]);

      const looked = await sandbox.federation(["repair", "--dry-run"]);
      assert.equal(looked.status, 1, looked.text);
      assert.ok(looked.stdout.includes('"Action": "*"'), looked.text);
      assert.ok(looked.stdout.includes(ManagedPolicyArn), looked.text);
      assert.notEqual(await inline(), "");
      const asked = await sandbox.federation(["repair"]);
      assert.equal(asked.status, 2, asked.text);
      assert.match(asked.text, /Nobody is there to ask; add --yes/);
      assert.notEqual(await inline(), "");

      succeeded(await sandbox.federation(["repair", "--yes"]));
      assert.ok(["", undefined].includes(await inline()));
      assert.equal((await aws.attached("Developer")).boundary, undefined);
      assert.deepEqual(await stale(), []);
      assert.deepEqual(await findings(), before);
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
      assert.match(succeeded(await sandbox.federation(["repair"])).stdout, /nothing that this command mends/);
    });

    it("a set that is out of date in its accounts: provisioned again, each account with its reason where it fails", async () => {
      const before = await findings();
      const CustomerManagedPolicyReference = { Name: "nowhere", Path: "/team/" };
      await client.send(new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({ ...at, CustomerManagedPolicyReference }));
      const accounts = await stale();
      assert.ok(accounts.length > 0);
      // What the settings do not say is brought into no account.
      const heldBack = await sandbox.federation(["repair", "--yes"]);
      assert.equal(heldBack.status, 1, heldBack.text);
      assert.match(heldBack.stdout, /Developer has customer-managed policy \/team\/nowhere too much, .* run `pulumi up --refresh` first/);
      assert.deepEqual(await stale(), accounts);
      const declared = await changedSettings(sandbox, ({ "federation:permissionSets": sets }) => ({
        "federation:permissionSets": { ...(sets as object), Developer: { customerManagedPolicies: [{ name: "nowhere", path: "/team/" }] } },
      }));
      const failed = await sandbox.federation(["repair", "--yes"], { env: declared });
      assert.equal(failed.status, 1, failed.text);
      for (const id of accounts) {
        assert.match(failed.stdout, new RegExp(`Developer in \\S+ \\(${id}\\): .*policy/team/nowhere does not exist in account ${id}\\.`));
      }
      await client.send(new DetachCustomerManagedPolicyReferenceFromPermissionSetCommand({ ...at, CustomerManagedPolicyReference }));
      const found = (await findings()).filter((line) => !before.includes(line));
      assert.deepEqual(found, [
        `R5.5 Developer is out of date in ${accounts.length} accounts: ${accounts.join(", ")}. -> Run \`federation repair\`, which provisions it again; customer-managed policies must exist in each account first.`,
      ]);
      const { stdout } = succeeded(await sandbox.federation(["repair", "--yes", "--json"]));
      const answer = JSON.parse(stdout) as { sets: { name: string; accounts: { id: string }[] }[]; failures: string[] };
      assert.deepEqual(
        answer.sets.map(({ name, accounts: repaired }) => [name, repaired.map(({ id }) => id)]),
        [["Developer", accounts]],
      );
      assert.deepEqual(answer.failures, []);
      assert.deepEqual(await stale(), []);
      assert.deepEqual(await findings(), before);
    });

    it("a customer-managed policy that accounts lack: told before anything is made where that can be read, said as not to be told elsewhere", async () => {
      const before = { findings: await findings(), assignments: await aws.assignments() };
      const management = "100000000001";
      const elsewhere = "300000000002";
      const declared = await changedSettings(sandbox, ({ "federation:access": access, "federation:permissionSets": sets }) => ({
        "federation:permissionSets": {
          ...(sets as object),
          Tools: { managedPolicies: ["job-function/ViewOnlyAccess"], customerManagedPolicies: [{ name: "tools", path: "/team/" }] },
        },
        "federation:access": [
          ...(access as object[]),
          { group: "aws-platform-admins", permissionSet: "Tools", accounts: [management, elsewhere] },
        ],
      }));
      const up = ["up", "--yes", "--skip-preview", "--policy-pack", "policy"];
      const inAccount = async (account: string): Promise<IAMClient> => {
        const settings = { endpoint: environment["AWS_ENDPOINT_URL"]!, region: "us-east-1" };
        const own = { accessKeyId: "test", secretAccessKey: "test" };
        if (account === management) return new IAMClient({ ...settings, credentials: own });
        const sts = new STSClient({ ...settings, credentials: own });
        const { Credentials } = await sts.send(
          new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, RoleSessionName: "operator" }),
        );
        const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
        return new IAMClient({
          ...settings,
          credentials: { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! },
        });
      };
      const PolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
      });
      const create = async (account: string) =>
        (await inAccount(account)).send(new CreatePolicyCommand({ PolicyName: "tools", Path: "/team/", PolicyDocument }));

      const refused = await sandbox.pulumi(["preview"], { env: declared });
      assert.notEqual(refused.status, 0);
      const sentence = `federation:permissionSets names the customer-managed policy "/team/tools" in the permission set Tools-Mgmt, and the account management (${management}) has none of this path and name: create it there first`;
      assert.ok(refused.text.replace(/\s+/g, " ").includes(sentence), refused.text);
      await create(management);
      const failed = await sandbox.pulumi(up, { env: declared });
      assert.notEqual(failed.status, 0);
      assert.match(failed.text, new RegExp(`policy/team/tools does not exist in account ${elsewhere}`));
      const sentences = (await sandbox.federation(["verify"], { env: declared })).stdout.replace(/\s+/g, " ");
      assert.match(sentences, /Whether app-dev \(300000000002\) has/);

      await create(elsewhere);
      succeeded(await sandbox.pulumi(up, { env: declared }));
      assert.deepEqual(
        (await aws.assignments()).filter((line) => !before.assignments.includes(line)),
        [`Tools aws-platform-admins ${elsewhere}`, `Tools-Mgmt aws-platform-admins ${management}`],
      );
      succeeded(await sandbox.federation(["repair", "--dry-run"], { env: declared }));
      succeeded(await sandbox.pulumi(up));
      assert.deepEqual(await aws.assignments(), before.assignments);
      assert.deepEqual(await findings(), before.findings);
      for (const account of [management, elsewhere]) {
        await (await inAccount(account)).send(new DeletePolicyCommand({ PolicyArn: `arn:aws:iam::${account}:policy/team/tools` }));
      }
    });

    it("provisioning in quarantine: not before its cause is mended, then it is restarted", async () => {
      const before = await findings();
      const entra = new EntraReader(environment);
      const [application] = await entra.applications();
      const [principal] = await entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${application!.appId}'`);
      const secrets = `/v1.0/servicePrincipals/${principal!["id"] as string}/synchronization/secrets`;
      const put = (value: string): Promise<void> => entra.change(secrets, { value: [{ key: "SecretToken", value }] }, "PUT");
      const token = succeeded(await sandbox.pulumi(["config", "get", "federation:scimToken"])).stdout.trim();
      await entra.control({ cycleIntervalSeconds: 3600 });
      try {
        await put("wrong");
        await entra.cycle();
        const found = (await findings()).filter((line) => line.startsWith("R4.5"));
        assert.match(found[0] ?? "", /^R4\.5 Provisioning is in quarantine \(.*HTTP 401.*\)\. -> .* run `federation repair`/);
        const refused = await sandbox.federation(["repair", "--yes"]);
        assert.equal(refused.status, 1, refused.text);
        assert.match(refused.stdout, /Provisioning is in quarantine \(.*\) and stays so: Entra's connection test fails \(.*HTTP 401/);
        await put(token);
        assert.match((await findings()).join("\n"), /R4\.5 Provisioning is in quarantine/);
        assert.match(
          succeeded(await sandbox.federation(["repair", "--yes"])).text,
          /restart provisioning: it is in quarantine: .*HTTP 401/,
        );
        assert.deepEqual(await findings(), before);
      } finally {
        await put(token);
        await entra.control({ cycleIntervalSeconds: 30 });
      }
    });
  });
}
