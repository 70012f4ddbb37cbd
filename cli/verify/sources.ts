import { federationMetadataUrl } from "../../access/microsoft-cloud";
import type { Settings } from "../../access/settings";
import type { CallCounter } from "../clouds/aws";
import { azureEnvironment } from "../../graph/environment";
import { accessEvents } from "../clouds/access-events";
import { callerAccount } from "../clouds/caller";
import { latestEvent } from "../clouds/cloudtrail";
import { ConditionalAccessReader } from "../clouds/conditional-access";
import { DirectoryAuditReader } from "../clouds/directory-audit";
import { entraReader } from "../clouds/entra-reader";
import { AlarmsReader } from "../clouds/guard/alarms";
import { IamReader } from "../clouds/guard/iam";
import { TrailReader } from "../clouds/guard/trail";
import { IdentityCenterReader } from "../clouds/identity-center";
import { IdentityStoreReader } from "../clouds/identity-store";
import { MemberAccountReader } from "../clouds/member-account";
import { readOrganization } from "../clouds/organization";
import { readOwnAccount } from "../clouds/own-account";
import { downloadMetadata } from "../saml/download";
import type { Sources } from "./context";

/** How many calls went to each cloud. */
export interface CallCounts {
  readonly aws: CallCounter;
  readonly entra: CallCounter;
}

/**
 * Readers on the real endpoints, as settings and environment name them.
 *
 * @param memberRole name of the read-only role by which the other accounts are entered; without it they are not.
 */
export function cloudSources({ homeRegion, tenantId, microsoftCloud }: Settings, counts: CallCounts, memberRole?: string): Sources {
  const cloud = azureEnvironment(microsoftCloud);
  // Whoever needs it reports the failure.
  cloud.catch(() => undefined);
  return {
    identityCenter: new IdentityCenterReader(homeRegion, counts.aws),
    identityStore: new IdentityStoreReader(homeRegion, counts.aws),
    organization: () => readOrganization(homeRegion, counts.aws),
    ownAccount: () => readOwnAccount(homeRegion, counts.aws),
    latestEvent: (name) => latestEvent(homeRegion, name, counts.aws),
    accessEvents: (name, since) => accessEvents(homeRegion, name, since, counts.aws),
    ...(memberRole === undefined ? {} : { memberAccounts: new MemberAccountReader(homeRegion, memberRole, counts.aws) }),
    guard: {
      account: () => callerAccount(homeRegion, counts.aws),
      iam: new IamReader(homeRegion, counts.aws),
      trail: new TrailReader(homeRegion, counts.aws),
      alarms: new AlarmsReader(homeRegion, counts.aws),
    },
    entra: async () => entraReader(tenantId, await cloud, counts.entra),
    conditionalAccess: async () => new ConditionalAccessReader(entraReader(tenantId, await cloud, counts.entra).graph),
    directoryAudit: async () => new DirectoryAuditReader(entraReader(tenantId, await cloud, counts.entra).graph),
    metadata: async (clientId) => {
      const url = federationMetadataUrl((await cloud).loginEndpoint, tenantId, clientId);
      counts.entra.calls += 1;
      return { url, xml: await downloadMetadata(url) };
    },
  };
}
