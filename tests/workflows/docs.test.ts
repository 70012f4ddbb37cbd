import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { files, root } from "./workflow-file";

const page = (file: string): string => readFileSync(join(root, "docs", file), "utf8");
const blocks = (part: string): unknown[] => [...part.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, yaml]) => parse(yaml!) as unknown);

/** Every string below a key of the given names. */
function strings(value: unknown, keys: readonly string[], inside = false): string[] {
  if (typeof value === "string") return inside ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => strings(one, keys, inside));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => strings(one, keys, keys.includes(key)));
}

describe("pipelines in the docs", () => {
  for (const [title, keys] of [
    ["pipelines/gitlab.md", ["script", "before_script"]],
    ["pipelines/azure-devops.md", ["script", "inlineScript"]],
  ] as const) {
    it(`${title}: is YAML, its scripts are shell, and it previews, goes up and verifies with what there is`, () => {
      const scripts = strings(blocks(page(title)), keys);
      for (const script of scripts) {
        const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
        assert.equal(status, 0, `${script}\n${stderr}`);
      }
      const all = scripts.join("\n");
      assert.match(all, /pulumi up --stack "\$STACK" --yes .*--policy-pack policy/);
      assert.match(all, /npx federation verify --stack "\$STACK"/);
      const [, script = ""] = /(\.github\/\S+\.sh)/.exec(all) ?? [];
      assert.ok(existsSync(join(root, script)), script);
    });
  }

  it("name every workflow, and pin actions as the workflows do", () => {
    const text = page("pipelines.md");
    for (const [name] of files.filter(([file]) => file.startsWith("workflows/")))
      assert.ok(text.includes(`\`${name.slice("workflows/".length)}\``), name);
    const pins = new Set(files.flatMap(([, yaml]) => yaml.match(/[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+/g) ?? []));
    for (const pin of text.match(/[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+/g) ?? []) assert.ok(pins.has(pin), pin);
  });
});
