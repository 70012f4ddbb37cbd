import { ADOPTED_KEYS } from "../access/conditional-access/policies";
import type { Problem } from "../access/model";
import { mistake } from "../access/problems";
import type { Settings } from "../access/settings";
import type { LeftAsFound } from "../access/settings/enterprise-app";
import type { StateResource } from "./stack-state";

const APPLICATION = "azuread:index/application:Application";
const SERVICE_PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";
const CERTIFICATE = "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate";
const CLAIMS = "azuread:index/claimsMappingPolicy:ClaimsMappingPolicy";
const POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";
const LOCATION = "azuread:index/namedLocation:NamedLocation";
const JOB = "azuread:index/synchronizationJob:SynchronizationJob";

/**
 * What of an adopted enterprise application stays as it is, as the state holds it. It is declared again rather than
 * ignored: whoever reads a preview, and the policy pack, sees what is really there, and a changed value is a change.
 */
export interface AdoptedApp {
  readonly application: Readonly<Record<string, unknown>>;
  readonly servicePrincipal: Readonly<Record<string, unknown>>;
  /** Whether the Reply URLs of `application` stay, rather than those of the settings. */
  readonly leftReplyUrls: boolean;
  /** Name and end of each adopted certificate, by its slot. */
  readonly certificates: ReadonlyMap<string, { readonly displayName: string; readonly endDate: string }>;
  /** Name and definition of the claims mapping policy; absent where the state has none. */
  readonly claims?: { readonly displayName: string; readonly definition: string };
}

/** What of an adopted provisioning job stays as it is. */
export interface AdoptedJob {
  readonly enabled: boolean;
  readonly templateId: string;
}

/** The order in which Entra has the lists of adopted policies: the provider compares them place by place. */
export interface AdoptedPolicies {
  /** Of the named location of allowed countries. */
  readonly countries: readonly string[];
  /** Object ids of groups, included and excluded, by the policy's key. */
  readonly groups: ReadonlyMap<string, { readonly included: readonly string[]; readonly excluded: readonly string[] }>;
}

/** What is adopted, and what the state lacks of it. */
export interface Adopted {
  readonly app?: AdoptedApp;
  readonly job?: AdoptedJob;
  readonly conditionalAccess?: AdoptedPolicies;
  readonly problems: readonly Problem[];
}

/** Inputs of an application about which the settings say nothing. */
const KEPT_OF_APPLICATION = [
  ..."api appRoles description deviceOnlyAuthEnabled fallbackPublicClientEnabled groupMembershipClaims marketingUrl notes".split(" "),
  ..."oauth2PostResponseRequired optionalClaims owners privacyStatementUrl publicClient requiredResourceAccesses".split(" "),
  ..."serviceManagementReference signInAudience singlePageApplication supportUrl termsOfServiceUrl web".split(" "),
];

/** The same of a service principal. Tags are the provider's to keep where nobody declares them. */
const KEPT_OF_SERVICE_PRINCIPAL = ["alternativeNames", "description", "notes", "owners", "samlSingleSignOn"];

/** Where the state holds what the settings leave as found. */
const LEFT: Readonly<Record<Exclude<LeftAsFound, "claims">, readonly ["application" | "servicePrincipal", string]>> = {
  entityId: ["application", "identifierUris"],
  // Part of `web`, which is kept as a whole.
  replyUrls: ["application", "web"],
  signOnUrl: ["servicePrincipal", "loginUrl"],
  singleSignOnMode: ["servicePrincipal", "preferredSingleSignOnMode"],
  assignmentRequired: ["servicePrincipal", "appRoleAssignmentRequired"],
  accountEnabled: ["servicePrincipal", "accountEnabled"],
};

/**
 * Reads from the state what is adopted. What the settings call adopted and the state does not hold is a mistake: the
 * program would make a second application, another certificate or another job beside the one that people sign in with.
 */
