import * as organizations from "@pulumi/aws/organizations";
import * as resourcegroupstaggingapi from "@pulumi/aws/resourcegroupstaggingapi";
import type { Account, AccountState, Organization } from "../../access/model";
import { joinOuPath } from "../../access/settings/account-selector";

/** Which parts of the organization the settings ask about; each one not needed saves its calls. */
export interface OrganizationNeeds {
  /** Organizational units: two calls a unit. */
  readonly units: boolean;
  /** Account tags: one call a page of 100 accounts. */
  readonly tags: boolean;
}

/** The organization, and whether all of its features are on (R1.3). */
export interface OrganizationReading {
  /** `o-…`. */
  readonly organizationId: string;
  readonly organization: Organization;
  readonly featureSet: string;
}

/**
 * Reads the organization once: accounts, and, where selectors ask for them, organizational units and tags.
 *
 * Works in the management account and in a delegated administrator account.
 */
export async function readOrganization(needs: OrganizationNeeds): Promise<OrganizationReading> {
  const [found, tags] = await Promise.all([
    organizations.getOrganization({}),
    needs.tags ? readTags() : new Map<string, Record<string, string>>(),
  ]);
  const units = needs.units ? await readUnits(found.roots.map((root) => root.id)) : [];
  const pathOf = new Map(units.flatMap((unit) => unit.accountIds.map((id) => [id, unit.path] as const)));
  return {
    organizationId: found.id,
    featureSet: found.featureSet,
    organization: {
      managementAccountId: found.masterAccountId,
      organizationalUnits: units.map((unit) => joinOuPath(unit.path)),
      accounts: found.accounts.map((account): Account => ({
        id: account.id,
        name: account.name,
        state: account.state as AccountState,
        ouPath: pathOf.get(account.id) ?? [],
        tags: tags.get(account.id) ?? {},
      })),
    },
  };
}

interface Unit {
  readonly path: readonly string[];
  readonly accountIds: readonly string[];
}

async function readUnits(parentIds: readonly string[], path: readonly string[] = []): Promise<Unit[]> {
  const children = (await Promise.all(parentIds.map((parentId) => organizations.getOrganizationalUnits({ parentId })))).flatMap(
    (found) => found.children,
  );
  const below = children.map(async ({ id, name }): Promise<Unit[]> => {
    const childPath = [...path, name];
    const [accounts, units] = await Promise.all([
      organizations.getOrganizationalUnitChildAccounts({ parentId: id }),
      readUnits([id], childPath),
    ]);
    return [{ path: childPath, accountIds: accounts.accounts.map((account) => account.id) }, ...units];
  });
  return (await Promise.all(below)).flat();
}

/** The tagging API knows Organizations in us-east-1 only (as AWS's own samples use it; UNVERIFIED in AWS's documentation). */
async function readTags(): Promise<Map<string, Record<string, string>>> {
  const found = await resourcegroupstaggingapi.getResources({ region: "us-east-1", resourceTypeFilters: ["organizations:account"] });
  return new Map(found.resourceTagMappingLists.map((mapping) => [mapping.resourceArn.split("/").at(-1) ?? "", mapping.tags]));
}
