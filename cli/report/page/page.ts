/**
 * The report as one self-contained HTML page: no network, nothing beside it.
 */
import { createHash } from "node:crypto";
import type { Report } from "../../../access/report/report";
import { bundle } from "./bundle";
import { pageData } from "./data";
import { html, verbatim, type Html } from "./html";
import { conditionalAccessSection, guardsSection } from "./safety-sections";
import { headSection, limitsSection, notesSection, unknownSection } from "./sections";
import { permissionSetsSection } from "./permission-sets-section";

/** The page, as the text of a file. */
export function reportPage(report: Report): string {
  const { script, style } = bundle();
  const sections: readonly Section[] = [
    { id: "matrix", title: "Who gets or loses what", count: undefined, content: [] },
    { id: "limits", title: "Limits", ...limitsSection(report) },
    { id: "permission-sets", title: "Permission sets", ...permissionSetsSection(report) },
    { id: "conditional-access", title: "Conditional Access", ...conditionalAccessSection(report) },
    { id: "guards", title: "Guards and settings", ...guardsSection(report) },
    { id: "unknown", title: "What cannot be told", ...unknownSection(report) },
    { id: "notes", title: "About this report", ...notesSection(report) },
  ].filter(({ count }) => count !== 0);
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(script, style)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${report.headline}</title>
        ${verbatim(`<style>${style}</style>`)}
      </head>
      <body>
        ${headSection(report)}
        <nav aria-label="Parts of this page">${sections.map(link)}</nav>
        <main>
          ${sections.map(({ id, title, content }) =>
            id === "matrix"
              ? html`<section aria-labelledby="matrix-title">
                  <h2 id="matrix-title">${title}</h2>
                  <div id="matrix"><noscript>The matrix needs JavaScript. What else the report says stands below.</noscript></div>
                </section>`
              : html`<section id="${id}" aria-labelledby="${id}-title">
                  <h2 id="${id}-title">${title}</h2>
                  ${content}
                </section>`,
          )}
        </main>
        ${verbatim(`<script type="application/json" id="data">${embedded(pageData(report))}</script><script>${script}</script>`)}
      </body>
    </html>`.text
  }\n`;
}

/** A part of the page; one whose count is 0 is left out. */
interface Section {
  readonly id: string;
  readonly title: string;
  readonly count: number | undefined;
  readonly content: Html | readonly Html[];
}

function link({ id, title, count }: Section): Html {
  return html`<a href="#${id}">${title}${count !== undefined && html` <span class="quiet">${count}</span>`}</a> `;
}

/**
 * Nothing is loaded, and nothing runs that this project did not write: a name that escaped the escaping would stay
 * text.
 */
function contentSecurityPolicy(script: string, style: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
}

/** JSON that cannot end the element in which it stands. */
function embedded(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
