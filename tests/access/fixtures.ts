/**
 * Settings and an organization in which everything is right; tests change one thing at a time.
 */
import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { fixedClock } from "../../contract/clock";
import type { Account, AccessPlan, Organization } from "../../access/model";
import { planAccess } from "../../access/plan";
import { parseSettings, type Settings } from "../../access/settings";

/** The tests' today; never the machine's. */
export const CLOCK = fixedClock("2026-11-23T12:00:00Z");

export type Raw = Record<string, unknown>;

/** Right settings of a small stack in phase `assign`. */
export function rightSettings(changes: Raw = {}): Raw {
  return {
    stage: "development",
    phase: "assign",
    homeRegion: "eu-west-1",
    tenantId: "22222222-2222-2222-2222-222222222222",
    identityCenter: { acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"] },
    enterpriseApp: { signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }] },
    provisioning: {
      scimEndpoint: "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/",
      tokenExpires: "2027-09-30",
    },
    productionAccounts: [{ ou: "Workloads/Production" }],
    permissionSets: {
      "Data-Engineer-RW": { buckets: ["acme-lake"] },
      "Data-Analyst-RO": { buckets: ["acme-lake"], resultBucket: "acme-results" },
    },
    access: [{ group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: "all" }],
    ...changes,
  };
}

export function account(id: string, name: string, ou = "", more: Partial<Account> = {}): Account {
  return { id, name, state: "ACTIVE", ouPath: ou === "" ? [] : ou.split("/"), tags: {}, ...more };
}

/** A small organization. */
export const ORGANIZATION: Organization = {
  managementAccountId: "100000000001",
  organizationalUnits: ["Security", "Workloads", "Workloads/Production", "Workloads/Production/Core", "Workloads/Development", "Empty"],
  accounts: [
    account("100000000001", "management"),
    account("012345678901", "data-prod", "Workloads/Production", { tags: { env: "prod", domain: "data" } }),
    account("012345678902", "data-dev", "Workloads/Development", { tags: { env: "dev", domain: "data" } }),
    account("012345678903", "web-prod", "Workloads/Production/Core", { tags: { env: "prod" } }),
    account("012345678904", "web-dev", "Workloads/Development", { tags: { env: "dev" } }),
    account("012345678905", "old-dev", "Workloads/Development", { state: "SUSPENDED", tags: { env: "dev" } }),
    account("200000000001", "twin"),
    account("200000000002", "twin"),
  ],
};

/** Settings that are expected to be right. */
export function parsed(changes: Raw = {}): Settings {
  const { settings, problems } = parseSettings(rightSettings(changes), CLOCK);
  assert.deepEqual(problems, []);
  assert.ok(settings);
  return settings;
}

/** What is wrong with settings, as people read it. */
export function mistakes(changes: Raw): string[] {
  return parseSettings(rightSettings(changes), CLOCK).problems.map(problemSentence);
}

/** A plan that is expected to be right. */
export function planned(changes: Raw = {}, organization = ORGANIZATION): AccessPlan {
  const { plan, problems } = planAccess(parsed(changes), organization);
  assert.deepEqual(problems, []);
  return plan;
}

/** What is wrong with settings once the organization is known. */
export function planMistakes(changes: Raw, organization = ORGANIZATION): string[] {
  return planAccess(parsed(changes), organization).problems.map(problemSentence);
}
