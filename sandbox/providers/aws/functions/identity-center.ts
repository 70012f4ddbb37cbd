import { type Invoke } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, regionOf, send } from "../cloud";
import { timestamp, toCamel } from "../shapes";
import { tagMap } from "../traits";

/** `aws:ssoadmin/getInstances:getInstances`. */
export const getInstances: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const found = await list("ssoadmin", "ListInstances", {}, "Instances", at);
  return {
    arns: found.map((one) => one["InstanceArn"] as unknown),
    identityStoreIds: found.map((one) => one["IdentityStoreId"] as unknown),
    id: regionOf(at),
    region: regionOf(at),
  };
};

/** `aws:ssoadmin/getPermissionSets:getPermissionSets`. */
export const getPermissionSets: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const instanceArn = inputs["instanceArn"] as string;
  const arns = await list("ssoadmin", "ListPermissionSets", { InstanceArn: instanceArn }, "PermissionSets", at);
  return { arns, id: instanceArn, instanceArn, region: regionOf(at) };
};

/** `aws:ssoadmin/getPermissionSet:getPermissionSet`: by name it lists all and describes each, as officially. */
export const getPermissionSet: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const { arn, name, instanceArn: InstanceArn } = inputs as { arn?: string; name?: string; instanceArn: string };
  if ((arn === undefined) === (name === undefined)) throw new Error("getPermissionSet: exactly one of arn and name must be given.");
  const candidates =
    arn === undefined
      ? ((await list("ssoadmin", "ListPermissionSets", { InstanceArn }, "PermissionSets", at)) as unknown as string[])
      : [arn];
  for (const PermissionSetArn of candidates) {
    const { PermissionSet: found } = await send("ssoadmin", "DescribePermissionSet", { InstanceArn, PermissionSetArn }, at);
    if (name !== undefined && found?.["Name"] !== name) continue;
    const tags = await list("ssoadmin", "ListTagsForResource", { InstanceArn, ResourceArn: PermissionSetArn }, "Tags", at);
    return {
      arn: PermissionSetArn,
      createdDate: timestamp(found["CreatedDate"]),
      description: found["Description"] ?? "",
      id: `${PermissionSetArn},${InstanceArn}`,
      instanceArn: InstanceArn,
      name: found["Name"],
      region: regionOf(at),
      relayState: found["RelayState"] ?? "",
      sessionDuration: found["SessionDuration"],
      tags: tagMap(tags),
    };
  }
  throw new Error(`SSO Permission Set (${String(name)}) not found.`);
};

function store(inputs: Props): { IdentityStoreId: string } {
  return { IdentityStoreId: inputs["identityStoreId"] as string };
}

/** The id that an alternate identifier stands for; exactly one of its forms may be given. */
async function idFor(kind: "Group" | "User", inputs: Props, signal: AbortSignal): Promise<string> {
  const direct = inputs[`${kind.toLowerCase()}Id`] as string | undefined;
  const alternate = inputs["alternateIdentifier"] as { uniqueAttribute?: Props; externalId?: Props } | undefined;
  if (direct !== undefined) return direct;
  const { uniqueAttribute, externalId } = alternate ?? {};
  if ((uniqueAttribute === undefined) === (externalId === undefined)) {
    throw new Error(
      `get${kind}: exactly one of ${kind.toLowerCase()}Id, alternateIdentifier.uniqueAttribute and alternateIdentifier.externalId must be given.`,
    );
  }
  const AlternateIdentifier =
    uniqueAttribute === undefined
      ? { ExternalId: { Id: externalId?.["id"] as unknown, Issuer: externalId?.["issuer"] as unknown } }
      : {
          UniqueAttribute: {
            AttributePath: uniqueAttribute["attributePath"] as unknown,
            AttributeValue: uniqueAttribute["attributeValue"] as unknown,
          },
        };
  const answer = await send("identitystore", `Get${kind}Id`, { ...store(inputs), AlternateIdentifier }, { inputs, signal });
  return answer[`${kind}Id`] as string;
}

function group(found: Props): Props {
  const externalIds = toCamel(found["ExternalIds"] ?? []);
  return {
    groupId: found["GroupId"] as unknown,
    displayName: found["DisplayName"] ?? "",
    description: found["Description"] ?? "",
    externalIds,
  };
}

function user(found: Props): Props {
  const texts = ["DisplayName", "Locale", "PreferredLanguage", "ProfileUrl", "Timezone", "Title", "UserName", "UserType", "UserStatus"];
  return {
    ...Object.fromEntries(texts.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), found[name] ?? ""])),
    userId: found["UserId"] as unknown,
    nickname: found["NickName"] ?? "",
    addresses: toCamel(found["Addresses"] ?? []),
    emails: toCamel(found["Emails"] ?? []),
    externalIds: toCamel(found["ExternalIds"] ?? []),
    names: found["Name"] === undefined ? [] : [toCamel(found["Name"])],
    phoneNumbers: toCamel(found["PhoneNumbers"] ?? []),
  };
}

/** `aws:identitystore/getGroup:getGroup`. */
export const getGroup: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const GroupId = await idFor("Group", inputs, signal);
  const found = await send("identitystore", "DescribeGroup", { ...store(inputs), GroupId }, at);
  return { ...inputs, ...group(found), id: GroupId, region: regionOf(at) };
};

/** `aws:identitystore/getGroups:getGroups`. */
export const getGroups: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const found = await list("identitystore", "ListGroups", store(inputs), "Groups", at);
  const identityStoreId = inputs["identityStoreId"] as string;
  return { identityStoreId, region: regionOf(at), groups: found.map((one) => ({ ...group(one), identityStoreId })) };
};

/** `aws:identitystore/getUser:getUser`. */
export const getUser: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const UserId = await idFor("User", inputs, signal);
  const found = await send("identitystore", "DescribeUser", { ...store(inputs), UserId }, at);
  return { ...inputs, ...user(found), id: UserId, region: regionOf(at) };
};

/** `aws:identitystore/getUsers:getUsers`. */
export const getUsers: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const found = await list("identitystore", "ListUsers", store(inputs), "Users", at);
  const identityStoreId = inputs["identityStoreId"] as string;
  return { identityStoreId, region: regionOf(at), users: found.map((one) => ({ ...user(one), identityStoreId })) };
};

/** `aws:identitystore/getGroupMemberships:getGroupMemberships`. */
export const getGroupMemberships: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const groupId = inputs["groupId"] as string;
  const found = await list("identitystore", "ListGroupMemberships", { ...store(inputs), GroupId: groupId }, "GroupMemberships", at);
  const groupMemberships = found.map(({ MembershipId, MemberId, GroupId }) => ({
    groupId: GroupId as unknown,
    identityStoreId: inputs["identityStoreId"] as unknown,
    memberId: { userId: MemberId?.["UserId"] as unknown },
    membershipId: MembershipId as unknown,
  }));
  return { groupId, identityStoreId: inputs["identityStoreId"], region: regionOf(at), groupMemberships };
};
