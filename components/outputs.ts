import type * as pulumi from "@pulumi/pulumi";
import { dayOf } from "../access/clock";
import type { Account, Grant } from "../access/model";
import { formatStep, nextSteps } from "../access/steps";
import type { HandOver } from "./aws/breakglass";
import type { EmergencyAccess } from "./aws/emergency-access";
import type { PermissionSet } from "./aws/permission-set";
import type { Blueprint } from "./blueprint";
import { definedOnly } from "./defined-only";
import type { ConditionalAccess } from "./entra/conditional-access";
import type { EnterpriseApp } from "./entra/enterprise-app";
import type { Provisioning } from "./entra/provisioning";

/** What the stack tells; nothing secret. */
export interface FederationOutputs {
  readonly phase: string;
  /** Where people sign in. */
  readonly accessPortalUrl: string;
  /** `d-` and ten hexadecimal digits. */
  readonly identityStoreId: string;
  /** What AWS takes as the identity provider's metadata. */
  readonly federationMetadataUrl: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly applicationObjectId: pulumi.Output<string>;
  readonly servicePrincipalObjectId: pulumi.Output<string>;
  /** Absent in the phase `connect`. */
  readonly provisioningJobId?: pulumi.Output<string>;
  /** By permission set name. */
  readonly permissionSetArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Every grant with its reasons; empty in the phase `connect`. */
  readonly accessMatrix: readonly Grant[];
  /** Accounts that selectors matched, but that are not active. */
  readonly leftOutAccounts: readonly Account[];
  /** RFC 3339 time by slot. */
  readonly certificateEnds: Readonly<Record<string, string>>;
  /** SHA-1 thumbprint by slot. */
  readonly certificateThumbprints: pulumi.Output<Record<string, string>>;
  /** By the policy's key; absent without Conditional Access. */
  readonly conditionalAccessPolicyIds?: pulumi.Output<Record<string, string>>;
  /** Encrypted to the custodians, by user name (docs/breakglass.md); absent without breakglass users. */
  readonly breakglassHandOver?: pulumi.Output<Record<string, HandOver>>;
  readonly alarmTopicArn?: pulumi.Output<string>;
  /** What a SIEM's connector asks for; absent without SIEM export. */
  readonly siem?: { readonly queueUrl: pulumi.Output<string>; readonly roleArn?: pulumi.Output<string> };
  /** What no API can do, with this stack's values. */
  readonly nextSteps: pulumi.Output<string[]>;
}

/** Children of the federation that outputs speak of. */
export interface FederationParts {
  readonly app: EnterpriseApp;
  readonly permissionSets: ReadonlyMap<string, PermissionSet>;
  readonly provisioning: Provisioning | undefined;
  readonly conditionalAccess: ConditionalAccess | undefined;
  readonly emergency: EmergencyAccess | undefined;
}

/** The outputs of a federation. */
export function outputsOf(
  { settings, plan, instance, urls, now, assign, scimTokenSet }: Blueprint,
  { app, permissionSets, provisioning, conditionalAccess, emergency }: FederationParts,
): FederationOutputs {
  const federationMetadataUrl = app.clientId.apply(urls.federationMetadata);
  const { scimEndpoint, tokenExpires } = settings.provisioning;
  return definedOnly({
    phase: settings.phase,
    accessPortalUrl: urls.accessPortal,
    identityStoreId: instance.identityStoreId,
    federationMetadataUrl,
    clientId: app.clientId,
    applicationObjectId: app.applicationObjectId,
    servicePrincipalObjectId: app.servicePrincipalObjectId,
    provisioningJobId: provisioning?.jobId,
    permissionSetArns: Object.fromEntries([...permissionSets].map(([name, { arn }]) => [name, arn])),
    accessMatrix: assign === undefined ? [] : plan.grants,
    leftOutAccounts: plan.leftOut,
    certificateEnds: Object.fromEntries(settings.enterpriseApp.signingCertificates.map(({ slot, endDate }) => [slot, endDate])),
    certificateThumbprints: app.thumbprints,
    conditionalAccessPolicyIds: conditionalAccess?.policyIds,
    breakglassHandOver: emergency?.handOver,
    alarmTopicArn: emergency?.alarmTopicArn,
    siem: emergency?.siem && definedOnly({ queueUrl: emergency.siem.queueUrl, roleArn: emergency.siem.roleArn }),
    nextSteps: federationMetadataUrl.apply((metadataUrl) =>
      nextSteps({
        phase: settings.phase,
        homeRegion: settings.homeRegion,
        identityStoreId: instance.identityStoreId,
        federationMetadataUrl: metadataUrl,
        portalUrl: urls.accessPortal,
        acsUrls: settings.identityCenter.acsUrls ?? [],
        today: dayOf(now),
        ...(scimEndpoint === undefined ? {} : { scimEndpoint }),
        ...(tokenExpires === undefined ? {} : { tokenExpires }),
        scimTokenSet,
        breakglassUsers: (settings.breakglass?.users ?? []).map(({ name }) => name),
        ...(settings.conditionalAccess === undefined ? {} : { conditionalAccess: settings.conditionalAccess.state }),
      }).map(formatStep),
    ),
  });
}
