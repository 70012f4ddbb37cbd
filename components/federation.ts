import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../contract/component-types";
import { conditionalAccessPolicies } from "../access/conditional-access/policies";
import { groupKey } from "../access/settings/group";
import { AccessControlAttributes } from "./aws/access-control-attributes";
import { AccountAssignments, type AccountAssignmentsArgs } from "./aws/account-assignments";
import { EmergencyAccess } from "./aws/emergency-access";
import { SET_PACE } from "./aws/pace";
import { PermissionSet } from "./aws/permission-set";
import { waitForGroups } from "./aws/provisioned-groups";
import { ResourceTurns } from "./aws/turns";
import { AppAssignments } from "./entra/app-assignments";
import { SessionAttributeClaims } from "./entra/claims";
import { ConditionalAccess } from "./entra/conditional-access";
import { EnterpriseApp } from "./entra/enterprise-app";
import { ProvisionOnDemand } from "./entra/provision-on-demand";
import { Provisioning } from "./entra/provisioning";
import { lookAtRun } from "./entra/provisioning-look";
import { type FederationOutputs, outputsOf } from "./outputs";
import type { AssignBlueprint, Blueprint } from "./blueprint";
import { stackFacts } from "./stack-facts";

/**
 * Pairs the two sides: Entra's enterprise app, claims and provisioning with Identity Center's permission sets and
 * account assignments.
 *
 * Its registered inputs are the facts of the stack that the policy pack judges by.
 */
export class Federation extends pulumi.ComponentResource {
  readonly outputs: FederationOutputs;
  /**
   * Resolves when everything is registered, which may have to wait for groups in Identity Center; rejects with their
   * names.
   */
  readonly complete: Promise<void>;

  constructor(name: string, blueprint: Blueprint, opts?: pulumi.ComponentResourceOptions) {
    const facts = stackFacts(blueprint);
    super(COMPONENT.federation, name, facts, opts);
    const { settings, plan, instance } = blueprint;

    const app = settings.phase === "aws" ? undefined : this.enterpriseApp(blueprint);
    const held = new Set(blueprint.held.map(({ permissionSet }) => permissionSet));
    const turns = pulumi.runtime.isDryRun() ? undefined : new ResourceTurns(SET_PACE);
    const permissionSets = new Map(
      plan.permissionSets.map((definition) => [
        definition.name,
        new PermissionSet(
          definition.name,
          { instance, definition, held: held.has(definition.name), ...(turns && { turns }) },
          { parent: this },
        ),
      ]),
    );
    if (app !== undefined) this.conditionalAccess(blueprint, app);
    const emergency = blueprint.emergency && new EmergencyAccess("emergency-access", blueprint.emergency, { parent: this });
    const assigned =
      blueprint.assign === undefined || app === undefined ? undefined : this.assign(blueprint, blueprint.assign, app, permissionSets);
    if (blueprint.awsGroups !== undefined)
      new AccountAssignments("account-assignments", ofAws(blueprint, blueprint.awsGroups, permissionSets), { parent: this });
    // Back to the phase `connect`, what cannot be deleted stays.
    else if (assigned === undefined && held.size > 0)
      new AccountAssignments("account-assignments", onlyHeld(blueprint, permissionSets), { parent: this });
    const provisioning = assigned?.provisioning;
    this.complete = assigned?.complete ?? Promise.resolve();
    this.outputs = outputsOf(blueprint, { app, provisioning, emergency, permissionSets });
    // Resource policies see the inputs of a component, stack policies its outputs: the facts are in both.
    this.registerOutputs({ ...facts, ...this.outputs });
  }

  /** Entra's side: the application, and the claims that it sends. */
  private enterpriseApp({ settings: { enterpriseApp, identityCenter }, urls, instance, adopted }: Blueprint): EnterpriseApp {
    const app = new EnterpriseApp(
      "enterprise-app",
      {
        displayName: enterpriseApp.name,
        entityId: urls.entityId,
        replyUrls: identityCenter.acsUrls ?? [],
        signOnUrl: urls.accessPortal,
        notificationEmails: enterpriseApp.notificationEmails,
        signingCertificates: enterpriseApp.signingCertificates,
        adopted: adopted.app,
      },
      { parent: this },
    );
    const { sessionAttributes } = enterpriseApp;
    if (Object.keys(sessionAttributes).length > 0) {
      const { servicePrincipalId } = app;
      const displayName = `${enterpriseApp.name}: session attributes`;
      // After the certificate: customised claims are signed with the app's own key.
      new SessionAttributeClaims(
        "session-attributes",
        { displayName, servicePrincipalId, sessionAttributes, adopted: adopted.app?.claims },
        { parent: this, dependsOn: app },
      );
      new AccessControlAttributes("access-control-attributes", { instance, sessionAttributes }, { parent: this });
    }
    return app;
  }

