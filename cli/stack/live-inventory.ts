import pMap from "p-map";
import { groupsOf } from "../../access/groups";
import { makeInventory, type Inventory } from "../../access/inventory";
import type { Settings } from "../../access/settings";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { readOrganization } from "../clouds/organization";
import { Failure, sentence } from "../failure";

/** An inventory of now: the organization, and one look-up of each group that the settings name. */
export async function readLive(settings: Settings, now: Date): Promise<Inventory> {
  const [{ organization, organizationId }, groups] = await Promise.all([
    readOrganization(settings.homeRegion, { calls: 0 }).catch((error: unknown) => {
      throw new Failure(`The organization cannot be read in AWS: ${sentence(error)}`);
    }),
    readGroups(settings).catch((error: unknown) => {
      throw new Failure(`The groups of the settings cannot be read in Entra: ${sentence(error)}`);
    }),
  ]);
  return makeInventory(settings, { organizationId, organization, groups }, now);
}

async function readGroups(settings: Settings) {
  const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
  const found = await pMap(groupsOf(settings), ({ group }) => entra.groups(group), { concurrency: 8 });
  return found.flat();
}
