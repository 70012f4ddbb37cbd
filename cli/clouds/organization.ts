import {
  DescribeOrganizationCommand,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
  OrganizationsClient,
  type Account as AwsAccount,
} from "@aws-sdk/client-organizations";
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import pMap from "p-map";
import type { Account, AccountState, Organization } from "../../access/model";
import { globalRegion } from "../../contract/partition";
import { joinOuPath } from "../../access/settings/account-selector";
import { awsConcurrency, clientSettings, counted, everyItem, type CallCounter } from "./aws";

/** The organization, and whether all of its features are on (R1.3). */
export interface OrganizationReading {
  /** `o-…`. */
  readonly organizationId: string;
  readonly organization: Organization;
  /** `ALL` or `CONSOLIDATED_BILLING`. */
  readonly featureSet: string;
}

/**
 * Reads accounts, organizational units and account tags; works in the management account and in a delegated
 * administrator account.
 */
export async function readOrganization(homeRegion: string, counter: CallCounter): Promise<OrganizationReading> {
  const settings = clientSettings(globalRegion(homeRegion));
  const client = counted(new OrganizationsClient(settings), counter);
  const tagging = counted(new ResourceGroupsTaggingAPIClient(settings), counter);
  const [{ Organization: described }, accounts, roots, tags] = await Promise.all([
    client.send(new DescribeOrganizationCommand({})),
    everyItem(paginateListAccounts({ client }, {}), (page) => page.Accounts),
    everyItem(paginateListRoots({ client }, {}), (page) => page.Roots),
    readTags(tagging),
  ]);
  const units = await readUnits(
    client,
    roots.map(({ Id }) => Id ?? ""),
    [],
  );
  const pathOf = new Map(units.flatMap(({ path, accountIds }) => accountIds.map((id) => [id, path] as const)));
  return {
    organizationId: described?.Id ?? "",
    featureSet: described?.FeatureSet ?? "unknown",
    organization: {
      managementAccountId: described?.MasterAccountId ?? "",
      organizationalUnits: units.map(({ path }) => joinOuPath(path)),
      accounts: accounts.map((account) => accountOf(account, pathOf, tags)),
    },
  };
}

function accountOf(
  account: AwsAccount,
  paths: ReadonlyMap<string, readonly string[]>,
  tags: ReadonlyMap<string, Record<string, string>>,
): Account {
  const id = account.Id ?? "";
  // `State` replaced `Status`, which older endpoints still send alone.
  const state = (account as { State?: string }).State ?? account.Status ?? "ACTIVE";
  return { id, name: account.Name ?? "", state: state as AccountState, ouPath: paths.get(id) ?? [], tags: tags.get(id) ?? {} };
}

interface Unit {
  readonly path: readonly string[];
  readonly accountIds: readonly string[];
}

async function readUnits(client: OrganizationsClient, parents: readonly string[], path: readonly string[]): Promise<Unit[]> {
  const children = await pMap(
    parents,
    (ParentId) => everyItem(paginateListOrganizationalUnitsForParent({ client }, { ParentId }), (page) => page.OrganizationalUnits),
    { concurrency: awsConcurrency },
  );
  const below = await pMap(
    children.flat(),
    async ({ Id = "", Name = "" }): Promise<Unit[]> => {
      const childPath = [...path, Name];
      const [accounts, units] = await Promise.all([
        everyItem(paginateListAccountsForParent({ client }, { ParentId: Id }), (page) => page.Accounts),
        readUnits(client, [Id], childPath),
      ]);
      return [{ path: childPath, accountIds: accounts.map((account) => account.Id ?? "") }, ...units];
    },
    { concurrency: awsConcurrency },
  );
  return below.flat();
}

async function readTags(client: ResourceGroupsTaggingAPIClient): Promise<Map<string, Record<string, string>>> {
  const asked = { ResourceTypeFilters: ["organizations:account"] };
  const found = await everyItem(paginateGetResources({ client }, asked), (page) => page.ResourceTagMappingList);
  return new Map(
    found.map(({ ResourceARN = "", Tags = [] }) => [
      ResourceARN.split("/").at(-1) ?? "",
      Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
    ]),
  );
}
