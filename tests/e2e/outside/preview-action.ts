import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, type Sandbox, succeeded } from "../sandbox";

interface Report {
  readonly gained: readonly { readonly group: string; readonly permissionSet: string; readonly accountId: string }[];
  readonly lost: readonly unknown[];
}

/** A pull request: what the workflows' own script makes of a change, with the real engine and the pack. */
export function topic(sandbox: Sandbox): void {
  describe("the preview of a pull request", () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-preview-action-"));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("tells what the change does to access, and what the pack says of it", async () => {
      const own = readFileSync((await sandbox.variables())["PULUMI_OPTION_CONFIG_FILE"]!, "utf8");
      const script = join(repository, ".github/actions/preview/preview.sh");
      const preview = async (name: string, settings: string) => {
        const work = join(folder, name);
        const file = join(folder, `${name}.yaml`);
        writeFileSync(file, settings);
        const env = { STACK: "dev", PULUMI_OPTION_CONFIG_FILE: file, RUNNER_TEMP: work, GITHUB_OUTPUT: `${work}.output` };
        succeeded(await sandbox.run(script, [], { env }));
        const outputs = readFileSync(`${work}.output`, "utf8").trim().split("\n");
        const [report = ""] = outputs.flatMap((line) => /^report=(.*)$/.exec(line)?.[1] ?? []);
        return { outputs, report: JSON.parse(readFileSync(join(report, "report.json"), "utf8")) as Report };
      };

      const entry = "- { group: aws-developers, permissionSet: Security-Audit-RO, accounts: app-prod }";
      const one = await preview("one", own.replace(/(\n\s*)(- \{ group: aws-platform-admins)/, `$1${entry}$1$2`));
      assert.deepEqual(one.outputs.slice(-2), ["pack-status=0", "report-status=0"]);
      assert.deepEqual(
        one.report.gained.map(({ group, permissionSet, accountId }) => [group, permissionSet, accountId]),
        [["aws-developers", "Security-Audit-RO", "300000000001"]],
      );
      assert.deepEqual(one.report.lost, []);

      const none = await preview("none", own);
      assert.deepEqual([none.report.gained, none.report.lost], [[], []]);
      assert.deepEqual(none.outputs.slice(-2), ["pack-status=0", "report-status=0"]);
    });
  });
}
