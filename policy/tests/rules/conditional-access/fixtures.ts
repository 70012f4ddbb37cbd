import { IDENTITY_CENTER_TEMPLATE } from "../../../../contract/gallery-app";
import { azuread } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";

export const APP = resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, clientId: "client" }, { name: "app" });
export const NEW_APP = resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, clientId: UNKNOWN }, { name: "app" });
/** The app's service principal, whose client id is the app's. */
export const PRINCIPAL = resource(azuread.servicePrincipal, { clientId: UNKNOWN }, { name: "principal", refers: { clientId: NEW_APP } });
/** A second app from the same template. */
export const SECOND_APP = resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, clientId: "second" }, { name: "second" });
export const OTHER = resource(azuread.application, { templateId: "other", clientId: "client" }, { name: "app" });
export const DEVELOPMENT = { stage: "development" };
export const notApplicable = { "a stack without applications": { given: [resource(azuread.namedLocation, {})] } };

export interface Parts {
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly users?: Readonly<Record<string, unknown>>;
  readonly applications?: Readonly<Record<string, unknown>>;
  readonly grant?: Readonly<Record<string, unknown>>;
  readonly session?: Readonly<Record<string, unknown>>;
  readonly state?: unknown;
}

/** A policy on the app that asks everybody for MFA, with parts of it changed. */
export function policy(
  { conditions, users, applications, grant, session, state = "enabled" }: Parts = {},
  name = "mfa",
  app: Wire = APP,
): Wire {
  return resource(
    azuread.conditionalAccessPolicy,
    {
      state,
      conditions: {
        applications: { includedApplications: ["client"], ...applications },
        users: { includedUsers: ["All"], ...users },
        clientAppTypes: ["all"],
        ...conditions,
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"], ...grant },
      ...(session === undefined ? {} : { sessionControls: session }),
    },
    { name, refers: { conditions: app } },
  );
}

export const ABROAD: Parts = {
  conditions: { locations: { includedLocations: ["All"], excludedLocations: [UNKNOWN] } },
  grant: { builtInControls: ["block"] },
};
export const GROUPS = { emergencyAccessGroupId: "emergency", travelGroupId: "travel" };
export const without = (...excludedGroups: unknown[]) => ({ users: { excludedGroups } });
