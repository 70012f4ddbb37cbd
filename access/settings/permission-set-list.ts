/**
 * The permission sets of the settings: each name with its schema, made into definitions.
 */
import { isMapping } from "../json";
import { ARCHETYPE_NAMES, ARCHETYPES, definePermissionSet, isArchetypeName } from "../archetypes";
import type { PermissionSetDefinition, Problem } from "../model";
import type { Partition } from "../../contract/partition";
import { configPath, mistake, wrong } from "../problems";
import { compareText, didYouMean, either, nearest } from "../words";
import type { AccessEntry } from "./access";
import { toProblems } from "./fields";
import {
  isConsoleUrl,
  ownSetSchema,
  PERMISSION_SET_NAME,
  POLICIES_LIMIT,
  RELAY_STATE,
  type PermissionSetOverrides,
} from "./permission-sets";
import { inlinePolicyOversize } from "./policy-document";

/** The sets that could be made, and what is wrong with the others. */
export interface ParsedPermissionSets {
  /** Own sets, configured archetypes and archetypes that need no configuration. */
  readonly definitions: readonly PermissionSetDefinition[];
  /** Every name that was written, right or wrong. */
  readonly written: readonly string[];
  readonly problems: readonly Problem[];
}

/** Parses `federation:permissionSets`. */
export function parsePermissionSets(raw: unknown, partition: Partition): ParsedPermissionSets {
  const path = "federation:permissionSets";
  const problems: Problem[] = [];
  if (raw !== undefined && !isMapping(raw)) problems.push(wrong(path, raw, "write a mapping of permission set name to its settings"));
  const entries = isMapping(raw) ? Object.entries(raw) : [];
  const definitions = new Map<string, PermissionSetDefinition>();

  for (const [name, value] of entries) {
    const other = entries.find(
      ([candidate]) => candidate !== name && candidate.toLowerCase() === name.toLowerCase() && candidate < name,
    )?.[0];
    if (other !== undefined)
      problems.push(
        mistake(configPath(["permissionSets", name]), `is the same role as ${other} to AWS, which ignores case`, "write one of them"),
      );
    const found = nameProblem(name, isAdopted(value));
    const set = parseSet(name, value, partition);
    problems.push(...(found === undefined ? set.problems : [found]));
    if (set.definition !== undefined && found === undefined) definitions.set(name, set.definition);
  }
  for (const name of ARCHETYPE_NAMES) {
    const written = entries.some(([candidate]) => candidate === name);
    if (!written && ARCHETYPES[name].needs.length === 0) definitions.set(name, definePermissionSet(name, {}, partition));
  }
  return {
    definitions: [...definitions.values()].sort((a, b) => compareText(a.name, b.name)),
    written: entries.map(([name]) => name),
    problems,
  };
}

/** What was there before the settings has the name that it has. */
function isAdopted(value: unknown): boolean {
  return value !== null && typeof value === "object" && (value as { adopted?: unknown }).adopted === true;
}

function nameProblem(name: string, adopted: boolean): Problem | undefined {
  const path = configPath(["permissionSets", name]);
  if (!PERMISSION_SET_NAME.test(name)) return mistake(path, "is no name of a permission set", "write 1 to 32 letters, digits and +=,.@_-");
  if (isArchetypeName(name) || adopted) return undefined;
  const near = nearest(name, ARCHETYPE_NAMES);
  // Otherwise the archetype would be given as it is and a set of almost its name would stand beside it.
  return near === undefined || !isSlip(name, near)
    ? undefined
    : mistake(path, `is almost the archetype ${near}`, `write ${JSON.stringify(near)}, or a name that is clearly another`);
}

function isSlip(name: string, archetype: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");
  return plain(name) === plain(archetype) || Math.abs(plain(name).length - plain(archetype).length) <= 1;
}

/** Whether it has an archetype's name and nothing else of it. */
function isAlone(value: unknown): boolean {
  return (value as { archetype?: unknown }).archetype === false;
}

