import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf, daysAfter } from "../../../contract/clock";
import { AwsReader } from "../clouds";
import { expectedOfDev } from "../expected";
import { type Sandbox, succeeded } from "../sandbox";

/** Time passes, and an entry of the access list has an end. */
export function topic(sandbox: Sandbox): void {
  describe("access that ends", () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-period-"));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is there on its last day, is told by verify the day after, and goes with the next up", async () => {
      const environment = await sandbox.variables();
      const last = dayOf(new Date());
      const file = join(folder, "until.yaml");
      const written = `- { group: aws-developers, permissionSet: Security-Audit-RO, accounts: app-prod, until: ${last}, reason: incident 4711 }`;
      const own = readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8");
      writeFileSync(file, own.replace(/(\n\s*)(- \{ group: aws-platform-admins)/, `$1${written}$1$2`));
      const on = (day: string) => ({ env: { PULUMI_OPTION_CONFIG_FILE: file, FEDERATION_NOW: `${day}T12:00:00Z` } });
      const aws = new AwsReader(environment);
      const one = "Security-Audit-RO aws-developers 300000000001";
      // Before midnight UTC or after: the day is what the program was told.
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], on(last)));
      assert.deepEqual(await aws.assignments(), [...expectedOfDev, one].sort());

      const next = daysAfter(last, 1);
      const { stdout } = await sandbox.federation(["verify", "--json"], on(next));
      const { checks } = JSON.parse(stdout) as { checks: { outcomes: { status: string; message: string }[] }[] };
      const findings = checks.flatMap(({ outcomes }) => outcomes).filter(({ status }) => status === "finding");
      assert.ok(
        findings.some(({ message }) => /aws-developers/.test(message) && /Security-Audit-RO/.test(message) && /300000000001/.test(message)),
        stdout,
      );
      const { text } = await sandbox.federation(["why", "aws-developers", "app-prod"], on(next));
      assert.match(text, new RegExp(`holds no longer Security-Audit-RO in app-prod .* ended on ${last} \\(incident 4711\\)\\.`));
      const up = succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], on(next)));
      assert.match(up.text, new RegExp(`federation:access\\[0\\] ended on ${last} \\(incident 4711\\): it gives nothing today`));
      assert.match(up.text, / 1 deleted/);
      assert.deepEqual(await aws.assignments(), expectedOfDev);
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
    });
  });
}
