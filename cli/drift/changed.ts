import { partitionOf } from "../../contract/partition";
import pMap from "p-map";
import type { PermissionSetDefinition } from "../../access/model";
import { awsConcurrency } from "../clouds/aws";
import { sentence } from "../failure";
import type { VerifyContext } from "../verify/context";
import { aOrAn, attachedByHand, differences } from "../verify/permission-set";
import type { FindAuthors } from "./authors";
import type { FormerSets } from "./former-sets";
import type { DriftItem } from "./item";
import { setAdoption } from "./set-adoption";

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
  formerSets: FormerSets,
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
        if (set === undefined) return [{ definition, set, found: [], byHand: [] }];
        const { managementCopyOf: original = definition.name } = definition;
        const content = await context.sources.identityCenter.content(instanceArn, set.arn);
        const found = differences(definition, set, content, partition);
        const byHand = attachedByHand(definition, content).map(({ kind }) => `${aOrAn(kind)} that the settings give it none of`);
        const adoptable = setAdoption(definition, set, content, { partition, original });
        return [{ definition, set, found: [...found, ...byHand], byHand, adoptable }];
      } catch (error) {
        unread.push(`${definition.name} could not be read: ${sentence(error)}`);
        return [];
      }
    },
    { concurrency: awsConcurrency },
  );
  const compared = readings.flat();
  const different = compared.flatMap((each) => (each.set !== undefined && each.found.length > 0 ? [each] : []));
  const changedBy = await authors(SET_CHANGES, different, ({ set }, said) => said["permissionSetArn"] === set.arn);
  return {
    unread,
    changed: different.map((each) => {
      const { name } = each.definition;
      const author = changedBy.get(each);
      return {
        kind: "permission set",
        what: `${name} has ${each.found.join("; ")}`,
        permissionSet: name,
        actor: author?.actor ?? null,
        time: author?.time ?? null,
        ...each.adoptable,
        remove:
          each.byHand.length === 0
            ? "pulumi up --refresh"
            : each.byHand.length === each.found.length
              ? "federation repair"
              : "pulumi up --refresh, then federation repair",
      };
    }),
    missing: await goneSets(
      compared.flatMap(({ definition, set }) => (set === undefined ? [definition] : [])),
      authors,
      formerSets,
    ),
  };
}

/** Sets that are not there; who deleted each is told by the ARN that it had. */
async function goneSets(gone: readonly PermissionSetDefinition[], authors: FindAuthors, formerSets: FormerSets): Promise<DriftItem[]> {
  if (gone.length === 0) return [];
  const arnOf = await formerSets();
  const known = gone.filter(({ name }) => arnOf.has(name));
  const deletedBy = await authors(["DeletePermissionSet"], known, ({ name }, said) => said["permissionSetArn"] === arnOf.get(name));
  return gone.map((definition) => {
    const { name, managementCopyOf = name } = definition;
    const author = deletedBy.get(definition);
    return {
      kind: "permission set",
      what: `There is no permission set ${name}`,
      permissionSet: name,
      actor: author?.actor ?? null,
      time: author?.time ?? null,
      adopt: `take ${managementCopyOf} out of federation:access and federation:permissionSets`,
      remove: "pulumi up --refresh",
    };
  });
}
