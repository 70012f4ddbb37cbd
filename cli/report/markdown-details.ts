import type { AccessItem, ActionsByLevel, PermissionSetChange, Report } from "../../access/report/report";
import { ACCESS_LEVELS } from "../../access/report/report";
import { LEVEL_WORDS } from "../../access/report/set-summary";
import { listed } from "../../access/words";
import { amount, row, shortened, text, placeWords, holderWords, why } from "./markdown-text";

/** One part that is folded: a title, what stands above its rows, and its rows. */
export interface Section {
  readonly title: string;
  readonly head?: readonly string[];
  /** How many rows there are; of many thousands only those that have room are made. */
  readonly count: number;
  readonly rows: Iterable<string>;
}

/** Permission sets that have a part of their own, the most dangerous first; the others are a line each. */
const OWN_SECTIONS = 30;

/** The folded parts of a report. */
export function* sections(report: Report): Generator<Section> {
  const { gained, lost, changed, unknown, permissionSets, conditionalAccess, guards } = report;
  yield* accesses("Gained", gained);
  yield* accesses("Lost", lost);
  yield* accesses("Changed or made anew", changed);
  for (const set of permissionSets.slice(0, OWN_SECTIONS))
    yield section(`Permission set ${shortened(text(set.name), 120)}: ${set.change}, ${set.risk}`, setRows(set));
  const others = permissionSets.slice(OWN_SECTIONS);
  if (others.length > 0)
    yield section(
      `Further permission sets: ${others.length}`,
      others.map((set) => `- **${set.risk}**: ${text(set.name)}, ${set.change}; ${heldBy(set)}; ${text(set.riskWords)}`),
    );
  const { policies, signIns } = conditionalAccess;
  if (policies.length + conditionalAccess.unknown.length > 0)
    yield section(
      `Conditional Access: ${amount(policies.length, "policy", "policies")}, ${amount(signIns.length, "kind")} of sign-in with another outcome`,
      signInRows(conditionalAccess),
    );
  if (guards.length > 0)
    yield section(
      `Guards and settings: ${guards.length}`,
      guards.map(({ effect, sentence }) => `- **${effect}**: ${text(sentence)}`),
    );
  if (unknown.length > 0)
    yield section(
      `Not known before \`pulumi up\`: ${unknown.length}`,
      unknown.map(({ risk, sentence }) => `- **${risk}**: ${text(sentence)}`),
    );
}

/** A part with all of its rows. */
export function section(title: string, rows: readonly string[]): Section {
  return { title, count: rows.length, rows };
}

const ACCESS_HEAD = ["Risk", "Group", "Permission set", "Account", "Id", "Unit", "Why"];

function* accesses(title: string, items: readonly AccessItem[]): Generator<Section> {
  if (items.length === 0) return;
  const rows = each(items, (item) => {
    const { risk, permissionSet, accountId, accountUnit } = item;
    return row([risk, holderWords(item), text(permissionSet), placeWords([item]), accountId, text(accountUnit ?? ""), why(item)]);
  });
  yield { title: `${title}: ${items.length}`, head: [row(ACCESS_HEAD), row(ACCESS_HEAD.map(() => "---"))], count: items.length, rows };
}

/** Made anew each time that they are asked for. */
function each<Item>(items: Iterable<Item>, make: (item: Item) => string): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield make(item);
    },
  };
}

function heldBy({ blastRadius: { groups, accounts, productionAccounts, assignments } }: PermissionSetChange): string {
  if (groups.length === 0) return "held by nobody";
  const production = productionAccounts === 0 ? "none" : productionAccounts === accounts ? "all" : String(productionAccounts);
  return `held by ${listed(groups.map(text), 10)} in ${amount(accounts, "account")} (${production} production): ${amount(assignments, "assignment")}`;
}

function setRows(set: PermissionSetChange): string[] {
  const actions = (word: string, of: ActionsByLevel): string[] =>
    ACCESS_LEVELS.flatMap((level) =>
      of[level].count === 0 ? [] : [`- ${word} ${LEVEL_WORDS[level]} (${of[level].count}): ${listed(of[level].actions.map(text), 25)}`],
    );
  return [
    `- ${heldBy(set)}`,
    `- ${text(set.riskWords)}`,
    // Of a set that is new or goes, its properties are no difference.
    ...(set.change === "new" || set.change === "removed" ? [] : set.fields).map(
      ({ field, before, after }) => `- ${field}: ${value(before)} → ${value(after)}`,
    ),
    ...set.attached.map((policy) => `- attaches ${text(policy)}`),
    ...set.detached.map((policy) => `- detaches ${text(policy)}`),
    ...actions("gains", set.actionsGained),
    ...actions("loses", set.actionsLost),
    ...actions("on other resources or conditions:", set.actionsRescoped),
    ...set.statements.gained.map((statement) => `- statement gained: <code>${text(statement)}</code>`),
    ...set.statements.lost.map((statement) => `- statement lost: <code>${text(statement)}</code>`),
    ...set.notes.map((note) => `- ${text(note)}`),
  ];
}

function signInRows({ policies, signIns, unknown }: Report["conditionalAccess"]): string[] {
  const head = ["Who", "Device", "From", "Client", "Before", "After", "Change"];
  return [
    ...policies.flatMap(({ name, change, fields }) => [
      `- ${text(name)}: ${change}`,
      ...(change === "changed" ? fields.map(({ field, before, after }) => `  - ${text(field)}: ${value(before)} → ${value(after)}`) : []),
    ]),
    "",
    ...(signIns.length === 0 ? ["Who may sign in from where stays the same.", ""] : [row(head), row(head.map(() => "---"))]),
    ...signIns.map(({ persona, device, from, client, before, after, direction }) =>
      row([persona, device, from, client, before, after, direction].map(text)),
    ),
    "",
    ...unknown.map((sentence) => `- not evaluated: ${text(sentence)}`),
  ];
}

function value(of: string | null): string {
  return of === null || of === "" ? "none" : text(of);
}
