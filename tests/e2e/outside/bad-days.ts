import assert from "node:assert/strict";
import { EntraReader } from "../clouds";
import type { Sandbox } from "../sandbox";

interface Outcome {
  readonly status: string;
  readonly message: string;
}

/** A third of all calls to both clouds fails or is throttled, at random: the answers stay, or say what could not be read. */
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

    it("verify and drift answer as on a good day; what they could not read they name, and never pass", async () => {
      const [right, none] = [await verify(), await drift()];
      await bad(0.3);
      const [found, drifted] = [await verify(), await drift()];
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
