import { administrator } from "../../rules/breakglass/administrator";
import { apiAlarm } from "../../rules/breakglass/api-alarm";
import { drill } from "../../rules/breakglass/drill";
import { loginAlarm } from "../../rules/breakglass/login-alarm";
import { mfaRequired } from "../../rules/breakglass/mfa-required";
import { breakglassProtected } from "../../rules/breakglass/protected";
import { topicEncrypted } from "../../rules/breakglass/topic-encrypted";
import { trail } from "../../rules/breakglass/trail";
import { twoUsers } from "../../rules/breakglass/two-users";
import { cloudtrail, events, iam, sns } from "../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../testing";
import { behaviours, unknownNote } from "../cases";

const user = (name: unknown, props: Record<string, unknown> = {}, resourceName = String(name)) =>
  resource(iam.user, { name, ...props }, { name: resourceName });
const ONE = user("breakglass-1");
const TWO = user("breakglass-2");
const ADA = user("ada");
const notApplicable = { "a stack without users": { given: [resource(iam.role, {})] } };
const ofOne = (type: string, props: Record<string, unknown>, name = "part", property = "user") =>
  resource(type, { [property]: UNKNOWN, ...props }, { name, refers: { [property]: ONE } });

behaviours(twoUsers, {
  violates: {
    "one alone": { given: [ONE], says: ["The stack has breakglass-1 without breakglass-2; there must be 2."] },
    "one of them twice": {
      given: [ONE, TWO, user("breakglass-1", {}, "again")],
      says: ["The stack has 3 breakglass users; there must be 2."],
    },
    "two of three": {
      given: [ONE, TWO],
      config: { users: 3, breakglassUsers: ["breakglass-1", "breakglass-2", "b3"] },
      says: ["The stack has breakglass-1 and breakglass-2 without b3; there must be 3."],
    },
  },
  conforms: {
    both: { given: [ONE, TWO, ADA] },
    "a stack of other users": { given: [ADA] },
  },
  notes: {
    "a name that is not known yet": {
      given: [ONE, TWO, user(UNKNOWN, {}, "third")],
      says: [unknownNote("breakglass-two-users", "name of third")],
    },
  },
  notApplicable,
});

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const NO_ADMIN = ["breakglass-1 does not have AdministratorAccess."];
behaviours(administrator, {
  violates: {
    "a user without policies": { given: [ONE], says: NO_ADMIN },
    "a user with another policy": {
      given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })],
      says: NO_ADMIN,
    },
    "another user's policy": {
      given: [ONE, resource(iam.userPolicyAttachment, { user: "breakglass-2", policyArn: ADMIN })],
      says: NO_ADMIN,
    },
  },
  conforms: {
    "an attachment": { given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: ADMIN })] },
    "an exclusive list": { given: [ONE, ofOne(iam.userPolicyAttachmentsExclusive, { policyArns: ["arn:x", ADMIN] }, "list", "userName")] },
    "an attachment from the other side": {
      given: [ONE, resource(iam.policyAttachment, { users: ["ada", "breakglass-1"], policyArn: ADMIN })],
    },
    "a user of another name": { given: [ADA] },
  },
  notes: {
    "a policy that is not known yet": {
      given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: UNKNOWN })],
      says: [unknownNote("breakglass-administrator", "policyArn of part")],
    },
  },
  notApplicable,
});

behaviours(breakglassProtected, {
  violates: { "a user that is not protected": { given: ONE, says: ["protect is not true."] } },
  conforms: {
    "a user that is": { given: { ...ONE, opts: { protect: true } } },
    "another user": { given: ADA },
    "a user without a name": { given: resource(iam.user, {}) },
  },
  notes: { "a name that is not known yet": { given: user(UNKNOWN, {}, "u"), says: [unknownNote("breakglass-protected", "name of u")] } },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});

