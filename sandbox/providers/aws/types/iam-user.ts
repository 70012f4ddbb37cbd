import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { tagged, tagList, tagMap, tagsOf } from "../traits";

/** The user's name in the state: a renaming does not change the resource's id. */
function of(work: Work): { UserName: string } {
  return { UserName: (work.olds["name"] ?? work.id) as string };
}

/** `aws:iam/user:User`. Its id is its name; a new name or path renames it. */
export const user: ResourceType = tagged(
  {
    inputs: ["forceDestroy", "name", "path"],
    computed: ["arn", "uniqueId"],
    volatile: ["arn"],
    defaults: { forceDestroy: false, path: "/" },
    autoName: { maxLength: 64 },
    replaceOn: [],
    async create(work) {
      const { name, path } = work.inputs as { name: string; path?: string };
      const input = { UserName: name, Path: path, Tags: tagList(tagsOf(work)) };
      await during(`creating IAM User (${name})`, send("iam", "CreateUser", input, work));
      return name;
    },
    async read(work) {
      const answer = await orMissing(send("iam", "GetUser", { UserName: work.inputs["name"] ?? work.id }, work));
      if (answer === undefined) return undefined;
      const found = answer["User"];
      return {
        arn: found["Arn"],
        name: found["UserName"],
        path: found["Path"],
        uniqueId: found["UserId"],
        tagsAll: tagMap(found["Tags"] as Props[]),
      };
    },
    async update(work) {
      if (work.changed("name") || work.changed("path")) {
        const { name, path } = work.inputs;
        await send("iam", "UpdateUser", { ...of(work), NewUserName: name as unknown, NewPath: path as unknown }, work);
      }
    },
    async delete(work) {
      // The state's value counts, so it must have been there in an earlier `up`.
      const { UserName } = of(work);
      if (work.olds["forceDestroy"] === true) await strip(UserName, work);
      await during(`deleting IAM User (${UserName})`, orMissing(send("iam", "DeleteUser", { UserName }, work)));
    },
  },
  {
    tag: (work, tags) => send("iam", "TagUser", { ...of(work), Tags: tagList(tags) }, work),
    untag: (work, keys) => send("iam", "UntagUser", { ...of(work), TagKeys: keys }, work),
  },
);

/** Takes away what would keep the user from being deleted. */
async function strip(UserName: string, work: Work): Promise<void> {
  const all = async (operation: string, key: string): Promise<Props[]> =>
    (await orMissing(list("iam", operation, { UserName }, key, work))) ?? [];
  for (const { AccessKeyId } of await all("ListAccessKeys", "AccessKeyMetadata")) {
    await send("iam", "DeleteAccessKey", { UserName, AccessKeyId: AccessKeyId as unknown }, work);
  }
  for (const { SerialNumber } of await all("ListMFADevices", "MFADevices")) {
    await send("iam", "DeactivateMFADevice", { UserName, SerialNumber: SerialNumber as unknown }, work);
    await orMissing(send("iam", "DeleteVirtualMFADevice", { SerialNumber: SerialNumber as unknown }, work));
  }
  for (const { PolicyArn } of await all("ListAttachedUserPolicies", "AttachedPolicies")) {
    await send("iam", "DetachUserPolicy", { UserName, PolicyArn: PolicyArn as unknown }, work);
  }
  for (const PolicyName of await all("ListUserPolicies", "PolicyNames"))
    await send("iam", "DeleteUserPolicy", { UserName, PolicyName }, work);
  for (const { GroupName } of await all("ListGroupsForUser", "Groups")) {
    await send("iam", "RemoveUserFromGroup", { UserName, GroupName: GroupName as unknown }, work);
  }
  await orMissing(send("iam", "DeleteLoginProfile", { UserName }, work));
}
