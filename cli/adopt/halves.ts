import { azureEnvironment } from "../../graph/environment";
import type { MicrosoftCloudName } from "../../access/microsoft-cloud";
import { listed } from "../../access/words";
import type { CallCounter } from "../clouds/aws";
import { callerAccount } from "../clouds/caller";
import { ConditionalAccessReader } from "../clouds/conditional-access";
import { entraReader } from "../clouds/entra-reader";
import { AlarmsReader } from "../clouds/guard/alarms";
import { IamReader } from "../clouds/guard/iam";
import { TrailReader } from "../clouds/guard/trail";
import { IdentityCenterReader } from "../clouds/identity-center";
import { sentence } from "../failure";
import { entraHalf } from "./entra/half";
import { graphPermissions } from "./entra/readings";
import { guardHalf } from "./guard/half";
import type { AdoptedPart, AdoptionPlace } from "./part";

/** Where the halves beside Identity Center's are read. */
export interface HalvesQuestion {
  readonly tenantId: string;
  readonly microsoftCloud: MicrosoftCloudName;
  readonly counter: CallCounter;
}

/**
 * Entra's half. With settings of an application the stack's phase is `assign`, and the access list names groups as
 * Entra does; without, the AWS half stands alone, and the decisions say why.
 */
export async function readEntraHalf(place: AdoptionPlace, { tenantId, microsoftCloud, counter }: HalvesQuestion): Promise<AdoptedPart> {
  const reader = entraReader(tenantId, await azureEnvironment(microsoftCloud), counter);
  return entraHalf(
    {
      entra: reader,
      conditionalAccess: new ConditionalAccessReader(reader.graph),
      accessControlAttributes: () => new IdentityCenterReader(place.homeRegion, counter).accessControlAttributes(place.instanceArn),
    },
    place,
  );
}

/** What stands in place of Entra's half where it cannot be read. */
export function unreadEntra(error: unknown): AdoptedPart {
  return {
    ...{ title: "Entra", settings: [], resources: [], decisions: [], unmanaged: [], summary: "not read" },
    unread: [
      `Entra could not be read, so that the AWS half alone is adopted (${listed(graphPermissions())} are needed; \`--half aws\` asks for no more than this): ${sentence(error)}`,
    ],
  };
}

/** The guard: breakglass users, trail, alarms. */
export function readGuard(place: AdoptionPlace, counter: CallCounter): Promise<AdoptedPart> {
  const { homeRegion } = place;
  return guardHalf(
    {
      account: () => callerAccount(homeRegion, counter),
      iam: new IamReader(homeRegion, counter),
      trail: new TrailReader(homeRegion, counter),
      alarms: new AlarmsReader(homeRegion, counter),
    },
    place,
  );
}