const deny = (more: Record<string, unknown> = {}) => ({
  Effect: "Deny",
  NotAction: ["iam:ChangePassword", "iam:EnableMFADevice", "iam:GetUser", "sts:GetSessionToken"],
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  ...more,
});
const guarded = (...statements: Record<string, unknown>[]) => [
  ONE,
  ofOne(iam.userPolicy, { policy: JSON.stringify({ Statement: statements }) }, "guard"),
];
const NO_MFA = ["breakglass-1 may act without MFA: no policy on the user denies it."];
const managed = resource(iam.policy, { policy: JSON.stringify({ Statement: [deny()] }) }, { name: "guard" });
behaviours(mfaRequired, {
  violates: {
    "a user without a policy": { given: [ONE], says: NO_MFA },
    "an allowance": { given: guarded(deny({ Effect: "Allow" })), says: NO_MFA },
    "Bool, which lets access keys pass": {
      given: guarded(deny({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })),
      says: NO_MFA,
    },
    "the opposite": { given: guarded(deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } })), says: NO_MFA },
    "another condition": { given: guarded(deny({ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } })), says: NO_MFA },
    "a second condition": {
      given: guarded(
        deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, StringEquals: { "aws:RequestedRegion": "x" } } }),
      ),
      says: NO_MFA,
    },
    "no condition": { given: guarded(deny({ Condition: {} })), says: NO_MFA },
    "some resources only": { given: guarded(deny({ Resource: "arn:aws:s3:::b" })), says: NO_MFA },
    "some actions only": { given: guarded(deny({ NotAction: undefined, Action: ["s3:*"] })), says: NO_MFA },
    "more left out than enrolment needs": { given: guarded(deny({ NotAction: ["iam:*"] })), says: NO_MFA },
    "more left out than configured": { given: guarded(deny()), config: { withoutMfa: ["iam:GetUser"] }, says: NO_MFA },
    "another user's policy": {
      given: [ONE, resource(iam.userPolicy, { user: "breakglass-2", policy: JSON.stringify({ Statement: [deny()] }) })],
      says: NO_MFA,
    },
    "a malformed policy": { given: [ONE, ofOne(iam.userPolicy, { policy: "{" })], says: NO_MFA },
  },
  conforms: {
    "an inline policy": { given: guarded({ Effect: "Deny", Action: "s3:*", Resource: "*" }, deny()) },
    "everything denied": { given: guarded(deny({ NotAction: undefined, Action: "*" })) },
    "an attached policy": {
      given: [
        ONE,
        managed,
        resource(iam.userPolicyAttachment, { user: UNKNOWN, policyArn: UNKNOWN }, { name: "a", refers: { user: ONE, policyArn: managed } }),
      ],
    },
    "a policy in an exclusive list": {
      given: [
        ONE,
        managed,
        resource(
          iam.userPolicyAttachmentsExclusive,
          { userName: "breakglass-1", policyArns: [UNKNOWN] },
          { name: "a", refers: { policyArns: managed } },
        ),
      ],
    },
    "another user": { given: [ADA] },
  },
  notes: {
    "a policy that is not known yet": {
      given: [ONE, ofOne(iam.userPolicy, { policy: UNKNOWN }, "guard")],
      says: [unknownNote("breakglass-mfa-required", "policy of guard")],
    },
  },
  notApplicable,
});

const topic = resource(sns.topic, { name: "alarms", arn: UNKNOWN, kmsMasterKeyId: UNKNOWN }, { name: "topic" });
const subscription = resource(
  sns.topicSubscription,
  { topic: UNKNOWN, protocol: "email", endpoint: "a@example.com" },
  { name: "mail", refers: { topic } },
);
const filter = (props: Record<string, unknown> = {}) =>
  resource(
    events.metricFilter,
    {
      pattern: '{ $.userIdentity.userName = "breakglass-1" }',
      metricTransformation: { namespace: "B", name: "Use", value: "1" },
      ...props,
    },
    { name: "filter" },
  );
const alarm = (props: Record<string, unknown> = {}, refers: Record<string, Wire> = { alarmActions: topic }) =>
  resource(
    events.metricAlarm,
    {
      namespace: "B",
      metricName: "Use",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      alarmActions: [UNKNOWN],
      ...props,
    },
    { name: "alarm", refers },
  );
