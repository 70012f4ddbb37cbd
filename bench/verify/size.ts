/**
 * How large the measured organization is: each set is assigned to `groupsOfSet` groups in each of `accountsOfSet`
 * accounts.
 */
export interface Size {
  readonly accounts: number;
  readonly sets: number;
  readonly groups: number;
  readonly accountsOfSet: number;
  readonly groupsOfSet: number;
  /** People in the identity store. */
  readonly users: number;
}

export const accountId = (index: number): string => String(100_000_000_000 + index);
export const groupName = (index: number): string => `group-${index}`;
export const objectId = (index: number): string => `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")}`;
export const setName = (index: number): string => `Set-${String(index).padStart(3, "0")}`;

/** Accounts and groups of a set, by index. */
export function placesOf(size: Size, set: number): { readonly accounts: readonly number[]; readonly groups: readonly number[] } {
  const some = (count: number, of: number, step: number): number[] =>
    Array.from({ length: count }, (_, index) => (set * step + index) % of);
  // The management account takes sets of its own.
  return {
    accounts: some(size.accountsOfSet, size.accounts - 1, 7).map((index) => index + 1),
    groups: some(size.groupsOfSet, size.groups, 3),
  };
}

export function assignmentsOf({ sets, accountsOfSet, groupsOfSet }: Size): number {
  return sets * accountsOfSet * groupsOfSet;
}

/** The stack file that means exactly these assignments. */
export function settingsOf(size: Size): Record<string, unknown> {
  const sets = Array.from({ length: size.sets }, (_, index) => index);
  return Object.fromEntries(
    Object.entries({
      stage: "development",
      phase: "assign",
      homeRegion: "eu-west-1",
      tenantId: "22222222-2222-2222-2222-222222222222",
      identityCenter: { acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"] },
      enterpriseApp: { name: "AWS", signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }] },
      provisioning: {
        scimEndpoint: "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/",
        tokenExpires: "2027-09-30",
      },
      productionAccounts: [{ ou: "Workloads" }],
      permissionSets: Object.fromEntries(
        sets.map((index) => [setName(index), { description: setName(index), managedPolicies: ["ReadOnlyAccess"], sessionHours: 8 }]),
      ),
      access: sets.flatMap((index) => {
        const { accounts, groups } = placesOf(size, index);
        return groups.map((group) => ({
          group: groupName(group),
          permissionSet: setName(index),
          accounts: accounts.map((account) => accountId(account)),
        }));
      }),
    }).map(([key, value]) => [`federation:${key}`, value]),
  );
}
