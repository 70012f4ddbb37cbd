import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import { wrong } from "../access/problems";
import type { Settings } from "../access/settings";

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";

/**
 * The problem of a way back from `assign` to `connect` while the stack holds account assignments: it would take everybody's access away.
 * None where `federation:confirmReturnToConnect` is true.
 */
export async function returnToConnectProblems({ phase, confirmReturnToConnect }: Settings): Promise<Problem[]> {
  if (phase !== "connect" || confirmReturnToConnect) return [];
  const assignments = await accountAssignments();
  if (assignments === 0) return [];
  return [
    wrong(
      "federation:phase",
      phase,
      `the stack holds ${assignments} account assignment${assignments === 1 ? "" : "s"}, which that would delete; write assign, or, to take all access away, run \`pulumi config set federation:confirmReturnToConnect true\``,
    ),
  ];
}

/** How many account assignments the stack's own state holds; the engine answers, no cloud is asked. */
async function accountAssignments(): Promise<number> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const state = (await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: name })) as {
    outputs?: Record<string, unknown>;
  };
  return Object.keys(state.outputs ?? {}).filter((urn) => urn.split("::")[2]?.split("$").at(-1) === ASSIGNMENT).length;
}
