import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent, timestamp } from "../shapes";
import { tagged, tagList, tagMap, tagsOf } from "../traits";

function of(work: Work): { RoleName: string } {
  return { RoleName: work.id };
}

/** A policy document as IAM returns it: percent-encoded. */
export function decoded(document: unknown): string {
  return decodeURIComponent(String(document));
}

/** `aws:iam/role:Role`. Its id is its name. */
export const role: ResourceType = tagged(
  {
    replaceOn: ["name", "namePrefix", "path"],
    computed: ["arn", "createDate", "uniqueId", "inlinePolicies", "managedPolicyArns", "namePrefix"],
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    policies: ["assumeRolePolicy"],
    autoName: { maxLength: 64 },
    unhandled: ["inlinePolicies", "managedPolicyArns", "namePrefix"],
    async create(work) {
      const { name, path, description, maxSessionDuration, permissionsBoundary, assumeRolePolicy } = work.inputs as Record<string, unknown>;
      const input = {
        RoleName: name,
        Path: path,
        Description: description,
        MaxSessionDuration: maxSessionDuration,
        AssumeRolePolicyDocument: assumeRolePolicy,
        Tags: tagList(tagsOf(work)),
        ...(permissionsBoundary ? { PermissionsBoundary: permissionsBoundary } : {}),
      };
      await during(`creating IAM Role (${String(name)})`, send("iam", "CreateRole", input, work));
      return name as string;
    },
    async read(work) {
      const answer = await orMissing(send("iam", "GetRole", of(work), work));
      if (answer === undefined) return undefined;
      const found = answer["Role"];
      return {
        arn: found["Arn"],
        assumeRolePolicy: decoded(found["AssumeRolePolicyDocument"]),
        createDate: timestamp(found["CreateDate"]),
        description: orAbsent(found["Description"]),
        maxSessionDuration: found["MaxSessionDuration"],
        name: found["RoleName"],
        path: found["Path"],
        permissionsBoundary: found["PermissionsBoundary"]?.["PermissionsBoundaryArn"],
        uniqueId: found["RoleId"],
        tagsAll: tagMap(found["Tags"] as Props[]),
      };
    },
    async update(work) {
      const { description, maxSessionDuration, permissionsBoundary, assumeRolePolicy } = work.inputs as Record<string, unknown>;
      if (work.changed("assumeRolePolicy"))
        await send("iam", "UpdateAssumeRolePolicy", { ...of(work), PolicyDocument: assumeRolePolicy }, work);
      if (work.changed("description") || work.changed("maxSessionDuration")) {
        await send("iam", "UpdateRole", { ...of(work), Description: description ?? "", MaxSessionDuration: maxSessionDuration }, work);
      }
      if (work.changed("permissionsBoundary")) {
        if (permissionsBoundary)
          await send("iam", "PutRolePermissionsBoundary", { ...of(work), PermissionsBoundary: permissionsBoundary }, work);
        else await send("iam", "DeleteRolePermissionsBoundary", of(work), work);
      }
    },
    async delete(work) {
      if (work.olds["forceDetachPolicies"] === true) await strip(work);
      await during(`deleting IAM Role (${work.id})`, orMissing(send("iam", "DeleteRole", of(work), work)));
    },
  },
  {
    tag: (work, tags) => send("iam", "TagRole", { ...of(work), Tags: tagList(tags) }, work),
    untag: (work, keys) => send("iam", "UntagRole", { ...of(work), TagKeys: keys }, work),
  },
);

async function strip(work: Work): Promise<void> {
  for (const { PolicyArn } of (await orMissing(list("iam", "ListAttachedRolePolicies", of(work), "AttachedPolicies", work))) ?? []) {
    await send("iam", "DetachRolePolicy", { ...of(work), PolicyArn: PolicyArn as unknown }, work);
  }
  for (const PolicyName of (await orMissing(list("iam", "ListRolePolicies", of(work), "PolicyNames", work))) ?? []) {
    await send("iam", "DeleteRolePolicy", { ...of(work), PolicyName }, work);
  }
}
