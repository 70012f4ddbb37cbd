import { REMINDER } from "../access/breakglass/drill-reminder";
import { CHANGE_FORWARDER, CHANGE_UNDELIVERED } from "../access/breakglass/change-names";
import { changeRules } from "../access/breakglass/change-rules";
import { alarmRegions, WATCH } from "../access/breakglass/watch";
import { OIDC_PROVIDER, PERMISSION_SET, type UniqueName } from "../access/existing-names";
import { configPath } from "../access/problems";
import type { AccessPlan } from "../access/model";
import { EVENT_RULE, METRIC_ALARM, SCHEDULE, TRAIL } from "./aws/look-up-names";
import type { EmergencyBlueprint } from "./emergency-blueprint";

/**
 * Every name that the program is about to give and that a cloud takes only once, as far as a provider can look it up.
 */
export function plannedNames(
  { permissionSets }: AccessPlan,
  entityId: string | undefined,
  emergency: EmergencyBlueprint | undefined,
): UniqueName[] {
  return [
    ...permissionSets.map(({ name, adopted }) => ({
      kind: "permission set",
      type: PERMISSION_SET,
      resource: name,
      name,
      setting: configPath(["permissionSets", name]),
      ...(adopted === true ? { adopted } : {}),
    })),
    // Its name may be shared; its SAML identifier is unique in the tenant.
    ...(entityId === undefined
      ? []
      : [
          {
            kind: "enterprise application with the identifier (Entity ID)",
            type: "azuread:index/application:Application",
            resource: "enterprise-app",
            name: entityId,
          },
        ]),
    ...(emergency === undefined ? [] : emergencyNames(emergency)),
  ];
}

/** Of what tells of changes by hand. */
function changeNames({ place, alarms: { changes } }: EmergencyBlueprint): UniqueName[] {
  if (changes === undefined) return [];
  const rules = changeRules(place, changes.deployingRoles);
  return [
    ...rules.map(({ name, region }) => ({
      kind: "event rule",
      type: EVENT_RULE,
      resource: `federation-changes/${name}/${region}`,
      name,
      region,
    })),
    ...[...new Set(rules.map(({ region }) => region))].map((region) => ({
      kind: "SQS queue",
      type: "aws:sqs/queue:Queue",
      resource: `federation-changes/${region}/undelivered`,
      name: CHANGE_UNDELIVERED,
      region,
    })),
    ...(rules.some(({ forwarded }) => forwarded)
      ? [{ kind: "IAM role", type: "aws:iam/role:Role", resource: "federation-changes/forward", name: CHANGE_FORWARDER }]
      : []),
  ];
}

function emergencyNames(blueprint: EmergencyBlueprint): UniqueName[] {
  const { place, users, userPath, trail, siem } = blueprint;
  const { accountId, partition, homeRegion: region } = place;
  const role = (resource: string, name: string): UniqueName => ({ kind: "IAM role", type: "aws:iam/role:Role", resource, name });
  const own = trail.role !== undefined && trail.bucket !== undefined ? { ...trail, role: trail.role, bucket: trail.bucket } : undefined;
  return [
    { kind: "SNS topic", type: "aws:sns/topic:Topic", resource: WATCH.topic, name: WATCH.topic, region },
    ...(own === undefined
      ? []
      : [
          role(own.name, own.role),
          {
            kind: "S3 bucket",
            type: "aws:s3/bucket:Bucket",
            resource: own.name,
            name: own.bucket,
            region,
            setting: "federation:alarms.trail.bucket",
          },
          { kind: "log group", type: "aws:cloudwatch/logGroup:LogGroup", resource: own.name, name: own.logGroup, region },
          { kind: "trail", type: TRAIL, resource: own.name, name: own.name, region, setting: "federation:alarms.trail.name" },
        ]),
    ...(users.length === 0
      ? []
      : [
          {
            kind: "IAM policy",
            type: "aws:iam/policy:Policy",
            resource: "breakglass/guard",
            name: `arn:${partition}:iam::${accountId}:policy${userPath}${WATCH.guardPolicy}`,
          },
          role("breakglass-drill-reminder", "breakglass-drill-reminder"),
          { kind: "schedule", type: SCHEDULE, resource: REMINDER, name: REMINDER, region },
          { kind: "alarm", type: METRIC_ALARM, resource: "breakglass-alarms", name: WATCH.alarm, region },
          ...alarmRegions(region, trail.arn).flatMap((ruleRegion) =>
            [
              { part: "use", name: WATCH.useRule },
              { part: "guard", name: WATCH.guardRule },
            ].map(({ part, name }) => ({
              kind: "event rule",
              type: EVENT_RULE,
              resource: `breakglass-alarms/${part}/${ruleRegion}`,
              name,
              region: ruleRegion,
            })),
          ),
          role("breakglass-alarms/forward", WATCH.forwarder),
          ...alarmRegions(region, trail.arn).map((queueRegion) => ({
            kind: "SQS queue",
            type: "aws:sqs/queue:Queue",
            resource: `breakglass-alarms/${queueRegion}/undelivered`,
            name: "breakglass-alarms-undelivered",
            region: queueRegion,
          })),
        ]),
    ...changeNames(blueprint),
    ...users.map(({ name }, index) => ({
      kind: "IAM user",
      type: "aws:iam/user:User",
      resource: name,
      name,
      setting: `federation:breakglass.users[${index}].name`,
    })),
    ...(siem === undefined
      ? []
      : [{ kind: "SQS queue", type: "aws:sqs/queue:Queue", resource: "siem", name: "federation-siem-cloudtrail", region }]),
    ...(siem?.sentinel === undefined ? [] : [role("siem/sentinel", "OIDC_MicrosoftSentinel")]),
    ...(siem?.sentinel === undefined || siem.sentinel.existingOidcProviderArn !== undefined
      ? []
      : [
          {
            kind: "OIDC provider of the issuer",
            type: OIDC_PROVIDER,
            resource: "siem/sentinel",
            name: `https://${siem.sentinel.identity.issuer}`,
            setting: "federation:siem.sentinel",
          },
        ]),
  ];
}