  private conditionalAccess({ settings, plan, groups, adopted }: Blueprint, app: EnterpriseApp): void {
    if (settings.conditionalAccess !== undefined) {
      new ConditionalAccess(
        "conditional-access",
        {
          clientId: app.clientId,
          policies: conditionalAccessPolicies(settings.conditionalAccess, plan.compliantDeviceGroups, settings.enterpriseApp.name),
          groupIds: new Map([...groups].map(([written, { id }]) => [written, id])),
          adopted: adopted.conditionalAccess,
        },
        // A new service principal is not visible to Conditional Access at once: the app is finished first.
        { parent: this, dependsOn: app },
      );
    }
  }

  /** The phase `assign`: groups to the app, the app to Identity Center, groups in Identity Center to accounts. */
  private assign(
    blueprint: Blueprint,
    assign: AssignBlueprint,
    app: EnterpriseApp,
    permissionSets: ReadonlyMap<string, PermissionSet>,
  ): { readonly provisioning: Provisioning; readonly complete: Promise<void> } {
    const { instance, former } = blueprint;
    const { settings, groups, found } = assign;
    const elsewhere = new Set(settings.enterpriseApp.assignedElsewhere?.map(groupKey));
    const assignments = new AppAssignments(
      "app-assignments",
      {
        servicePrincipalObjectId: app.servicePrincipalObjectId,
        groups: groups.filter(({ written, id, displayName }) => ![written, id, displayName].some((name) => elsewhere.has(groupKey(name)))),
        formerUrns: former.appAssignments,
      },
      { parent: this },
    );
    const provisioning = new Provisioning(
      "provisioning",
      {
        servicePrincipalId: app.servicePrincipalId,
        credentials: assign.credentials,
        adopted: blueprint.adopted.job,
        assignments: [...assignments.byGroup.values()],
      },
      { parent: this },
    );
    const onDemand = new ProvisionOnDemand(
      "provision-on-demand",
      {
        servicePrincipalId: provisioning.servicePrincipalId,
        jobId: provisioning.jobId,
        groups,
        formerUrns: former.provisioning,
        missing: new Set(groups.filter(({ written }) => !found.groupIds.has(written)).map(({ written }) => written)),
        now: blueprint.now.toISOString(),
        assignments: assignments.byGroup,
        assignmentDelaySeconds: settings.provisioning.assignmentDelaySeconds,
      },
      { parent: this },
    );
    const { waitMinutes } = settings.provisioning;
    const { tenantId, microsoftCloud } = settings;
    const { jobId } = provisioning;
    const look = () => lookAtRun({ tenantId, microsoftCloud, jobId, now: blueprint.now });
    const complete = waitForGroups({ instance, groups, found, requested: onDemand.requested, waitMinutes, look }).then((groupIds) => {
      new AccountAssignments(
        "account-assignments",
        {
          instance,
          grants: blueprint.grants,
          permissionSets,
          groups: blueprint.groups,
          groupIds,
          knownIds: found.groupIds,
          // A group that was never asked for waits for its assignment to the application alone, and its own assignments
          // go before that.
          provisioned: new Map<string, pulumi.Resource>([...assignments.byGroup, ...onDemand.byGroup]),
          formerUrns: former.accountAssignments,
          held: blueprint.held,
          formerGroups: blueprint.formerGroups,
        },
        { parent: this },
      );
    });
    return { provisioning, complete };
  }
}

/** The phase `aws`: the groups are there, whoever made them. */
function ofAws(
  { grants, instance, held, formerGroups, groups, former }: Blueprint,
  knownIds: ReadonlyMap<string, string>,
  permissionSets: ReadonlyMap<string, PermissionSet>,
): AccountAssignmentsArgs {
  const groupIds = new Map([...knownIds].map(([written, id]) => [written, pulumi.output(id)]));
  const provisioned = new Map<string, never>();
  return {
    grants,
    groupIds,
    knownIds,
    provisioned,
    instance,
    permissionSets,
    groups,
    held,
    formerGroups,
    formerUrns: former.accountAssignments,
  };
}

function onlyHeld(
  { instance, held, formerGroups, groups, former }: Blueprint,
  permissionSets: ReadonlyMap<string, PermissionSet>,
): AccountAssignmentsArgs {
  const none = new Map<string, never>();
  const granted = { grants: [], groupIds: none, knownIds: none, provisioned: none };
  return { ...granted, instance, permissionSets, groups, held, formerGroups, formerUrns: former.accountAssignments };
}
