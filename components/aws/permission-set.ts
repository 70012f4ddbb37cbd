import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { MANAGEMENT_COPY_TAG, NON_PRODUCTION_ONLY_TAG } from "../../contract/tags";
import type { CustomerManagedPolicyReference, PermissionSetDefinition, PermissionsBoundary } from "../../access/model";
import { stableJson } from "../../access/json";
import { awsManagedArn, type Partition, partitionOf } from "../../contract/partition";
import { stackTag } from "../stack-tag";
import type { IdentityCenterInstance } from "./identity-center";
import type { ResourceTurns } from "./turns";

/** Type token of {@link PermissionSet}. */
export const PERMISSION_SET_COMPONENT = COMPONENT.permissionSet;

/** Inputs of {@link PermissionSet}. */
export interface PermissionSetArgs {
  readonly instance: IdentityCenterInstance;
  /** What the set grants and for how long, already validated. */
  readonly definition: PermissionSetDefinition;
  /**
   * Whether an account holds the set in which nothing can be changed: then AWS deletes neither it nor its policies, and
   * nobody tries.
   */
  readonly held?: boolean;
  /** Of all sets, which go to AWS a few at once; absent where nothing goes there. */
  readonly turns?: ResourceTurns;
}

/** A policy change provisions the set to every account again, which takes minutes in a large organization. */
const customTimeouts = { create: "30m", update: "30m", delete: "30m" };

/**
 * One role archetype: an Identity Center permission set with its policies and boundary (R5.1 to R5.6).
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** The set itself, without its policies. */
  readonly resource: pulumi.Resource;
  /** What an assignment depends on beside the set's ARN, so that no account gets a half-built role. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, { instance, definition, held = false, turns }: PermissionSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PERMISSION_SET_COMPONENT, name, {}, opts);
    const { instanceArn, region } = instance;
    const set = new ssoadmin.PermissionSet(
      name,
      {
        region,
        // The engine hears of the set when all of its inputs are there, of which one comes with the turn.
        instanceArn: turns === undefined ? instanceArn : turns.wait([], () => this.ready[0]!).then(() => instanceArn),
        name: definition.name,
        ...(definition.description === "" ? {} : { description: definition.description }),
        sessionDuration: definition.sessionDuration ?? `PT${definition.sessionHours}H`,
        ...(definition.relayState === undefined ? {} : { relayState: definition.relayState }),
        tags: tagsOf(definition),
      },
      // Names are unique: the new one cannot be made beside the old one.
      { parent: this, deleteBeforeReplace: true, customTimeouts, ...(held ? { retainOnDelete: true } : {}) },
    );
    const together = held ? { deletedWith: set } : {};
    const at = { region, instanceArn, permissionSetArn: set.arn };
    const partition = partitionOf(region);

    // One after another: Identity Center changes one role an account at a time. The boundary comes first, so that no
    // policy is ever without it.
    const ready: pulumi.Resource[] = [];
    const next = (): pulumi.CustomResourceOptions => ({ parent: this, customTimeouts, dependsOn: ready.slice(-1), ...together });
    if (definition.permissionsBoundary !== undefined) {
      ready.push(
        new ssoadmin.PermissionsBoundaryAttachment(
          `${name}/boundary`,
          { ...at, permissionsBoundary: boundaryOf(definition.permissionsBoundary, partition) },
          next(),
        ),
      );
    }
    // Exclusive: a policy that somebody attaches by hand shows up as drift, and a change provisions once, not once a
    // policy. Both are there even when empty: deleting such a resource detaches nothing, so that a policy taken out of
    // the settings would stay with everybody.
    ready.push(
      new ssoadmin.ManagedPolicyAttachmentsExclusive(
        `${name}/managed`,
        { ...at, managedPolicyArns: definition.managedPolicies.map((policy) => awsManagedArn(policy, partition)) },
        next(),
      ),
    );
    ready.push(
      new ssoadmin.CustomerManagedPolicyAttachmentsExclusive(
        `${name}/customer-managed`,
        { ...at, customerManagedPolicyReferences: definition.customerManagedPolicies.map(reference) },
        next(),
      ),
    );
    if (definition.inlinePolicy !== undefined) {
      ready.push(
        new ssoadmin.PermissionSetInlinePolicy(
          `${name}/inline`,
          { ...at, inlinePolicy: definition.inlinePolicyText ?? stableJson(definition.inlinePolicy) },
          next(),
        ),
      );
    }
    this.arn = set.arn;
    this.resource = set;
    // The last one waits for all before it: naming those, too, would grow every assignment's place in the state by
    // half.
    this.ready = ready.slice(-1);
    // The next run sees that this one left the set alone.
    this.registerOutputs({ arn: this.arn, ...(held ? { held } : {}) });
  }
}

/** What the policy pack and other readers of the account learn from the set itself. */
function tagsOf({ adopted, tags, nonProductionOnly, managementCopyOf }: PermissionSetDefinition): Record<string, string> {
  // As it was: the mark would be a change, and no interrupted run of this stack made the set.
  if (adopted === true) return { ...tags };
  return {
    ...tags,
    "federation:managed": "true",
    ...stackTag(),
    ...(nonProductionOnly ? { [NON_PRODUCTION_ONLY_TAG]: "true" } : {}),
    ...(managementCopyOf === undefined ? {} : { [MANAGEMENT_COPY_TAG]: managementCopyOf }),
  };
}

function reference({ name, path }: CustomerManagedPolicyReference): { name: string; path: string } {
  return { name, path };
}

function boundaryOf(
  boundary: PermissionsBoundary,
  partition: Partition,
): ssoadmin.PermissionsBoundaryAttachmentArgs["permissionsBoundary"] {
  return "managedPolicy" in boundary
    ? { managedPolicyArn: awsManagedArn(boundary.managedPolicy, partition) }
    : { customerManagedPolicyReference: reference(boundary.customerManagedPolicy) };
}
