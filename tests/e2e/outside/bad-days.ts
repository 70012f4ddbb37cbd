import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntraReader } from "../clouds";
import { type Sandbox, succeeded } from "../sandbox";

interface Outcome {
  readonly status: string;
  readonly message: string;
}

/**
 * A third of all calls to both clouds fails or is throttled, at random: the answers stay, or say what could not be
 * read.
 */
export function topic(sandbox: Sandbox): void {
  describe("clouds on a bad day", () => {
    let bad: (rate: number) => Promise<void>;

    before(async () => {
      const environment = await sandbox.variables();
      const entra = new EntraReader(environment);
      bad = async (rate) => {
        const body = JSON.stringify(rate === 0 ? {} : { random: { rate, seed: 7 } });
        assert.ok((await fetch(`${environment["AWS_ENDPOINT_URL"]}/_sandbox/faults`, { method: "POST", body })).ok);
        await entra.control({ failureRate: rate });
      };
    });
    afterEach(() => bad(0));

    const verify = async (): Promise<Map<string, string>> => {
      const { stdout, text } = await sandbox.federation(["verify", "--json"]);
      assert.ok(stdout.startsWith("{"), text);
      const { checks } = JSON.parse(stdout) as { checks: { id: string; outcomes: Outcome[] }[] };
      return new Map(
        checks.map(({ id, outcomes }) => [
          id,
          outcomes
            .map(({ status, message }) => `${status}: ${message}`)
            .join("\n")
            .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then"),
        ]),
      );
    };
    const drift = async (): Promise<Record<string, unknown>> =>
      JSON.parse((await sandbox.federation(["drift", "--json"])).stdout) as Record<string, unknown>;

    const doctor = async (): Promise<Map<string, string>> => {
      const { stdout, text } = await sandbox.federation(["doctor", "--json"]);
      assert.ok(stdout.startsWith("{"), text);
      const messages = JSON.parse(stdout) as Record<"aws" | "entra", { items: { cloud: string; need: string; status: string }[] }>;
      return new Map([...messages.aws.items, ...messages.entra.items].map(({ cloud, need, status }) => [`${cloud} ${need}`, status]));
    };

    it("verify reads who came in: Entra's half, Identity Center's, the console", async () => {
      const url = (await sandbox.variables())["AWS_ENDPOINT_URL"];
      const operator = async (path: string, body: string): Promise<void> => {
        const answer = await fetch(`${url}/_sandbox/${path}`, { method: "POST", body });
        assert.ok(answer.ok, await answer.text());
      };
      const folder = mkdtempSync(join(tmpdir(), "federation-metadata-"));
      try {
        succeeded(await sandbox.federation(["fetch-metadata", "--out", join(folder, "entra.xml")]));
        await operator("console/identity-source", readFileSync(join(folder, "entra.xml"), "utf8"));
      } finally {
        rmSync(folder, { recursive: true });
      }
      const came = { kind: "federated", userName: "ada@example.com", account: "300000000001", permissionSet: "Platform-Admin" };
      await operator("sign-in", JSON.stringify(came));
      const found = await verify();
      assert.equal(found.get("R9.1 AWS"), "ok: 1 people came from Entra within 7 days, and Identity Center let each in.");
      assert.equal(
        found.get("R9.2"),
        "ok: 1 console sessions within 7 days in 1 roles, each granted by the settings; the last one then, Platform-Admin in 300000000001.",
      );
      assert.match(found.get("R9.3")!, /^cannot tell: No CLI or SDK got a token within 7 days\.$/);
      assert.match(found.get("R8.1")!, /^ok: The profile \S+ resolves: /);
    });

    it("verify, drift and doctor answer as on a good day; what they could not read they name, and never pass", async () => {
      const [right, none, healthy] = [await verify(), await drift(), await doctor()];
      await bad(0.3);
      const [found, drifted, diagnosed] = [await verify(), await drift(), await doctor()];
      for (const [what, status] of healthy) {
        const answer = diagnosed.get(what);
        // A cloud that could not be asked at all has no items, and says so.
        if (answer !== status) assert.ok(answer === undefined || answer === "cannot tell", `${what}: ${answer} in place of ${status}`);
      }
      for (const [id, said] of found) {
        if (said !== right.get(id))
          assert.match(said, /^cannot tell: .*(could not be read|Failure at random|could not be reached)/m, `${id} ${said}`);
      }
      assert.deepEqual([...found.keys()], [...right.keys()]);
      if (drifted["complete"] === true) assert.deepEqual(drifted, none);
      else for (const part of ["undeclared", "missing", "changed"]) assert.deepEqual(drifted[part], none[part]);
    });

    it("one permission set that cannot be read keeps no other from being judged", async () => {
      const right = await verify();
      const environment = await sandbox.variables();
      const fail = [
        { service: "sso", operation: "ListManagedPoliciesInPermissionSet", times: 1, error: "AccessDeniedException", status: 400 },
      ];
      await fetch(`${environment["AWS_ENDPOINT_URL"]}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ fail }) });
      const found = await verify();
      const different = [...found].filter(([id, said]) => said !== right.get(id));
      assert.equal(different.length, 1, JSON.stringify(different));
      assert.match(different[0]![1], /^cannot tell: \S+ could not be read: AccessDeniedException/m);
    });
  });
}
