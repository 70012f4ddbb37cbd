/**
 * Permission sets whose content changes: for whom, where, and which actions come and go.
 */
import { ACCESS_LEVELS, type AccessLevel, type ActionsByLevel, type PermissionSetChange, type Report } from "../../../access/report/report";
import { html, type Html } from "./html";
import { fieldsTable, type SectionContent } from "./sections";

const CHANGES = {
  new: { kind: "gained", words: "+ new" },
  removed: { kind: "lost", words: "\u2212 removed" },
  changed: { kind: "changed", words: "~ changed" },
  replaced: { kind: "changed", words: "~ replaced" },
} as const;

const LEVELS: Readonly<Record<AccessLevel, string>> = {
  permissionsManagement: "Permissions management",
  write: "Write",
  tagging: "Tagging",
  read: "Read",
  list: "List",
};

/** One fold a permission set. */
export function permissionSetsSection({ permissionSets }: Report): SectionContent {
  return { count: permissionSets.length, content: permissionSets.map(permissionSet) };
}

/** How a new, removed or changed thing is marked. */
export function changeMark(change: PermissionSetChange["change"]): Html {
  const { kind, words } = CHANGES[change];
  return html`<span class="mark ${kind}">${words}</span>`;
}

function permissionSet(set: PermissionSetChange): Html {
  const { name, change, risk, riskWords, fields, attached, detached, statements, notes, lockOut, blastRadius } = set;
  return html`<details class="fold">
    <summary>
      ${changeMark(change)} <strong class="name">${name}</strong> <span class="risk ${risk}">${risk}</span> ${riskWords}
      <div class="quiet">${reach(blastRadius)}</div>
    </summary>
    ${lockOut && html`<p class="warning">It is deleted and made anew: its holders are locked out for minutes.</p>`}
    ${notes.map((note) => html`<p>${note}</p>`)} ${fields.length > 0 && fieldsTable(fields)} ${policies("gained", "+ attached", attached)}
    ${policies("lost", "\u2212 detached", detached)} ${actions("gained", "+ actions gained", set.actionsGained)}
    ${actions("lost", "\u2212 actions lost", set.actionsLost)}
    ${actions("changed", "~ actions on other resources or conditions", set.actionsRescoped)}
    ${texts("gained", "+ statements gained", statements.gained)} ${texts("lost", "\u2212 statements lost", statements.lost)}
    ${blastRadius.groups.length > 0 && html`<p>Held by: <span class="name">${blastRadius.groups.join(", ")}</span></p>`}
  </details>`;
}

function reach({ groups, accounts, productionAccounts, managementAccount, assignments }: PermissionSetChange["blastRadius"]): string {
  const special = [
    ...(productionAccounts > 0 ? [`${productionAccounts} in production`] : []),
    ...(managementAccount ? ["the management account among them"] : []),
  ];
  const of = `${counted(assignments, "assignment")}: ${counted(groups.length, "group")} in ${counted(accounts, "account")}`;
  return special.length === 0 ? of : `${of} (${special.join(", ")})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function policies(kind: string, words: string, names: readonly string[]): Html | false {
  return names.length > 0 && html`<p><span class="mark ${kind}">${words}</span> <span class="name">${names.join(", ")}</span></p>`;
}

function actions(kind: string, words: string, byLevel: ActionsByLevel): Html | false {
  const levels = ACCESS_LEVELS.filter((level) => byLevel[level].count > 0);
  return (
    levels.length > 0 &&
    html`<h3><span class="mark ${kind}">${words}</span></h3>
      <dl>
        ${levels.map((level) => {
          const { count, actions: names } = byLevel[level];
          return html`<dt>${LEVELS[level]}, ${count}</dt>
            <dd class="actions">${names.join(", ")}${count > names.length && `, and ${count - names.length} more`}</dd>`;
        })}
      </dl>`
  );
}

function texts(kind: string, words: string, lines: readonly string[]): Html | false {
  return (
    lines.length > 0 &&
    html`<h3><span class="mark ${kind}">${words}</span></h3>
      ${lines.map((line) => html`<pre tabindex="0" role="group" aria-label="Statement">${line}</pre>`)}`
  );
}
