import {
  SENTINEL_POLICY,
  SENTINEL_ROLE,
  sentinelPolicy,
  sentinelTrust,
  SIEM_QUEUE,
  siemQueueArn,
  siemQueuePolicy,
} from "../../../access/siem";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { breakglassMetricFilter } from "../../../access/breakglass/alarm-patterns";
import {
  forwarderPolicy,
  forwarderTrust,
  RULE_STATE,
  undeliveredPolicy,
  USE_ALARM,
  USE_METRIC,
} from "../../../access/breakglass/alarm-rules";
import { CHANGE_UNDELIVERED } from "../../../access/breakglass/change-names";
import { changeQueuePolicy, changeRules } from "../../../access/breakglass/change-rules";
import { topicKeyPolicy, topicPolicy } from "../../../access/breakglass/alarm-topic";
import { trailBucketPolicy, trailKeyPolicy, trailRolePolicy, trailRoleTrust } from "../../../access/breakglass/audit-trail";
import { REMINDER_EXPRESSION } from "../../../access/breakglass/drill-reminder";
import { declaredEmergency } from "../../../access/breakglass/emergency";
import type { Settings } from "../../../access/settings";
import type { RuleReading } from "../../../cli/clouds/guard/alarms";
import type { UserReading } from "../../../cli/clouds/guard/iam";
import type { GuardSources } from "../../../cli/verify/emergency";

const key = (name: string): string => readFileSync(join(__dirname, "../../fixtures/custodians", `${name}.public.asc`), "utf8");

/** Settings of breakglass users that were drilled. */
export const breakglassSettings = {
  breakglass: {
    generation: "2026Q4",
    users: [
      { name: "breakglass-1", custodian: { name: "Grace", pgpPublicKey: key("one") } },
      { name: "breakglass-2", custodian: { name: "Alan", pgpPublicKey: key("two") } },
    ],
  },
  alarms: {
    subscribers: [{ email: "oncall@example.com" }, { https: "https://pager.example.com/hook/secret" }],
    changes: { deployingRoles: ["arn:aws:iam::100000000001:role/deploy"] },
  },
  drills: { lastDrills: { "breakglass-1": "2026-11-16", "breakglass-2": "2026-11-17" } },
};

export const accountId = "100000000001";
export const topicKey = `arn:aws:kms:eu-west-1:${accountId}:key/topic`;
const trailKey = `arn:aws:kms:eu-west-1:${accountId}:key/trail`;
const fingerprints: Readonly<Record<string, string>> = {
  "breakglass-1": "FAEBF840E0FA826910A5E705FF2E52418FCBE4AF",
  "breakglass-2": "C2CC032DBE8F64265D160E0A42DD5B71BCD46D74",
};

/** A breakglass user as it should be. */
export function rightUser(name: string): UserReading {
  return {
    path: "/breakglass/",
    boundary: undefined,
    tags: { "federation:breakglass": "true", "federation:generation": "2026Q4", "federation:custodian-key": fingerprints[name]! },
    policies: ["arn:aws:iam::aws:policy/AdministratorAccess", `arn:aws:iam::${accountId}:policy/breakglass/breakglass-guard`],
    inlinePolicies: [],
    groups: [],
    mfaSerials: [`arn:aws:iam::${accountId}:u2f/user/${name}/a-X`, `arn:aws:iam::${accountId}:u2f/user/${name}/b-Y`],
    passwordMade: new Date("2026-11-01T00:00:00Z"),
    accessKeys: [],
    otherCredentials: [],
  };
}

