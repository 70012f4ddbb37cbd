import type { Problem } from "../access/model";
import { wrong } from "../access/problems";
import type { Settings } from "../access/settings";
import { listed } from "../access/words";
import { readStackState } from "./stack-state";

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";
const APPLICATION = "azuread:index/application:Application";
const JOB = "azuread:index/synchronizationJob:SynchronizationJob";

/** The problem of a way back from the phase of the last run that would take something away. */
export async function formerPhaseProblems(settings: Settings): Promise<Problem[]> {
  return settings.phase === "aws" ? returnToAwsProblems(settings) : returnToConnectProblems(settings);
}

/** The problem of the phase `aws` while the stack holds the enterprise application, which that would delete. */
async function returnToAwsProblems({ phase }: Settings): Promise<Problem[]> {
  const state = await readStackState();
  if (!state.some(({ type }) => type === APPLICATION)) return [];
  return [wrong("federation:phase", phase, "the stack holds the enterprise application, which that would delete; write assign")];
}

/**
 * The problem of a way back from `assign` to `connect` while the stack holds account assignments: it would take
 * everybody's access away. None where `federation:confirmReturnToConnect` is true.
 */
export async function returnToConnectProblems({ phase, confirmReturnToConnect, stacks }: Settings): Promise<Problem[]> {
  if (phase !== "connect" || confirmReturnToConnect) return [];
  const state = await readStackState();
  const assignments = state.filter(({ type }) => type === ASSIGNMENT).length;
  const jobs = state.filter(({ type }) => type === JOB);
  const accessStacks = Object.keys(stacks ?? {}).sort();
  if (assignments === 0 && jobs.length > 0 && accessStacks.length > 0) {
    return [
      wrong(
        "federation:phase",
        phase,
        `the access stacks ${listed(accessStacks)} may hold account assignments of groups that would be provisioned no more; write assign, or, to take all access away, run \`pulumi config set federation:confirmReturnToConnect true\`, then \`pulumi up\` in each of them before this one`,
      ),
    ];
  }
  if (assignments === 0) return [];
  // The job is protected: forgetting it forgets what it has provisioned.
  const unprotect = jobs.map(({ urn }) => ` and \`pulumi state unprotect '${urn}'\``);
  return [
    wrong(
      "federation:phase",
      phase,
      `the stack holds ${assignments} account assignment${assignments === 1 ? "" : "s"}, which that would delete; write assign, or, to take all access away, run \`pulumi config set federation:confirmReturnToConnect true\`${unprotect.join("")}`,
    ),
  ];
}
