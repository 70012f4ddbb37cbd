import assert from "node:assert/strict";
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { large, NOTHING, SMALL } from "../cli/report/fixture";
import { field, withBrowser } from "./opened";

/**
 * Contrast that axe cannot tell: of a sign, whose word beside it has the same colours, and of what is scrolled out of
 * sight.
 */
const UNDECIDABLE = ["only non-text characters", "partially obscured by another element"];

/** What axe finds, each with the element; also what it could not decide, colour contrast above all. */
async function findings(page: Page): Promise<string[]> {
  // As a script of the page it would be refused: the page runs nothing but its own.
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate<AxeResults>("axe.run()");
  return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes
      .filter(({ failureSummary = "" }) => !UNDECIDABLE.some((reason) => failureSummary.endsWith(reason)))
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  describe(`the report's page: axe, ${colorScheme}`, () => {
    const { open } = withBrowser();

    it("finds nothing in a report with everything, folds open", async () => {
      const { page } = await open(SMALL, { colorScheme, hash: "#show=gained lost changed unknown kept" });
      assert.deepEqual(await findings(page), []);
      for (const fold of await page.locator("summary").all()) await fold.click();
      assert.deepEqual(await findings(page), []);
    });

    it("finds nothing in the details of a cell", async () => {
      const { page } = await open(SMALL, { colorScheme });
      await page.getByRole("gridcell", { name: "aws-platform-admins, data-prod" }).click();
      await page.getByRole("dialog").waitFor();
      assert.deepEqual(await findings(page), []);
    });

    it("finds nothing where nothing is, on a narrow screen, and at 500 accounts by 50 groups", async () => {
      const { page: empty } = await open(NOTHING, { colorScheme });
      assert.deepEqual(await findings(empty), []);
      const { page: narrow } = await open(SMALL, { colorScheme, width: 390 });
      assert.deepEqual(await findings(narrow), []);
      const { page } = await open(large(500, 50), { colorScheme });
      await page.getByRole("button", { name: "Open all units" }).click();
      await field(page, "Group").fill("team-0");
      assert.deepEqual(await findings(page), []);
    });

    it("follows the browser's colours", async () => {
      const { page } = await open(SMALL, { colorScheme });
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(background, colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(15, 19, 24)");
    });
  });
}
