import pMap from "p-map";
import { groupsOf } from "../../access/groups";
import { makeInventory, type Inventory } from "../../access/inventory";
import type { Settings } from "../../access/settings";
import { azureEnvironment } from "../../graph/environment";
import { asDirectory } from "../../access/identity-store";
import { IdentityCenterReader } from "../clouds/identity-center";
import { IdentityStoreReader } from "../clouds/identity-store";
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
  if (settings.phase === "aws") return readStoreGroups(settings.homeRegion);
  const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
  const found = await pMap(groupsOf(settings), ({ group }) => entra.groups(group), { concurrency: 8 });
  return found.flat();
}

/** In the phase `aws` the groups are those that Identity Center has. */
async function readStoreGroups(homeRegion: string) {
  const counter = { calls: 0 };
  const [instance] = await new IdentityCenterReader(homeRegion, counter).instances();
  return instance === undefined ? [] : asDirectory(await new IdentityStoreReader(homeRegion, counter).groups(instance.identityStoreId));
}
