import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { timestamp } from "../shapes";
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
    inputs: ["assumeRolePolicy", "name"],
    replaceOn: ["name"],
    computed: ["arn", "createDate", "uniqueId", "inlinePolicies", "managedPolicyArns", "namePrefix"],
    policies: ["assumeRolePolicy"],
    autoName: { maxLength: 64 },
    async create(work) {
      const { name, assumeRolePolicy } = work.inputs as Record<string, unknown>;
      const input = { RoleName: name, AssumeRolePolicyDocument: assumeRolePolicy, Tags: tagList(tagsOf(work)) };
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
        name: found["RoleName"],
        uniqueId: found["RoleId"],
        tagsAll: tagMap(found["Tags"] as Props[]),
      };
    },
    async update(work) {
      const PolicyDocument: unknown = work.inputs["assumeRolePolicy"];
      if (work.changed("assumeRolePolicy")) await send("iam", "UpdateAssumeRolePolicy", { ...of(work), PolicyDocument }, work);
    },
    async delete(work) {
      await during(`deleting IAM Role (${work.id})`, orMissing(send("iam", "DeleteRole", of(work), work)));
    },
  },
  {
    tag: (work, tags) => send("iam", "TagRole", { ...of(work), Tags: tagList(tags) }, work),
    untag: (work, keys) => send("iam", "UntagRole", { ...of(work), TagKeys: keys }, work),
  },
);
