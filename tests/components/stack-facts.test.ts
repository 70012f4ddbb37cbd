import assert from "node:assert/strict";
import type { Blueprint } from "../../components/blueprint";
import { stackFacts } from "../../components/stack-facts";
import { ORGANIZATION, parsed, planned } from "../access/fixtures";

describe("facts of a stack", () => {
  const travel = "7d1f0000-0000-4000-8000-000000000002";
  const changes = {
    access: [{ group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: ["data-prod", "web-dev"] }],
    conditionalAccess: {
      state: "enabled",
      emergencyAccessGroup: "aws-emergency-access",
      travelExceptionGroup: travel,
      allowedCountries: ["DE"],
    },
  };
  const facts = stackFacts({
    settings: parsed(changes),
    plan: planned(changes),
    grants: planned(changes).grants,
    accounts: ORGANIZATION.accounts,
    managementAccountId: ORGANIZATION.managementAccountId,
    urls: { entityId: "https://entity" },
    groups: new Map([
      ["aws-emergency-access", { id: "6bde0000-0000-4000-8000-000000000001", displayName: "aws-emergency-access" }],
      [travel, { id: travel, displayName: "Travellers" }],
    ]),
  } as unknown as Blueprint);

  it("name the accounts with a grant and no others, each with its unit", () => {
    assert.deepEqual(facts.accounts, {
      "012345678901": { name: "data-prod", unit: "Workloads/Production" },
      "012345678904": { name: "web-dev", unit: "Workloads/Development" },
    });
  });

  it("tell how far each set reaches in all stacks, and where the accounts of this one are, only where there are several", () => {
    assert.equal("reach" in facts, false);
    const stacks = { "prod-dev": { ou: "Workloads/Development" } };
    const plan = planned({ ...changes, stacks });
    const grants = plan.grants.filter(({ accountId }) => accountId === "012345678901");
    const divided = stackFacts({
      ...{
        settings: parsed({ ...changes, stacks, conditionalAccess: undefined }),
        plan,
        grants,
        groups: new Map(),
        urls: { entityId: "" },
      },
      ...{ accounts: ORGANIZATION.accounts, managementAccountId: ORGANIZATION.managementAccountId },
    } as unknown as Blueprint);
    assert.equal(divided.reach?.["Platform-Admin"], 2);
    assert.deepEqual(Object.keys(divided.accounts ?? {}), ["012345678901"]);
  });

  it("name the groups that Conditional Access excludes as they are written, so that no renaming changes them", () => {
    assert.deepEqual(facts.groupNames, { "6bde0000-0000-4000-8000-000000000001": "aws-emergency-access" });
  });

  it("tell the latest end of each permission set that is given for a time, and nothing where none is", () => {
    assert.equal(facts.accessEnds, undefined);
    const entry = (permissionSets: readonly string[], until?: string) => ({
      permissionSets: permissionSets.map((name) => ({ setting: "", name })),
      ...(until === undefined ? {} : { period: { until } }),
    });
    const access = [entry(["Platform-Admin", "Developer"], "2027-01-31"), entry(["Platform-Admin"], "2027-03-01"), entry(["Billing"])];
    const sentences = stackFacts({
      settings: { ...parsed(changes), access },
      plan: planned(changes),
      grants: [],
      accounts: [],
      urls: {},
      groups: new Map(),
    } as unknown as Blueprint);
    assert.deepEqual(sentences.accessEnds, ["Developer/2027-01-31", "Platform-Admin/2027-03-01"]);
  });

  it("tell a report what is left alone, ended entries left out, and its limits; nothing where there is none", () => {
    assert.deepEqual([facts.leftAlone, facts.reportLimits], [undefined, undefined]);
    const entry = (more: object): object => ({ reason: "why", ...more });
    const unmanaged = [
      entry({ kind: "just-in-time", tool: "TEAM", maxHours: 8, accounts: { ou: "Workloads" } }),
      entry({ kind: "control-tower", until: "2027-01-31" }),
      entry({ permissionSets: ["Legacy-*"], groups: ["old-*"], users: ["ada@example.com"] }),
      entry({ iamUsers: ["ses-*"], until: "2026-12-01" }),
      entry({ iamUsers: ["ses-*"], until: "2027-12-01" }),
      entry({ conditionalAccess: ["Baseline *"], until: "2026-11-01" }),
    ];
    const settings = parsed({ ...changes, unmanaged, report: { maxLosses: 20 } });
    const sentences = stackFacts({
      ...{ settings, plan: planned(changes), grants: [], accounts: [], urls: {}, groups: new Map() },
    } as unknown as Blueprint);
    assert.deepEqual(sentences.leftAlone, {
      "IAM users ses-*": "2027-12-01",
      "assignments of Legacy-* to groups old-* and users ada@example.com": "",
      "what AWS Control Tower assigns": "2027-01-31",
      "what TEAM assigns to users for up to 8 hours in the accounts ou: Workloads": "",
    });
    assert.deepEqual(sentences.reportLimits, { maxLosses: "20" });
  });
});
