import assert from "node:assert/strict";
import type { Sandbox } from "../sandbox";

/** A port on which nothing listens. */
const NOWHERE = "127.0.0.1:1";

/** A cloud that cannot be reached, or refuses, is told in one sentence, by the program and by the command. */
export function topic(sandbox: Sandbox): void {
  describe("a cloud that does not answer", () => {
    const preview = (env: NodeJS.ProcessEnv) => sandbox.pulumi(["preview"], { env });
    const sentences = (text: string, sentence: RegExp): void => {
      assert.match(text, sentence);
      assert.doesNotMatch(text, /unhandled|^\s+at /m);
    };

    it("is named by preview: Entra", async () => {
      const { status, text } = await preview({ ARM_METADATA_HOSTNAME: NOWHERE });
      assert.notEqual(status, 0);
      sentences(text, /error: Microsoft Entra could not be reached when it was asked for .*ECONNREFUSED.*ARM_METADATA_HOSTNAME/);
      assert.doesNotMatch(text, /AWS could not/);
    });

    it("is named by preview: both, where both are away", async () => {
      const { text } = await preview({ ARM_METADATA_HOSTNAME: NOWHERE, AWS_ENDPOINT_URL: `http://${NOWHERE}` });
      sentences(text, /Microsoft Entra could not be reached/);
      sentences(text, /AWS could not be reached when it was asked for .*AWS_ENDPOINT_URL/);
    });

    it("is named by preview: a role that lost a permission", async () => {
      const url = `${(await sandbox.variables())["AWS_ENDPOINT_URL"]}/_sandbox/faults`;
      const faults = (fail: readonly object[]) => fetch(url, { method: "POST", body: JSON.stringify({ fail }) });
      await faults([{ service: "sso", operation: "ListInstances", times: -1, error: "AccessDeniedException", status: 400 }]);
      try {
        const { status, text } = await preview({});
        assert.notEqual(status, 0);
        sentences(text, /error: AWS denied the permission when it was asked for the Identity Center instances of eu-west-1: .*AWS_PROFILE/);
      } finally {
        await faults([]);
      }
    });

    it("is named by the command: AWS", async () => {
      const { status, stdout } = await sandbox.federation(["verify", "--json"], { env: { AWS_ENDPOINT_URL: `http://${NOWHERE}` } });
      assert.notEqual(status, 0);
      const { checks } = JSON.parse(stdout) as { checks: { id: string; outcomes: { message: string }[] }[] };
      const message = checks.find(({ id }) => id === "R1.1")?.outcomes[0]?.message ?? "";
      assert.match(message, /AWS could not be reached: "connect ECONNREFUSED 127\.0\.0\.1:1"; .*AWS_ENDPOINT_URL/);
    });
  });
}
