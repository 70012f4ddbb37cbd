import { type Invoke } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, regionOf, send, type At } from "../cloud";
import { orMissing } from "../failures";
import { timestamp, toCamel } from "../shapes";
import { tagMap } from "../traits";

function account({ Id, Arn, Email, Name, State, Status, JoinedMethod, JoinedTimestamp }: Props): Props {
  return {
    arn: Arn as unknown,
    email: Email as unknown,
    id: Id as unknown,
    joinedMethod: JoinedMethod as unknown,
    joinedTimestamp: timestamp(JoinedTimestamp) ?? "",
    name: Name as unknown,
    state: (State ?? Status) as unknown,
    status: Status as unknown,
  };
}

function unit({ Id, Arn, Name }: Props): Props {
  return { id: Id as unknown, arn: Arn as unknown, name: Name as unknown };
}

/** `aws:organizations/getOrganization:getOrganization`. */
export const getOrganization: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const { Organization: found } = await send("organizations", "DescribeOrganization", {}, at);
  const organization = {
    arn: found["Arn"],
    featureSet: found["FeatureSet"],
    id: found["Id"],
    masterAccountArn: found["MasterAccountArn"],
    masterAccountEmail: found["MasterAccountEmail"],
    masterAccountId: found["MasterAccountId"],
  };
  const empty = {
    accounts: [],
    awsServiceAccessPrincipals: [],
    enabledPolicyTypes: [],
    nonMasterAccounts: [],
    roots: [],
    masterAccountName: "",
  };
  if (inputs["returnOrganizationOnly"] === true) return { ...empty, ...organization, returnOrganizationOnly: true };
  const [accounts, roots, services] = await Promise.all([
    list("organizations", "ListAccounts", {}, "Accounts", at),
    list("organizations", "ListRoots", {}, "Roots", at),
    list("organizations", "ListAWSServiceAccessForOrganization", {}, "EnabledServicePrincipals", at),
  ]);
  const all = accounts.map(account);
  const policyTypes = (roots[0]?.["PolicyTypes"] ?? []) as Props[];
  return {
    ...organization,
    accounts: all,
    nonMasterAccounts: all.filter(({ id }) => id !== organization.masterAccountId),
    masterAccountName: all.find(({ id }) => id === organization.masterAccountId)?.["name"] ?? "",
    roots: roots.map((root) => ({ ...unit(root), policyTypes: toCamel(root["PolicyTypes"] ?? []) })),
    awsServiceAccessPrincipals: services.map(({ ServicePrincipal }) => ServicePrincipal as string).sort(),
    enabledPolicyTypes: policyTypes.filter(({ Status }) => Status === "ENABLED").map(({ Type }) => Type as unknown),
  };
};

async function unitsBelow(parentId: string, at: At): Promise<Props[]> {
  return list("organizations", "ListOrganizationalUnitsForParent", { ParentId: parentId }, "OrganizationalUnits", at);
}

async function accountsBelow(parentId: string, at: At): Promise<Props[]> {
  return list("organizations", "ListAccountsForParent", { ParentId: parentId }, "Accounts", at);
}

async function descendants(parentId: string, at: At): Promise<Props[]> {
  const children = await unitsBelow(parentId, at);
  const below = await Promise.all(children.map((child) => descendants(child["Id"] as string, at)));
  return [...children, ...below.flat()];
}

function underParent(answer: (parentId: string, at: At) => Promise<Props>): Invoke {
  return async (inputs, signal) => {
    const parentId = inputs["parentId"] as string;
    return { ...(await answer(parentId, { inputs, signal })), id: parentId, parentId };
  };
}

/** `aws:organizations/getOrganizationalUnits:getOrganizationalUnits`: direct children. */
export const getOrganizationalUnits = underParent(async (parentId, at) => ({ children: (await unitsBelow(parentId, at)).map(unit) }));

