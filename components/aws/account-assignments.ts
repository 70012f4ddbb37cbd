import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import type { Grant } from "../../access/model";
import type { DirectoryGroup } from "../../access/groups";
import { assignmentName } from "../../access/names";
import { accountAssignmentKey, aliasOf } from "../former-names";
import { GroupScope } from "../group-scope";
import type { IdentityCenterInstance } from "./identity-center";
import type { PermissionSet } from "./permission-set";

/** Inputs of {@link AccountAssignments}. */
export interface AccountAssignmentsArgs {
  readonly instance: IdentityCenterInstance;
  readonly grants: readonly Grant[];
  /** By name. */
  readonly permissionSets: ReadonlyMap<string, PermissionSet>;
  /** By the group as written. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Identity store group id by the group as written. */
  readonly groupIds: ReadonlyMap<string, pulumi.Output<string>>;
  /** Those of them that Identity Center had when the program started. */
  readonly knownIds: ReadonlyMap<string, string>;
  /** URNs under which a former run knew these, by {@link accountAssignmentKey}. */
  readonly formerUrns: ReadonlyMap<string, string>;
  /** What brings a group to Identity Center, by the group as written: made before its assignments, and gone after them. */
  readonly provisioned: ReadonlyMap<string, pulumi.Resource>;
}

/**
 * Who gets which permission set in which account (R5.7): one assignment a grant, named by what it is and not by what its group is called:
 * one grant more is one resource more, and a group that is renamed changes nothing.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
 */
export class AccountAssignments extends pulumi.ComponentResource {
  constructor(name: string, args: AccountAssignmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation:aws:AccountAssignments", name, {}, opts);
    const { instanceArn, region } = args.instance;
    const scopes = new Map<string, GroupScope>();
    for (const { group: written, permissionSet, accountId } of args.grants) {
      const set = args.permissionSets.get(permissionSet);
      const provisioned = args.provisioned.get(written);
      const group = args.groups.get(written);
      const principalId = args.groupIds.get(written);
      if (set === undefined || provisioned === undefined || group === undefined || principalId === undefined)
        throw new Error(`The plan grants ${permissionSet} to ${written} without defining both.`);
      const scope = scopes.get(written) ?? new GroupScope(group, written, { parent: this });
      scopes.set(written, scope);
      const formerUrn = args.formerUrns.get(accountAssignmentKey(permissionSet, args.knownIds.get(written) ?? "", accountId));
      const assignment = assignmentName({ permissionSet, groupId: group.id, accountId });
      new ssoadmin.AccountAssignment(
        assignment,
        {
          region,
          instanceArn,
          permissionSetArn: set.arn,
          principalType: "GROUP",
          principalId,
          targetType: "AWS_ACCOUNT",
          targetId: accountId,
        },
        {
          parent: scope,
          dependsOn: [...set.ready, provisioned],
          customTimeouts: { create: "30m", delete: "30m" },
          ...aliasOf(formerUrn, assignment),
        },
      );
    }
    this.registerOutputs({});
  }
}
