import type { AccessItem, Report } from "../../access/report/report";

const HEAD = [
  "change",
  "risk",
  "group",
  "groupId",
  "permissionSet",
  "accountId",
  "accountName",
  "accountUnit",
  "production",
  "managementAccount",
  "lockOut",
  "ends",
  "because",
  "riskWords",
] as const;

/** One line an access, for spreadsheets. @see https://www.rfc-editor.org/rfc/rfc4180 */
export function csv({ gained, lost, changed, unknown }: Report): string {
  const line = (change: string, item: AccessItem): readonly string[] => [
    change,
    item.risk,
    item.group,
    item.groupId ?? "",
    item.permissionSet,
    item.accountId,
    item.accountName,
    item.accountUnit ?? "",
    String(item.production),
    String(item.managementAccount),
    String(item.lockOut),
    item.ends ?? "",
    item.because.map(({ setting, match }) => `${setting}: ${match}`).join("; "),
    item.riskWords,
  ];
  const rows = [
    HEAD,
    ...gained.map((item) => line("gained", item)),
    ...lost.map((item) => line("lost", item)),
    ...changed.map((item) => line(item.change === "permissions" ? "changed" : "replaced", item)),
    ...unknown.map(({ risk, group, permissionSet, accountId, accountName, sentence }) => [
      ...["unknown", risk, group ?? "", "", permissionSet ?? "", accountId ?? "", accountName ?? "", "", "", "", "", "", "", sentence],
    ]),
  ];
  return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/**
 * A cell in quotes; what a spreadsheet would take for a formula is text. @see
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
