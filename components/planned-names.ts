import { UNDELIVERED } from "../access/breakglass/alarm-rules";
import { REMINDER } from "../access/breakglass/drill-reminder";
import { CHANGE_FORWARDER, CHANGE_UNDELIVERED } from "../access/breakglass/change-names";
import { changeRules } from "../access/breakglass/change-rules";
import { alarmRegions, WATCH } from "../access/breakglass/watch";
import { OIDC_PROVIDER, PERMISSION_SET, type UniqueName } from "../access/existing-names";
import { configPath } from "../access/problems";
import type { AccessPlan } from "../access/model";
import { SENTINEL_ROLE, SIEM_QUEUE } from "../access/siem";
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
    ...permissionSets.map(({ name, adopted }): UniqueName => ({
      kind: "permission set",
      type: PERMISSION_SET,
      resource: name,
      name,
      setting: configPath(["permissionSets", name]),
      ...(adopted === true ? { adopted } : {}),
    })),
    // Its name may be shared; its SAML identifier is unique in the tenant.
    ...(entityId === undefined ? [] : [enterpriseApp(entityId)]),
    ...(emergency === undefined ? [] : emergencyNames(emergency)),
  ];
}

const enterpriseApp = (entityId: string): UniqueName => ({
  kind: "enterprise application with the identifier (Entity ID)",
  type: "azuread:index/application:Application",
  resource: "enterprise-app",
  name: entityId,
});
const role = (resource: string, name: string): UniqueName => ({ kind: "IAM role", type: "aws:iam/role:Role", resource, name });
const queue = (resource: string, name: string, region: string): UniqueName => {
  return { kind: "SQS queue", type: "aws:sqs/queue:Queue", resource, name, region };
};
const eventRule = (resource: string, name: string, region: string): UniqueName => {
  return { kind: "event rule", type: EVENT_RULE, resource, name, region };
};

/** Of what tells of changes by hand. */
function changeNames({ place, alarms: { changes } }: EmergencyBlueprint): UniqueName[] {
  if (changes === undefined) return [];
  const rules = changeRules(place, changes.deployingRoles);
  const regions = [...new Set(rules.map(({ region }) => region))];
  return [
    ...rules.map(({ name, region }) => eventRule(`federation-changes/${name}/${region}`, name, region)),
    ...regions.map((region) => queue(`federation-changes/${region}/undelivered`, CHANGE_UNDELIVERED, region)),
    ...(rules.some(({ forwarded }) => forwarded) ? [role("federation-changes/forward", CHANGE_FORWARDER)] : []),
  ];
}

function emergencyNames(blueprint: EmergencyBlueprint): UniqueName[] {
  const { place, users, siem } = blueprint;
  const { homeRegion: region } = place;
  return [
    { kind: "SNS topic", type: "aws:sns/topic:Topic", resource: WATCH.topic, name: WATCH.topic, region },
    ...trailNames(blueprint.trail, region),
    ...(users.length === 0 ? [] : breakglassNames(blueprint)),
    ...changeNames(blueprint),
    ...users.map(({ name }, index): UniqueName => ({
      ...{ kind: "IAM user", type: "aws:iam/user:User", resource: name, name },
      setting: `federation:breakglass.users[${index}].name`,
    })),
    ...(siem === undefined ? [] : siemNames(siem, region)),
  ];
}

/** None where the trail exists outside of the stack. */
function trailNames({ name, role: roleName, bucket, logGroup }: EmergencyBlueprint["trail"], region: string): UniqueName[] {
  if (roleName === undefined || bucket === undefined) return [];
  const setting = "federation:alarms.trail";
  return [
    role(name, roleName),
    { kind: "S3 bucket", type: "aws:s3/bucket:Bucket", resource: name, name: bucket, region, setting: `${setting}.bucket` },
    { kind: "log group", type: "aws:cloudwatch/logGroup:LogGroup", resource: name, name: logGroup, region },
    { kind: "trail", type: TRAIL, resource: name, name, region, setting: `${setting}.name` },
  ];
}

/** Of what guards the breakglass users and watches over them. */
function breakglassNames({ place, userPath, trail }: EmergencyBlueprint): UniqueName[] {
  const { accountId, partition, homeRegion: region } = place;
  const guard = `arn:${partition}:iam::${accountId}:policy${userPath}${WATCH.guardPolicy}`;
  const regions = alarmRegions(region, trail.arn);
  return [
    { kind: "IAM policy", type: "aws:iam/policy:Policy", resource: "breakglass/guard", name: guard },
    role(REMINDER, REMINDER),
    { kind: "schedule", type: SCHEDULE, resource: REMINDER, name: REMINDER, region },
    { kind: "alarm", type: METRIC_ALARM, resource: "breakglass-alarms", name: WATCH.alarm, region },
    ...regions.flatMap((there) => [
      eventRule(`breakglass-alarms/use/${there}`, WATCH.useRule, there),
      eventRule(`breakglass-alarms/guard/${there}`, WATCH.guardRule, there),
    ]),
    role("breakglass-alarms/forward", WATCH.forwarder),
    ...regions.map((there) => queue(`breakglass-alarms/${there}/undelivered`, UNDELIVERED, there)),
  ];
}

function siemNames({ sentinel }: NonNullable<EmergencyBlueprint["siem"]>, region: string): UniqueName[] {
  const names = [queue("siem", SIEM_QUEUE, region)];
  if (sentinel === undefined) return names;
  names.push(role("siem/sentinel", SENTINEL_ROLE));
  if (sentinel.existingOidcProviderArn !== undefined) return names;
  const name = `https://${sentinel.identity.issuer}`;
  const kind = "OIDC provider of the issuer";
  return [...names, { kind, type: OIDC_PROVIDER, resource: "siem/sentinel", name, setting: "federation:siem.sentinel" }];
}
