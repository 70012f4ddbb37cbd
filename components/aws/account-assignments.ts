import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import type { Grant } from "../../access/model";
import { assignmentName } from "../../access/names";
import type { IdentityCenterInstance } from "./identity-center";
import type { PermissionSet } from "./permission-set";

/** Inputs of {@link AccountAssignments}. */
export interface AccountAssignmentsArgs {
  readonly instance: IdentityCenterInstance;
  readonly grants: readonly Grant[];
  /** By name. */
  readonly permissionSets: ReadonlyMap<string, PermissionSet>;
  /** Identity store group id by the group as written. */
  readonly groupIds: pulumi.Output<Record<string, string>>;
  /** What brings a group to Identity Center, by the group as written: made before its assignments, and gone after them. */
  readonly provisioned: ReadonlyMap<string, pulumi.Resource>;
}

/**
 * Who gets which permission set in which account (R5.7): one assignment a grant, named by what people wrote, so that one grant more is one
 * resource more.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
 */
export class AccountAssignments extends pulumi.ComponentResource {
  constructor(name: string, args: AccountAssignmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation:aws:AccountAssignments", name, {}, opts);
    const { instanceArn, region } = args.instance;
    const principalIds = new Map<string, pulumi.Output<string>>();
    for (const { group, permissionSet, accountId } of args.grants) {
      const set = args.permissionSets.get(permissionSet);
      const provisioned = args.provisioned.get(group);
      if (set === undefined || provisioned === undefined)
        throw new Error(`The plan grants ${permissionSet} to ${group} without defining both.`);
      const principalId = principalIds.get(group) ?? args.groupIds.apply((ids) => groupId(ids, group));
      principalIds.set(group, principalId);
      new ssoadmin.AccountAssignment(
        assignmentName({ permissionSet, group, accountId }),
        {
          region,
          instanceArn,
          permissionSetArn: set.arn,
          principalType: "GROUP",
          principalId,
          targetType: "AWS_ACCOUNT",
          targetId: accountId,
        },
        { parent: this, dependsOn: [...set.ready, provisioned], customTimeouts: { create: "30m", delete: "30m" } },
      );
    }
    this.registerOutputs({});
  }
}

function groupId(ids: Record<string, string>, group: string): string {
  const id = ids[group];
  if (id === undefined) throw new Error(`The group "${group}" was waited for, but has no id.`);
  return id;
}
