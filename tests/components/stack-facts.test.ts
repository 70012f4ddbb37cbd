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

  it("name the groups that Conditional Access excludes as they are written, so that no renaming changes them", () => {
    assert.deepEqual(facts.groupNames, { "6bde0000-0000-4000-8000-000000000001": "aws-emergency-access" });
  });
});
