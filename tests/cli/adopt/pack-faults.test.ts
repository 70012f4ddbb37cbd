import assert from "node:assert/strict";
import { type JudgedSet, PACK, packFaults } from "../../../cli/adopt/identity-center/pack-faults";
import { managementAccount } from "../../../policy/rules/assignments/management-account";
import { adminPolicies } from "../../../policy/rules/permission-sets/admin-policies";
import { attachmentQuota } from "../../../policy/rules/permission-sets/attachment-quota";
import { powerUser } from "../../../policy/rules/permission-sets/power-user";
import { configured, facts, violations } from "../../../policy/testing";
import { assignment, permissionSet, withExclusive } from "../../../policy/tests/fixtures";

const MANAGEMENT = "100000000001";
const ELEVEN = Array.from({ length: 11 }, (_, index) => `Policy${index}`);
const set = (name: string, managedPolicies: readonly string[], more: Partial<JudgedSet> = {}): JudgedSet => ({
  ...{ name, managedPolicies, customerManagedPolicies: [], inManagement: false },
  ...more,
});

/** What the pack is shown of a set. */
const shown = ({ name, managedPolicies, inManagement }: JudgedSet) => [
  ...withExclusive(name, ...managedPolicies),
  ...(inManagement ? [assignment(permissionSet(name), MANAGEMENT)] : []),
];
const about = facts({ managementAccountId: MANAGEMENT });
const rules = [managementAccount, adminPolicies, attachmentQuota, powerUser];

describe("what the policy pack refuses of adopted sets", () => {
  const sets = [
    set("Ops", ["ReadOnlyAccess"], { inManagement: true }),
    set("Ops-Mgmt", ["ReadOnlyAccess"], { inManagement: true }),
    set("Admins", ["AdministratorAccess"]),
    set("Platform-Admin", ["AdministratorAccess"]),
    set("Amplify", ["AdministratorAccess-Amplify", "job-function/Billing"]),
    set("Sso", ["AWSSSOMemberAccountAdministrator"]),
    set("Builders", ["PowerUserAccess"]),
    set("Developer", ["PowerUserAccess"]),
    set("Many", ELEVEN),
    set("Everything", ["IAMFullAccess", "PowerUserAccess", ...ELEVEN], { inManagement: true }),
    set("Audit", ["SecurityAudit"]),
  ];

  for (const one of sets)
    it(`${one.name}: is told by adopt where the pack says it, and no more of it with what adopt offers`, async () => {
      const sentences = packFaults([one]);
      for (const rule of rules) {
        const says = await violations(configured(rule, defaultsOf(rule)), shown(one), about);
        const own = sentences.filter(({ what }) => what.includes(` ${rule.name} `));
        assert.equal(own.length, says.length > 0 ? 1 : 0, `${rule.name}: ${says.join("\n")}`);
        for (const { kind, text } of own) {
          assert.equal(kind, "fault");
          const [, offered] = / configuration \(docs\/policy\/configuration\.md\): `(\{.*\})`\.$/.exec(text) ?? [];
          const config = (JSON.parse(offered!) as Record<string, object>)[rule.name]!;
          assert.deepEqual(await violations(configured(rule, { ...defaultsOf(rule), ...config }), shown(one), about), []);
        }
      }
    });

  it("knows the pack's own defaults", () => {
    assert.deepEqual(
      { ...PACK },
      {
        managementSets: defaultsOf(managementAccount)["managementSets"],
        adminSets: defaultsOf(adminPolicies)["adminSets"],
        adminPolicies: defaultsOf(adminPolicies)["adminPolicies"],
        powerUserSets: defaultsOf(powerUser)["powerUserSets"],
        maxPolicies: defaultsOf(attachmentQuota)["maxPolicies"],
      },
    );
  });
});

/** A rule's configuration where nobody has written any. */
function defaultsOf({ configSchema }: (typeof rules)[number]): Record<string, unknown> {
  const properties = Object.entries(configSchema?.properties ?? {}) as [string, { readonly default?: unknown }][];
  return Object.fromEntries(properties.flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])));
}
