import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
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
  /** Countries of an adopted named location in Entra's order, which stays as long as they are the ones of the settings. */
  readonly adoptedCountries?: readonly string[] | undefined;
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
    const idsOf = (groups: readonly string[]): string[] => groups.map((group) => idOf(args.groupIds, group));
    let previous: pulumi.Resource[] = [];
    const next = (): pulumi.CustomResourceOptions => ({ parent: this, dependsOn: previous });
    const made: Record<string, pulumi.Output<string>> = {};

    for (const policy of args.policies) {
      const location =
        policy.outside === undefined
          ? undefined
          : new azuread.NamedLocation(`${name}/${policy.key}`, allowed(policy.outside, args.adoptedCountries), next());
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
              ...(policy.includeUsers === "all" ? { includedUsers: ["All"] } : { includedGroups: idsOf(policy.includeUsers.groups) }),
              ...(policy.excludeGroups.length === 0 ? {} : { excludedGroups: idsOf(policy.excludeGroups) }),
            },
            // The location's objectId, not its id, which is a path here; and as an output, so that the policy goes before the location.
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

function allowed({ displayName, countries, includeUnknown }: AllowedCountries, adopted: readonly string[] = []): azuread.NamedLocationArgs {
  const inOrder = [...adopted].sort().join() === countries.join() ? adopted : countries;
  return { displayName, country: { countriesAndRegions: [...inOrder], includeUnknownCountriesAndRegions: includeUnknown } };
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

function idOf(ids: ReadonlyMap<string, string>, group: string): string {
  const id = ids.get(group);
  if (id === undefined) throw new Error(`The group "${group}" was not looked up.`);
  return id;
}
