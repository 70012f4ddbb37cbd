import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { refuseSpecialFile } from "../../../cli/output/regular-file";
import { suiteFolder } from "../example-day";

describe("what a file is written onto", () => {
  const folder = suiteFolder("regular-file");

  it("is a regular file, or nothing yet", () => {
    const file = join(folder, "file");
    refuseSpecialFile(file, "--out");
    writeFileSync(file, "");
    refuseSpecialFile(file, "--out");
  });

  it("is no device, named pipe or folder", () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const path of [pipe, folder, "/dev/null"])
      assert.throws(() => refuseSpecialFile(path, "--out"), /^Error: it is no regular file; name one with --out$/);
  });
});