const byMetric = (changes: { filter?: Record<string, unknown>; alarm?: Record<string, unknown> } = {}) => [
  ONE,
  topic,
  subscription,
  filter(changes.filter),
  alarm(changes.alarm),
];
const rule = (region: string, detail: unknown, props: Record<string, unknown> = {}) =>
  resource(
    events.rule,
    { region, eventPattern: JSON.stringify({ detail }), state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", ...props },
    { name: `rule-${region}` },
  );
const byRule = (
  regions: string[],
  detail: unknown = { userIdentity: { userName: ["breakglass-1"] } },
  props: Record<string, unknown> = {},
) => [
  ONE,
  topic,
  subscription,
  ...regions.flatMap((region) => {
    const made = rule(region, detail, props);
    return [
      made,
      resource(events.target, { rule: UNKNOWN, arn: UNKNOWN }, { name: `target-${region}`, refers: { rule: made, arn: topic } }),
    ];
  }),
];
const SIGN_IN = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
const silent = (act: string) => [`${act} of breakglass-1 raises no alarm.`];
const unheard = (act: string) => [
  `${act} of breakglass-1 is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.`,
];

for (const [judged, name, act] of [
  [loginAlarm, "breakglass-login-alarm", "A sign-in"],
  [apiAlarm, "breakglass-api-alarm", "An API call"],
] as const) {
  behaviours(judged, {
    violates: {
      "a user without an alarm": { given: [ONE], says: silent(act) },
      "each user without one": { given: [...byMetric(), TWO], says: [`${act} of breakglass-2 raises no alarm.`] },
      "a filter for another user": { given: byMetric({ filter: { pattern: '{ $.userIdentity.userName = "ada" }' } }), says: silent(act) },
      "a filter that is no pattern": { given: byMetric({ filter: { pattern: "breakglass-1" } }), says: silent(act) },
      "a filter without an alarm": { given: [ONE, topic, subscription, filter()], says: unheard(act) },
      "a filter without a metric": { given: byMetric({ filter: { metricTransformation: undefined } }), says: unheard(act) },
      "an alarm on another metric": { given: byMetric({ alarm: { metricName: "Other" } }), says: unheard(act) },
      "an alarm on another namespace": { given: byMetric({ alarm: { namespace: "Other" } }), says: unheard(act) },
      "an alarm that needs two events": { given: byMetric({ alarm: { threshold: 2 } }), says: unheard(act) },
      "an alarm above one": { given: byMetric({ alarm: { comparisonOperator: "GreaterThanThreshold" } }), says: unheard(act) },
      "an alarm below": { given: byMetric({ alarm: { comparisonOperator: "LessThanThreshold", threshold: 0 } }), says: unheard(act) },
      "an alarm whose actions are off": { given: byMetric({ alarm: { actionsEnabled: false } }), says: unheard(act) },
      "an alarm to nowhere": { given: [ONE, topic, subscription, filter(), alarm({ alarmActions: [] }, {})], says: unheard(act) },
      "a topic without a subscriber": { given: [ONE, topic, filter(), alarm()], says: unheard(act) },
      "rules for another user": { given: byRule(SIGN_IN, { userIdentity: { userName: ["ada"] } }), says: silent(act) },
      "rules that are off": { given: byRule(SIGN_IN, undefined, { state: "DISABLED" }), says: silent(act) },
      "rules that are off, the old way": { given: byRule(SIGN_IN, undefined, { isEnabled: false }), says: silent(act) },
      "rules without targets": {
        given: [ONE, topic, subscription, rule("us-east-1", { userIdentity: { userName: ["breakglass-1"] } })],
        says: unheard(act),
      },
      "rules of another account": {
        given: byRule(SIGN_IN, { userIdentity: { userName: ["breakglass-1"], accountId: ["999999999999"] } }),
        told: { managementAccountId: "111111111111" },
        says: silent(act),
      },
    },
    conforms: {
      "a metric filter": { given: byMetric() },
      "a topic by its ARN": {
        given: [
          ONE,
          { ...topic, props: { arn: "arn:t" } },
          resource(sns.topicSubscription, { topic: "arn:t" }, { name: "mail" }),
          filter(),
          alarm({ alarmActions: ["arn:t"], comparisonOperator: "GreaterThanThreshold", threshold: 0 }, {}),
        ],
      },
      "event rules in the sign-in regions": { given: byRule(SIGN_IN) },
      "rules of the account that the user is in": {
        given: byRule(SIGN_IN, { userIdentity: { accountId: ["222222222222"] } }).map((wire) =>
          wire === ONE ? user("breakglass-1", { arn: "arn:aws:iam::222222222222:user/breakglass-1" }) : wire,
        ),
        told: { managementAccountId: "111111111111" },
      },
      "rules of the management account": {
        given: byRule(SIGN_IN, { userIdentity: { accountId: ["111111111111"] } }),
        told: { managementAccountId: "111111111111" },
      },
      "a user of another name": { given: [ADA] },
    },
    notes: {
      "a filter that is not known yet": {
        given: byMetric({ filter: { pattern: UNKNOWN } }),
        says: [unknownNote(name, "pattern of filter")],
      },
      "a rule that is not known yet": {
        given: byRule(["us-east-1"], undefined, { eventPattern: UNKNOWN }),
        says: [unknownNote(name, "eventPattern of rule-us-east-1")],
      },
    },
    notApplicable,
  });
}

const LOGIN_ONLY = { eventName: ["ConsoleLogin"], userIdentity: { userName: ["breakglass-1"] } };
behaviours(loginAlarm, {
  violates: {
    "rules in one region only": { given: byRule(["us-east-1"]), says: unheard("A sign-in") },
    "rules that leave a sign-in region out": { given: byRule([...SIGN_IN.slice(1), "eu-west-1"]), says: unheard("A sign-in") },
    "rules for API calls only": { given: byRule(SIGN_IN, { eventType: ["AwsApiCall"] }), says: silent("A sign-in") },
  },
  conforms: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY) },
    "rules in the plain state": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }) },
  },
});
behaviours(apiAlarm, {
  violates: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY), says: silent("An API call") },
    "rules that leave reading calls out": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }), says: silent("An API call") },
    "a filter that leaves reading calls out": {
      given: byMetric({ filter: { pattern: '{ $.userIdentity.userName = "breakglass-1" && $.readOnly = false }' } }),
      says: silent("An API call"),
    },
  },
  conforms: { "a rule in one region": { given: byRule(["us-east-1"]) } },
});

