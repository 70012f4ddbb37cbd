import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import type { AdoptedPolicies } from "../adopted";
import { lookedUp } from "../looked-up";
import {
  type AllowedCountries,
  type ConditionalAccessPolicyModel,
  type GrantControl,
  PHISHING_RESISTANT_STRENGTH,
  type SessionControls,
} from "../../access/conditional-access/policies";

/** Inputs of {@link ConditionalAccess}. */
export interface ConditionalAccessArgs {
  /** Client id of the enterprise app: Conditional Access knows applications by it, not by object id. */
  readonly clientId: pulumi.Input<string>;
  readonly policies: readonly ConditionalAccessPolicyModel[];
  /** Entra object id by the group as written in the settings. */
  readonly groupIds: ReadonlyMap<string, string>;
  /** In which order Entra has the lists of adopted policies; it stays as long as they say what the settings do. */
  readonly adopted?: AdoptedPolicies | undefined;
}

/**
 * The Conditional Access policies of the AWS app (R6.1 to R6.4).
 *
 * One after another: Entra takes one such request a second.
 *
 * @see https://learn.microsoft.com/graph/api/conditionalaccessroot-post-policies
 */
export class ConditionalAccess extends pulumi.ComponentResource {
  /** Bare object id by the policy's key. */
  readonly policyIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ConditionalAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.conditionalAccess, name, {}, opts);
    const idsOf = (groups: readonly string[]): string[] => groups.map((group) => lookedUp(args.groupIds, group, "group"));
    let previous: pulumi.Resource[] = [];
    const next = (): pulumi.CustomResourceOptions => ({ parent: this, dependsOn: previous });
    const made: Record<string, pulumi.Output<string>> = {};

    for (const policy of args.policies) {
      const adopted = args.adopted?.groups.get(policy.key);
      const location =
        policy.outside === undefined
          ? undefined
          : new azuread.NamedLocation(`${name}/${policy.key}`, allowed(policy.outside, args.adopted?.countries), next());
      if (location !== undefined) previous = [location];
      const resource = new azuread.ConditionalAccessPolicy(
        `${name}/${policy.key}`,
        {
          displayName: policy.displayName,
          state: policy.state,
          conditions: {
            applications: { includedApplications: [policy.applications === "all" ? "All" : args.clientId] },
            clientAppTypes: [...policy.clientAppTypes],
            users: {
              ...(policy.includeUsers === "all"
                ? { includedUsers: ["All"] }
                : { includedGroups: inOrder(idsOf(policy.includeUsers.groups), adopted?.included) }),
              ...(policy.excludeGroups.length === 0 ? {} : { excludedGroups: inOrder(idsOf(policy.excludeGroups), adopted?.excluded) }),
            },
            // The location's objectId, not its id, which is a path here; and as an output, so that the policy goes
            // before the location.
            ...(location === undefined ? {} : { locations: { includedLocations: ["All"], excludedLocations: [location.objectId] } }),
          },
          grantControls: grant(policy.control),
          ...(policy.session === undefined ? {} : { sessionControls: session(policy.session) }),
        },
        next(),
      );
      previous = [resource];
      made[policy.key] = resource.objectId;
    }
    this.policyIds = pulumi.output(made);
    this.registerOutputs({ policyIds: this.policyIds });
  }
}

/** A list as it is adopted, where that holds the same; else as it is wanted. */
function inOrder(wanted: readonly string[], adopted: readonly string[] = []): string[] {
  const same = (list: readonly string[]): string =>
    list
      .map((item) => item.toLowerCase())
      .sort()
      .join();
  return same(adopted) === same(wanted) ? [...adopted] : [...wanted];
}

function allowed({ displayName, countries, includeUnknown }: AllowedCountries, adopted: readonly string[] = []): azuread.NamedLocationArgs {
  return { displayName, country: { countriesAndRegions: inOrder(countries, adopted), includeUnknownCountriesAndRegions: includeUnknown } };
}

function grant(control: GrantControl): azuread.types.input.ConditionalAccessPolicyGrantControls {
  return control === "phishingResistant"
    ? { operator: "OR", authenticationStrengthPolicyId: PHISHING_RESISTANT_STRENGTH }
    : { operator: "OR", builtInControls: [control] };
}

/** A frequency of every time goes without value and period: Entra refuses them together. */
function session({
  signInFrequency,
  disableResilienceDefaults,
  cloudAppSecurity,
}: SessionControls): azuread.types.input.ConditionalAccessPolicySessionControls {
  return {
    ...(signInFrequency === "everyTime" ? { signInFrequencyInterval: "everyTime" } : {}),
    ...(typeof signInFrequency === "object"
      ? { signInFrequency: signInFrequency.value, signInFrequencyPeriod: signInFrequency.period }
      : {}),
    ...(disableResilienceDefaults === undefined ? {} : { disableResilienceDefaults }),
    ...(cloudAppSecurity === undefined ? {} : { cloudAppSecurityPolicy: cloudAppSecurity }),
  };
}
