import {
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListTagsForResourceCommand,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListPermissionSets,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { IdentitystoreClient, paginateListGroups } from "@aws-sdk/client-identitystore";
import pMap from "p-map";
import { clientSettings } from "../client-settings";
import type { EntraReader } from "../clouds";
import { TEMPLATE } from "./clicked-entra";

/**
 * Everything that an Identity Center holds, a line each, by what it is: permission sets by ARN with all that they grant
 * and carry, assignments by principal, groups by id. Two readings are the same only if nothing was made, changed,
 * replaced or deleted between them.
 */
export async function everythingOfAws(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const settings = clientSettings(environment);
  const client = new SSOAdminClient(settings);
  const { Instances = [] } = await client.send(new ListInstancesCommand({}));
  const [{ InstanceArn, IdentityStoreId }] = Instances as [{ InstanceArn: string; IdentityStoreId: string }];
  const sets: string[] = [];
  for await (const page of paginateListPermissionSets({ client }, { InstanceArn })) sets.push(...(page.PermissionSets ?? []));
  const ofSets = await pMap(sets, (arn) => setLines(client, InstanceArn, arn), { concurrency: 8 });
  const store = new IdentitystoreClient(settings);
  const groups: string[] = [];
  for await (const { Groups = [] } of paginateListGroups({ client: store }, { IdentityStoreId }))
    groups.push(...Groups.map(({ GroupId, DisplayName }) => `group ${GroupId} ${DisplayName}`));
  const attributes = await client
    .send(new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }))
    .then((found) => JSON.stringify(found.InstanceAccessControlAttributeConfiguration), absent);
  return [...ofSets.flat(), ...groups, `attributes ${attributes}`].sort();
}

async function setLines(client: SSOAdminClient, InstanceArn: string, PermissionSetArn: string): Promise<string[]> {
  const at = { InstanceArn, PermissionSetArn };
  const { PermissionSet } = await client.send(new DescribePermissionSetCommand(at));
  const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ InstanceArn, ResourceArn: PermissionSetArn }));
  const { AttachedManagedPolicies = [] } = await client.send(new ListManagedPoliciesInPermissionSetCommand(at));
  const { CustomerManagedPolicyReferences = [] } = await client.send(new ListCustomerManagedPolicyReferencesInPermissionSetCommand(at));
  const { InlinePolicy } = await client.send(new GetInlinePolicyForPermissionSetCommand(at));
  const boundary = await client
    .send(new GetPermissionsBoundaryForPermissionSetCommand(at))
    .then((found) => JSON.stringify(found.PermissionsBoundary), absent);
  const lines = [
    JSON.stringify({ ...PermissionSet, CreatedDate: undefined }),
    ...Tags.map(({ Key, Value }) => `tag ${Key}=${Value}`),
    ...AttachedManagedPolicies.map(({ Arn }) => `managed ${Arn}`),
    ...CustomerManagedPolicyReferences.map(({ Path, Name }) => `customer ${Path}${Name}`),
    `inline ${InlinePolicy ?? ""}`,
    `boundary ${boundary}`,
  ];
  const accounts: string[] = [];
  for await (const page of paginateListAccountsForProvisionedPermissionSet({ client }, at)) accounts.push(...(page.AccountIds ?? []));
  const assignments = await pMap(
    accounts,
    async (AccountId) => {
      const found: string[] = [];
      for await (const page of paginateListAccountAssignments({ client }, { ...at, AccountId }))
        found.push(
          ...(page.AccountAssignments ?? []).map(
            ({ PrincipalType, PrincipalId }) => `assignment ${PermissionSet!.Name} ${PrincipalType} ${PrincipalId} ${AccountId}`,
          ),
        );
      return found;
    },
    { concurrency: 8 },
  );
  return [...lines.map((line) => `set ${PermissionSetArn} ${line}`), ...assignments.flat()];
}

function absent(error: Error): string {
  if (error.name === "ResourceNotFoundException") return "none";
  throw error;
}

/** Waits until what was asked of Identity Center by hand is there, as it works on assignments behind its answers. */
export async function settled(environment: NodeJS.ProcessEnv, assignments: number): Promise<string[]> {
  for (let tries = 0; tries < 240; tries += 1) {
    const found = await everythingOfAws(environment);
    if (found.filter((line) => line.startsWith("assignment ")).length === assignments) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`Identity Center has no ${assignments} assignments after two minutes.`);
}

/** The one line that a change has added, and those that it took away. */
export function between(before: readonly string[], after: readonly string[]): { readonly more: string[]; readonly less: string[] } {
  const [had, has] = [new Set(before), new Set(after)];
  return { more: after.filter((line) => !had.has(line)), less: before.filter((line) => !has.has(line)) };
}

/** Everything of an Entra that a federation is made of, save for what runs by itself: a job's last run. */
export async function everythingOfEntra(entra: EntraReader): Promise<string> {
  const lists = ["applications", "servicePrincipals", "identity/conditionalAccess/policies", "policies/claimsMappingPolicies"];
  const found = await Promise.all(lists.map((path) => entra.list(`/v1.0/${path}`)));
  const principals = found[1]!
    .filter((one) => one["applicationTemplateId"] === TEMPLATE)
    .map((one) => `/v1.0/servicePrincipals/${String(one["id"])}`);
  const around = await Promise.all(
    principals.map(async (path) => [
      await entra.list(`${path}/appRoleAssignedTo`),
      await entra.list(`${path}/claimsMappingPolicies`),
      (await entra.list(`${path}/synchronization/jobs`)).map(({ id, templateId, schedule }) => ({ id, templateId, schedule })),
    ]),
  );
  return JSON.stringify([found, around]);
}
