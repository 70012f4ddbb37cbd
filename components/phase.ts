import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import { wrong } from "../access/problems";
import type { Settings } from "../access/settings";

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";
const JOB = "azuread:index/synchronizationJob:SynchronizationJob";

/**
 * The problem of a way back from `assign` to `connect` while the stack holds account assignments: it would take everybody's access away.
 * None where `federation:confirmReturnToConnect` is true.
 */
export async function returnToConnectProblems({ phase, confirmReturnToConnect }: Settings): Promise<Problem[]> {
  if (phase !== "connect" || confirmReturnToConnect) return [];
  const urns = await urnsOfTheState();
  const assignments = urns.filter((urn) => typeOf(urn) === ASSIGNMENT).length;
  if (assignments === 0) return [];
  // The job is protected: forgetting it forgets what it has provisioned.
  const unprotect = urns.filter((urn) => typeOf(urn) === JOB).map((urn) => ` and \`pulumi state unprotect '${urn}'\``);
  return [
    wrong(
      "federation:phase",
      phase,
      `the stack holds ${assignments} account assignment${assignments === 1 ? "" : "s"}, which that would delete; write assign, or, to take all access away, run \`pulumi config set federation:confirmReturnToConnect true\`${unprotect.join("")}`,
    ),
  ];
}

/** What the stack's own state holds; the engine answers, no cloud is asked. */
async function urnsOfTheState(): Promise<string[]> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const state = (await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: name })) as {
    outputs?: Record<string, unknown>;
  };
  return Object.keys(state.outputs ?? {});
}

function typeOf(urn: string): string | undefined {
  return urn.split("::")[2]?.split("$").at(-1);
}
