import assert from "node:assert/strict";
import fc from "fast-check";
import { problemSentence } from "../../../access/problems";
import type { LiveSet } from "../../../access/adopt/permission-sets";
import { stableJson } from "../../../access/json";
import type { PermissionSetDefinition } from "../../../access/model";
import { isArchetypeName } from "../../../access/archetypes";
import { planAccess } from "../../../access/plan";
import { parseSettings } from "../../../access/settings";
import type { Estate } from "../../../cli/adopt/identity-center/estate";
import { namedInStore } from "../../../cli/adopt/identity-center/groups";
import { identityCenterPart } from "../../../cli/adopt/identity-center/part";
import { awsManagedArn } from "../../../contract/partition";
import { CLOCK, ORGANIZATION, rightSettings } from "../../access/fixtures";

const instanceArn = "arn:aws:sso:::instance/ssoins-1111222233334444";

/** What the program has made of a definition, with its tags, once Pulumi has forgotten it. */
function made(definition: PermissionSetDefinition, index: number): LiveSet {
  const { name, description, sessionHours, relayState, managedPolicies, customerManagedPolicies, inlinePolicy } = definition;
  return {
    ...{ name, description, customerManagedPolicies },
    arn: `arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-${String(index).padStart(16, "0")}`,
    sessionDuration: `PT${sessionHours}H`,
    ...(relayState === undefined ? {} : { relayState }),
    tags: { "federation:managed": "true", "aws-entra-federation:stack": "organization/federation/prod" },
    managedPolicyArns: managedPolicies.map((policy) => awsManagedArn(policy, "aws")),
    ...(inlinePolicy === undefined ? {} : { inlinePolicy: JSON.parse(stableJson(inlinePolicy)) as unknown }),
  };
}

/** What each set of a plan grants, and how it is shown. */
function granting({ permissionSets }: { readonly permissionSets: readonly PermissionSetDefinition[] }): Record<string, string> {
  return Object.fromEntries(
    permissionSets.map(({ name, description, sessionHours, relayState, managedPolicies, customerManagedPolicies, ...rest }) => [
      name,
      stableJson({
        ...{ description, sessionHours, relayState },
        managed: [...managedPolicies].sort(),
        customer: customerManagedPolicies.map(({ name: policy, path }) => `${path ?? "/"}${policy}`).sort(),
        ...{ inline: rest.inlinePolicy ?? null, boundary: rest.permissionsBoundary ?? null },
      }),
    ]),
  );
}

