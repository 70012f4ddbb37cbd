/** A resource of a stack's exported state, as far as the tests change it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly propertyDependencies?: Record<string, unknown>;
  protect?: boolean;
}

/** One rule, and a change of prod's state that it must notice. */
export interface TakenOut {
  readonly rule: string;
  readonly what: string;
  /** The state after the change. */
  readonly change: (resources: StateResource[]) => StateResource[];
}

const named = (resource: StateResource, type: string, name: RegExp): boolean =>
  resource.type.endsWith(`:${type}`) && name.test(resource.urn.split("::").at(-1) ?? "");

const without =
  (type: string, name: RegExp) =>
  (resources: StateResource[]): StateResource[] =>
    resources.filter((resource) => !named(resource, type, name));

/** State is JSON of any shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each edit knows the shape of its type
type Values = Record<string, any>;

const edited =
  (type: string, name: RegExp, edit: (values: Values) => void) =>
  (resources: StateResource[]): StateResource[] =>
    resources.map((resource) => {
      if (!named(resource, type, name)) return resource;
      const copy = structuredClone(resource);
      for (const values of [copy.inputs, copy.outputs]) if (values !== undefined) edit(values);
      return copy;
    });

/** Either of the two would still wake people. */
const blind = (resources: StateResource[]): StateResource[] =>
  without("LogMetricFilter", /./)(without("EventRule", /breakglass-alarms\/use/)(resources));

const policy = "ConditionalAccessPolicy";

/** Every rule on breakglass and Conditional Access with what it must miss in prod. */
export const takenOut: readonly TakenOut[] = [
  {
    rule: "breakglass-administrator",
    what: "an administrator policy",
    change: without("UserPolicyAttachment", /^breakglass-1\/administrator/),
  },
  { rule: "breakglass-api-alarm", what: "the event rules on use and the metric filter", change: (resources) => blind(resources) },
  { rule: "breakglass-change-alarm", what: "the event rules on root", change: without("EventRule", /federation-watch-root/) },
  { rule: "breakglass-password-policy", what: "the account's password policy", change: without("AccountPasswordPolicy", /./) },
  {
    rule: "breakglass-drill",
    what: "a drill of this year",
    change: edited("Federation", /^federation$/, (values) => {
      if ("lastDrill" in values) values["lastDrill"] = "2020-01-01";
    }),
  },
  { rule: "breakglass-login-alarm", what: "the event rules on use and the metric filter", change: (resources) => blind(resources) },
  { rule: "breakglass-mfa-required", what: "a guard policy", change: without("UserPolicyAttachment", /^breakglass-2\/guard/) },
  {
    rule: "breakglass-protected",
    what: "a user's protection",
    change: (resources) =>
      resources.map((resource) => (named(resource, "User", /^breakglass-1$/) ? { ...resource, protect: false } : resource)),
  },
  {
    rule: "breakglass-topic-encrypted",
    what: "the topic's key",
    // A topic without the setting does not depend on the key either.
    change: (resources) =>
      edited(
        "Topic",
        /^breakglass-alarms$/,
        (values) => delete values["kmsMasterKeyId"],
      )(resources).map((resource) => {
        if (!named(resource, "Topic", /^breakglass-alarms$/)) return resource;
        const left = Object.entries(resource.propertyDependencies ?? {}).filter(([property]) => property !== "kmsMasterKeyId");
        return { ...resource, propertyDependencies: Object.fromEntries(left) };
      }),
  },
  { rule: "breakglass-trail", what: "the trail", change: without("Trail", /^federation-audit$/) },
  { rule: "breakglass-two-users", what: "the second user", change: without("User", /^breakglass-2$/) },
  {
    rule: "conditional-access-app-not-excluded",
    what: "the app from a policy, by exclusion",
    change: edited(policy, /mfa$/, (values) => {
      const { applications } = values["conditions"];
      applications.excludedApplications = applications.includedApplications;
      applications.includedApplications = ["All"];
    }),
  },
  { rule: "conditional-access-compliant-device", what: "the device policy", change: without(policy, /compliant-device$/) },
  {
    rule: "conditional-access-emergency-access",
    what: "the emergency group's exclusion",
    change: edited(policy, /mfa$/, (values) => (values["conditions"].users.excludedGroups = [])),
  },
  {
    rule: "conditional-access-enabled",
    what: "a policy's force",
    change: edited(policy, /mfa$/, (values) => (values["state"] = "disabled")),
  },
  {
    rule: "conditional-access-exclusions",
    what: "somebody else from a policy",
    change: edited(policy, /mfa$/, (values) => values["conditions"].users.excludedGroups.push("99999999-9999-4999-8999-999999999999")),
  },
  { rule: "conditional-access-geography", what: "the policy on countries", change: without(policy, /countries$/) },
  { rule: "conditional-access-legacy-authentication", what: "the MFA policy", change: without(policy, /mfa$/) },
  { rule: "conditional-access-mfa", what: "the MFA policy", change: without(policy, /mfa$/) },
  // Judged only with bounds, which the test configures: prod's twelve hours are within them.
  {
    rule: "conditional-access-sign-in-frequency",
    what: "the sign-in frequency",
    change: edited(policy, /mfa$/, (values) => delete values["sessionControls"]),
  },
];
