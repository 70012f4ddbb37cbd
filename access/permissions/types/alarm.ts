import { actions, type ResourceTypes } from "./actions";

/** Types of alarms and the SIEM: rules, metric alarms, topics, queues, schedules. */
export const ALARM_TYPES: ResourceTypes = {
  "aws:sns/topic:Topic": {
    parts: ["alarms"],
    ...actions(
      "sns",
      "CreateTopic TagResource SetTopicAttributes",
      "GetTopicAttributes ListTagsForResource",
      "SetTopicAttributes TagResource UntagResource",
      "DeleteTopic",
    ),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    parts: ["alarms"],
    ...actions("sns", "SetTopicAttributes", "GetTopicAttributes", "SetTopicAttributes", "SetTopicAttributes"),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    parts: ["alarms"],
    ...actions(
      "sns",
      "Subscribe ListSubscriptionsByTopic",
      "GetSubscriptionAttributes ListSubscriptionsByTopic",
      "SetSubscriptionAttributes",
      "Unsubscribe",
    ),
  },
  "aws:cloudwatch/eventRule:EventRule": {
    parts: ["breakglass"],
    ...actions(
      "events",
      "PutRule TagResource",
      "DescribeRule ListTagsForResource",
      "PutRule EnableRule DisableRule TagResource UntagResource",
      "DeleteRule ListTargetsByRule RemoveTargets",
    ),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    parts: ["breakglass"],
    ...actions("events", "PutTargets iam:PassRole", "ListTargetsByRule", "PutTargets iam:PassRole", "RemoveTargets"),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    parts: ["breakglass"],
    ...actions(
      "cloudwatch",
      "PutMetricAlarm TagResource",
      "DescribeAlarms ListTagsForResource",
      "PutMetricAlarm TagResource UntagResource",
      "DeleteAlarms",
    ),
  },
  "aws:scheduler/schedule:Schedule": {
    parts: ["breakglass"],
    ...actions("scheduler", "CreateSchedule iam:PassRole", "GetSchedule", "UpdateSchedule iam:PassRole", "DeleteSchedule"),
  },
  "aws:sqs/queue:Queue": {
    parts: ["breakglass", "siem"],
    ...actions(
      "sqs",
      "CreateQueue TagQueue SetQueueAttributes",
      "GetQueueUrl GetQueueAttributes ListQueueTags",
      "SetQueueAttributes TagQueue UntagQueue",
      "DeleteQueue",
    ),
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    parts: ["breakglass", "siem"],
    ...actions("sqs", "SetQueueAttributes", "GetQueueAttributes", "SetQueueAttributes", "SetQueueAttributes"),
  },
};
