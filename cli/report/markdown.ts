import type { AccessItem, ActionsByLevel, ChangedItem, PermissionSetChange, Report } from "../../access/report/report";
import { ACCESS_LEVELS } from "../../access/report/report";
import { listed } from "../../access/words";

/** Most characters of the whole: GitHub refuses a comment of more than 65,536. */
export const MARKDOWN_LIMIT = 60_000;

/** Rows of the table that is always in sight. */
const TOP_ROWS = 20;

function amount(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/**
 * The report as a comment of a pull request: what matters most in sight, the rest folded; shortened where it would be
 * too long.
 */
export function markdown(report: Report): string {
  const sections = [...details(report)];
  const head = [
    `## Access change${report.source.stack === null ? "" : `: ${text(report.source.stack)}`}`,
    "",
    `**${text(report.headline)}**`,
    "",
    ...topTable(report),
    ...warnings(report),
  ];
  const foot = ["", ...footer(report)];
  let room = MARKDOWN_LIMIT - joined([...head, ...foot]).length - 200;
  const body: string[] = [];
  let left = sections.length;
  for (const section of sections) {
    // Room that a short section leaves goes to the others.
    const most = Math.floor(room / left);
    const shown = folded(section, most);
    left -= 1;
    room -= shown.length + 1;
    body.push(shown);
  }
  return joined([...head, ...body, ...foot]);
}

function joined(lines: readonly string[]): string {
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

/** One part that is folded: a title, what stands above its rows, and its rows. */
interface Section {
  readonly title: string;
  readonly head?: readonly string[];
  readonly rows: readonly string[];
}

function folded({ title, head = [], rows }: Section, most: number): string {
  const frame = (inner: readonly string[]): string =>
    `\n<details><summary>${title}</summary>\n\n${[...head, ...inner].join("\n")}\n\n</details>`;
  const shown: string[] = [];
  let size = frame([]).length + 120;
  for (const row of rows) {
    size += row.length + 1;
    if (size > most) return frame([...shown, "", `… and ${rows.length - shown.length} more; \`--format json\` has them all.`]);
    shown.push(row);
  }
  return frame(shown);
}

/** Items that are the same but for the account. */
interface Line {
  readonly sign: string;
  readonly item: AccessItem;
  readonly accounts: AccessItem[];
}

function linesOf(report: Report): Line[] {
  const lines = new Map<string, Line>();
  const add = (sign: string, item: AccessItem): void => {
    const key = JSON.stringify([sign, item.risk, item.group, item.groupId, item.permissionSet, item.lockOut, item.ends]);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { sign, item, accounts: [item] });
    else line.accounts.push(item);
  };
  for (const item of report.gained) add("+ gains", item);
  for (const item of report.lost) add("− loses", item);
  for (const item of report.changed) add(changeWords(item), item);
  const order = ["critical", "high", "medium", "low"];
  // A stable sort: within a risk what is gained comes first.
  return [...lines.values()].sort((a, b) => order.indexOf(a.item.risk) - order.indexOf(b.item.risk));
}

function changeWords({ change }: ChangedItem): string {
  return change === "permissions" ? "~ changes" : "↻ made anew";
}

function topTable(report: Report): string[] {
  const lines = linesOf(report);
  if (lines.length === 0) return [];
  const rows = lines.slice(0, TOP_ROWS).map(({ sign, item, accounts }) => {
    const cells = [item.risk, sign, who(item), text(item.permissionSet), accountsCell(accounts), whyCell(item)];
    return row(cells);
  });
  const more = lines.length > TOP_ROWS ? ["", `… and ${lines.length - TOP_ROWS} more rows below.`] : [];
  return [
    row(["Risk", "Change", "Group", "Permission set", "Accounts", "Why"]),
    row(["---", "---", "---", "---", "---", "---"]),
    ...rows,
    ...more,
  ];
}

function who({ group, principal }: AccessItem): string {
  return principal === "user" ? `${text(group)} (a user)` : text(group);
}

function accountsCell(accounts: readonly AccessItem[]): string {
  const names = accounts.map(
    ({ accountName, managementAccount, production }) =>
      `${text(accountName)}${managementAccount ? " (management)" : production ? " (production)" : ""}`,
  );
  return accounts.length === 1 ? names[0]! : `${accounts.length}: ${listed(names, 4)}`;
}

function whyCell({ because, riskWords, lockOut, ends }: AccessItem): string {
  const settings = [
    ...new Set(because.map(({ setting, line, match }) => `${text(setting)}${line === null ? "" : ` (line ${line})`}: ${text(match)}`)),
  ];
  return [
    settings.length > 0 ? listed(settings, 2) : text(riskWords),
    ...(ends === null ? [] : [`until ${ends}`]),
    ...(lockOut ? ["**locked out for minutes**"] : []),
  ].join("; ");
}

/** What must not be folded away. */
function warnings({ gained, lost, changed, permissionSets, unknown, limits, approval, verdict, notes }: Report): string[] {
  const locked = [...gained, ...lost, ...changed].filter(({ lockOut }) => lockOut);
  const sets = permissionSets.filter(({ lockOut }) => lockOut).map(({ name }) => text(name));
  return [
    "",
    ...(locked.length > 0
      ? [
          `> **Locks out:** ${locked.length} assignments are removed before they are made anew${sets.length > 0 ? ` (${listed(sets)} replaced)` : ""}; their holders cannot get in for minutes.`,
          "",
        ]
      : []),
    ...(unknown.length > 0 ? [`> **Not known before \`pulumi up\`:** ${unknown.length}. ${text(unknown[0]!.sentence)}`, ""] : []),
    ...limits.filter(({ exceeded }) => exceeded).map(({ sentence }) => `> **Limit:** ${text(sentence)}`),
    ...(verdict === "approved" ? [`> Approved by ${text(approval!.who)} until ${approval!.until}: ${text(approval!.reason)}`] : []),
    ...(verdict === "exceeded" && approval !== null ? [`> The approval of ${text(approval.who)} ended on ${approval.until}.`] : []),
    "",
    ...notes.map((note) => `- ${text(note)}`),
  ];
}

function* details(report: Report): Generator<Section> {
  const { gained, lost, changed, unknown, permissionSets, conditionalAccess, guards } = report;
  for (const [title, items] of [
    ["Gained", gained],
    ["Lost", lost],
    ["Changed or made anew", changed],
  ] as const) {
    if (items.length === 0) continue;
    const head = [
      row(["Risk", "Group", "Permission set", "Account", "Id", "Unit", "Why"]),
      row(["---", "---", "---", "---", "---", "---", "---"]),
    ];
    const rows = items.map((item) =>
      row([
        item.risk,
        who(item),
        text(item.permissionSet),
        accountsCell([item]),
        item.accountId,
        text(item.accountUnit ?? ""),
        whyCell(item),
      ]),
    );
    yield { title: `${title}: ${items.length}`, head, rows };
  }
  for (const set of permissionSets) yield { title: `Permission set ${text(set.name)}: ${set.change}, ${set.risk}`, rows: setRows(set) };
  if (conditionalAccess.policies.length + conditionalAccess.unknown.length > 0)
    yield {
      title: `Conditional Access: ${amount(conditionalAccess.policies.length, "policy", "policies")}, ${amount(conditionalAccess.signIns.length, "difference")}`,
      rows: signInRows(conditionalAccess),
    };
  if (guards.length > 0)
    yield {
      title: `Breakglass, alarms and trail: ${guards.length}`,
      rows: guards.map(({ effect, sentence }) => `- **${effect}**: ${text(sentence)}`),
    };
  if (unknown.length > 0)
    yield {
      title: `Not known before \`pulumi up\`: ${unknown.length}`,
      rows: unknown.map(({ risk, sentence }) => `- **${risk}**: ${text(sentence)}`),
    };
}

function setRows(set: PermissionSetChange): string[] {
  const { groups, accounts, productionAccounts, assignments } = set.blastRadius;
  const actions = (word: string, of: ActionsByLevel): string[] =>
    ACCESS_LEVELS.flatMap((level) =>
      of[level].count === 0 ? [] : [`- ${word} ${LEVEL_WORDS[level]} (${of[level].count}): ${listed(of[level].actions.map(text), 25)}`],
    );
  return [
    `- held by ${groups.length === 0 ? "nobody" : listed(groups.map(text), 10)} in ${amount(accounts, "account")} (${productionAccounts} production), ${amount(assignments, "assignment")}`,
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

const LEVEL_WORDS = {
  permissionsManagement: "permissions management",
  write: "write",
  tagging: "tagging",
  read: "read",
  list: "list",
} as const;

function signInRows({ policies, signIns, unknown }: Report["conditionalAccess"]): string[] {
  const head = ["Who", "Device", "From", "Client", "Before", "After", ""];
  return [
    ...policies.flatMap(({ name, change, fields }) => [
      `- ${text(name)}: ${change}`,
      ...(change === "changed" ? fields.map(({ field, before, after }) => `  - ${text(field)}: ${value(before)} → ${value(after)}`) : []),
    ]),
    "",
    ...(signIns.length === 0 ? ["Nobody's sign-in to AWS changes.", ""] : [row(head), row(head.map(() => "---"))]),
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

function footer({ source, counts, made, limits }: Report): string[] {
  const of = [source.project, source.stack]
    .filter((part) => part !== null)
    .map(text)
    .join("/");
  const from = { preview: "a preview", states: "two states", settings: "two versions of the settings" }[source.kind];
  return [
    `<sub>${counts.assignmentsBefore} assignments before, ${counts.assignmentsAfter} after; ${from}${of === "" ? "" : ` of ${of}`}, ${made}.` +
      `${source.inventory === null ? "" : ` Inventory: ${text(source.inventory)}.`}${limits.length === 0 ? "" : ` Limits: ${limits.map(({ sentence }) => text(sentence)).join(" ")}`}</sub>`,
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/**
 * Text that Markdown and HTML leave as it is: a group's name may hold anything, and must neither mention somebody nor
 * break the table.
 */
export function text(written: string): string {
  return written.replace(/\s+/g, " ").replace(/[&<>|`*_[\]\\@#~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