describe("settings whose stack Pulumi has forgotten, adopted", () => {
  const sets = ["Platform-Admin", "Security-Audit-RO", "Data-Engineer-RW", "Data-Analyst-RO", "Own"];
  const groups = ["admins", "on", "0123", "Größe: x", "b"];
  const selector = fc.oneof(
    fc.constantFrom<unknown>("all", "data-*", "web-prod", "012345678902", "200000000001", { ou: "Workloads" }, { ou: "Security" }),
    fc.constantFrom<unknown>({ tag: { env: "prod" } }, { tag: { domain: "data" } }, { ou: "Workloads/Production" }, "management"),
  );
  const access = fc.array(
    fc.record({
      group: fc.constantFrom(...groups),
      permissionSets: fc.uniqueArray(fc.constantFrom(...sets), { minLength: 1, maxLength: 3 }),
      accounts: fc.uniqueArray(selector, { minLength: 1, maxLength: 3, selector: stableJson }),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it("give settings that mean the same grants, and import every set and assignment", () => {
    fc.assert(
      fc.property(access, fc.boolean(), fc.integer({ min: 1, max: 12 }), (entries, fold, sessionHours) => {
        const raw = rightSettings({
          access: [...new Map(entries.map((entry) => [stableJson(entry), entry])).values()],
          permissionSets: {
            "Data-Engineer-RW": { buckets: ["acme-lake"] },
            "Data-Analyst-RO": { buckets: ["acme-lake"], resultBucket: "acme-results" },
            Own: { managedPolicies: ["SecurityAudit"], sessionHours, customerManagedPolicies: [{ name: "Team", path: "/a/" }] },
          },
        });
        const { settings } = parseSettings(raw, CLOCK);
        // An entry that another repeats in other words is a mistake, and no settings at all.
        fc.pre(settings !== undefined);
        const { plan, problems } = planAccess(settings, ORGANIZATION);
        // A phase that assigns refuses to take all access away.
        fc.pre(problems.length === 0 && plan.grants.length > 0);
        const contents = plan.permissionSets.map(made);
        const arnOf = new Map(contents.map(({ name, arn }) => [name, arn]));
        const estate: Estate = {
          homeRegion: "eu-west-1",
          instanceArn,
          identityStoreId: "d-9367abcdef",
          caller: ORGANIZATION.managementAccountId,
          organization: ORGANIZATION,
          delegated: [],
          sets: contents.map(({ arn, name, description, sessionDuration }) => ({
            ...{ arn, name, description, sessionDuration },
            relayState: undefined,
          })),
          contents,
          assignments: plan.grants.map(({ group, permissionSet, accountId }) => ({
            permissionSetArn: arnOf.get(permissionSet) ?? "",
            accountId,
            principalType: "GROUP",
            principalId: `group ${group}`,
          })),
          groups: groups.map((name, index) => ({
            ...{ groupId: `group ${name}`, displayName: name },
            // Some have come from Entra.
            externalIds: index % 2 === 0 ? [] : [`aaaaaaaa-0000-4000-8000-00000000000${index}`],
          })),
          users: new Map(),
          attributes: undefined,
          unread: [],
          nameless: { groups: false, users: new Set() },
        };
        const { named, unnamed } = namedInStore(estate.groups);
        const any = (): boolean => true;
        const scope = { fold, wantedSet: any, wantedAccount: any, included: () => false, groups: named, unnamed };
        const part = identityCenterPart(estate, scope);
        assert.deepEqual(part.unmanaged, []);

        for (const { name } of plan.permissionSets.filter((set) => isArchetypeName(set.name))) {
          const sets = part.settings.find(({ key }) => key === "permissionSets")?.value as Record<string, Record<string, unknown>>;
          assert.deepEqual([name, sets[name]?.["archetype"], sets[name]?.["inlinePolicy"]], [name, undefined, undefined]);
        }
        const value = (key: string): unknown => JSON.parse(JSON.stringify(part.settings.find((setting) => setting.key === key)?.value));
        const again = parseSettings(rightSettings({ permissionSets: value("permissionSets"), access: value("access") }), CLOCK);
        assert.deepEqual(
          // Production is told again by people; nothing else is wrong.
          again.problems.map(problemSentence),
          [],
        );
        const adopted = planAccess(again.partial, ORGANIZATION);
        assert.deepEqual(adopted.problems, []);
        const meaning = ({ grants }: typeof plan): string[] =>
          grants.map(({ group, permissionSet, accountId }) => `${group} ${permissionSet} ${accountId}`).sort();
        assert.deepEqual(meaning(adopted.plan), meaning(plan));
        assert.deepEqual(granting(adopted.plan), granting(plan));
        const imported = (type: string): string[] =>
          part.resources.flatMap((resource) => (resource.type.endsWith(`:${type}`) ? [resource.id] : [])).sort();
        assert.deepEqual(
          imported("AccountAssignment"),
          plan.grants
            .map(
              ({ group, permissionSet, accountId }) =>
                `group ${group},GROUP,${accountId},AWS_ACCOUNT,${arnOf.get(permissionSet)},${instanceArn}`,
            )
            .sort(),
        );
        assert.deepEqual(imported("PermissionSet"), contents.map(({ arn }) => `${arn},${instanceArn}`).sort());
      }),
      { numRuns: 200 },
    );
  });
});
