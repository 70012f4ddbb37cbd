import { accessPortal, entityId } from "../../../access/identity-center-urls";
import { emailSchema, type LeftAsFound } from "../../../access/settings/enterprise-app";
import { identityCenterProblems, identityCenterSchema } from "../../../access/settings/identity-center";
import type { Application, ServicePrincipal } from "../../clouds/entra-types";
import type { AdoptionPlace, Decision } from "../part";

/** How the application sends people to AWS, in the words of the settings. */
export interface SamlSettings {
  readonly identityCenter: { readonly acsUrls: readonly string[]; readonly accessPortalUrl?: string };
  readonly notificationEmails: readonly string[];
  readonly leaveAsFound: readonly LeftAsFound[];
  readonly decisions: readonly Decision[];
}

/** Says it; undefined where no Reply URL is Identity Center's, so that nobody can sign in through the application. */
export function samlSettings(application: Application, principal: ServicePrincipal, place: AdoptionPlace): SamlSettings | undefined {
  const { homeRegion, identityStoreId } = place;
  const found = application.web?.redirectUris ?? [];
  const acsUrls = [...new Set(found)].filter((url) => isSettings({ acsUrls: [url] }, homeRegion));
  if (acsUrls.length === 0) return undefined;
  const leaveAsFound: LeftAsFound[] = [];
  const decisions: Decision[] = [];
  const leave = (entry: LeftAsFound, text: string): void => {
    leaveAsFound.push(entry);
    decisions.push({
      kind: "fault",
      what: `application "${application.displayName}", ${entry}`,
      text: `${text} It is left as found; take \`${entry}\` out of federation:enterpriseApp.leaveAsFound, and \`pulumi up\` sets it.`,
    });
  };

  const expected = entityId(homeRegion, identityStoreId);
  const uris = application.identifierUris ?? [];
  if (uris.length !== 1 || uris[0] !== expected)
    leave("entityId", `Its Entity ID is ${uris.join(", ") || "missing"}; Identity Center's is ${expected}.`);
  if (found.length !== acsUrls.length) {
    const strange = found.filter((url) => !acsUrls.includes(url));
    leave("replyUrls", `It has Reply URLs that are not Identity Center's, to which assertions could be sent: ${strange.join(", ")}.`);
  }

  const usual = accessPortal(homeRegion, identityStoreId);
  const signOn = principal.loginUrl ?? "";
  const isPortal = signOn !== usual && isSettings({ accessPortalUrl: signOn }, homeRegion);
  if (signOn !== usual && !isPortal)
    leave(
      "signOnUrl",
      `Its Sign-on URL is ${signOn || "missing"}, not the access portal ${usual}: a sign-in from My Apps begins in Entra.`,
    );
  if (principal.preferredSingleSignOnMode !== "saml")
    leave("singleSignOnMode", `Its single sign-on mode is ${principal.preferredSingleSignOnMode ?? "not set"}, not saml.`);
  if (principal.appRoleAssignmentRequired !== true)
    leave("assignmentRequired", "Assignment is not required: everybody in the directory can sign in to AWS's access portal.");
  if (principal.accountEnabled === false) leave("accountEnabled", "Sign-in to it is disabled.");

  return {
    identityCenter: { acsUrls, ...(isPortal ? { accessPortalUrl: signOn } : {}) },
    notificationEmails: (principal.notificationEmailAddresses ?? []).filter((address) => emailSchema.safeParse(address).success).sort(),
    leaveAsFound,
    decisions,
  };
}

function isSettings(raw: object, homeRegion: string): boolean {
  const parsed = identityCenterSchema.safeParse(raw);
  return parsed.success && identityCenterProblems(parsed.data, homeRegion).length === 0;
}