export function adoptedFrom({ enterpriseApp, provisioning, conditionalAccess, phase }: Settings, state: readonly StateResource[]): Adopted {
  const problems: Problem[] = [];
  const held = (type: string, name: string, setting: string, what: string): Readonly<Record<string, unknown>> => {
    const found = state.find((resource) => resource.type === type && resource.name === name);
    if (found === undefined) {
      problems.push(
        mistake(
          setting,
          `says that ${what} existed before this stack, and the state does not hold it`,
          "take it over with `pulumi import --file` (docs/adopt.md), or run `federation adopt` anew; without that, another would be made",
        ),
      );
    }
    return found?.outputs ?? {};
  };

  const app = enterpriseApp.adopted === true ? adoptedApp() : undefined;
  const job = provisioning.adopted === true && phase === "assign" ? adoptedJob() : undefined;
  const policies = conditionalAccess?.adopted === undefined ? undefined : adoptedPolicies(conditionalAccess.adopted);
  return {
    ...(app === undefined ? {} : { app }),
    ...(job === undefined ? {} : { job }),
    ...(policies === undefined ? {} : { conditionalAccess: policies }),
    problems,
  };

  function adoptedApp(): AdoptedApp {
    const application = held(APPLICATION, "enterprise-app", "federation:enterpriseApp.adopted", "the application");
    const servicePrincipal = held(SERVICE_PRINCIPAL, "enterprise-app", "federation:enterpriseApp.adopted", "the service principal");
    const left: { [Of in "application" | "servicePrincipal"]: Record<string, unknown> } = { application: {}, servicePrincipal: {} };
    for (const entry of enterpriseApp.leaveAsFound ?? []) {
      // A policy of somebody else's claims is none of this stack's resources.
      if (entry === "claims") continue;
      const [of, name] = LEFT[entry];
      // Nothing that was found is left so, too: not said at all.
      const value = (of === "application" ? application : servicePrincipal)[name];
      left[of][name] = isNothing(value) ? undefined : value;
    }
    const certificates = enterpriseApp.signingCertificates.flatMap(({ slot, adopted }, index) => {
      if (adopted !== true) return [];
      const path = `federation:enterpriseApp.signingCertificates[${index}].adopted`;
      const { displayName, endDate } = held(CERTIFICATE, `enterprise-app/${slot}`, path, `the certificate ${slot}`);
      return [[slot, { displayName: String(displayName), endDate: String(endDate) }] as const];
    });
    const claims = state.find(({ type, name }) => type === CLAIMS && name === "session-attributes")?.outputs;
    const [definition] = (claims?.["definitions"] ?? []) as string[];
    return {
      application: { ...kept(application, KEPT_OF_APPLICATION), ...left.application },
      servicePrincipal: { ...kept(servicePrincipal, KEPT_OF_SERVICE_PRINCIPAL), ...left.servicePrincipal },
      leftReplyUrls: enterpriseApp.leaveAsFound?.includes("replyUrls") === true,
      certificates: new Map(certificates),
      ...(definition === undefined ? {} : { claims: { displayName: String(claims?.["displayName"]), definition } }),
    };
  }

  function adoptedPolicies(names: NonNullable<NonNullable<Settings["conditionalAccess"]>["adopted"]>): AdoptedPolicies {
    const setting = (key: string): string => `federation:conditionalAccess.adopted.${key}`;
    const groups = Object.entries(ADOPTED_KEYS).flatMap(([policy, key]) => {
      if (names[key] === undefined) return [];
      const what = `the policy ${JSON.stringify(names[key])}`;
      const { conditions } = held(POLICY, `conditional-access/${policy}`, setting(key), what) as { conditions?: { users?: Lists } };
      const { includedGroups = [], excludedGroups = [] } = conditions?.users ?? {};
      return [[policy, { included: includedGroups, excluded: excludedGroups }] as const];
    });
    const what = `the named location ${JSON.stringify(names.allowedCountries)}`;
    const location =
      names.allowedCountries === undefined ? {} : held(LOCATION, "conditional-access/countries", setting("allowedCountries"), what);
    const { country } = location as { country?: { countriesAndRegions?: string[] } };
    return { countries: country?.countriesAndRegions ?? [], groups: new Map(groups) };
  }

  function adoptedJob(): AdoptedJob {
    const { enabled, templateId } = held(JOB, "provisioning", "federation:provisioning.adopted", "the provisioning job");
    return { enabled: enabled === true, templateId: String(templateId) };
  }
}

interface Lists {
  readonly includedGroups?: readonly string[];
  readonly excludedGroups?: readonly string[];
}

function kept(outputs: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => !isNothing(outputs[name])).map((name) => [name, outputs[name]]));
}

/** Nothing to declare: for a provider the same as left out. A false that was found is said all the same. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
