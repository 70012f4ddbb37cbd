/**
 * What becomes of permission sets: whose content changes, how, and for whom.
 */
import type { ManagedDocuments } from "../iam/decision";
import { stableJson } from "../json";
import type { PolicyDocument } from "../model";
import { compareText } from "../words";
import { type ActionsDiff, type Catalogue, countOf, diffActions, idlePatterns } from "./actions";
import { effectivePolicy, policiesKey } from "./effective";
import { reachOf, riskOf } from "./reach";
import type { PermissionSetChange } from "./report";
import type { Change, HeldAccess, SetContent } from "./snapshot";

/** Where accounts stand. */
export type PlaceOf = (accountId: string) => { readonly production: boolean; readonly managementAccount: boolean };

/** What actions and AWS's policies mean. */
export interface PolicyKnowledge {
  readonly catalogue: Catalogue;
  readonly managed: ManagedDocuments;
}

/** Every permission set that comes, goes, changes or is made anew, with who holds it; sorted by name. */
export function diffSets({ before, after, replacedSets }: Change, knowledge: PolicyKnowledge, placeOf: PlaceOf): PermissionSetChange[] {
  const held = new Map<string, HeldAccess[]>();
  for (const one of [...before.held, ...after.held]) {
    const others = held.get(one.permissionSet);
    if (others === undefined) held.set(one.permissionSet, [one]);
    else others.push(one);
  }
  const names = [...new Set([...before.permissionSets.keys(), ...after.permissionSets.keys()])].sort(compareText);
  const actions = new ActionsDiffs(knowledge);
  return names.flatMap((name): PermissionSetChange[] => {
    const [was, is] = [before.permissionSets.get(name), after.permissionSets.get(name)];
    const lockOut = replacedSets.get(name);
    const change = was === undefined ? "new" : is === undefined ? "removed" : lockOut === undefined ? "changed" : "replaced";
    if (change === "changed" && stableJson(was) === stableJson(is)) return [];
    return [
      {
        name,
        change,
        lockOut: lockOut === true,
        ...contentChange(was, is, knowledge, actions),
        ...standing(was, is, held.get(name) ?? [], knowledge, placeOf),
      },
    ];
  });
}

type Content = Omit<PermissionSetChange, "name" | "change" | "lockOut" | "risk" | "riskWords" | "blastRadius">;

function contentChange(
  was: SetContent | undefined,
  is: SetContent | undefined,
  { catalogue }: PolicyKnowledge,
  actions: ActionsDiffs,
): Content {
  const [old, now] = [was?.inlinePolicy, is?.inlinePolicy];
  // What one policy gives and another gave already is no gain: all of a set's policies count together.
  const { gained, lost, rescoped, missing } = actions.between(was, is);
  const [oldPolicies, nowPolicies] = [policiesOf(was), policiesOf(is)];
  const [oldStatements, nowStatements] = [statementsOf(old), statementsOf(now)];
  const without = (items: readonly string[], others: readonly string[]): string[] => items.filter((item) => !others.includes(item));
  const [attached, detached] = [without(nowPolicies, oldPolicies), without(oldPolicies, nowPolicies)];
  return {
    fields: FIELDS.flatMap(([field, value]) => {
      const [before, after] = [value(was), value(is)];
      return before === after ? [] : [{ field, before, after }];
    }),
    attached,
    detached,
    actionsGained: gained,
    actionsLost: lost,
    actionsRescoped: rescoped,
    statements: { gained: without(nowStatements, oldStatements), lost: without(oldStatements, nowStatements) },
    notes: [
      ...new Set([
        ...notesOf(was, "before", catalogue),
        ...notesOf(is, "after", catalogue),
        ...[...attached, ...detached].filter((policy) => missing.has(policy)).map(notAtHand),
      ]),
    ],
  };
}

/** How the actions of two contents differ, and the policies whose document is not at hand. */
interface WholeDiff extends ActionsDiff {
  readonly missing: ReadonlySet<string>;
}

