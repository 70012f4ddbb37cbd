import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { entraRecoveries } from "../../../cli/recover/entra";
import { identityCenterRecoveries } from "../../../cli/recover/identity-center";
import { namedRecoveries } from "../../../cli/recover/named";

const components = join(__dirname, "../../../components");

/** Types that the components register: each `new` of a class of a provider's package, by the class itself. */
function registered(): string[] {
  const load = createRequire(__filename);
  const types = readdirSync(components, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => {
      const text = readFileSync(join(components, name), "utf8");
      const modules = new Map(
        [...text.matchAll(/import \* as (\w+) from "(@pulumi\/(?:aws|azuread)[^"]*)"/g)].map(([, as, from]) => [as, from]),
      );
      return [...text.matchAll(/new (\w+)\.(\w+)\(/g)].flatMap(([, as, type]) => {
        const from = modules.get(as);
        if (from === undefined) return [];
        const made = (load(from) as Record<string, { readonly __pulumiType: string }>)[type!];
        return [made!.__pulumiType];
      });
    });
  return [...new Set(types)].sort();
}

describe("types that recover knows", () => {
  it("are those that the program makes, every one and no other", () => {
    const known = [entraRecoveries, identityCenterRecoveries, namedRecoveries].flatMap((recoveries) => Object.keys(recoveries));
    assert.deepEqual(known.sort(), registered());
  });
});
