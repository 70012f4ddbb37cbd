import { topicEncrypted } from "../../../rules/breakglass/topic-encrypted";
import { trail } from "../../../rules/breakglass/trail";
import { cloudtrail, events, sns } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, KEY, ONE, notApplicable, topic, subscription } from "./fixtures";

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
    "a trail outside of the stack": { given: [ONE], stackFacts: { existingTrail: "organization" } },
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
    "no key, of a topic that an alarm is to reach": {
      given: [
        ONE,
        resource(sns.topic, { arn: "arn:t" }, { name: "topic" }),
        resource(events.metricAlarm, { alarmActions: ["arn:x", "arn:t"] }, { name: "alarm" }),
      ],
      says: ["kmsMasterKeyId is not set."],
    },
    "no key, of a topic that an event is to reach": {
      given: [
        ONE,
        resource(sns.topic, {}, { name: "topic" }),
        resource(events.target, { arn: UNKNOWN }, { name: "target", refers: { arn: topic } }),
      ],
      says: ["kmsMasterKeyId is not set."],
    },
    "no key, although it depends on one": {
      given: [ONE, KEY, resource(sns.topic, {}, { name: "topic", refers: { kmsMasterKeyId: KEY } }), subscription],
      says: ["kmsMasterKeyId is not set."],
    },
    "AWS's key by ARN": {
      given: keyed({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:1:alias/aws/sns" }),
      says: ["kmsMasterKeyId is the AWS-managed key, with which EventBridge and CloudWatch cannot publish."],
    },
  },
  conforms: {
    "a key of its own": { given: keyed({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:1:key/a" }) },
    "a key that is made here": { given: [ONE, KEY, topic, subscription] },
    "a topic without an alarm, beside one that has one": {
      given: [
        ONE,
        KEY,
        topic,
        subscription,
        resource(sns.topic, {}, { name: "other" }),
        resource(sns.topicSubscription, { topic: UNKNOWN }, { name: "m", refers: { topic: resource(sns.topic, {}, { name: "other" }) } }),
        resource(events.metricAlarm, { alarmActions: [UNKNOWN] }, { name: "alarm", refers: { alarmActions: topic } }),
      ],
    },
    "a topic that nobody hears": { given: [ONE, resource(sns.topic, {}, { name: "other" })] },
    "a stack without breakglass users": { given: [ADA, ...keyed({}).slice(1)] },
  },
  notes: {
    "a key that is not known yet": {
      given: keyed({ kmsMasterKeyId: UNKNOWN }),
      says: [unknownNote("breakglass-topic-encrypted", "kmsMasterKeyId of topic")],
    },
  },
  notApplicable,
});
