import { accountLabel, type RepairPlan } from "./plan";

/** Shown accounts a set; the others are counted. */
const SHOWN = 20;

/** What is to be done, whole: a policy that is removed is shown in full. */
export function formatRepair(stack: string, { sets, restart, left }: RepairPlan, unread: readonly string[]): string {
  const work = [
    ...sets.flatMap(({ name, detach, accounts }) => [
      ...detach.map(({ kind, content }) => `  remove from ${name} the ${kind}, which the settings do not give it:\n${indented(content)}`),
      ...(accounts.length === 0 ? [] : [`  provision ${name} again in ${accountsIn(accounts)}`]),
    ]),
    ...(restart === undefined ? [] : [`  restart provisioning: ${restart.because}`]),
  ];
  return [
    work.length === 0 ? `Stack ${stack}: nothing that this command mends.` : `Stack ${stack}, to be done:\n${work.join("\n")}`,
    ...(left.length === 0 ? [] : [`\nNot mended here:\n${left.map((sentence) => `  ${sentence}`).join("\n")}`]),
    ...unread,
  ].join("\n");
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n");
}

function accountsIn(accounts: RepairPlan["sets"][number]["accounts"]): string {
  const shown = accounts.slice(0, SHOWN).map(accountLabel).join(", ");
  return accounts.length > SHOWN ? `${shown} and ${accounts.length - SHOWN} more` : shown;
}
