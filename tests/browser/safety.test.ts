import assert from "node:assert/strict";
import type { Report } from "../../access/report/report";
import { ACCOUNTS, item, SMALL } from "../cli/report/fixture";
import { withBrowser } from "./opened";

/** Fits into a group's name in Entra, and tries every place where a name could become more than text. */
const PLANTED = `</script><script>document.title="taken"</script><img src=x onerror='document.title="taken"'>"' onfocus="x" &lt;b&gt; \u202egpj.exe`;

/** A copy in which every text has the planted name in it, as far as its type takes any text. */
function poisoned(report: Report): Report {
  const taking = new Set([
    "group",
    "permissionSet",
    "accountName",
    "riskWords",
    "match",
    "reason",
    "origin",
    "sentence",
    "resource",
    "headline",
  ]);
  for (const more of ["field", "before", "after", "name", "persona", "device", "from", "client", "who", "stack", "project", "inventory"]) {
    taking.add(more);
  }
  const lists = new Set(["attached", "detached", "actions", "gained", "lost", "notes", "groups", "files", "unknown"]);
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => {
      if (typeof value === "string" && taking.has(key)) return PLANTED;
      if (Array.isArray(value) && lists.has(key)) return value.map((entry: unknown) => (typeof entry === "string" ? PLANTED : entry));
      return value;
    }),
  ) as Report;
}

describe("the report's page: names that are no names", () => {
  const { open } = withBrowser();

  it("shows them as they are, and runs nothing of them", async () => {
    const group = `team ${PLANTED}`;
    const { page } = await open({ ...poisoned(SMALL), gained: [item(group, PLANTED, ACCOUNTS.dataProd, "critical")] });
    await page.getByRole("button", { name: "kept" }).click();
    for (const fold of await page.locator("summary").all()) await fold.click();
    const header = page.getByRole("columnheader", { name: "team" });
    assert.equal(await header.textContent(), group);
    assert.equal(await header.getAttribute("title"), group);
    await page.locator(".matrix .filled").first().click();
    await page.getByRole("dialog").waitFor();
    assert.equal(await page.title(), PLANTED);
    assert.deepEqual(await page.locator("img, b, body script:not(#data):not(:last-of-type), [onfocus], [onerror]").count(), 0);
  });

  it("would not run them even if they came to be more than text, nor load anything", async () => {
    const { page, wrongs } = await open(SMALL);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    assert.match(policy!, /^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'$/);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken'";
      const refused = new Promise<string>((resolve) =>
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective)),
      );
      document.body.append(script);
      return refused;
    });
    assert.equal(ran, "script-src-elem");
    assert.equal(await page.title(), SMALL.headline);
    assert.match(wrongs.splice(0).join("\n"), /^console: Executing inline script violates /);
  });

  it("keeps a name that reads from right to left from turning around what stands beside it", async () => {
    const { page } = await open({ ...SMALL, gained: [item("\u202eadmins", "\u202eDeveloper", ACCOUNTS.dataDev, "low")] });
    const isolated = await page
      .locator(".chip .name", { hasText: "Developer" })
      .first()
      .evaluate((name) => getComputedStyle(name).unicodeBidi);
    assert.equal(isolated, "isolate");
  });
});