/** Mistakes about the keys that are for sets that were there before the stack. */
function adoptionProblems(settings: PermissionSetOverrides, base: readonly ["permissionSets", string]): Problem[] {
  const { adopted, relayState, sessionDuration, sessionHours } = settings;
  if (sessionDuration !== undefined && sessionHours !== undefined)
    return [mistake(configPath(base), "has both sessionHours and sessionDuration", "write one of them")];
  if (adopted === true) return [];
  const foreign = (["archetype", "sessionDuration"] as const).filter((key) => settings[key] !== undefined && settings[key] !== true);
  return [
    ...foreign.map((key) => wrong(configPath([...base, key]), settings[key], "that is for a set with adopted: true; remove it")),
    ...(relayState === undefined || isConsoleUrl(relayState) ? [] : [wrong(configPath([...base, "relayState"]), relayState, RELAY_STATE)]),
  ];
}

function parseSet(name: string, value: unknown, partition: Partition): { definition?: PermissionSetDefinition; problems: Problem[] } {
  const archetype = isArchetypeName(name) && !(isAdopted(value) && isAlone(value)) ? ARCHETYPES[name] : undefined;
  const base = ["permissionSets", name] as const;
  const parsed = (archetype?.schema ?? ownSetSchema).safeParse(value);
  if (!parsed.success) return { problems: toProblems(parsed.error, base, value) };
  const settings: PermissionSetOverrides = parsed.data;
  const problems = (archetype?.fixed ?? [])
    .filter((flag) => settings[flag] === false)
    .map((flag) => wrong(configPath([...base, flag]), false, `the runbook fixes this for ${name}; remove it, or make a set of your own`));
  problems.push(...adoptionProblems(settings, base));

  const between = archetype?.mistake?.(settings);
  if (between !== undefined)
    problems.push(wrong(configPath([...base, between.key]), settings[between.key as keyof typeof settings], between.remedy));

  const definition = withPolicyText(definePermissionSet(name, settings, partition), value);
  const attached = definition.managedPolicies.length + definition.customerManagedPolicies.length;
  if (attached > POLICIES_LIMIT) {
    problems.push(
      mistake(
        configPath(base),
        `has ${attached} managed and customer-managed policies, and AWS takes ${POLICIES_LIMIT}`,
        "join some of them",
      ),
    );
  }
  const references = definition.customerManagedPolicies.map((reference) => reference.path + reference.name);
  const repeated = references.find((reference, index) => references.indexOf(reference) < index);
  if (repeated !== undefined)
    problems.push(mistake(configPath([...base, "customerManagedPolicies"]), `repeats ${JSON.stringify(repeated)}`, "remove it"));
  if (attached === 0 && definition.inlinePolicy === undefined && definition.adopted !== true) {
    problems.push(mistake(configPath(base), "grants nothing", "write managedPolicies, customerManagedPolicies or inlinePolicy"));
  }
  const oversize = definition.inlinePolicy === undefined ? undefined : inlinePolicyOversize(definition.inlinePolicy);
  if (oversize !== undefined) problems.push(mistake(configPath(base), `makes an inline policy that ${oversize.fault}`, oversize.remedy));
  return problems.length > 0 ? { problems } : { definition, problems };
}

/**
 * An adopted set's inline policy that is written as JSON text is registered as that text: Identity Center has it so.
 */
function withPolicyText(definition: PermissionSetDefinition, value: unknown): PermissionSetDefinition {
  const { inlinePolicy } = (value ?? {}) as { inlinePolicy?: unknown };
  return definition.adopted === true && typeof inlinePolicy === "string" ? { ...definition, inlinePolicyText: inlinePolicy } : definition;
}

/** Entries of the access list that name a set that is not there, or an archetype that lacks what it needs. */
export function unknownSetProblems(entries: readonly AccessEntry[], { definitions, written }: ParsedPermissionSets): Problem[] {
  const known = new Set([...ARCHETYPE_NAMES, ...written]);
  const defined = new Set(definitions.map((definition) => definition.name));
  const incomplete = new Set<string>();
  return entries.flatMap((entry) =>
    entry.permissionSets.flatMap(({ setting, name }) => {
      if (!known.has(name)) {
        const names = [...known].sort();
        return [wrong(setting, name, `there is no such permission set; ${didYouMean(name, names, `write ${either(names)}`)}`)];
      }
      // A set that was written wrongly has a problem of its own already.
      if (defined.has(name) || written.includes(name) || incomplete.has(name) || !isArchetypeName(name)) return [];
      incomplete.add(name);
      return [
        mistake(
          configPath(["permissionSets", name]),
          `is missing, and ${setting} gives it`,
          `write its ${either(ARCHETYPES[name].needs, "and")}`,
        ),
      ];
    }),
  );
}
