import { ARCHETYPES, isArchetypeName } from "../../access/archetypes";
import type { PermissionSetDefinition } from "../../access/model";
import { hoursOf, isConsoleUrl, setFields } from "../../access/settings/permission-sets";
import { compareText, listed } from "../../access/words";
import { awsManagedArn, type Partition } from "../../contract/partition";
import type { NamedSet, PermissionSetContent } from "../clouds/identity-center";
import { attachedByHand, differencesByPart } from "../verify/permission-set";

/** The setting after which the settings say what is there; or why none does. */
export type Adoptable = { readonly adopt: string } | { readonly adopt: null; readonly unadoptable: string };

/** A difference as a change of keys, or as what no key says. */
interface Change {
  readonly say?: readonly string[];
  readonly cannot?: string;
}

/**
 * How `federation:permissionSets` would say what a live permission set is, key by key; all of it or nothing, because a
 * part would leave the set as different as before.
 *
 * @param original Name under which the settings have the set, where this is its double for the management account.
 */
export function setAdoption(
  definition: PermissionSetDefinition,
  set: NamedSet,
  content: PermissionSetContent,
  { partition, original }: { readonly partition: Partition; readonly original: string },
): Adoptable {
  const setting = `federation:permissionSets.${original}`;
  const archetype = definition.adopted !== true && isArchetypeName(original) ? ARCHETYPES[original] : undefined;
  const differing = new Set([
    ...differencesByPart(definition, set, content, partition).map(({ part }) => part),
    ...attachedByHand(definition, content).map(({ kind }) => kind),
  ]);
  const changes: Change[] = [
    description(definition, set),
    session(definition, set),
    relayState(definition, set),
    managed(
      definition.managedPolicies.map((policy) => awsManagedArn(policy, partition)),
      content.managedPolicyArns,
      (archetype?.managedPolicies ?? []).map((policy) => awsManagedArn(policy, partition)),
    ),
    customer(definition, content),
    differing.has("inline policy") ? inline(content, archetype?.policy !== undefined) : {},
    differing.has("permissions boundary") ? boundary(content) : {},
  ];
  const cannot = changes.flatMap((change) => change.cannot ?? []);
  if (definition.managementCopyOf !== undefined)
    cannot.unshift(`it is the double of ${original} for the management account, which is always the same as that`);
  if (cannot.length > 0) return { adopt: null, unadoptable: `${setting} cannot say it: ${cannot.join("; ")}` };
  return { adopt: `in ${setting}: ${changes.flatMap(({ say = [] }) => say).join(", ")}` };
}

function description(definition: PermissionSetDefinition, set: NamedSet): Change {
  const live = set.description ?? "";
  if (live === definition.description) return {};
  return setFields.description.safeParse(live).success
    ? { say: [`description: ${JSON.stringify(live)}`] }
    : { cannot: "a set of the settings has a description" };
}

function session(definition: PermissionSetDefinition, { sessionDuration }: NamedSet): Change {
  const wanted = definition.sessionDuration ?? `PT${definition.sessionHours}H`;
  const live = hoursOf(sessionDuration);
  if (sessionDuration === wanted || (definition.sessionDuration === undefined && live === definition.sessionHours)) return {};
  if (definition.adopted === true && setFields.sessionDuration.safeParse(sessionDuration).success)
    return { say: [`sessionDuration: ${sessionDuration}`] };
  return live !== undefined && setFields.sessionHours.safeParse(live).success
    ? { say: [`sessionHours: ${live}`] }
    : { cannot: `a session lasts whole hours, 1 to 12, and not ${sessionDuration}` };
}

function relayState(definition: PermissionSetDefinition, { relayState: live }: NamedSet): Change {
  if (live === definition.relayState) return {};
  if (live === undefined) return { say: ["no relayState"] };
  return setFields.relayState.safeParse(live).success && (definition.adopted === true || isConsoleUrl(live))
    ? { say: [`relayState: ${JSON.stringify(live)}`] }
    : { cannot: "a relay state is a page of the AWS console" };
}

function managed(wanted: readonly string[], live: readonly string[], own: readonly string[]): Change {
  const gone = wanted.filter((arn) => !live.includes(arn));
  const fixed = gone.filter((arn) => own.includes(arn));
  if (fixed.length > 0)
    return { cannot: `${listed(fixed.map(shortName))} is the archetype's own, which settings add to and never take from` };
  return items("managedPolicies", live.filter((arn) => !wanted.includes(arn)).map(shortName), gone.map(shortName));
}

function customer({ customerManagedPolicies }: PermissionSetDefinition, { customerManagedPolicies: live }: PermissionSetContent): Change {
  const written = ({ name, path }: { readonly name: string; readonly path: string }): string =>
    path === "/" ? name : `{name: ${name}, path: ${path}}`;
  const [before, after] = [customerManagedPolicies.map(written), live.map(written)];
  return items(
    "customerManagedPolicies",
    after.filter((item) => !before.includes(item)),
    before.filter((item) => !after.includes(item)),
  );
}

function items(key: string, add: readonly string[], remove: readonly string[]): Change {
  return {
    say: [
      ...(add.length === 0 ? [] : [`add ${[...add].sort(compareText).join(", ")} to ${key}`]),
      ...(remove.length === 0 ? [] : [`take ${[...remove].sort(compareText).join(", ")} out of ${key}`]),
    ],
  };
}

/** A policy is long: it is named, not shown. */
function inline({ inlinePolicy }: PermissionSetContent, built: boolean): Change {
  if (built) return { cannot: "the archetype's inline policy is built from its settings" };
  if (inlinePolicy === undefined) return { say: ["no inlinePolicy"] };
  return setFields.inlinePolicy.safeParse(inlinePolicy).success
    ? { say: ["inlinePolicy as `aws sso-admin get-inline-policy-for-permission-set` shows it"] }
    : { cannot: "its inline policy has something that the settings do not take" };
}

function boundary({ boundary: live }: PermissionSetContent): Change {
  const { managedPolicyArn, customerManagedPolicy } = live ?? {};
  if (managedPolicyArn !== undefined) return { say: [`permissionsBoundary: {managedPolicy: ${shortName(managedPolicyArn)}}`] };
  if (customerManagedPolicy === undefined) return { say: ["no permissionsBoundary"] };
  const { name, path } = customerManagedPolicy;
  return { say: [`permissionsBoundary: {customerManagedPolicy: {name: ${name}, path: ${path}}}`] };
}

/** Path and name, as the settings have it. */
function shortName(arn: string): string {
  return arn.replace(/^arn:[^:]+:iam::aws:policy\//, "");
}
