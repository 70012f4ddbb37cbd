import type { AccessEventName, AccessEvents } from "../clouds/access-events";
import type { TrailEvent } from "../clouds/cloudtrail";
import type { ConditionalAccessReader } from "../clouds/conditional-access";
import type { DirectoryAuditReader } from "../clouds/directory-audit";
import type { EntraReader } from "../clouds/entra";
import type { IdentityCenterReader } from "../clouds/identity-center";
import type { IdentityStoreReader } from "../clouds/identity-store";
import type { MemberAccountReader } from "../clouds/member-account";
import type { OrganizationReading } from "../clouds/organization";
import type { OwnAccount } from "../clouds/own-account";
import type { GuardSources } from "./emergency";

/** What the checks read from; `verify` builds it on the clouds, tests on fakes. */
export interface Sources {
  readonly identityCenter: Pick<
    IdentityCenterReader,
    "instances" | "permissionSets" | "content" | "assignments" | "accountsWith" | "accessControlAttributes"
  >;
  readonly identityStore: Pick<IdentityStoreReader, "groups" | "members" | "users" | "userName">;
  readonly organization: () => Promise<OrganizationReading>;
  /** The account whose credentials are at hand. */
  readonly ownAccount: () => Promise<OwnAccount>;
  readonly latestEvent: (name: string) => Promise<TrailEvent | undefined>;
  /** Events of people who came in, the latest first. */
  readonly accessEvents: (name: AccessEventName, since: Date) => Promise<AccessEvents>;
  /** The other accounts; undefined where nobody named the role to enter them with. */
  readonly memberAccounts?: Pick<MemberAccountReader, "role" | "userNames">;
  /** Undefined where no Entra credentials could be found; the reason is the error that it throws. */
  readonly entra: () => Promise<
    Pick<
      EntraReader,
      | "applications"
      | "servicePrincipal"
      | "certificates"
      | "claimsPolicies"
      | "appRoleAssignments"
      | "jobs"
      | "schema"
      | "secrets"
      | "testConnection"
      | "provisioningLog"
      | "membersAdded"
      | "groups"
      | "members"
    >
  >;
  readonly guard: GuardSources;
  /** As {@link Sources.entra}. */
  readonly conditionalAccess: () => Promise<
    Pick<ConditionalAccessReader, "policies" | "namedLocations" | "securityDefaults" | "nameOf" | "signIns">
  >;
  /** Who changed what in the directory; undefined where nobody asks. */
  readonly directoryAudit?: () => Promise<Pick<DirectoryAuditReader, "changesOf">>;
  /** Downloads the Federation Metadata XML of an application. */
  readonly metadata: (clientId: string) => Promise<{ readonly url: string; readonly xml: string }>;
}
