import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { USER_APP_ROLE } from "../../contract/gallery-app";
import type { WantedGroup } from "../../access/identity-store";
import { aliasOf } from "../former-names";
import { GroupScope } from "../group-scope";

/** Inputs of {@link AppAssignments}. */
export interface AppAssignmentsArgs {
  /** Bare object id of the enterprise app's service principal. */
  readonly servicePrincipalObjectId: pulumi.Input<string>;
  /** Groups that get access to AWS. */
  readonly groups: readonly WantedGroup[];
  /** URNs under which a former run knew these, by the group's object id. */
  readonly formerUrns: ReadonlyMap<string, string>;
}

/**
 * Assigns each group to the enterprise app (R4.6): who may sign in, and what provisioning takes to AWS.
 * Only direct members count; Entra does not follow nested groups.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/known-issues
 */
export class AppAssignments extends pulumi.ComponentResource {
  /** By the group as written in the settings. */
  readonly byGroup: ReadonlyMap<string, azuread.AppRoleAssignment>;

  constructor(name: string, args: AppAssignmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.appAssignments, name, {}, opts);
    this.byGroup = new Map(
      args.groups.map((group) => [
        group.written,
        new azuread.AppRoleAssignment(
          `${name}/${group.id}`,
          { appRoleId: USER_APP_ROLE, principalObjectId: group.id, resourceObjectId: args.servicePrincipalObjectId },
          {
            parent: new GroupScope(group, group.written, { parent: this }),
            ...aliasOf(args.formerUrns.get(group.id), `${name}/${group.id}`),
          },
        ),
      ]),
    );
    this.registerOutputs({});
  }
}
