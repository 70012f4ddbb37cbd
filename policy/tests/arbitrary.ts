/** Resources and stacks that nobody would write, with missing, empty, malformed, unknown and huge values. */
import fc from "fast-check";
import { COMPONENT } from "../../contract/component-types";
import { cloudFormationTypes } from "../shared/cloudformation";
import { IDENTITY_CENTER_TEMPLATE } from "../../contract/gallery-app";
import * as types from "../shared/types";
import { UNKNOWN, type Wire, resource } from "../testing";
import { MISSING, withReplaced } from "./spoil";

const TYPES = [
  types.accountaccess,
  types.azuread,
  types.cloudtrail,
  types.events,
  types.iam,
  types.identitystore,
  types.organizations,
  types.sns,
  types.ssoadmin,
  cloudFormationTypes,
  ["aws-native:iam:Role", "aws-native:iam:ManagedPolicy", "aws-native:sso:Assignment"],
].flatMap((tokens) => Object.values(tokens) as string[]);
/** Every property that a rule reads, and some that none does. */
const PROPERTIES =
  "acsUrls actionsEnabled advancedEventSelectors alarmActions appRoleAssignmentRequired appRoleId applicationId applications arn assumeRolePolicy assumeRolePolicyDocument authenticationStrengthPolicyId builtInControls clientAppTypes clientId comparisonOperator conditions credentials customerManagedPolicyReference customerManagedPolicyReferences definitions description desiredState enableLogFileValidation enableLogging endDate entitlement eventPattern eventSelectors excludedApplications excludedGroups grantControls groups homeRegion identifierUri identifierUris includedApplications includedUsers inlinePolicy isMultiRegionTrail key kmsMasterKeyId lastDrill locations managedPolicyArn managedPolicyArns metricName metricTransformation name namespace password pattern permissionSetArn pgpKey policy policyArn policyArns preferredSingleSignOnMode principalId principalType productionAccountIds redirectUris region relayState reportOnlyUntil resourceObjectId rule servicePrincipalId sessionControls sessionDuration stage state tags targetId templateBody templateId threshold topic type typeName user userName users value web".split(
    " ",
  );
/** Values that mean something to a rule. */
const WORDS = [
  UNKNOWN,
  "",
  "{",
  "null",
  "breakglass-1",
  "Platform-Admin",
  "Data-RO",
  "arn:aws:iam::aws:policy/AdministratorAccess",
  IDENTITY_CENTER_TEMPLATE,
  "All",
  "enabled",
  "2026-01-01",
  "https://scim.eu-west-1.amazonaws.com/x/scim/v2/",
  '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  '{"Statement":{"Effect":"Allow","Action":["s3:Get*","nothing:x"],"NotResource":[]}}',
  '{"ClaimsMappingPolicy":{"ClaimsSchema":[null]}}',
  '{ $.userIdentity.userName = "breakglass-1" }',
  '{"detail":{"$or":[null,5]}}',
  "x".repeat(40_000),
  "[".repeat(5_000),
];

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...WORDS),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...PROPERTIES), tie("any"), { maxKeys: 5 }),
  ),
})).any;

/** A resource of a type that rules look at. */
export const wire: fc.Arbitrary<Wire> = fc
  .record({
    type: fc.constantFrom(...TYPES, COMPONENT.federation),
    props: fc.dictionary(fc.constantFrom(...PROPERTIES), value, { maxKeys: 12 }),
    name: fc.string({ unit: "grapheme", maxLength: 20 }),
    protect: fc.boolean(),
    ignoreChanges: fc.array(fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(...PROPERTIES)), { maxLength: 3 }),
  })
  .map(({ type, props, name, protect, ignoreChanges }) => resource(type, props, { name, opts: { protect, ignoreChanges } }));

/** Stacks in which properties refer to other resources. */
export const stack: fc.Arbitrary<readonly Wire[]> = fc
  .tuple(fc.array(wire, { maxLength: 12 }), fc.array(fc.tuple(fc.nat(11), fc.constantFrom(...PROPERTIES), fc.nat(11)), { maxLength: 15 }))
  .map(([wires, links]) => {
    const named = wires.map((each, index) => ({
      ...each,
      urn: `${each.urn}#${index}`,
      propertyDependencies: {} as Record<string, string[]>,
    }));
    for (const [from, property, to] of links) {
      const target = named[to];
      if (named[from] !== undefined && target !== undefined) named[from].propertyDependencies[property] = [target.urn];
    }
    return named;
  });

const spoilt: fc.Arbitrary<unknown> = fc.oneof(fc.constant(MISSING), value);

/** Something of the kind that rules are tested with, spoilt in up to three places, also within JSON. */
export function spoil(wires: readonly Wire[]): fc.Arbitrary<readonly Wire[]> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), spoilt), { minLength: 1, maxLength: 3 });
  return changes.map((all) => {
    const changed = [...wires];
    for (const [which, path, by] of all) {
      const at = which % changed.length;
      changed[at] = withReplaced(changed[at] as Wire, path, by);
    }
    return changed;
  });
}
