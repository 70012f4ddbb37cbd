import type { AccessItem } from "../../access/report/report";
import { listed } from "../../access/words";

/** A number with its noun. */
export function amount(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** A row of a table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/**
 * Text that Markdown and HTML leave as it is: a group's name may hold anything, and must neither mention somebody nor
 * break the table.
 */
export function text(written: string): string {
  return written.replace(/\s+/g, " ").replace(/[&<>|`*_[\]\\@#~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The beginning of what was made by {@link text}, never within an escaped character. */
export function shortened(line: string, most: number): string {
  return line.length <= most ? line : `${line.slice(0, most).replace(/&[^;]*$/, "")}…`;
}

/** Who holds an access. */
export function holderWords({ group, principal }: AccessItem): string {
  return principal === "user" ? `${text(group)} (a user)` : text(group);
}

/** Where it is: the account, or how many and the first of them. */
export function placeWords(accounts: readonly AccessItem[]): string {
  const [only] = accounts;
  if (accounts.length === 1) {
    const { accountName, managementAccount, production } = only!;
    return `${text(accountName)}${managementAccount ? " (management)" : production ? " (production)" : ""}`;
  }
  const dear = accounts.filter(({ production }) => production).length;
  const share = dear === accounts.length ? ", all production" : dear > 0 ? `, ${dear} production` : "";
  return `${accounts.length} accounts${share}: ${listed(
    accounts.map(({ accountName }) => text(accountName)),
    4,
  )}`;
}

/**
 * Whether it locks out, until when it is there, what changes, and why: setting, line and selector, else what makes it
 * dangerous.
 */
export function why({ because, riskWords, lockOut, ends }: AccessItem, change?: string): string {
  const settings = [
    ...new Set(because.map(({ setting, line, match }) => `${text(setting)}${line === null ? "" : ` (line ${line})`}: ${text(match)}`)),
  ];
  return [
    ...(lockOut ? ["**locked out for minutes**"] : []),
    ...(ends === null ? [] : [`until ${ends}`]),
    ...(change === undefined || change === "" ? [] : [change]),
    settings.length > 0 ? listed(settings, 2) : text(riskWords),
  ].join("; ");
}
