/**
 * `npm run pictures`: makes the README's pictures again. The terminal and the page are what the commands really give
 * for the change in example.ts, from the repository alone: no cloud, no credentials. architecture.svg is drawn by hand.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../../tests/browser/chromium";
import { change, federation, session, writeExample } from "./example";
import { terminal } from "./terminal";

/** What the page shows: a filter that somebody put into a link. */
const VIEW = "#open=Workloads&open=Workloads%2FProduction&open=Workloads%2FProduction%2FData";

async function make(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "federation-pictures-"));
  try {
    writeExample(folder);
    writeFileSync(join(__dirname, "terminal.svg"), terminal(session(folder)));
    const page = join(folder, "report.html");
    federation(["report", ...change(folder), "--format", "html", "--out", page]);
    const browser = await startChromium();
    for (const colorScheme of ["light", "dark"] as const) {
      const tab = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 1000 } });
      await tab.goto(`${pathToFileURL(page).href}${VIEW}`);
      await tab.getByRole("treegrid").waitFor();
      await tab.screenshot({ path: join(__dirname, `page-${colorScheme}.png`) });
    }
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void make();
