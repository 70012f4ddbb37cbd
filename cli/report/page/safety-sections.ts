/**
 * What becomes of the federation's own safety: who could sign in from where, and what watches over it.
 */
import type { Report } from "../../../access/report/report";
import { html } from "./html";
import { changeMark } from "./permission-sets-section";
import { fieldsTable, type SectionContent } from "./sections";

const DIRECTIONS = {
  loosened: { kind: "lost", words: "\u2212 loosened" },
  tightened: { kind: "gained", words: "+ tightened" },
  other: { kind: "changed", words: "~ other" },
} as const;

const EFFECTS = {
  weaker: { kind: "lost", words: "\u2212 weaker" },
  stronger: { kind: "gained", words: "+ stronger" },
  check: { kind: "unknown", words: "? look at it" },
} as const;

/** Sign-ins whose outcome differs, then the policies themselves. */
export function conditionalAccessSection({ conditionalAccess: { policies, signIns, unknown } }: Report): SectionContent {
  return {
    count: policies.length + signIns.length + unknown.length,
    content: html`${unknown.map((sentence) => html`<p><span class="mark unknown">? unknown</span> ${sentence}</p>`)}
    ${
      signIns.length > 0 &&
      html`<div class="wide" tabindex="0" role="group" aria-label="Sign-ins whose outcome differs">
        <table>
          <thead>
            <tr>
              ${["Change", "Who", "Device", "From", "Client", "Before", "After"].map((title) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${signIns.map(({ direction, persona, device, from, client, before, after }) => {
              const { kind, words } = DIRECTIONS[direction];
              return html`<tr>
                <td><span class="mark ${kind}">${words}</span></td>
                ${[persona, device, from, client, before, after].map((text) => html`<td>${text}</td>`)}
              </tr>`;
            })}
          </tbody>
        </table>
      </div>`
    }
    ${policies.map(
      ({ name, change, fields }) =>
        html`<details class="fold">
          <summary>${changeMark(change)} policy <strong class="name">${name}</strong></summary>
          ${fieldsTable(fields)}
        </details>`,
    )}`,
  };
}

/** Each guard with what a reviewer has to know. */
export function guardsSection({ guards }: Report): SectionContent {
  return {
    count: guards.length,
    content: html`<ul class="plain">
      ${guards.map(({ type, effect, sentence }) => {
        const mark = EFFECTS[effect];
        return html`<li>
          <span class="mark ${mark.kind}">${mark.words}</span> ${sentence}
          <div class="because">${type}</div>
        </li>`;
      })}
    </ul>`,
  };
}
