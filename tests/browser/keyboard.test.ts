import assert from "node:assert/strict";
import { large, SMALL } from "../cli/report/fixture";
import { focused, rowNames, withBrowser } from "./opened";

describe("the report's page: keyboard", () => {
  const { open } = withBrowser();

  const here = async (page: Parameters<typeof focused>[0]): Promise<string> =>
    await focused(page).evaluate((one) => one.getAttribute("aria-label") ?? one.querySelector(".name")?.textContent ?? one.tagName);

  it("is one stop of the Tab key, and the arrow keys go on from there", async () => {
    const { page } = await open(SMALL);
    await page.getByRole("link", { name: "Link to this view" }).focus();
    await page.keyboard.press("Tab");
    // The scrolling area itself may be a stop, where the browser makes it one.
    if ((await here(page)) === "DIV") await page.keyboard.press("Tab");
    assert.equal(await here(page), "Root");
    const way: string[] = [];
    for (const key of ["ArrowDown", "ArrowRight", "End", "ArrowUp", "Home", "Control+End", "Control+Home"]) {
      await page.keyboard.press(key);
      way.push(await here(page));
    }
    assert.deepEqual(way, [
      "management",
      "aws-data-analysts, management: nothing",
      "aws-platform-admins, management: gained critical Platform-Admin-Mgmt",
      "aws-platform-admins, Root: 1 gained critical",
      "Root",
      "aws-platform-admins, shop-prod: nothing",
      "Root",
    ]);
    await page.keyboard.press("Shift+Tab");
    assert.notEqual(await here(page), "Root");
  });

  it("opens and folds units, and says which it is", async () => {
    const { page } = await open(SMALL);
    const unit = page.getByRole("treegrid").getByRole("row", { name: /^Workloads / });
    await unit.getByRole("rowheader").focus();
    assert.equal(await unit.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await unit.getAttribute("aria-expanded"), "false");
    assert.deepEqual(await rowNames(page), ["Root", "management", "Workloads"]);
    await page.keyboard.press("ArrowRight");
    assert.equal((await rowNames(page)).length, 8);
    await page.keyboard.press("Enter");
    assert.deepEqual(await rowNames(page), ["Root", "management", "Workloads"]);
    assert.equal(await here(page), "Workloads");
  });

  it("tells all about a cell, and comes back to it", async () => {
    const { page } = await open(SMALL);
    await page.getByRole("rowheader", { name: "data-prod" }).focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "aws-platform-admins in data-prod" });
    const words = await dialog.innerText();
    for (const part of ["gained", "Platform-Admin", "administrator in production", "Ends after 2026-12-24.", "(line 21)", "migration"]) {
      assert.ok(words.includes(part), `${part} is missing in: ${words}`);
    }
    await page.keyboard.press("Escape");
    assert.equal(await dialog.count(), 0);
    assert.equal(await here(page), "aws-platform-admins, data-prod: gained critical Platform-Admin");
  });

  it("tells of a folded unit what is below it", async () => {
    const { page } = await open(SMALL, { hash: "#fold=Workloads" });
    await page.getByRole("gridcell", { name: "aws-developers, Workloads: 1 gained, 1 lost high" }).click();
    const entries = await page.getByRole("dialog").getByRole("listitem").allInnerTexts();
    assert.deepEqual(
      entries.map((entry) => /(data-dev|shop-prod)/.exec(entry)![0]),
      ["shop-prod", "data-dev"],
    );
  });

  it("goes to the last of 500 accounts and 50 groups, which is in the document only then, and stays in sight", async () => {
    const { page } = await open(large(500, 50));
    await page.getByRole("button", { name: "Open all units" }).click();
    await page.getByRole("rowheader").first().focus();
    await page.keyboard.press("Control+End");
    assert.match(await here(page), /^aws-team-49, workload-498: /);
    const box = (await focused(page).boundingBox())!;
    const matrix = (await page.locator(".matrix").boundingBox())!;
    assert.ok(box.x >= matrix.x && box.x + box.width <= matrix.x + matrix.width + 1, "beside the matrix");
    assert.ok(box.y >= matrix.y && box.y + box.height <= matrix.y + matrix.height + 1, "below the matrix");
    // Scrolled away by wheel the cell keeps the focus, and a key goes on from it.
    await page.mouse.move(matrix.x + 600, matrix.y + 200);
    await page.mouse.wheel(-4000, -20_000);
    await page.waitForFunction(() => document.querySelector(".matrix")!.scrollTop < 10_000);
    await page.keyboard.press("ArrowUp");
    assert.match(await here(page), /^aws-team-49, workload-478: /);
    const grid = page.getByRole("treegrid");
    // 500 accounts, 20 units of two, Development and Production, Workloads, and the head.
    assert.equal(await grid.getAttribute("aria-rowcount"), String(500 + 20 + 2 + 1 + 1));
    assert.equal(await grid.getAttribute("aria-colcount"), "51");
    assert.equal(await focused(page).getAttribute("aria-colindex"), "51");
    assert.ok((await page.getByRole("gridcell").count()) < 1000);
  });

  it("shows where the focus is", async () => {
    const { page } = await open(SMALL);
    await page.getByRole("link", { name: "Link to this view" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    const outline = await focused(page).evaluate((one) => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineWidth]);
    assert.deepEqual(outline, ["solid", "2px"]);
  });
});