const GOOD = { isMultiRegionTrail: true, enableLogFileValidation: true };
const trailOf = (props: Record<string, unknown>, name = "trail") => resource(cloudtrail.trail, props, { name });
const lacking = (gap: string) => [`The trail ${gap}.`];
const MANAGEMENT = { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] };
behaviours(trail, {
  violates: {
    "no trail": { given: [ONE], says: ["No trail is in the stack, and none outside of it is named."] },
    "one region": {
      given: [ONE, trailOf({ ...GOOD, isMultiRegionTrail: false })],
      says: lacking("does not record every region (isMultiRegionTrail)"),
    },
    "no validation, and one region": {
      given: [ONE, trailOf({})],
      says: lacking("does not record every region (isMultiRegionTrail) and is not validated (enableLogFileValidation)"),
    },
    "a trail that does not log": {
      given: [ONE, trailOf({ ...GOOD, enableLogging: false })],
      says: lacking("does not log (enableLogging)"),
    },
    "no global services": {
      given: [ONE, trailOf({ ...GOOD, includeGlobalServiceEvents: false })],
      says: lacking("leaves global services out (includeGlobalServiceEvents)"),
    },
    "data events only": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ includeManagementEvents: false }] })],
      says: lacking("does not record all management events"),
    },
    "writes only": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ readWriteType: "WriteOnly" }] })],
      says: lacking("does not record all management events"),
    },
    "some sources left out": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }] })],
      says: lacking("does not record all management events"),
    },
    "data events only, the newer way": {
      given: [ONE, trailOf({ ...GOOD, advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] }] })],
      says: lacking("does not record all management events"),
    },
    "some management events, the newer way": {
      given: [
        ONE,
        trailOf({
          ...GOOD,
          advancedEventSelectors: [{ fieldSelectors: [...MANAGEMENT.fieldSelectors, { field: "readOnly", equals: ["false"] }] }],
        }),
      ],
      says: lacking("does not record all management events"),
    },
  },
  conforms: {
    "a trail": { given: [ONE, trailOf({ ...GOOD, enableLogging: true, includeGlobalServiceEvents: true })] },
    "selectors that leave nothing out": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ includeManagementEvents: true, readWriteType: "All" }] })],
    },
    "the newer way": { given: [ONE, trailOf({ ...GOOD, advancedEventSelectors: [MANAGEMENT] })] },
    "a lesser trail beside a whole one": { given: [ONE, trailOf({}), trailOf(GOOD, "whole")] },
    "a trail outside of the stack": { given: [ONE], told: { existingTrail: "organization" } },
    "a configured one": { given: [ONE, trailOf({})], config: { existingTrail: "organization" } },
    "a stack without breakglass users": { given: [ADA] },
  },
  notes: {
    "a value that is not known yet": {
      given: [ONE, trailOf({ ...GOOD, isMultiRegionTrail: UNKNOWN })],
      says: [unknownNote("breakglass-trail", "isMultiRegionTrail of trail")],
    },
  },
  notApplicable,
});

