import { DeleteAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import assert from "node:assert/strict";
import { clientSettings } from "./client-settings";
import { AwsReader, EntraReader } from "./clouds";
import { inventory, type Inventory } from "./inventory";
import { type Sandbox, succeeded } from "./sandbox";

/** An assignment as {@link AwsReader.assignments} tells it. */
export interface OneAssignment {
  readonly permissionSet: string;
  readonly group: string;
  readonly accountId: string;
}

/** Deletes an assignment through the AWS API; refresh finds that, and the next `up` makes it again. */
export async function findsDeletedAssignment(sandbox: Sandbox, { permissionSet, group, accountId }: OneAssignment): Promise<void> {
  const environment = await sandbox.variables();
  const aws = new AwsReader(environment);
  const all = await aws.assignments();
  const line = `${permissionSet} ${group} ${accountId}`;
  assert.ok(all.includes(line), line);
  const keyOf = (wanted: string, found: Map<string, string>): string => [...found].find(([, name]) => name === wanted)![0];
  const sso = new SSOAdminClient(clientSettings(environment));
  await sso.send(
    new DeleteAccountAssignmentCommand({
      InstanceArn: (await aws.instance()).arn,
      PermissionSetArn: keyOf(permissionSet, await aws.permissionSets()),
      PrincipalId: keyOf(group, await aws.groups()),
      PrincipalType: "GROUP",
      TargetId: accountId,
      TargetType: "AWS_ACCOUNT",
    }),
  );
  while ((await aws.assignments()).includes(line)) await new Promise((resolve) => setTimeout(resolve, 100));

  const { text } = succeeded(await sandbox.pulumi(["refresh", "--yes", "--skip-preview"]));
  const deleted = text.split("\n").filter((shown) => / delete(d)?\b/.test(shown) && /AccountAssignment/.test(shown));
  assert.ok(deleted.length > 0, text);
  const groupId = await new EntraReader(environment).groupId(group);
  for (const shown of deleted) assert.ok(shown.includes(`${permissionSet}/${groupId}/${accountId}`), shown);
  succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));
  assert.deepEqual(await aws.assignments(), all);
}

/** Protected roots make `destroy` refuse, in words, before anything is touched. */
export async function refusesToDestroy(sandbox: Sandbox): Promise<void> {
  const whole = await inventory(await sandbox.variables());
  const { status, text } = await sandbox.pulumi(["destroy", "--yes"]);
  assert.notEqual(status, 0);
  assert.match(text, /cannot be deleted\s+because it is protected\. To unprotect the resource, .*pulumi state unprotect/s);
  assert.deepEqual(await inventory(await sandbox.variables()), whole);
}

/** Unprotected, everything goes that the program made: both clouds hold what they held before its first `up`. */
export async function isDestroyedWhole(sandbox: Sandbox, original: Inventory): Promise<void> {
  const environment = await sandbox.variables();
  assert.notDeepEqual(await inventory(environment), original);
  const groups = await new AwsReader(environment).groups();
  succeeded(await sandbox.pulumi(["state", "unprotect", "--all", "--yes"]));
  succeeded(await sandbox.pulumi(["destroy", "--yes", "--skip-preview"]));
  assert.deepEqual(await inventory(environment), original);
  const { stdout } = succeeded(await sandbox.pulumi(["stack", "export"]));
  assert.deepEqual((JSON.parse(stdout) as { deployment: { resources?: unknown[] } }).deployment.resources ?? [], []);
  // What provisioning wrote stays, as in reality.
  assert.ok(groups.size > 0);
  assert.deepEqual(await new AwsReader(environment).groups(), groups);
}
