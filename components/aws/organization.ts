import * as organizations from "@pulumi/aws/organizations";
import * as resourcegroupstaggingapi from "@pulumi/aws/resourcegroupstaggingapi";
import type { Account, AccountState, Organization } from "../../access/model";
import { globalRegion } from "../../contract/partition";
import { joinOuPath } from "../../access/settings/account-selector";
import { reading, readings } from "../reading";

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
  /** Service principals with trusted access, such as `cloudtrail.amazonaws.com`. */
  readonly trustedServices: readonly string[];
}

/**
 * Reads the organization once: accounts, and, where selectors ask for them, organizational units and tags.
 *
 * Works in the management account and in a delegated administrator account.
 *
 * @param homeRegion tells the partition; the global services answer in a region of their own.
 */
export async function readOrganization(needs: OrganizationNeeds, homeRegion: string): Promise<OrganizationReading> {
  const [found, tags] = await readings([
    reading("aws", "the organization and its accounts", () => organizations.getOrganization({})),
    needs.tags ? readTags(homeRegion) : new Map<string, Record<string, string>>(),
  ]);
  const units = needs.units ? await readUnits(found.roots.map((root) => root.id)) : [];
  const pathOf = new Map(units.flatMap((unit) => unit.accountIds.map((id) => [id, unit.path] as const)));
  return {
    organizationId: found.id,
    featureSet: found.featureSet,
    trustedServices: found.awsServiceAccessPrincipals,
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
  const children = (await readings(parentIds.map(unitsBelow))).flatMap((found) => found.children);
  const below = children.map(async ({ id, name }): Promise<Unit[]> => {
    const childPath = [...path, name];
    const [accounts, units] = await readings([
      reading("aws", `the accounts of the organizational unit ${joinOuPath(childPath)}`, () =>
        organizations.getOrganizationalUnitChildAccounts({ parentId: id }),
      ),
      readUnits([id], childPath),
    ]);
    return [{ path: childPath, accountIds: accounts.accounts.map((account) => account.id) }, ...units];
  });
  return (await readings(below)).flat();
}

function unitsBelow(parentId: string): Promise<organizations.GetOrganizationalUnitsResult> {
  return reading("aws", "the organizational units", () => organizations.getOrganizationalUnits({ parentId }));
}

/**
 * Tags of all accounts: one call, a page of 100 accounts each. The tagging API knows Organizations in the region of the
 * global services only (us-east-1, as AWS's own samples use it; UNVERIFIED in AWS's documentation, and for the other
 * partitions).
 */
async function readTags(homeRegion: string): Promise<Map<string, Record<string, string>>> {
  const found = await reading("aws", "the tags of the accounts", () =>
    resourcegroupstaggingapi.getResources({ region: globalRegion(homeRegion), resourceTypeFilters: ["organizations:account"] }),
  );
  return new Map(found.resourceTagMappingLists.map((mapping) => [mapping.resourceArn.split("/").at(-1) ?? "", mapping.tags]));
}
