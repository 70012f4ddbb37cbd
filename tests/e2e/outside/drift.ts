import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
  type PrincipalType,
} from "@aws-sdk/client-sso-admin";
import { IdentitystoreClient, ListUsersCommand } from "@aws-sdk/client-identitystore";
import assert from "node:assert/strict";
import { clientSettings } from "../client-settings";
import { AwsReader, EntraReader } from "../clouds";
import { type Sandbox, succeeded } from "../sandbox";

interface Item {
  readonly kind: string;
  readonly what: string;
  readonly actor: string | null;
  readonly time: string | null;
  readonly adopt: string | null;
  readonly remove: string;
}
const InlinePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] });

type Document = Readonly<Record<"undeclared" | "missing" | "changed", Item[]>>;

export function topic(sandbox: Sandbox): void {
  describe("drift", () => {
    const drift = async (): Promise<Document & { status: number | null }> => {
      const { status, stdout, text } = await sandbox.federation(["drift", "--json"]);
      assert.ok(stdout.startsWith("{"), text);
      return { status, ...(JSON.parse(stdout) as Document) };
    };
    const whats = (items: readonly Item[]): string[] => items.map(({ what }) => what).sort();
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      for (let looks = 0; !(await isSo()); looks++) {
        assert.ok(looks < 100, "It did not come to be.");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };

    it("lists exactly what was planted, with who did it; the removals, followed, end it", async () => {
      const environment = await sandbox.variables();
      const client = clientSettings(environment);
      const [sso, store, aws, entra] = [
        new SSOAdminClient(client),
        new IdentitystoreClient(client),
        new AwsReader(environment),
        new EntraReader(environment),
      ];
      assert.deepEqual(await drift(), { status: 0, undeclared: [], missing: [], changed: [], unjudged: [], leftAlone: [], complete: true });

      const { arn: InstanceArn, identityStoreId: IdentityStoreId } = await aws.instance();
      const before = await aws.assignments();
      const keyOf = (wanted: string, found: Map<string, string>): string => [...found].find(([, name]) => name === wanted)![0];
      const [sets, groups] = [await aws.permissionSets(), await aws.groups()];
      const { Users = [] } = await store.send(new ListUsersCommand({ IdentityStoreId }));
      const linus = Users.find(({ UserName }) => UserName === "linus@example.com")!.UserId!;
      const target = (set: string, account: string, PrincipalType: PrincipalType, PrincipalId: string) => ({
        InstanceArn,
        PermissionSetArn: keyOf(set, sets),
        TargetType: "AWS_ACCOUNT" as const,
        TargetId: account,
        PrincipalType,
        PrincipalId,
      });
      const developer = keyOf("aws-developers", groups);
      await sso.send(new CreateAccountAssignmentCommand(target("Platform-Admin", "300000000001", "USER", linus)));
      await sso.send(new CreateAccountAssignmentCommand(target("Developer", "300000000001", "GROUP", developer)));
      await sso.send(
        new DeleteAccountAssignmentCommand(target("Security-Audit-RO", "300000000002", "GROUP", keyOf("aws-security-auditors", groups))),
      );
      const PermissionSetArn = keyOf("Data-Analyst-RO", sets);
      await sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn,
          ManagedPolicyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        }),
      );
      await sso.send(new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn, TargetType: "ALL_PROVISIONED_ACCOUNTS" }));
      const policy = (await entra.conditionalAccessPolicies()).find(({ displayName }) => /countries$/.test(displayName as string))!;
      await entra.change(`/v1.0/identity/conditionalAccess/policies/${policy["id"] as string}`, { state: "disabled" });
      const app = (await entra.list("/v1.0/applications")).find(({ displayName }) => displayName === "AWS IAM Identity Center (dev)")!;
      const { redirectUris } = app["web"] as { redirectUris: string[] };
      const stranger = "https://eve.example.com/acs";
      await entra.change(`/v1.0/applications/${app["id"] as string}`, { web: { redirectUris: [...redirectUris, stranger] } });
      const [principal] = await entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${app["appId"] as string}'`);
      await entra.change(`/v1.0/servicePrincipals/${principal!["id"] as string}`, { loginUrl: "https://eve.example.com/start" });
      await sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn: keyOf("Developer", sets), InlinePolicy }));
      await until(async () => {
        const now = await aws.assignments();
        return (
          now.some((line) => line.includes("user ")) &&
          now.includes("Developer aws-developers 300000000001") &&
          now.length === before.length + 1
        );
      });

      const found = await drift();
      assert.equal(found.status, 1);
      assert.deepEqual(whats(found.undeclared), [
        'The group "aws-developers" has Developer in app-prod (300000000001)',
        'The user "linus@example.com" has Platform-Admin in app-prod (300000000001)',
      ]);
      assert.deepEqual(whats(found.missing), ['"aws-security-auditors" lacks Security-Audit-RO in app-dev (300000000002)']);
      assert.deepEqual(whats(found.changed), [
        '"AWS IAM Identity Center (dev): blocked outside the allowed countries" has state disabled instead of enabled',
        "Data-Analyst-RO has managed policy arn:aws:iam::aws:policy/AmazonS3FullAccess too much",
        "Developer has an inline policy that the settings give it none of",
        `Reply URL that the settings do not name: ${stranger}; assertions could be sent there`,
        "The Sign-on URL is https://eve.example.com/start; the access portal is https://d-9367abcdef.awsapps.com/start",
      ]);
      for (const item of [...found.undeclared, ...found.missing, ...found.changed]) {
        // AWS's half by CloudTrail, Entra's by the directory's audit log: there, whoever has the tests' credentials.
        const ofEntra = ["application", "Conditional Access"].includes(item.kind);
        assert.match(item.actor ?? "", ofEntra ? /^Deployment$/ : /^arn:aws:sts::100000000001:assumed-role\//, item.what);
        assert.ok(Math.abs(Date.now() - Date.parse(item.time ?? "")) < 300_000, item.what);
      }
      assert.deepEqual(
        found.undeclared.map(({ adopt }) => adopt).filter((adopt) => adopt !== null),
        [`- { group: ${await entra.groupId("aws-developers")}, permissionSet: Developer, accounts: "300000000001" } # aws-developers`],
      );

      for (const { remove } of found.undeclared) {
        // The command itself, word by word, as the AWS CLI would send it.
        assert.match(remove, /^aws sso-admin delete-account-assignment --region eu-west-1 --/);
        const options = new Map([...remove.matchAll(/--([a-z-]+) (\S+)/g)].map(([, name, value]) => [name!, value!]));
        const of = (name: string): string => options.get(name)!;
        await sso.send(
          new DeleteAccountAssignmentCommand({
            InstanceArn: of("instance-arn"),
            PermissionSetArn: of("permission-set-arn"),
            TargetType: "AWS_ACCOUNT",
            TargetId: of("target-id"),
            PrincipalType: of("principal-type") as PrincipalType,
            PrincipalId: of("principal-id"),
          }),
        );
      }
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"]));
      succeeded(await sandbox.federation(["repair", "--yes"]));
      await until(async () => (await aws.assignments()).join() === before.join());
      assert.deepEqual(await drift(), { status: 0, undeclared: [], missing: [], changed: [], unjudged: [], leftAlone: [], complete: true });
    });
  });
}
