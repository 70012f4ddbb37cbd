/** The application that tests make from the gallery. */
import { msiamRoleId, templateId, userRoleId } from "./fake-objects";
import { type } from "./rig";

export const application = type("application");
export const ownScopeId = "0a0a0a0a-0000-4000-8000-00000000000b";

function role(id: string, displayName: string): Record<string, unknown> {
  return { id, displayName, description: displayName, allowedMemberTypes: ["User"], enabled: true };
}

/** As small as it may be. */
export const bare = {
  displayName: "AWS",
  templateId,
  web: { homepageUrl: "https://x/", redirectUris: ["https://aws/acs", "https://aws/acs2"] },
};
/** With all that the program declares of it. */
export const declared = {
  ...bare,
  identifierUris: ["https://aws/saml"],
  appRoles: [role(userRoleId, "User"), role(msiamRoleId, "msiam_access")],
  api: {
    oauth2PermissionScopes: [
      {
        id: ownScopeId,
        value: "user_impersonation",
        type: "User",
        adminConsentDescription: "x",
        adminConsentDisplayName: "x",
        enabled: true,
      },
    ],
  },
};