/** `aws:organizations/getOrganizationalUnitChildAccounts:getOrganizationalUnitChildAccounts`: direct children. */
export const getOrganizationalUnitChildAccounts = underParent(async (parentId, at) => ({
  accounts: (await accountsBelow(parentId, at)).map(account),
}));

/** `aws:organizations/getOrganizationalUnitDescendantAccounts:getOrganizationalUnitDescendantAccounts`: all below. */
export const getOrganizationalUnitDescendantAccounts = underParent(async (parentId, at) => {
  const parents = [parentId, ...(await descendants(parentId, at)).map(({ Id }) => Id as string)];
  return { accounts: (await Promise.all(parents.map((parent) => accountsBelow(parent, at)))).flat().map(account) };
});

/**
 * `aws:organizations/getOrganizationalUnitDescendantOrganizationalUnits:…`: all below. The key's odd name is the
 * official one.
 */
export const getOrganizationalUnitDescendantOrganizationalUnits = underParent(async (parentId, at) => ({
  childrens: (await descendants(parentId, at)).map(unit),
}));

/** `aws:organizations/getOrganizationalUnit:getOrganizationalUnit`: by name below a parent. */
export const getOrganizationalUnit: Invoke = async (inputs, signal) => {
  const { name, parentId } = inputs as { name: string; parentId: string };
  const found = (await unitsBelow(parentId, { inputs, signal })).find(({ Name }) => Name === name);
  if (found === undefined) throw new Error(`no Organizational Unit named "${name}" under parent (${parentId}).`);
  return { ...unit(found), parentId };
};

/** `aws:organizations/getAccount:getAccount`. */
export const getAccount: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const accountId = inputs["accountId"] as string;
  const { Account: found } = await send("organizations", "DescribeAccount", { AccountId: accountId }, at);
  const [parents, tags] = await Promise.all([
    list("organizations", "ListParents", { ChildId: accountId }, "Parents", at),
    list("organizations", "ListTagsForResource", { ResourceId: accountId }, "Tags", at),
  ]);
  return { ...account(found as Props), accountId, parentId: parents[0]?.["Id"] ?? "", tags: tagMap(tags) };
};

/** `aws:organizations/getDelegatedAdministrators:getDelegatedAdministrators`. */
export const getDelegatedAdministrators: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const servicePrincipal = inputs["servicePrincipal"] as string | undefined;
  const filter = servicePrincipal === undefined ? {} : { ServicePrincipal: servicePrincipal };
  const found = (await orMissing(list("organizations", "ListDelegatedAdministrators", filter, "DelegatedAdministrators", at))) ?? [];
  const delegatedAdministrators = found.map((one) => {
    const { arn, email, id, joinedMethod, joinedTimestamp, name, status } = account(one);
    const delegationEnabledDate = timestamp(one["DelegationEnabledDate"]) ?? "";
    return { arn, delegationEnabledDate, email, id, joinedMethod, joinedTimestamp, name, status } as Props;
  });
  return { ...inputs, delegatedAdministrators, id: servicePrincipal ?? "all" };
};

/** `aws:resourcegroupstaggingapi/getResources:getResources`. */
export const getResources: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const filters = ((inputs["tagFilters"] ?? []) as Props[]).map(({ key, values }) => ({
    Key: key as unknown,
    Values: (values ?? []) as unknown,
  }));
  const input = {
    ...(inputs["resourceTypeFilters"] ? { ResourceTypeFilters: inputs["resourceTypeFilters"] as unknown } : {}),
    ...(inputs["resourceArnLists"] ? { ResourceARNList: inputs["resourceArnLists"] as unknown } : {}),
    ...(filters.length > 0 ? { TagFilters: filters } : {}),
  };
  const found = await list("tagging", "GetResources", input, "ResourceTagMappingList", at);
  const resourceTagMappingLists = found.map(({ ResourceARN, Tags }) => ({
    resourceArn: ResourceARN as unknown,
    tags: tagMap(Tags as Props[]),
    complianceDetails: [],
  }));
  return { ...inputs, id: regionOf(at), region: regionOf(at), resourceTagMappingLists };
};
