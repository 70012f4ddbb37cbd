import assert from "node:assert/strict";
import { checks } from "../../../../cli/verify/registry";
import { runChecks } from "../../../../cli/verify/run";
import { contextWith, settings } from "../fakes";
import { accountId, rightUser } from "../guard-fakes";
import { type Fault, found, open, rowsOf, user } from "../guard-rows";

describe("verify, breakglass users (R7.1)", () => {
  it("is ok where everything is as the settings want it", async () => assert.deepEqual(await found({}), []));

  it("is not yet, and asks nothing, where the settings have neither users nor alarms", async () => {
    const rows = rowsOf(await runChecks(checks, contextWith(undefined, settings())));
    assert.equal(rows.length, 10);
    assert.ok(rows.every((row) => row.includes(" not yet: The settings have no federation:")));
  });

  it("cannot tell with credentials of another account, in which no such user would be", async () => {
    const rows = await found({ account: (async () => "300000000001") as never });
    assert.equal(rows.length, 10);
    assert.ok(
      rows.every((row) =>
        row.endsWith(
          "cannot tell: Breakglass users, trail and alarms are in the management account 100000000001, and these credentials are of 300000000001: run it with a read-only role of the management account.",
        ),
      ),
    );
  });

  const guard = `arn:aws:iam::${accountId}:policy/breakglass/breakglass-guard`;
  const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
  for (const [what, expected, plant] of [
    [
      "a lost administrator's policy",
      "R7.1 finding: breakglass-1 lacks the policy AdministratorAccess.",
      () => user({ policies: [guard] }),
    ],
    ["a lost guard", "R7.1 finding: breakglass-1 lacks the policy breakglass-guard.", () => user({ policies: [administrator] })],
    [
      "a policy more",
      "R7.1 finding: breakglass-1 has the policy arn:x, which nobody declared.",
      () => user({ policies: [guard, administrator, "arn:x"] }),
    ],
    [
      "an inline policy",
      "R7.1 finding: breakglass-1 has the inline policy p, which nobody declared.",
      () => user({ inlinePolicies: ["p"] }),
    ],
    ["a group", "R7.1 finding: breakglass-1 is in the IAM group g.", () => user({ groups: ["g"] })],
    [
      "a boundary",
      "R7.1 finding: breakglass-1 has the permissions boundary arn:b: on the day it may lack what it needs.",
      () => user({ boundary: "arn:b" }),
    ],
    ["another path", "R7.1 finding: breakglass-1 is at the path / instead of /breakglass/.", () => user({ path: "/" })],
    [
      "a user who is gone",
      "R7.1 finding: There is no IAM user breakglass-1.",
      () => found({ iam: { user: async (name) => (name === "breakglass-1" ? undefined : rightUser(name)) } }),
    ],
    ["a changed guard policy", "R7.1 finding: The guard policy was changed.", () => found({ iam: { policy: async () => open } })],
    ["a guard policy that is gone", "R7.1 finding: There is no guard policy.", () => found({ iam: { policy: async () => undefined } })],
  ] satisfies readonly Fault[])
    it(`finds ${what}, and nothing else`, async () => assert.deepEqual(await plant(), [expected]));
});