/** Differences of actions, each worked out once: one of AWS's policies is often exchanged in many sets together. */
class ActionsDiffs {
  private readonly known = new Map<string, WholeDiff>();

  constructor(private readonly knowledge: PolicyKnowledge) {}

  between(was: SetContent | undefined, is: SetContent | undefined): WholeDiff {
    const [old, now] = [policiesKey(was), policiesKey(is)];
    const { catalogue, managed } = this.knowledge;
    if (old === now) return { ...diffActions(undefined, undefined, catalogue), missing: new Set() };
    const key = JSON.stringify([old, now]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const [before, after] = [effectivePolicy(was, managed), effectivePolicy(is, managed)];
    const made = { ...diffActions(before.document, after.document, catalogue), missing: new Set([...before.missing, ...after.missing]) };
    this.known.set(key, made);
    return made;
  }
}

function notAtHand(policy: string): string {
  return `The document of ${policy} is not at hand: what it allows is not among the actions.`;
}

const FIELDS: readonly (readonly [string, (set: SetContent | undefined) => string | null])[] = [
  ["description", (set) => set?.description ?? null],
  ["session duration", (set) => set?.sessionDuration ?? null],
  ["relay state", (set) => set?.relayState ?? null],
  ["permissions boundary", (set) => set?.boundary ?? null],
];

function policiesOf(set: SetContent | undefined): string[] {
  return [...(set?.managedPolicies ?? []), ...(set?.customerManagedPolicies ?? [])].sort();
}

function statementsOf(document: PolicyDocument | undefined): string[] {
  return (document?.Statement ?? []).map((statement) => stableJson(statement));
}

function notesOf(set: SetContent | undefined, when: "before" | "after", catalogue: Catalogue): string[] {
  if (set === undefined) return [];
  const notActions = (set.inlinePolicy?.Statement ?? []).filter(({ Effect, NotAction }) => Effect === "Allow" && NotAction !== undefined);
  const idle = idlePatterns(set.inlinePolicy, catalogue);
  return [
    ...(notActions.length > 0 ? [`Allows all but what NotAction names, so that what AWS adds is allowed as well (${when}).`] : []),
    ...(idle.length > 0 ? [`AWS has no action for ${idle.join(", ")} (${when}).`] : []),
    ...set.unknown.map((words) => `Not known before \`pulumi up\`: ${words}.`),
  ];
}

/** How dangerous the set is where it is held, and who holds it. */
function standing(
  was: SetContent | undefined,
  is: SetContent | undefined,
  held: readonly HeldAccess[],
  { catalogue, managed }: PolicyKnowledge,
  placeOf: PlaceOf,
): Pick<PermissionSetChange, "risk" | "riskWords" | "blastRadius"> {
  const accounts = [...new Set(held.map(({ accountId }) => accountId))];
  const places = accounts.map(placeOf);
  const managementAccount = places.some((place) => place.managementAccount);
  const productionAccounts = places.filter(({ production }) => production).length;
  return {
    ...riskOf(reachOf(is ?? was, catalogue, managed), { production: productionAccounts > 0, managementAccount }),
    blastRadius: {
      groups: [...new Set(held.map(({ group }) => group))].sort(compareText),
      accounts: accounts.length,
      productionAccounts,
      managementAccount,
      assignments: new Set(held.map(({ groupKey, accountId }) => `${groupKey} ${accountId}`)).size,
    },
  };
}

/**
 * Whether a change of a set's content changes what its holders can do; what is not known before `pulumi up` may.
 *
 * @param sides The set before and after.
 */
export function changesPermissions(
  { actionsGained, actionsLost, actionsRescoped, attached, detached, fields, statements }: PermissionSetChange,
  sides: readonly (SetContent | undefined)[],
): boolean {
  return (
    countOf(actionsGained) + countOf(actionsLost) + countOf(actionsRescoped) + attached.length + detached.length > 0 ||
    statements.gained.length + statements.lost.length > 0 ||
    fields.some(({ field }) => field === "permissions boundary" || field === "session duration") ||
    sides.some((set) => (set?.unknown.length ?? 0) > 0)
  );
}
