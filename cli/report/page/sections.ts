/**
 * Parts of the page that need no script: what it is about, limits, what cannot be told, where it is from.
 */
import type { LimitResult, Report } from "../../../access/report/report";
import { moment } from "../../../access/words";
import { html, type Html } from "./html";

/** What every part gives: how many entries it has, and its content. */
export interface SectionContent {
  /** 0 leaves it out; undefined shows none. */
  readonly count: number | undefined;
  readonly content: Html | readonly Html[];
}

const VERDICTS = {
  within: { sign: "\u2713", words: "within the limits" },
  approved: { sign: "!", words: "past a limit, approved in the settings" },
  exceeded: { sign: "\u2717", words: "past a limit, not approved" },
} as const;

/** The headline, and of what. */
export function headSection({ headline, verdict, source, made, counts, limits }: Report): Html {
  const { sign, words } = VERDICTS[verdict];
  const of = [source.project, source.stack].filter((name) => name !== null).join(" / ");
  return html`<header class="top">
    <p class="quiet">
      Access report${of !== "" && html` of <span class="name">${of}</span>`}${source.stage !== null && `, ${source.stage}`}
    </p>
    <h1>${headline}</h1>
    <p>
      ${limits.length > 0 && html`<span class="verdict ${verdict}"><span aria-hidden="true">${sign}</span> ${words}</span>`}
      <span class="quiet">Assignments before: ${counts.assignmentsBefore}, after: ${counts.assignmentsAfter}. Made ${moment(made)}.</span>
    </p>
    ${limits.filter(({ exceeded }) => exceeded).map(({ sentence }) => html`<p class="warning">${sentence}</p>`)}
  </header>`;
}

/** Each limit with what came of it, and the approval. */
export function limitsSection({ limits, approval }: Report): SectionContent {
  const words = ({ exceeded, sentence }: LimitResult): Html =>
    html`<li><span class="mark ${exceeded ? "lost" : "gained"}">${exceeded ? "\u2717 exceeded" : "\u2713 within"}</span> ${sentence}</li>`;
  return {
    count: limits.length,
    content: html`<ul class="plain">
        ${limits.map(words)}
      </ul>
      ${
        approval !== null &&
        html`<p>
          <span class="mark ${approval.valid ? "changed" : "lost"}">${approval.valid ? "! approved" : "\u2717 approval has ended"}</span>
          by <span class="name">${approval.who}</span>, until ${approval.until}: ${approval.reason}
        </p>`
      }`,
  };
}

/** Sentences on what preview does not know yet. */
export function unknownSection({ unknown }: Report): SectionContent {
  return {
    count: unknown.length,
    content: html`<ul class="plain">
      ${unknown.map(
        ({ sentence, resource, risk }) =>
          html`<li>
            <span class="mark unknown">? unknown</span> <span class="risk ${risk}">${risk}</span> ${sentence}
            <div class="because">${resource}</div>
          </li>`,
      )}
    </ul>`,
  };
}

/** Where the report is from. */
export function notesSection({ notes, source }: Report): SectionContent {
  const from = {
    preview: "Made of a preview",
    states: "Made of two states",
    settings: "Made of two versions of the settings",
  }[source.kind];
  return {
    count: undefined,
    content: html`<p>${from}: <span class="name">${source.files.join(", ")}</span>. ${source.inventory ?? "No inventory was read."}</p>
      <ul>
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>`,
  };
}

/** Properties before and after. */
export function fieldsTable(
  fields: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[],
): Html {
  return html`<div class="wide" tabindex="0" role="group" aria-label="Properties that differ">
    <table>
      <thead>
        <tr>
          <th scope="col">Property</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(
          ({ field, before, after }) =>
            html`<tr>
              <th scope="row">${field}</th>
              <td>${before ?? html`<span class="quiet">none</span>`}</td>
              <td>${after ?? html`<span class="quiet">none</span>`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
