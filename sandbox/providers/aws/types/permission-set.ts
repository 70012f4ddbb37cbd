import { type ResourceType, type Work } from "../../shared/table";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent, timestamp } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";
import { provision } from "./provisioning";

/** Instance and set of a permission set's id, which is `<set ARN>,<instance ARN>`. */
export function setOf(id: string): { InstanceArn: string; PermissionSetArn: string } {
  const [PermissionSetArn = "", InstanceArn = ""] = id.split(",");
  if (InstanceArn === "") throw new Error(`unexpected format for ID (${id}), expected PERMISSION_SET_ARN,INSTANCE_ARN`);
  return { InstanceArn, PermissionSetArn };
}

/** `aws:ssoadmin/permissionSet:PermissionSet`. */
export const permissionSet: ResourceType = regional(
  tagged(
    {
      inputs: ["description", "instanceArn", "name", "relayState", "sessionDuration"],
      replaceOn: ["name", "instanceArn"],
      computed: ["arn", "createdDate"],
      defaults: { sessionDuration: "PT1H" },
      autoName: { maxLength: 32 },
      refuse({ name, description, relayState, sessionDuration }) {
        // The official regular expressions are not anchored, so only lengths are refused this early.
        if (length(name) > 32)
          return { property: "name", reason: `expected length of name to be in the range (1 - 32), got ${String(name)}` };
        if (length(description) > 700)
          return { property: "description", reason: "expected length of description to be in the range (1 - 700)" };
        if (length(relayState) > 240)
          return { property: "relayState", reason: "expected length of relay_state to be in the range (1 - 240)" };
        return length(sessionDuration) > 100
          ? { property: "sessionDuration", reason: "expected length of session_duration to be in the range (1 - 100)" }
          : undefined;
      },
      async create(work) {
        const { instanceArn, name, description, relayState, sessionDuration } = work.inputs;
        const input = {
          InstanceArn: instanceArn as unknown,
          Name: name as unknown,
          Description: description as unknown,
          RelayState: relayState as unknown,
          SessionDuration: sessionDuration as unknown,
          Tags: tagList(tagsOf(work)),
        };
        const made = await during(`creating SSO Permission Set (${String(name)})`, send("ssoadmin", "CreatePermissionSet", input, work));
        return `${String(made["PermissionSet"]["PermissionSetArn"])},${String(instanceArn)}`;
      },
      async read(work) {
        const at = setOf(work.id);
        const answer = await orMissing(send("ssoadmin", "DescribePermissionSet", at, work));
        if (answer === undefined) return undefined;
        const found = answer["PermissionSet"];
        const tags = await list(
          "ssoadmin",
          "ListTagsForResource",
          { InstanceArn: at.InstanceArn, ResourceArn: at.PermissionSetArn },
          "Tags",
          work,
        );
        return {
          arn: found["PermissionSetArn"],
          createdDate: timestamp(found["CreatedDate"]),
          description: orAbsent(found["Description"]),
          instanceArn: at.InstanceArn,
          name: found["Name"],
          relayState: orAbsent(found["RelayState"]),
          sessionDuration: found["SessionDuration"],
          tagsAll: tagMap(tags),
        };
      },
      async update(work) {
        if (!["description", "relayState", "sessionDuration"].some(work.changed)) return;
        const at = setOf(work.id);
        const { description, relayState, sessionDuration } = work.inputs;
        // Without a relay state the service clears it, so it is always sent; the other two only when they differ.
        const input = {
          ...at,
          RelayState: relayState as unknown,
          ...(work.changed("description") && { Description: (description ?? "") as unknown }),
          ...(work.changed("sessionDuration") && { SessionDuration: sessionDuration as unknown }),
        };
        await during(`updating SSO Permission Set (${work.id})`, send("ssoadmin", "UpdatePermissionSet", input, work));
        await provision({ ...work, inputs: { ...work.inputs, permissionSetArn: at.PermissionSetArn } });
      },
      async delete(work) {
        await during(`deleting SSO Permission Set (${work.id})`, orMissing(send("ssoadmin", "DeletePermissionSet", setOf(work.id), work)));
      },
    },
    {
      tag: (work, tags) => send("ssoadmin", "TagResource", { ...resource(work), Tags: tagList(tags) }, work),
      untag: (work, keys) => send("ssoadmin", "UntagResource", { ...resource(work), TagKeys: keys }, work),
    },
  ),
);

function resource(work: Work): { InstanceArn: string; ResourceArn: string } {
  const { InstanceArn, PermissionSetArn } = setOf(work.id);
  return { InstanceArn, ResourceArn: PermissionSetArn };
}

function length(value: unknown): number {
  return typeof value === "string" ? value.length : 0;
}
