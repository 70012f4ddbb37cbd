import type { TakenOver } from "../../../access/import-file";
import type { Decision, FoundThing, LeftAlone } from "../part";
import type { ConditionalAccessReader } from "../../clouds/conditional-access";
import type { EntraReader } from "../../clouds/entra";

/** What the Entra half reads from; nothing of it writes. */
export interface EntraSources {
  readonly entra: Pick<
    EntraReader,
    | "applications"
    | "applicationsOf"
    | "servicePrincipal"
    | "certificates"
    | "claimsPolicies"
    | "portalClaims"
    | "appRoleAssignments"
    | "jobs"
    | "secrets"
    | "groups"
    | "members"
  >;
  readonly conditionalAccess: Pick<ConditionalAccessReader, "policies" | "namedLocations" | "nameOf">;
  /** Identity Center's attributes for access control, sources by session tag key; undefined where they are off. */
  readonly accessControlAttributes: () => Promise<ReadonlyMap<string, readonly string[]> | undefined>;
}

/** What one topic of the half found, joined by `cli/adopt/entra/half.ts`. */
export interface Found<Settings = Readonly<Record<string, unknown>>> {
  /** Keys below the topic's own key of the settings. */
  readonly settings: Settings;
  readonly resources: readonly TakenOver[];
  readonly decisions: readonly Decision[];
  readonly unmanaged?: readonly LeftAlone[];
  readonly found?: readonly FoundThing[];
}
