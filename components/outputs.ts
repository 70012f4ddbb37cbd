import * as pulumi from "@pulumi/pulumi";
import { dayOf } from "../contract/clock";
import type { Grant } from "../access/model";
import { formatStep, nextSteps } from "../access/steps";
import type { HandOver } from "./aws/breakglass";
import type { EmergencyAccess } from "./aws/emergency-access";
import type { PermissionSet } from "./aws/permission-set";
import type { Blueprint } from "./blueprint";
import { definedOnly } from "./defined-only";
import type { EnterpriseApp } from "./entra/enterprise-app";
import type { Provisioning } from "./entra/provisioning";

/**
 * What the stack tells; nothing secret. Its size does not grow with groups, accounts and grants: every `up` prints it,
 * and the state holds it twice.
 */
export interface FederationOutputs {
  readonly phase: string;
  /** Where people sign in. */
  readonly accessPortalUrl: string;
  /** `d-` and ten hexadecimal digits. */
  readonly identityStoreId: string;
  /** What AWS takes as the identity provider's metadata. */
  readonly federationMetadataUrl?: pulumi.Output<string>;
  /** As the next two absent in the phase `aws`. */
  readonly clientId?: pulumi.Output<string>;
  readonly applicationObjectId?: pulumi.Output<string>;
  readonly servicePrincipalObjectId?: pulumi.Output<string>;
  /** Absent in the phase `connect`. */
  readonly provisioningJobId?: pulumi.Output<string>;
  /**
   * Account assignments by permission set; empty in the phase `connect`. Who holds them is asked of `federation
   * matrix`, not of the state.
   */
  readonly assignmentCounts: Readonly<Record<string, number>>;
  /** How many accounts selectors matched that are not active. */
  readonly leftOutAccountCount: number;
  /** Encrypted to the custodians, by user name (docs/breakglass.md); absent without breakglass users. */
  readonly breakglassHandOver?: pulumi.Output<Record<string, HandOver>>;
  readonly alarmTopicArn?: pulumi.Output<string>;
  /** What a SIEM's connector asks for; absent without SIEM export. */
  readonly siem?: { readonly queueUrl: pulumi.Output<string>; readonly roleArn?: pulumi.Output<string> };
  /** What access stacks read through a StackReference; absent where there are none. */
  readonly forAccessStacks?: ForAccessStacks;
  /** What no API can do, with this stack's values. */
  readonly nextSteps: pulumi.Output<string[]>;
}

/** What the core tells its access stacks. Its size is that of the permission sets, whatever the number of grants. */
export interface ForAccessStacks {
  readonly phase: string;
  readonly identityStoreId: string;
  /** By name; each is told once the set has its policies. */
  readonly permissionSetArns: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Name of the output with {@link ForAccessStacks}. */
export const FOR_ACCESS_STACKS = "forAccessStacks";

/** Children of the federation that outputs speak of. */
export interface FederationParts {
  /** None in the phase `aws`. */
  readonly app: EnterpriseApp | undefined;
  readonly provisioning: Provisioning | undefined;
  readonly emergency: EmergencyAccess | undefined;
  /** By name. */
  readonly permissionSets: ReadonlyMap<string, PermissionSet>;
}

/** The outputs of a federation. */
export function outputsOf(
  { settings, plan, grants, instance, urls, now, assign, scimTokenSet }: Blueprint,
  { app, provisioning, emergency, permissionSets }: FederationParts,
): FederationOutputs {
  const federationMetadataUrl = app?.clientId.apply(urls.federationMetadata);
  const { scimEndpoint, tokenExpires } = settings.provisioning;
  return definedOnly({
    phase: settings.phase,
    accessPortalUrl: urls.accessPortal,
    identityStoreId: instance.identityStoreId,
    federationMetadataUrl,
    clientId: app?.clientId,
    applicationObjectId: app?.applicationObjectId,
    servicePrincipalObjectId: app?.servicePrincipalObjectId,
    provisioningJobId: provisioning?.jobId,
    assignmentCounts: assign === undefined && settings.phase !== "aws" ? {} : countsBySet(grants),
    leftOutAccountCount: plan.leftOut.length,
    breakglassHandOver: emergency?.handOver,
    alarmTopicArn: emergency?.alarmTopicArn,
    siem: emergency?.siem && definedOnly({ queueUrl: emergency.siem.queueUrl, roleArn: emergency.siem.roleArn }),
    [FOR_ACCESS_STACKS]:
      settings.stacks === undefined ? undefined : forAccessStacks(settings.phase, instance.identityStoreId, permissionSets),
    nextSteps: pulumi.output(federationMetadataUrl).apply((metadataUrl) =>
      nextSteps({
        phase: settings.phase,
        homeRegion: settings.homeRegion,
        identityStoreId: instance.identityStoreId,
        ...(metadataUrl === undefined ? {} : { federationMetadataUrl: metadataUrl }),
        portalUrl: urls.accessPortal,
        acsUrls: settings.identityCenter.acsUrls ?? [],
        today: dayOf(now),
        ...(scimEndpoint === undefined ? {} : { scimEndpoint }),
        ...(tokenExpires === undefined ? {} : { tokenExpires }),
        scimTokenSet,
        provisioningAdopted: settings.provisioning.adopted === true,
        breakglassUsers: (settings.breakglass?.users ?? []).map(({ name }) => name),
        ...(settings.conditionalAccess === undefined ? {} : { conditionalAccess: settings.conditionalAccess.state }),
      }).map(formatStep),
    ),
  });
}

function forAccessStacks(phase: string, identityStoreId: string, permissionSets: ReadonlyMap<string, PermissionSet>): ForAccessStacks {
  const whole = ({ arn, ready }: PermissionSet): pulumi.Output<string> =>
    pulumi.all([arn, pulumi.all(ready.map(({ urn }) => urn))]).apply(([known]) => known);
  const permissionSetArns = Object.fromEntries([...permissionSets].map(([name, set]) => [name, whole(set)]));
  return { phase, identityStoreId, permissionSetArns };
}

/** How many grants each permission set has, by its name. */
export function countsBySet(grants: readonly Grant[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { permissionSet } of grants) counts[permissionSet] = (counts[permissionSet] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
