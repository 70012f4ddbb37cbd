import { resourcesOf, textInput, type StackState } from "../stack/state";

/** ARNs of the stack's permission sets, by name; asked for where a set is gone, whose ARN no cloud tells any more. */
export type FormerSets = () => Promise<ReadonlyMap<string, string>>;

const SET = "aws:ssoadmin/permissionSet:PermissionSet";

/** The ARNs that a stack's state has: what deletes a set names it by its ARN alone. */
export function setsInState(state: StackState): Map<string, string> {
  return new Map(
    resourcesOf(state).flatMap((resource) => {
      const [name, arn] = [textInput(resource, "name"), resource.outputs?.["arn"]];
      return resource.type === SET && resource.delete !== true && name !== undefined && typeof arn === "string"
        ? [[name, arn] as const]
        : [];
    }),
  );
}
