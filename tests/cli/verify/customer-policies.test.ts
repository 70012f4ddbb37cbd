import assert from "node:assert/strict";
import type { CustomerManagedPolicyReference } from "../../../access/model";
import type { Sources } from "../../../cli/verify/context";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { contextWith, settings } from "./fakes";

const management = "100000000001";
const app = "300000000001";

describe("verify: customer-managed policies", () => {
  const wanted = settings({
    permissionSets: { Ops: { customerManagedPolicies: [{ name: "tools", path: "/team/" }], managedPolicies: ["ReadOnlyAccess"] } },
    access: [{ group: "admins", permissionSet: "Ops", accounts: "all" }],
  });
  const outcomes = async (change: (sources: Sources) => Sources): Promise<string[]> => {
    const results = await runChecks(checks, contextWith(change, wanted));
    return (results.find(({ id }) => id === "R5.6")?.outcomes ?? []).map(({ status, message }) => `${status}: ${message}`);
  };
  interface World {
    /** Of account 1: whether it has the policy. */
    readonly has?: boolean | undefined;
    readonly ownAccount?: string;
    readonly stale?: readonly string[];
    readonly assigned?: readonly string[];
    readonly asked?: CustomerManagedPolicyReference[];
  }
  const clouds =
    ({ ownAccount = management, stale = [], assigned = [management, app], asked = [], ...world }: World) =>
    (sources: Sources): Sources => ({
      ...sources,
      ownAccount: async () => ({
        accountId: ownAccount,
        has: async (policy) => {
          asked.push(policy);
          return "has" in world ? world.has : true;
        },
      }),
      identityCenter: {
        ...sources.identityCenter,
        accountsWith: async (_instance, _arn, only) => (only === true ? [...stale] : [...assigned]),
        assignments: async () =>
          assigned.map((accountId) => ({
            permissionSetArn: accountId === management ? "arn:Ops-Mgmt" : "arn:Ops",
            accountId,
            principalType: "GROUP" as const,
            principalId: "g1",
          })),
      },
    });

  it("are asked about in the account whose credentials are at hand, and nowhere else", async () => {
    const asked: CustomerManagedPolicyReference[] = [];
    assert.deepEqual(await outcomes(clouds({ asked })), [
      "ok: Ops is as defined and current in all its accounts.",
      "ok: Ops-Mgmt is as defined and current in all its accounts.",
    ]);
    assert.deepEqual(asked, [{ name: "tools", path: "/team/" }]);
  });

  it("that this account lacks are a finding with account, policy and set", async () => {
    const messages = await outcomes(clouds({ has: false }));
    assert.deepEqual(
      messages.filter((line) => line.startsWith("finding")),
      ["finding: management (100000000001) lacks the customer-managed policy /team/tools, which Ops-Mgmt needs there."],
    );
    const there = await outcomes(clouds({ has: false, ownAccount: app }));
    assert.deepEqual(
      there.filter((line) => line.startsWith("finding")),
      ["finding: app (300000000001) lacks the customer-managed policy /team/tools, which Ops needs there."],
    );
  });

  it("that may not be asked about cannot be told", async () => {
    assert.deepEqual(
      (await outcomes(clouds({ has: undefined }))).filter((line) => !line.startsWith("ok")),
      ["cannot tell: Whether management (100000000001) has the customer-managed policy /team/tools may not be asked."],
    );
  });

  it("of other accounts cannot be told, which is said only where a role is out of date or missing", async () => {
    const cannot =
      "cannot tell: Whether app (300000000001) has /team/tools, which Ops needs, cannot be told with credentials of account 100000000001.";
    const stale = await outcomes(clouds({ stale: [app] }));
    assert.ok(stale.includes(cannot), stale.join("\n"));
    const missing = await outcomes(clouds({ assigned: [management] }));
    assert.ok(missing.includes(cannot), missing.join("\n"));
  });
});