/** The management account exactly as the settings want it, in the forms in which AWS answers. */
export function rightGuard(settings: Settings): GuardSources {
  const declared = declaredEmergency(settings, { accountId, organizationId: "o-exampleorgid" })!;
  const { documents, place, trail } = declared;
  const deployingRoles = settings.alarms?.changes?.deployingRoles ?? [];
  const ofChanges = changeRules(place, deployingRoles);
  const parsed = (text: string): unknown => JSON.parse(text);
  const siem = { accountId, partition: place.partition, region: place.homeRegion };
  const bucketArn = `arn:${place.partition}:s3:::${trail.bucket}`;
  const { sentinel } = settings;
  return {
    account: async () => accountId,
    iam: {
      userNames: async () => ["breakglass-2", "breakglass-1"],
      user: async (name) => rightUser(name),
      policy: async () => JSON.parse(JSON.stringify(declared.guardDocument)) as unknown,
      role: async (name) =>
        name === SENTINEL_ROLE && sentinel !== undefined
          ? {
              trust: parsed(sentinelTrust(sentinel, `arn:aws:iam::${accountId}:oidc-provider/${sentinel.identity.issuer}`)),
              boundary: undefined,
              policies: [],
              inlinePolicies: new Map([[SENTINEL_POLICY, parsed(sentinelPolicy(siem, bucketArn, trailKey))]]),
            }
          : name === trail.role
            ? {
                trust: parsed(trailRoleTrust(documents!)),
                boundary: undefined,
                policies: [],
                inlinePolicies: new Map([["write-logs", parsed(trailRolePolicy(documents!))]]),
              }
            : {
                trust: parsed(forwarderTrust(place)),
                boundary: undefined,
                policies: [],
                inlinePolicies: new Map([["put-events", parsed(forwarderPolicy(place))]]),
              },
    },
    trail: {
      trail: async () => ({
        logging: true,
        multiRegion: true,
        globalEvents: true,
        validated: true,
        organization: false,
        bucket: trail.bucket,
        keyArn: trailKey,
        logGroup: trail.logGroup,
        logsRoleArn: `arn:aws:iam::${accountId}:role/${trail.role}`,
        errors: [],
        selectors: [{ ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: [] }],
        advancedSelectors: [],
      }),
      bucket: async () => ({
        policy: parsed(trailBucketPolicy(documents!)),
        versioning: "Enabled",
        keyArn: trailKey,
        closed: true,
        lifecycleRules: [],
      }),
      key: async (arn) => ({
        state: "Enabled",
        rotates: true,
        tags: { "federation:guard": "true" },
        policy: parsed(arn === topicKey ? topicKeyPolicy(place) : trailKeyPolicy(documents!)),
      }),
      announcedIn: async () => [siemQueueArn(siem)],
      logGroup: async () => ({ retentionDays: 365, keyArn: trailKey }),
    },
    alarms: {
      rule: async (region, name) => {
        const change = ofChanges.find((each) => each.region === region && each.name === name);
        const rule = change ?? declared.rules.find((each) => each.region === region && each.name === name)!;
        const forwarder = change === undefined ? "breakglass-alarms-forward" : "federation-watch-forward";
        const role = rule.forwarded ? { RoleArn: `arn:aws:iam::${accountId}:role/${forwarder}` } : {};
        const { inputPaths: InputPathsMap, inputTemplate: InputTemplate } = change?.rewording ?? {};
        const words = InputTemplate === undefined ? {} : { InputTransformer: { InputPathsMap: { ...InputPathsMap }, InputTemplate } };
        return {
          state: RULE_STATE,
          pattern: parsed(rule.pattern([topicKey, trailKey])),
          targets: [{ Id: "alarm", Arn: rule.targetArn, DeadLetterConfig: { Arn: rule.deadLetterArn }, ...role, ...words }],
        } satisfies RuleReading;
      },
      metricFilters: async () => [
        {
          filterName: "breakglass-use",
          filterPattern: breakglassMetricFilter(declared.userArns),
          metricTransformations: [
            { metricNamespace: USE_METRIC.namespace, metricName: USE_METRIC.name, metricValue: "1", defaultValue: 0 },
          ],
        },
      ],
      alarm: async () => ({
        ActionsEnabled: true,
        AlarmActions: [declared.guard.topic],
        Namespace: USE_METRIC.namespace,
        MetricName: USE_METRIC.name,
        Statistic: USE_ALARM.statistic,
        Period: USE_ALARM.period,
        EvaluationPeriods: USE_ALARM.evaluationPeriods,
        Threshold: USE_ALARM.threshold,
        ComparisonOperator: USE_ALARM.comparisonOperator,
        TreatMissingData: USE_ALARM.treatMissingData,
        StateValue: "OK",
      }),
      topic: async () => ({
        policy: parsed(topicPolicy(place)),
        keyArn: topicKey,
        subscriptions: declared.subscribers.map((each) => ({ ...each, confirmed: true })),
      }),
      queue: async (region, name) => ({
        policy: parsed(
          name === SIEM_QUEUE
            ? siemQueuePolicy(siem, bucketArn, settings.siem?.readers ?? [])
            : name === CHANGE_UNDELIVERED
              ? changeQueuePolicy(region, place, deployingRoles)
              : undeliveredPolicy(region, place),
        ),
        messages: 0,
      }),
      oldestMessage: async () => undefined,
      schedule: async () => ({
        $metadata: {},
        State: "ENABLED",
        ScheduleExpression: REMINDER_EXPRESSION,
        Target: { Arn: declared.guard.topic, RoleArn: "role" },
      }),
    },
  };
}
