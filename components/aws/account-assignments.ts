import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import type { Grant } from "../../access/model";
import type { DirectoryGroup } from "../../access/groups";
import type { WantedGroup } from "../../access/identity-store";
import { assignmentName } from "../../access/names";
import { accountAssignmentKey, aliasOf, type StateAssignment } from "../former-names";
import { GroupScope } from "../group-scope";
import { oneOfMany } from "../one-of-many";
import { lookedUp } from "../looked-up";
import type { IdentityCenterInstance } from "./identity-center";
import { assignmentPace } from "./pace";
import { ResourceTurns } from "./turns";

/** What an assignment needs of its permission set, which is in this stack or in the core's. */
export interface AssignableSet {
  readonly arn: pulumi.Output<string>;
  /** The set itself; absent where it is in another stack. */
  readonly resource?: pulumi.Resource;
  /** What an assignment depends on, so that no account gets a half-built role; nothing where it is in another stack. */
  readonly ready: readonly pulumi.Resource[];
}

/** Inputs of {@link AccountAssignments}. */
export interface AccountAssignmentsArgs {
  readonly instance: IdentityCenterInstance;
  readonly grants: readonly Grant[];
  /** By name. */
  readonly permissionSets: ReadonlyMap<string, AssignableSet>;
  /** By the group as written. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Identity store group id by the group as written. */
  readonly groupIds: ReadonlyMap<string, pulumi.Output<string>>;
  /** Those of them that Identity Center had when the program started. */
  readonly knownIds: ReadonlyMap<string, string>;
  /** URNs under which a former run knew these, by {@link accountAssignmentKey}. */
  readonly formerUrns: ReadonlyMap<string, string>;
  /** Access stacks that are brought up side by side and share what AWS takes; absent where this stack is alone. */
  readonly sideBySide?: number;
  /** Assignments of a former run in accounts in which nothing can be changed: they stay, whatever is granted. */
  readonly held: readonly StateAssignment[];
  /** Groups of a former run, which the settings may name no more. */
  readonly formerGroups: readonly WantedGroup[];
  /**
   * What brings a group to Identity Center, by the group as written: made before its assignments, and gone after them.
   * Absent where another stack does; nothing in the phase `aws`.
   */
  readonly provisioned?: ReadonlyMap<string, pulumi.Resource>;
}

/**
 * Who gets which permission set in which account (R5.7): one assignment a grant, named by what it is and not by what
 * its group is called: one grant more is one resource more, and a group that is renamed changes nothing.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
 */
export class AccountAssignments extends pulumi.ComponentResource {
  constructor(name: string, args: AccountAssignmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.accountAssignments, name, {}, opts);
    const scopes = new Scopes(this);
    const turns = pulumi.runtime.isDryRun() ? undefined : new ResourceTurns(assignmentPace(args.sideBySide ?? 1));
    for (const { group: written, permissionSet, accountId } of args.grants) {
      const set = lookedUp(args.permissionSets, permissionSet, "permission set");
      const provisioned = args.provisioned?.get(written);
      const group = lookedUp(args.groups, written, "group");
      const principalId = lookedUp(args.groupIds, written, "group in Identity Center");
      const formerUrn = args.formerUrns.get(accountAssignmentKey(permissionSet, args.knownIds.get(written) ?? "", accountId));
      const assignment = assignmentName({ permissionSet, groupId: group.id, accountId });
      assign(assignment, args.instance, set, principalId, accountId, formerUrn === undefined ? turns : undefined, {
        parent: scopes.of({ ...group, written }) ?? this,
        dependsOn: provisioned === undefined ? [...set.ready] : [...set.ready, provisioned],
        ...aliasOf(formerUrn, assignment),
      });
    }
    const known = new Map(args.formerGroups.map((group) => [group.id.toLowerCase(), group]));
    for (const [written, group] of args.groups) {
      const ids = [group.id.toLowerCase(), args.knownIds.get(written) ?? ""];
      for (const id of ids) known.set(id, { ...group, written });
    }
    for (const { urn, permissionSet, principalId, groupId, accountId } of args.held) {
      const set = lookedUp(args.permissionSets, permissionSet, "permission set");
      const group = known.get(groupId ?? principalId);
      const scope = group === undefined ? undefined : scopes.of(group);
      const assignment = assignmentName({ permissionSet, groupId: groupId ?? group?.id ?? principalId, accountId });
      // Nothing is done for these in AWS: they wait for nobody.
      assign(assignment, args.instance, set, principalId, accountId, undefined, {
        parent: scope ?? this,
        dependsOn: [...set.ready],
        // What goes with its set is not deleted by itself: `pulumi destroy` would end in an error there.
        ...(set.resource === undefined ? { retainOnDelete: true } : { deletedWith: set.resource }),
        ...aliasOf(urn, assignment, scope !== undefined),
      });
    }
    this.registerOutputs({});
  }
}

function assign(
  name: string,
  { instanceArn, region }: IdentityCenterInstance,
  set: AssignableSet,
  principalId: pulumi.Input<string>,
  targetId: string,
  turns: ResourceTurns | undefined,
  opts: pulumi.CustomResourceOptions & { readonly dependsOn: pulumi.Resource[] },
): void {
  const fixed = { region, permissionSetArn: set.arn, principalType: "GROUP", principalId, targetType: "AWS_ACCOUNT", targetId };
  // The engine hears of a resource when all of its inputs are there, of which one comes with the turn.
  const arn: pulumi.Input<string> =
    turns === undefined ? instanceArn : turns.wait(opts.dependsOn, () => assignment).then(() => instanceArn);
  const assignment: pulumi.Resource = oneOfMany(
    () =>
      new ssoadmin.AccountAssignment(name, { ...fixed, instanceArn: arn }, { customTimeouts: { create: "30m", delete: "30m" }, ...opts }),
  );
}

/** One component a group. */
class Scopes {
  private readonly byId = new Map<string, GroupScope>();
  private readonly names = new Set<string>();

  constructor(private readonly parent: pulumi.Resource) {}

  /** None where another group's has the name already, as a deleted group's and that of the one made anew. */
  of(group: WantedGroup): GroupScope | undefined {
    const id = group.id.toLowerCase();
    const found = this.byId.get(id);
    if (found !== undefined || this.names.has(group.displayName)) return found;
    const scope = new GroupScope(group, group.written, { parent: this.parent });
    this.byId.set(id, scope);
    this.names.add(group.displayName);
    return scope;
  }
}
