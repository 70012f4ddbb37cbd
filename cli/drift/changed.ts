import { partitionOf } from "../../contract/partition";
import pMap from "p-map";
import { awsConcurrency } from "../clouds/aws";
import { sentence } from "../failure";
import type { Check } from "../verify/check";
import { appAssignments } from "../verify/checks/app-assignments";
import { allowedCountries, compliantDevice, multifactor } from "../verify/checks/conditional-access";
import { groupMapping } from "../verify/checks/group-mapping";
import { legacyAuthentication } from "../verify/checks/legacy-authentication";
import { nameId } from "../verify/checks/name-id";
import { saml } from "../verify/checks/saml";
import { scope } from "../verify/checks/scope";
import { sessionAttributes } from "../verify/checks/session-attributes";
import type { VerifyContext } from "../verify/context";
import { differences } from "../verify/permission-set";
import { runChecks } from "../verify/run";
import type { FindAuthors } from "./authors";
import type { DriftItem } from "./item";

/** Checks of `verify` whose findings are fields that somebody changed, by what they are about. */
const FIELDS: readonly (readonly [DriftItem["kind"], readonly Check[]])[] = [
  ["application", [saml, nameId, sessionAttributes]],
  ["provisioning", [groupMapping, scope, appAssignments]],
  ["Conditional Access", [multifactor, compliantDevice, legacyAuthentication, allowedCountries]],
];

/**
 * Fields of application, claims, provisioning and Conditional Access that are not as declared; `verify` knows how to
 * compare them.
 */
export async function changedFields(
  context: VerifyContext,
): Promise<{ readonly changed: readonly DriftItem[]; readonly unjudged: readonly string[]; readonly unread: boolean }> {
  const results = await Promise.all(FIELDS.map(async ([kind, checks]) => ({ kind, results: await runChecks(checks, context) })));
  const outcomes = results.flatMap(({ kind, results: of }) =>
    of.flatMap(({ id, outcomes: said }) => said.map((outcome) => ({ kind, id, ...outcome }))),
  );
  return {
    changed: outcomes
      .filter(({ status }) => status === "finding")
      .map(({ kind, message, remedy = "" }) => ({
        kind,
        what: message.replace(/\.$/, ""),
        actor: null,
        time: null,
        adopt: null,
        remove: remedy,
      })),
    unread: results.some(({ results: of }) => of.some(({ failed }) => failed === true)),
    unjudged: outcomes.filter(({ status }) => status === "cannot tell").map(({ id, message }) => `${id}: ${message}`),
  };
}

/** Calls that change a permission set. */
const SET_CHANGES = [
  "AttachManagedPolicyToPermissionSet",
  "DetachManagedPolicyFromPermissionSet",
  "PutInlinePolicyToPermissionSet",
  "DeleteInlinePolicyFromPermissionSet",
  "PutPermissionsBoundaryToPermissionSet",
  "DeletePermissionsBoundaryFromPermissionSet",
  "AttachCustomerManagedPolicyReferenceToPermissionSet",
  "DetachCustomerManagedPolicyReferenceFromPermissionSet",
  "UpdatePermissionSet",
];

/** Permission sets that are not as declared, and those that are not there. */
export async function setDrift(
  context: VerifyContext,
  authors: FindAuthors,
): Promise<{ readonly changed: readonly DriftItem[]; readonly missing: readonly DriftItem[]; readonly unread: readonly string[] }> {
  const [{ permissionSets }, { sets: live, unread: nameless }, { instanceArn }] = await Promise.all([
    context.plan(),
    context.permissionSetReading(),
    context.instance(),
  ]);
  const unread: string[] = [];
  const partition = partitionOf(context.settings.homeRegion);
  const readings = await pMap(
    permissionSets,
    async (definition) => {
      const set = live.find(({ name }) => name === definition.name);
      try {
        const [first] = nameless;
        // A set without its name may be this one.
        if (set === undefined && first !== undefined) throw first.error;
        if (set === undefined) return [{ definition, set, found: [] }];
        const content = await context.sources.identityCenter.content(instanceArn, set.arn);
        return [{ definition, set, found: differences(definition, set, content, partition) }];
      } catch (error) {
        unread.push(`${definition.name} could not be read: ${sentence(error)}`);
        return [];
      }
    },
    { concurrency: awsConcurrency },
  );
  const compared = readings.flat();
  const different = compared.filter(({ found }) => found.length > 0);
  const changedBy = await authors(SET_CHANGES, different, ({ set }, said) => said["permissionSetArn"] === set?.arn);
  return {
    unread,
    changed: different.map((each) => {
      const { name, managementCopyOf = name } = each.definition;
      const author = changedBy.get(each);
      return {
        kind: "permission set",
        what: `${name} has ${each.found.join("; ")}`,
        permissionSet: name,
        actor: author?.actor ?? null,
        time: author?.time ?? null,
        adopt: `write the same into federation:permissionSets.${managementCopyOf}`,
        remove: "pulumi up --refresh; what stays is inline policy or boundary: federation repair",
      };
    }),
    missing: compared
      .filter(({ set }) => set === undefined)
      .map(({ definition: { name, managementCopyOf = name } }) => ({
        kind: "permission set",
        what: `There is no permission set ${name}`,
        permissionSet: name,
        actor: null,
        time: null,
        adopt: `take ${managementCopyOf} out of federation:access and federation:permissionSets`,
        remove: "pulumi up --refresh",
      })),
  };
}
