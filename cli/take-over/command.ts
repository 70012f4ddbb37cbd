import { writeFileSync } from "node:fs";
import { systemClock } from "../../contract/clock";
import { importFile } from "../../access/import-file";
import type { Grant } from "../../access/model";
import { planAccess } from "../../access/plan";
import { formatProblems } from "../../access/problems";
import { CORE, divideAccounts } from "../../access/stacks";
import type { NamedSet } from "../clouds/identity-center";
import { exitStatus, Failure, sentence } from "../failure";
import { json } from "../output/writer";
import { readState, resourcesOf, type StackState } from "../stack/state";
import { loadSettings } from "../stack/load-settings";
import { projectName } from "../stack/project";
import { shortName } from "../stack/settings-file";
import { resolveStack } from "../stack/stack";
import { foundAssignments, foundPermissionSets, type Found } from "./find";
import { VerifyContext } from "../verify/context";
import { cloudSources } from "../verify/sources";
import type { Run, StackOptions } from "../commands/command";

/** Options of `federation take-over`. */
export interface TakeOverOptions extends StackOptions {
  readonly out?: string;
}

/**
 * `federation take-over`: writes the file with which Pulumi takes over what the settings declare and somebody else has
 * made; changes nothing.
 */
export const takeOver: Run<TakeOverOptions> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings, core } = loadSettings(stack);
  const counter = { calls: 0 };
  const sources = cloudSources(settings, { aws: counter, entra: counter });
  const identityCenter = sources.identityCenter;
  const [state, [instance, ...others], { organization }] = await Promise.all([
    readState(stack),
    identityCenter.instances(),
    sources.organization(),
  ]);
  if (instance === undefined || others.length > 0) {
    throw new Failure(`${settings.homeRegion} does not show exactly one Identity Center instance; \`federation verify\` says more (R1.1).`);
  }
  const { plan, problems } = planAccess(settings, organization);
  if (problems.length > 0) throw new Failure(`The settings do not fit this organization:\n${formatProblems(problems)}`);
  const live = await identityCenter.permissionSets(instance.instanceArn);
  const { homeOf } = divideAccounts(settings.stacks, organization);
  const here = core === undefined ? CORE : shortName(stack);
  const isHere = ({ accountId }: Grant): boolean => homeOf(accountId) === here;
  const context = new VerifyContext(settings, systemClock.now(), sources);
  const found = [
    ...(here === CORE ? foundPermissionSets(plan, state, live, instance.instanceArn) : []),
    ...(settings.phase !== "connect" ? await assignmentsFound(context, isHere, state, live) : []),
  ];

  const { stack: name, project } = placeOf(stack, state);
  const urns = new Set(resourcesOf(state).map(({ urn }) => urn));
  const file = importFile(
    found.map(({ taken }) => taken),
    { stack: name, project, urns },
  );
  if (options.json === true) writer.out(json({ stack, found: found.map(({ what, taken }) => ({ what, ...taken })), file }));
  if (found.length === 0) {
    if (options.json !== true) writer.out("Nothing that the settings declare exists outside of this stack's state.");
    return exitStatus.fine;
  }
  const out = options.out ?? "take-over.json";
  try {
    writeFileSync(out, `${JSON.stringify(file, null, 2)}\n`);
  } catch (error) {
    throw new Failure(`${out} could not be written: ${sentence(error)}`);
  }
  if (options.json !== true) {
    writer.out(
      [
        "Declared in the settings, there in the cloud, and not in this stack's state:",
        ...found.map(({ what }) => `  ${what}`),
        "",
        `${out} is written; nothing was changed. To make them this stack's, run`,
        `  pulumi import --file ${out} --protect=false --generate-code=false --stack ${stack}`,
        "and then `pulumi preview`: what differs from the settings is shown as an update, and `pulumi up` changes it in place.",
      ].join("\n"),
    );
  }
  return exitStatus.findings;
};

/** Asks both clouds: one call a group, and one for each permission set and account. */
async function assignmentsFound(
  context: VerifyContext,
  isHere: (grant: Grant) => boolean,
  state: StackState,
  sets: readonly NamedSet[],
): Promise<Found[]> {
  const [plan, { instanceArn }, groups, { groupIds }, assignments] = await Promise.all([
    context.plan(),
    context.instance(),
    context.directoryGroups(),
    context.matches(),
    context.assignments(),
  ]);
  return foundAssignments({ ...plan, grants: plan.grants.filter(isHere) }, state, assignments, {
    instanceArn,
    setArns: new Map(sets.map(({ name, arn }) => [name, arn])),
    groups: new Map(groups.map((group) => [group.written, { ...group, id: group.id.toLowerCase() }])),
    groupIds,
  });
}

/** Stack and project as URNs name them: from the state, or, before the first `up`, from Pulumi.yaml. */
function placeOf(stack: string, state: StackState): { readonly stack: string; readonly project: string } {
  const [prefix = "", project] = (resourcesOf(state)[0]?.urn ?? "").split("::");
  if (project !== undefined) return { stack: prefix.slice("urn:pulumi:".length), project };
  return { stack: stack.split("/").at(-1) ?? stack, project: projectName() };
}
