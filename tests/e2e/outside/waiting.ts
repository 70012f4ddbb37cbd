import assert from "node:assert/strict";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import { findings } from "../findings";
import { type Sandbox, succeeded } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("a SCIM token that was deleted in the AWS console, and a new group", () => {
    const displayName = "aws-night-shift";
    let entra: EntraReader;
    let aws: AwsReader;
    let click: (name: string, body?: object) => Promise<Record<string, unknown>>;
    let assignments: string[];
    let id: string;

    const settings = (): Promise<NodeJS.ProcessEnv> =>
      changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": [...(access as object[]), { group: displayName, permissionSet: "Developer", accounts: "app-dev" }],
      }));
    const up = (env: NodeJS.ProcessEnv = {}) => sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], { env });

    before(async () => {
      const environment = await sandbox.variables();
      entra = new EntraReader(environment);
      aws = new AwsReader(environment);
      click = async (name, body) => {
        const answer = await fetch(`${environment["AWS_ENDPOINT_URL"]}/_sandbox/${name}`, {
          ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
        });
        assert.ok(answer.ok, `${name}: ${answer.status}`);
        return (await answer.json()) as Record<string, unknown>;
      };
      assignments = await aws.assignments();
      await entra.control({ cycleIntervalSeconds: 3600 });
      id = await entra.createGroup(displayName);
    });
    after(async () => {
      await entra.control({ cycleIntervalSeconds: 30 });
      await entra.remove(`/v1.0/groups/${id}`);
      await entra.cycle();
    });

    it("`up` ends long before its waitMinutes and names the 401, verify names it, and a new token mends it", async () => {
      const { provisioning } = (await click("console")) as { provisioning: { tokens: { tokenId: string }[] } };
      for (const { tokenId } of provisioning.tokens) await click("console/delete-token", { tokenId });
      await entra.cycle();
      const declared = await settings();
      const started = Date.now();
      const ran = await up(declared);
      assert.notEqual(ran.status, 0);
      const messages = ran.text.replace(/\s+/g, " ");
      const refusal = 'its connection test fails: "The target refused the credentials (HTTP 401)';
      assert.ok(messages.includes(`Entra does not provision: ${refusal}`), ran.text);
      assert.ok(
        messages.includes(`Identity Center lacks the group: "${displayName}" (${id}), and Entra cannot provision there: ${refusal}`),
        ran.text,
      );
      assert.ok(messages.includes("the provisioning job is in quarantine for it"), ran.text);
      assert.ok(messages.includes("`pulumi config set --secret federation:scimToken`"), ran.text);
      assert.doesNotMatch(ran.text, /\n\s+at /);
      assert.ok(Date.now() - started < 120_000, "it waited for its 15 minutes");
      assert.deepEqual(await aws.assignments(), assignments);

      const found = (await findings(sandbox, declared)).join("\n");
      assert.match(found, /R4\.2 Entra's connection test failed: .*HTTP 401/);
      assert.match(found, /R4\.5 Provisioning is in quarantine \(.*HTTP 401/);
      assert.match(
        found,
        new RegExp(
          `R4\\.5 Group "${displayName}" \\(${id}\\) is not in Identity Center\\. The provisioning log says ".*HTTP 401.*" about ${displayName}\\.`,
        ),
      );

      const { token } = (await click("console/enable-provisioning", {})) as { token: string };
      succeeded(await sandbox.pulumi(["config", "set", "--secret", "federation:scimToken"], { input: token }));
      const mended = await settings();
      succeeded(await up(mended));
      assert.deepEqual(
        (await aws.assignments()).filter((line) => !assignments.includes(line)),
        [`Developer ${displayName} 300000000002`],
      );
      assert.match((await findings(sandbox, mended)).join("\n"), /^R4\.5 Provisioning is in quarantine [^\n]*$/);
      succeeded(await sandbox.federation(["repair", "--yes"], { env: mended }));
      assert.deepEqual(await findings(sandbox, mended), []);
      succeeded(await up());
      assert.deepEqual(await aws.assignments(), assignments);
    });
  });
}
