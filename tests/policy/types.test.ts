import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as types from "../../policy/shared/types";

const sdks = join(__dirname, "..", "..", "node_modules", "@pulumi");

/**
 * The pack knows types by their tokens only: here they are held against the providers' packages that the program uses.
 */
describe("type tokens of the pack", () => {
  for (const token of Object.values(types).flatMap((area) => Object.values(area) as string[])) {
    it(`${token} is one of the provider's`, () => {
      const [, pkg = "", module = "", file = ""] = /^(\w+):(\w+)\/(\w+):/.exec(token) ?? [];
      const source = readFileSync(join(sdks, pkg, ...(module === "index" ? [] : [module]), `${file}.js`), "utf8");
      assert.ok(source.includes(`__pulumiType = '${token}'`));
    });
  }
});
