import type { Adoption } from "../adoption";
import { finding, ok, type Check, type DirectoryObjects, type Outcome } from "../check";
import { accessPortal, entityId } from "../../../access/identity-center-urls";
import type { LeftAsFound } from "../../../access/settings/enterprise-app";
import type { Settings } from "../../../access/settings";
import { identityCenterProblems, identityCenterSchema } from "../../../access/settings/identity-center";
import { sameUrl } from "../urls";

const remedy = "Run `pulumi refresh` and `pulumi up`, which set it.";

const ACS_URLS = "federation:identityCenter.acsUrls";

/** What `pulumi up` leaves alone it does not set. */
function remedyOf(entry: LeftAsFound, left: readonly LeftAsFound[]): string {
  return left.includes(entry) ? `Take ${entry} out of federation:enterpriseApp.leaveAsFound and run \`pulumi up\`, which sets it.` : remedy;
}

/** R2.2: SAML mode, Entity ID, Reply URLs, Sign-on URL, assignment required. */
export const saml: Check = {
  id: "R2.2",
  runbook: "R2.2",
  cloud: "Entra",
  title: "SAML: Entity ID, Reply URL, Sign-on URL",
  async run(context) {
    const [{ identityStoreId }, app, principal] = await Promise.all([
      context.instance(),
      context.application(),
      context.servicePrincipal(),
    ]);
    const { settings } = context;
    const left = settings.enterpriseApp.leaveAsFound ?? [];
    const expected = entityId(settings.homeRegion, identityStoreId);
    const outcomes: Outcome[] = [];
    const uris = app.identifierUris ?? [];
    // Entity ID and Reply URLs are fields of the application, the others of its service principal.
    const about = { ids: [app.id], names: [] };
    outcomes.push(
      uris.length === 1 && uris[0] === expected
        ? ok(`Entity ID ${expected}.`)
        : finding(`The Entity ID is ${uris.join(", ") || "missing"}; Identity Center's is ${expected}.`, remedyOf("entityId", left), {
            about,
          }),
    );
    outcomes.push(
      ...replyUrls(settings.identityCenter.acsUrls ?? [], app.web?.redirectUris ?? [], app.defaultRedirectUri ?? undefined, {
        set: remedyOf("replyUrls", left),
        about,
      }),
    );
    const portal = settings.identityCenter.accessPortalUrl ?? accessPortal(settings.homeRegion, identityStoreId);
    const signOn = principal.loginUrl ?? "";
    outcomes.push(
      signOn !== "" && sameUrl(signOn, portal)
        ? ok(`Sign-on URL ${signOn}.`)
        : finding(`The Sign-on URL is ${signOn || "missing"}; the access portal is ${portal}.`, remedyOf("signOnUrl", left), {
            adopt: portalAdoption(signOn, settings),
          }),
    );
    if (principal.preferredSingleSignOnMode !== "saml") {
      outcomes.push(
        finding(
          `The single sign-on mode is ${principal.preferredSingleSignOnMode ?? "not set"}, not saml.`,
          remedyOf("singleSignOnMode", left),
        ),
      );
    }
    if (principal.appRoleAssignmentRequired !== true) {
      outcomes.push(
        finding(
          "Assignment is not required: everybody in the directory can sign in to AWS's access portal.",
          remedyOf("assignmentRequired", left),
        ),
      );
    }
    return outcomes;
  },
};

/** Another address of the access portal is the settings' to say. */
function portalAdoption(url: string, { homeRegion, identityCenter }: Settings): Adoption | undefined {
  const parsed = identityCenterSchema.safeParse({ ...identityCenter, accessPortalUrl: url });
  return parsed.success && identityCenterProblems(parsed.data, homeRegion).length === 0
    ? { kind: "value", setting: "federation:identityCenter.accessPortalUrl", value: url }
    : undefined;
}

/**
 * Compares Reply URLs; the first of the settings (IPv4) has to be the default, because the AWS CLI signs in through it.
 */
export function replyUrls(
  wanted: readonly string[],
  found: readonly string[],
  explicitDefault: string | undefined,
  { set = remedy, about }: { readonly set?: string; readonly about?: DirectoryObjects } = {},
): Outcome[] {
  if (wanted.length === 0)
    return [finding("The settings name no ACS URL.", "`federation steps` says where the AWS console shows it (R3.1).")];
  const missing = wanted.filter((url) => !found.includes(url));
  const extra = found.filter((url) => !wanted.includes(url));
  const outcomes: Outcome[] = [];
  const items = (add: readonly string[], remove: readonly string[]): Adoption => ({ kind: "items", setting: ACS_URLS, add, remove });
  if (missing.length > 0) {
    // Settings without any ACS URL are refused.
    const adopt = found.length === 0 ? undefined : items([], missing);
    outcomes.push(finding(`Reply URL missing: ${missing.join(", ")}.`, set, { about, adopt }));
  }
  if (extra.length > 0) {
    outcomes.push(
      finding(`Reply URL that the settings do not name: ${extra.join(", ")}; assertions could be sent there.`, set, {
        about,
        adopt: items(extra, []),
      }),
    );
  }
  if (missing.length > 0) return outcomes;
  const first = explicitDefault ?? found[0];
  if (first !== wanted[0]) {
    outcomes.push(
      finding(
        `The default Reply URL is ${first}; it should be ${wanted[0]}.`,
        "Set the default in Entra's portal: Enterprise application > Single sign-on > Basic SAML Configuration.",
        { about },
      ),
    );
  } else {
    outcomes.push(ok(`${wanted.length === 1 ? "Reply URL" : `${wanted.length} Reply URLs, default`} ${first}.`));
  }
  return outcomes;
}
