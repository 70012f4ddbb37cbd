import assert from "node:assert/strict";
import fc from "fast-check";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import { cloudChanges } from "../former-state";
import { type Sandbox, succeeded } from "../sandbox";

/** What happens to the group, or is done about it. */
type Step =
  | { readonly kind: "rename"; readonly to: string }
  /** The settings are written anew, with the group as it is called then, or by its object id. */
  | { readonly kind: "write"; readonly as: "name" | "lower" | "upper" | "id" | "ID" }
  | { readonly kind: "cycle" }
  | { readonly kind: "up" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("rename" as const), to: fc.constantFrom("aws-Developers", "App Developers", "devs") }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("write" as const), as: fc.constantFrom("name", "lower", "upper", "id", "ID") }) },
  { weight: 1, arbitrary: fc.constant({ kind: "cycle" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "up" as const }) },
);

export function topic(sandbox: Sandbox): void {
  describe("any order of renaming and respelling a group", () => {
    it("changes nothing in a cloud, and nobody loses access in between", async function () {
      // Seven runs of the engine and more.
      this.timeout(600_000);
      const environment = await sandbox.variables();
      const [aws, entra] = [new AwsReader(environment), new EntraReader(environment)];
      const id = await entra.groupId("aws-developers");
      const before = await aws.assignments();
      const others = before.filter((line) => !line.includes(" aws-developers "));
      const settings = (group: string): Promise<NodeJS.ProcessEnv> =>
        changedSettings(sandbox, ({ "federation:access": access }) => ({
          "federation:access": (access as { group: string }[]).map((entry) =>
            entry.group === "aws-developers" ? { ...entry, group } : entry,
          ),
        }));
      const rename = (displayName: string): Promise<void> => entra.change(`/v1.0/groups/${id}`, { displayName });
      const up = (env: NodeJS.ProcessEnv) => sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], { env });

      /** Every assignment is there, the group's under whatever name Identity Center has for it at the time. */
      const nothingMissing = async (): Promise<void> => {
        const now = await aws.assignments();
        assert.deepEqual(
          now.filter((line) => others.includes(line)),
          others,
        );
        const accounts = (lines: string[]): string[] =>
          lines.filter((line) => !others.includes(line)).map((line) => `${line.split(" ")[0]} ${line.split(" ").at(-1)}`);
        assert.deepEqual(accounts(now).sort(), accounts(before).sort());
      };

      try {
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 6 }), async (steps) => {
            let name = "aws-developers";
            let written = "aws-developers";
            await rename(name);
            await entra.cycle();
            succeeded(await up({}));
            for (const done of [...steps, { kind: "up" } as const]) {
              if (done.kind === "rename") await rename((name = done.to));
              else if (done.kind === "write") {
                written = { name, lower: name.toLowerCase(), upper: name.toUpperCase(), id, ID: id.toUpperCase() }[done.as];
                // A name that neither a cycle nor a run has ever met is nobody's once it is changed again.
                succeeded(await up(await settings(written)));
              } else if (done.kind === "cycle") await entra.cycle();
              else succeeded(await up(await settings(written)));
              const env = await settings(written);
              assert.deepEqual(
                cloudChanges(succeeded(await sandbox.pulumi(["preview", "--json"], { env })).stdout),
                [],
                JSON.stringify(done),
              );
              await nothingMissing();
            }
          }),
          { numRuns: 1, endOnFailure: true },
        );
      } finally {
        await rename("aws-developers");
        await entra.cycle();
        succeeded(await up({}));
      }
      assert.deepEqual(await aws.assignments(), before);
    });
  });
}