const keyed = (props: Record<string, unknown>) => [ONE, resource(sns.topic, props, { name: "topic" }), subscription];
behaviours(topicEncrypted, {
  violates: {
    "no key": { given: keyed({}), says: ["kmsMasterKeyId is not set."] },
    "AWS's key": {
      given: keyed({ kmsMasterKeyId: "alias/aws/sns" }),
      says: ["kmsMasterKeyId is the AWS-managed key, with which EventBridge and CloudWatch cannot publish."],
    },
    "AWS's key by ARN": {
      given: keyed({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:1:alias/aws/sns" }),
      says: ["kmsMasterKeyId is the AWS-managed key, with which EventBridge and CloudWatch cannot publish."],
    },
  },
  conforms: {
    "a key of its own": { given: keyed({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:1:key/a" }) },
    "a key that is made here": { given: [ONE, topic, subscription] },
    "a topic that nobody hears": { given: [ONE, resource(sns.topic, {}, { name: "other" })] },
    "a stack without breakglass users": { given: [ADA, ...keyed({}).slice(1)] },
  },
  notApplicable,
});

const last = (lastDrill?: string) => ({ stage: "production", ...(lastDrill === undefined ? {} : { lastDrill }) });
behaviours(drill, {
  violates: {
    "none, in production": { given: [ONE], told: last(), says: ["No drill is recorded (lastDrill is missing)."] },
    "an empty one": { given: [ONE], told: last(""), says: ["No drill is recorded (lastDrill is missing)."] },
    "none, in a stack that tells nothing": { given: [ONE], says: ["No drill is recorded (lastDrill is missing)."] },
    "93 days": { given: [ONE], told: last("2026-08-22"), says: ["The last drill was on 2026-08-22, 93 days ago; at most 92 may pass."] },
    "93 days in development": {
      given: [ONE],
      told: { ...last("2026-08-22"), stage: "development" },
      says: ["The last drill was on 2026-08-22, 93 days ago; at most 92 may pass."],
    },
    "more than configured": {
      given: [ONE],
      told: last("2026-11-21"),
      config: { maxDays: 1 },
      says: ["The last drill was on 2026-11-21, 2 days ago; at most 1 may pass."],
    },
    "one to come": { given: [ONE], told: last("2026-11-24"), says: ["lastDrill is 2026-11-24, which is to come."] },
    "what is no day": { given: [ONE], told: last("2026-02-30"), says: ['lastDrill is "2026-02-30"; it must be a day such as 2027-01-31.'] },
    "one that configuration overrides": {
      given: [ONE],
      told: last("2026-11-20"),
      config: { lastDrill: "2026-01-01" },
      says: ["The last drill was on 2026-01-01, 326 days ago; at most 92 may pass."],
    },
  },
  conforms: {
    "92 days": { given: [ONE], told: last("2026-08-23") },
    today: { given: [ONE], told: last("2026-11-23") },
    "a stack without breakglass users": { given: [ADA] },
  },
  notes: {
    "none, in development": { given: [ONE], told: { stage: "development" }, says: ["No drill is recorded (lastDrill is missing)."] },
  },
  notApplicable,
});
