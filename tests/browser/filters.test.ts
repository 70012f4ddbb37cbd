import assert from "node:assert/strict";
import { large, NOTHING, SMALL } from "../cli/report/fixture";
import { cells, field, rowNames, status, withBrowser } from "./opened";

const PRODUCTION_GAIN = "aws-platform-admins, data-prod: gained critical Platform-Admin";

describe("the report's page: filters", () => {
  const { open } = withBrowser();

  it("shows every change at first, units open, and nothing that stays", async () => {
    const { page } = await open(SMALL);
    assert.equal(await status(page), "6 entries in 4 accounts for 3 groups");
    assert.deepEqual(await rowNames(page), [
      "Root",
      "management",
      "Workloads",
      "Development",
      "data-dev",
      "Production",
      "data-prod",
      "shop-prod",
    ]);
    assert.deepEqual((await cells(page)).sort(), [
      "aws-data-analysts, Production: 1 changed",
      "aws-data-analysts, Workloads: 1 changed",
      "aws-data-analysts, data-prod: changed medium Data-Analyst-RO",
      "aws-developers, Development: 1 gained",
      "aws-developers, Production: 1 lost high",
      "aws-developers, Workloads: 1 gained, 1 lost high",
      "aws-developers, data-dev: gained low Developer",
      "aws-developers, shop-prod: lost high Developer",
      "aws-platform-admins, Production: 1 gained critical",
      "aws-platform-admins, Root: 1 gained critical",
      "aws-platform-admins, Workloads: 1 gained critical",
      PRODUCTION_GAIN,
      "aws-platform-admins, management: gained critical Platform-Admin-Mgmt",
    ]);
  });

  it("says each kind by sign and word, not by colour alone", async () => {
    const { page } = await open(SMALL);
    const buttons = await page.getByRole("group", { name: "Show" }).getByRole("button").allInnerTexts();
    assert.deepEqual(buttons, ["+ 3 gained", "\u2212 1 lost", "~ 1 changed", "? 1 unknown", "= 6 kept"]);
    const chips = await page.locator(".chip").allInnerTexts();
    assert.deepEqual(chips.map((chip) => chip.split("\n")[0]).sort(), [
      "+ gained critical",
      "+ gained critical",
      "+ gained low",
      "~ changed medium",
      "\u2212 lost high",
    ]);
  });

  it("narrows down by group, account, unit, permission set, risk and production", async () => {
    const { page } = await open(SMALL);
    const found = async (): Promise<string[]> => (await cells(page)).filter((cell) => /: (gained|lost|changed) /.test(cell)).sort();
    await field(page, "Group").fill("aws-platform-admins");
    assert.deepEqual(await found(), [PRODUCTION_GAIN, "aws-platform-admins, management: gained critical Platform-Admin-Mgmt"]);
    await field(page, "Account or unit").fill("Workloads/Production");
    assert.deepEqual(await found(), [PRODUCTION_GAIN]);
    await page.getByRole("button", { name: "Clear" }).click();
    await field(page, "Account or unit").fill("2222");
    assert.deepEqual(await found(), ["aws-developers, shop-prod: lost high Developer"]);
    await field(page, "Account or unit").fill("");
    // A whole name is that name alone, a part of one is all that have it.
    await field(page, "Permission set").fill("Platform-Admin");
    assert.deepEqual(await found(), [PRODUCTION_GAIN]);
    await field(page, "Permission set").fill("Platform-Adm");
    assert.equal((await found()).length, 2);
    await field(page, "Permission set").fill("");
    await field(page, "Risk").selectOption("high or worse");
    assert.deepEqual(await found(), [
      "aws-developers, shop-prod: lost high Developer",
      PRODUCTION_GAIN,
      "aws-platform-admins, management: gained critical Platform-Admin-Mgmt",
    ]);
    await field(page, "Risk").selectOption("any");
    await field(page, "Production only").check();
    await page.getByRole("button", { name: "gained" }).click();
    assert.deepEqual(await found(), [
      "aws-data-analysts, data-prod: changed medium Data-Analyst-RO",
      "aws-developers, shop-prod: lost high Developer",
    ]);
  });

  it("shows what stays when asked, a changed set's holder once", async () => {
    const { page } = await open(SMALL);
    await page.getByRole("button", { name: "kept" }).click();
    const stays = (await cells(page)).filter((cell) => cell.includes("kept ")).sort();
    assert.deepEqual(stays, [
      "aws-auditors, audit: kept Security-Audit",
      "aws-auditors, data-dev: kept Security-Audit",
      "aws-auditors, data-prod: kept Security-Audit",
      "aws-auditors, management: kept Security-Audit",
      "aws-auditors, shop-prod: kept Security-Audit",
      "aws-data-analysts, data-dev: kept Data-Analyst-RO",
    ]);
  });

  it("shows what stays where nothing changes", async () => {
    const { page } = await open({ ...NOTHING, accounts: SMALL.accounts, kept: SMALL.kept });
    assert.equal(await status(page), "7 entries in 5 accounts for 2 groups");
  });

  it("searches in every text, all words, whatever their case, and says when nothing is left", async () => {
    const { page } = await open(SMALL);
    await field(page, "Search").fill("WAREHOUSE platform");
    assert.equal(await status(page), "1 entry in 1 account for 1 group");
    assert.ok((await cells(page)).includes(PRODUCTION_GAIN));
    await field(page, "Search").fill("warehouse lost");
    assert.equal(await status(page), "Nothing matches.");
    assert.equal(await page.getByRole("treegrid").count(), 0);
    await page.getByRole("button", { name: "Clear" }).click();
    assert.equal(await status(page), "6 entries in 4 accounts for 3 groups");
  });

  it("carries the filter in its address, there and back", async () => {
    const { page, address } = await open(SMALL);
    await field(page, "Group").fill("aws-developers");
    await field(page, "Risk").selectOption("high or worse");
    await page.getByRole("button", { name: "unknown" }).click();
    await page.getByRole("rowheader", { name: "Production 1 account" }).click();
    const link = await page.getByRole("link", { name: "Link to this view" }).getAttribute("href");
    const wanted = "#group=aws-developers&risk=high&show=gained+lost+changed&fold=Workloads%2FProduction";
    assert.equal(link, wanted);
    await page.waitForURL(`${address}${wanted}`);

    const { page: other } = await open(SMALL, { hash: link! });
    assert.equal(await status(other), "1 entry in 1 account for 1 group");
    assert.equal(await field(other, "Group").inputValue(), "aws-developers");
    assert.deepEqual(await rowNames(other), ["Workloads", "Production"]);
    // A link that is followed within the page counts, too.
    await other.evaluate(() => (location.hash = "#search=warehouse"));
    await other.getByText("aws-platform-admins gains").waitFor();
    await other.waitForFunction(() => document.querySelector('[role="status"]')!.textContent!.includes("1 account for 1 group"));
    assert.equal(await field(other, "Group").inputValue(), "");
  });

  it("has one row for all accounts of the same change, and names them on request", async () => {
    const { page } = await open(large(500, 50));
    await field(page, "Group").fill("aws-team-07");
    const rows = page.getByRole("group", { name: "Changes by risk" }).getByRole("row");
    const [first] = await page.locator("td details").all();
    const messages = await first!.innerText();
    assert.match(
      messages,
      /^\d+ accounts ?(all|\d+)? ?(production)?\s+workload-\d+, workload-\d+, workload-\d+, workload-\d+ and \d+ more$/,
    );
    assert.ok((await rows.count()) <= 51);
    await first!.locator("summary").press("Enter");
    // The names come with the browser's toggle event, which is a task of its own.
    await first!.getByRole("listitem").first().waitFor();
    const all = Number(/^\d+/.exec(messages)![0]);
    assert.equal(await first!.getByRole("listitem").count(), all);
  });

  it("jumps to a part and keeps the filter", async () => {
    const { page, address } = await open(SMALL, { hash: "#group=aws-developers" });
    await page.getByRole("navigation").getByRole("link", { name: "Conditional Access" }).click();
    assert.equal(await page.evaluate(() => document.activeElement!.id), "conditional-access");
    assert.equal(page.url(), `${address}#group=aws-developers`);
  });
});
