import assert from "node:assert/strict";
import { settingsEndings } from "../../access/expiry/settings-endings";
import { Unmanaged, unmanagedFacts } from "../../access/unmanaged";
import { mistakes, ORGANIZATION, parsed, planMistakes } from "./fixtures";

type Raw = Record<string, unknown>;

const unmanaged = (...entries: Raw[]): Raw => ({ unmanaged: entries.map((entry) => ({ reason: "because", ...entry })) });
const resolved = (...entries: Raw[]): Unmanaged => new Unmanaged(parsed(unmanaged(...entries)).unmanaged ?? [], ORGANIZATION);
const covers = (all: Unmanaged, permissionSet: string, type: "GROUP" | "USER", name: string, accountId = "012345678901"): boolean =>
  all.assignment({ permissionSet, accountId, principal: { type, names: [name] } }) !== undefined;

describe("what the settings leave alone", () => {
  it("covers assignments of which everything that is written matches", () => {
    const all = resolved({ permissionSets: ["Legacy-*"], groups: ["legacy.*"], accounts: "data-*" });
    assert.ok(covers(all, "Legacy-Admin", "GROUP", "Legacy.ops"));
    assert.ok(!covers(all, "Other", "GROUP", "legacy.ops"));
    assert.ok(!covers(all, "Legacy-Admin", "GROUP", "other"));
    assert.ok(!covers(all, "Legacy-Admin", "USER", "legacy.ops"), "users are not groups");
    assert.ok(!covers(all, "Legacy-Admin", "GROUP", "legacy.ops", "012345678904"), "another account");
    assert.ok(!covers(all, "legacy-admin", "GROUP", "legacy.ops"), "names of permission sets have a letter case");
  });

  it("covers a set whoever holds it, and the set itself", () => {
    const all = resolved({ permissionSets: ["Legacy-*"] });
    assert.ok(covers(all, "Legacy-Admin", "GROUP", "any") && covers(all, "Legacy-Admin", "USER", "any"));
    assert.ok(all.permissionSet("Legacy-Admin") !== undefined);
    assert.equal(resolved({ permissionSets: ["Legacy-*"], groups: ["a"] }).permissionSet("Legacy-Admin"), undefined);
  });

  it("knows Control Tower's sets only with Control Tower's groups", () => {
    const all = resolved({ kind: "control-tower" });
    assert.ok(covers(all, "AWSAdministratorAccess", "GROUP", "AWSControlTowerAdmins"));
    assert.ok(!covers(all, "AWSAdministratorAccess", "GROUP", "developers"));
    assert.ok(!covers(all, "AWSAdministratorAccess", "USER", "ada@example.com"));
    assert.ok(!covers(all, "Platform-Admin", "GROUP", "AWSControlTowerAdmins"));
    assert.ok(all.permissionSet("AWSReadOnlyAccess") !== undefined);
  });

  it("knows a just-in-time tool by its assignments to users", () => {
    const all = resolved({ kind: "just-in-time", tool: "TEAM", permissionSets: ["Platform-*"] });
    assert.ok(covers(all, "Platform-Admin", "USER", "ada@example.com"));
    assert.ok(!covers(all, "Platform-Admin", "GROUP", "platform"));
    assert.ok(!covers(all, "Developer", "USER", "ada@example.com"));
    assert.equal(all.permissionSet("Platform-Admin"), undefined);
  });

  it("covers the assignment to the enterprise app only of principals that it names", () => {
    const all = resolved({ groups: ["legacy-*"] }, { permissionSets: ["Other"] }, { kind: "just-in-time", tool: "TEAM" });
    assert.ok(all.appAssignment({ type: "GROUP", names: ["legacy-ops"] }) !== undefined);
    assert.equal(all.appAssignment({ type: "GROUP", names: ["other"] }), undefined);
    assert.equal(all.appAssignment({ type: "USER", names: ["ada@example.com"] }), undefined);
  });

  it("covers policies, applications and IAM users by name", () => {
    const all = resolved(
      { conditionalAccess: ["Baseline *"] },
      { applications: ["AWS (old)"] },
      { iamUsers: ["ci-*"], accounts: "data-dev" },
    );
    assert.ok(all.conditionalAccess("Baseline MFA") !== undefined && all.conditionalAccess("MFA") === undefined);
    assert.ok(all.application("AWS (old)") !== undefined && all.application("AWS") === undefined);
    assert.ok(all.iamUser("CI-build", "012345678902") !== undefined && all.iamUser("ci-build", "012345678901") === undefined);
  });

  it("prefers an entry that holds to one that has ended, and tells the ended one where no other covers it", () => {
    const [ended, now] = [{ groups: ["a"], until: "2026-11-22" }, { groups: ["a", "b"] }];
    const of = (all: Unmanaged) => all.assignment({ permissionSet: "X", accountId: "1", principal: { type: "GROUP", names: ["a"] } });
    assert.equal(of(resolved(ended, now))?.setting, "federation:unmanaged[1]");
    assert.deepEqual([of(resolved(ended))?.state, of(resolved({ ...ended, until: "2026-11-23" }))?.state], ["ended", "now"]);
  });

  it("ends in the calendar", () => {
    const endings = settingsEndings(parsed(unmanaged({ groups: ["a"] }, { groups: ["b"], until: "2027-01-31" })), "2026-11-23");
    assert.deepEqual(
      endings.filter(({ id }) => id.startsWith("unmanaged")).map(({ id, ends, what }) => [id, ends, what]),
      [["unmanaged-1", "2027-01-31", "What federation:unmanaged[1] leaves alone (because)"]],
    );
  });
});

