import * as pulumi from "@pulumi/pulumi";
import { PERMISSION_SET } from "../access/existing-names";
import type { AccessPlan, Problem } from "../access/model";
import { configPath, mistake, problemSentence } from "../access/problems";
import type { StacksSettings } from "../access/settings/stacks";
import { listed } from "../access/words";
import { ReadingError } from "./reading";
import { readStackState, type StateResource } from "./stack-state";

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";

/**
 * A mistake for each permission set that goes while an access stack still assigns it, as AWS deletes none that is
 * assigned: access stacks go first. A preview, which may be of the same change, tells it as a warning. The states of
 * access stacks are read only where a set goes.
 */
export async function stillAssignedProblems(
  stacks: StacksSettings | undefined,
  { permissionSets }: Pick<AccessPlan, "permissionSets">,
  state: readonly StateResource[],
): Promise<Problem[]> {
  const planned = new Set(permissionSets.map(({ name }) => name));
  const going = state.filter(({ type, name }) => type === PERMISSION_SET && !planned.has(name));
  if (stacks === undefined || going.length === 0) return [];
  const holders = new Map<unknown, Map<string, number>>(going.map(({ outputs }) => [outputs["arn"], new Map<string, number>()]));
  for (const stack of Object.keys(stacks).sort()) {
    for (const { type, outputs } of await stateOf(stack)) {
      const held = type === ASSIGNMENT ? holders.get(outputs["permissionSetArn"]) : undefined;
      held?.set(stack, (held.get(stack) ?? 0) + 1);
    }
  }
  const problems = going.flatMap(({ name, outputs }): Problem[] => {
    const held = [...(holders.get(outputs["arn"]) ?? [])];
    if (held.length === 0) return [];
    const where = listed(held.map(([stack, count]) => `${stack} (${count})`));
    const commands = held.map(([stack]) => `\`pulumi up --stack ${stack}\``).join(" and ");
    return [
      mistake(
        configPath(["permissionSets", name]),
        `goes, and AWS deletes no permission set that is assigned, as it still is by ${where}`,
        `run ${commands} first`,
      ),
    ];
  });
  if (!pulumi.runtime.isDryRun()) return problems;
  for (const problem of problems) await pulumi.log.warn(problemSentence(problem));
  return [];
}

/** Nothing where the stack cannot be read, as before it is made: AWS refuses what is wrong then. */
async function stateOf(stack: string): Promise<StateResource[]> {
  try {
    return await readStackState(stack);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    await pulumi.log.warn(`What the access stack ${stack} assigns cannot be read: ${error.message}`);
    return [];
  }
}
