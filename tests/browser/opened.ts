/**
 * A report's page in a real browser, held to what every page must keep: no error in its console, no network.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import type { Report } from "../../access/report/report";
import { reportPage } from "../../cli/report/page/page";
import { GETTING_TAKES, startChromium } from "./chromium";

/** A page of its own. */
export interface Opened {
  readonly page: Page;
  /** Address of the file, without filter. */
  readonly address: string;
  /** What it complained of so far; a test that provoked it takes it out. */
  readonly wrongs: string[];
}

/** How a page is opened. */
export interface Looks {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  /** What stands after the number sign. */
  readonly hash?: string;
}

/** Gives a browser to the tests of a suite; each page is closed after its test. */
export function withBrowser(): { readonly open: (report: Report, looks?: Looks) => Promise<Opened> } {
  const folder = mkdtempSync(join(tmpdir(), "federation-page-"));
  const wrongs: string[] = [];
  let browser: Browser;
  let number = 0;

  before(async function () {
    this.timeout(GETTING_TAKES);
    browser = await startChromium();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    assert.deepEqual(wrongs.splice(0), []);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  return {
    open: async (report, { colorScheme = "light", width = 1360, hash = "" } = {}) => {
      const file = join(folder, `${(number += 1)}.html`);
      writeFileSync(file, reportPage(report));
      const address = pathToFileURL(file).href;
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      page.on("console", (message) => void (message.type() !== "log" && wrongs.push(`console: ${message.text()}`)));
      page.on("pageerror", (error) => void wrongs.push(`error: ${String(error)}`));
      page.on("request", (request) => void (request.url().startsWith(address) || wrongs.push(`request: ${request.url()}`)));
      await page.goto(`${address}${hash}`);
      return { page, address, wrongs };
    },
  };
}

/** What the page says of its result, as a screen reader gets it. */
export async function status(page: Page): Promise<string> {
  return (await page.getByRole("status").innerText()).trim();
}

/** Every cell of the matrix that says something: `group, account: words`. */
export async function cells(page: Page): Promise<string[]> {
  const labels = await page.getByRole("gridcell").evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-label") ?? ""));
  return labels.filter((label) => !label.endsWith(": nothing"));
}

/** The names of the matrix's rows, in the order in which they stand. */
export async function rowNames(page: Page): Promise<string[]> {
  const names = await page.locator('[role="rowheader"]').evaluateAll((all) => all.map((one) => one.querySelector(".name")!.textContent!));
  return names;
}

/** The cell with the focus. */
export function focused(page: Page): Locator {
  return page.locator(":focus");
}

/** A field of the filter, by its name as a screen reader gets it. */
export function field(page: Page, name: string): Locator {
  const filter = page.getByRole("search", { name: "Filter" });
  const named = (role: "searchbox" | "combobox" | "checkbox"): Locator => filter.getByRole(role, { name, exact: true });
  return named("searchbox").or(named("combobox")).or(named("checkbox"));
}