describe("what the policy pack learns of what is left alone", () => {
  it("is what an entry covers by one pattern alone, today", () => {
    const { unmanaged: entries = [] } = parsed(
      unmanaged(
        { permissionSets: ["Legacy-*"] },
        { permissionSets: ["Platform-*"], users: ["*"] },
        { kind: "just-in-time", tool: "TEAM" },
        { groups: ["a"], users: ["b"] },
        { iamUsers: ["ci"], until: "2026-11-22" },
        { conditionalAccess: ["Baseline *"] },
      ),
    );
    assert.deepEqual(unmanagedFacts(entries), ["conditionalAccess Baseline *", "groups a", "permissionSets Legacy-*", "users b"]);
  });
});

describe("mistakes in federation:unmanaged", () => {
  const one = (entry: Raw, message: string | RegExp): void => {
    const found = [...mistakes(unmanaged(entry))];
    assert.equal(found.length, 1, found.join("\n"));
    if (typeof message === "string") assert.equal(found[0], message);
    else assert.match(found[0]!, message);
  };

  it("says what an entry lacks or has too much", () => {
    one({}, /^federation:unmanaged\[0\] says nothing that it leaves alone: write kind, permissionSets/);
    one({ groups: ["a"], iamUsers: ["b"] }, "federation:unmanaged[0] has groups, iamUsers: write an entry for each.");
    one({ groups: ["a"], tool: "TEAM" }, "federation:unmanaged[0].tool is of no use without kind just-in-time: remove it.");
    one({ kind: "just-in-time" }, "federation:unmanaged[0].tool is missing: write the tool's name, such as TEAM.");
    one({ kind: "control-tower", groups: ["a"] }, /groups is of no use with kind control-tower/);
    one({ conditionalAccess: ["a"], accounts: "all" }, "federation:unmanaged[0].accounts is of no use for what is in Entra: remove it.");
    one({ groups: [] }, /write a list of names or patterns, such as \[legacy-\*\]/);
    one({ groups: ["a"], reason: "" }, /^federation:unmanaged\[0\].reason is ""/);
    one({ groups: ["a"], until: "soon" }, /^federation:unmanaged\[0\].until is "soon": write a day/);
  });

  it("refuses what covers the stack's own policies, application and breakglass users", () => {
    one(
      { applications: ["AWS*"] },
      /^federation:unmanaged\[0\].applications\[0\] is "AWS\*", which covers "AWS IAM Identity Center" of these/,
    );
    const conditionalAccess = { state: "disabled" };
    const found = mistakes({ conditionalAccess, ...unmanaged({ conditionalAccess: ["Baseline", "*: multifactor*"] }) });
    assert.match(
      found.join("\n"),
      /unmanaged\[0\].conditionalAccess\[1\] is "\*: multifactor\*", which covers "AWS IAM Identity Center: multi/,
    );
  });

  it("refuses what covers a declared grant, whether it gives something today or not", () => {
    assert.deepEqual(planMistakes(unmanaged({ groups: ["AWS-*"] })), [
      'federation:unmanaged[0] covers Platform-Admin of "aws-platform-admins" in data-prod (012345678901), which federation:access[0] declares: write patterns that leave it out.',
    ]);
    assert.deepEqual(planMistakes(unmanaged({ groups: ["aws-*"], permissionSets: ["Legacy"] })), []);
    assert.deepEqual(planMistakes(unmanaged({ kind: "just-in-time", tool: "TEAM" })), []);
    const later = { group: "later", permissionSet: "Security-Audit-RO", accounts: "data-dev", from: "2027-01-01" };
    const access = [{ group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: "all" }, later];
    assert.match(planMistakes({ access, ...unmanaged({ groups: ["later"] }) })[0]!, /federation:access\[1\] declares/);
    assert.deepEqual(planMistakes({ access, ...unmanaged({ groups: ["later"], accounts: "web-dev" }) }), []);
  });

  it("refuses what covers a declared set that nobody holds, and accounts that mean nothing", () => {
    const permissionSets = { Own: { managedPolicies: ["ReadOnlyAccess"], description: "x" } };
    assert.deepEqual(planMistakes({ permissionSets, ...unmanaged({ permissionSets: ["Legacy", "O*"] }) }), [
      'federation:unmanaged[0].permissionSets[1] is "O*", which covers the permission set "Own" of these settings: write a pattern that leaves it out.',
    ]);
    assert.deepEqual(planMistakes({ permissionSets, ...unmanaged({ permissionSets: ["O*"], users: ["*"] }) }), []);
    assert.match(planMistakes(unmanaged({ groups: ["x"], accounts: "nowhere" }))[0]!, /federation:unmanaged\[0\].accounts is "nowhere"/);
  });
});
