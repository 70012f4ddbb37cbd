import { topicEncrypted } from "../../../rules/breakglass/topic-encrypted";
import { events, sns } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, KEY, notApplicable, ONE, subscription, topic } from "./fixtures";

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
