import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, session, writeExample } from "../docs/pictures/example";
import { terminal } from "../docs/pictures/terminal";

describe("the README's pictures", () => {
  it("show what the commands say today", () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-pictures-"));
    try {
      writeExample(folder);
      const drawn = readFileSync(join(root, "docs", "pictures", "terminal.svg"), "utf8");
      assert.equal(drawn, terminal(session(folder)), "docs/pictures/terminal.svg is old: `npm run pictures` makes all of them again");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are there, and small", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const files = [...readme.matchAll(/(?:src|srcset)="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)/g)].map(([, html, markdown]) => html ?? markdown!);
    assert.deepEqual(files.sort(), [
      "docs/pictures/architecture.svg",
      "docs/pictures/page-dark.png",
      "docs/pictures/page-light.png",
      "docs/pictures/terminal.svg",
    ]);
    for (const file of files) {
      assert.ok(existsSync(join(root, file)), file);
      assert.ok(readFileSync(join(root, file)).length < 250_000, `${file} is large`);
    }
  });
});
