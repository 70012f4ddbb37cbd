import type { Described } from "../engine";
import { IDENTITY_CENTER, SCIM, azuread, permissionSet } from "./words";

/** Resources that the sandbox can make, wrong in the three things that the pack can put right. */
export const remediable: readonly Described[] = [
  permissionSet("remediable", { sessionDuration: "PT13H" }),
  azuread("application", "app", { displayName: "AWS remediated", templateId: IDENTITY_CENTER }),
  azuread("servicePrincipal", "sp", {
    clientId: "${app.clientId}",
    useExisting: true,
    preferredSingleSignOnMode: "saml",
    appRoleAssignmentRequired: false,
  }),
  azuread("synchronizationSecret", "scim", {
    servicePrincipalId: "${sp.id}",
    credentials: [
      { key: "BaseAddress", value: SCIM },
      { key: "SecretToken", value: "not-to-be-lost" },
      { key: "SyncAll", value: "true" },
    ],
  }),
];
