import { allow, bucket, fresh, make, token, type Lifecycle } from "./lifecycle";

/** Lifecycles of the alarms types. */
export const alarms: readonly Lifecycle[] = [
  {
    type: token("cloudwatch", "LogGroup"),
    inputs: { name: "/aws/cloudtrail/org", retentionInDays: 90, tags: { a: "1" } },
    change: { retentionInDays: 365, tags: { a: "2" } },
    changes: ["retentionInDays: UPDATE", "tags.a: UPDATE"],
    replace: { name: "/x" },
    outputs: { arn: "arn:aws:logs:eu-west-1:100000000001:log-group:/aws/cloudtrail/org" },
  },
  {
    type: token("cloudwatch", "LogMetricFilter"),
    inputs: {
      name: "use",
      pattern: '{ ($.userIdentity.type = "IAMUser") }',
      metricTransformation: { name: "Use", namespace: "N", value: "1", defaultValue: "0" },
    },
    change: { pattern: '{ ($.userIdentity.type = "Root") }' },
    changes: ["pattern: UPDATE"],
    id: "use",
    needs: async (plugin) => ({ logGroupName: (await make(plugin, "cloudwatch", "LogGroup", { name: "/filtered" })).id }),
    importId: "/filtered:use",
  },
  {
    type: token("cloudwatch", "MetricAlarm"),
    inputs: {
      name: "breakglass-use",
      alarmDescription: "used",
      namespace: "N",
      metricName: "Use",
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: ["arn:aws:sns:eu-west-1:100000000001:alarms"],
      tags: { a: "1" },
    },
    change: { threshold: 2, alarmDescription: "used twice" },
    changes: ["alarmDescription: UPDATE", "threshold: UPDATE"],
    id: "breakglass-use",
  },
  {
    type: token("cloudwatch", "EventRule"),
    inputs: {
      name: "breakglass",
      eventPattern: '{"source":["aws.signin"],"detail":{"x":[1]}}',
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      description: "d",
      tags: { a: "1" },
    },
    change: { eventPattern: '{"source":["aws.sts"]}', description: "e" },
    changes: ["description: UPDATE", "eventPattern: UPDATE"],
    replace: { name: "other" },
    id: "breakglass",
  },
  {
    type: token("cloudwatch", "EventTarget"),
    inputs: {
      targetId: "alarm",
      arn: "arn:aws:sns:eu-west-1:100000000001:alarms",
      deadLetterConfig: { arn: "arn:aws:sqs:eu-west-1:100000000001:dead" },
    },
    change: { arn: "arn:aws:sns:eu-west-1:100000000001:other", roleArn: "arn:aws:iam::100000000001:role/r" },
    changes: ["arn: UPDATE", "roleArn: ADD"],
    replace: { targetId: "x" },
    id: /^rule-\d+-alarm$/,
    needs: async (plugin) => ({
      rule: (await make(plugin, "cloudwatch", "EventRule", { name: fresh("rule"), eventPattern: '{"source":["a"]}' })).id,
    }),
    importId: "$rule/alarm",
  },
  {
    type: token("sns", "Topic"),
    inputs: { name: "alarms", displayName: "Alarms", tags: { a: "1" } },
    change: { displayName: "Breakglass alarms", kmsMasterKeyId: "alias/alarms" },
    changes: ["displayName: UPDATE", "kmsMasterKeyId: ADD"],
    replace: { name: "other" },
    id: "arn:aws:sns:eu-west-1:100000000001:alarms",
  },
  {
    type: token("sns", "TopicPolicy"),
    inputs: {},
    needs: async (plugin) => {
      const { id } = await make(plugin, "sns", "Topic", { name: fresh("topic") });
      return { arn: id, policy: allow("sns:Publish", id) };
    },
    deletesNothing: true,
  },
  {
    type: token("sns", "TopicSubscription"),
    inputs: { protocol: "email", endpoint: "soc@example.com" },
    replace: { endpoint: "ciso@example.com" },
    needs: async (plugin) => ({ topic: (await make(plugin, "sns", "Topic", { name: fresh("topic") })).id }),
    deletesNothing: true,
  },
  {
    type: token("sqs", "Queue"),
    inputs: { name: "undelivered", messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true, tags: { a: "1" } },
    change: { visibilityTimeoutSeconds: 300, tags: {} },
    changes: ["tags.a: DELETE", "visibilityTimeoutSeconds: UPDATE"],
    replace: { name: "other" },
    id: /\/100000000001\/undelivered$/,
    outputs: { arn: "arn:aws:sqs:eu-west-1:100000000001:undelivered" },
  },
  {
    type: token("sqs", "QueuePolicy"),
    inputs: { policy: allow("sqs:SendMessage") },
    change: { policy: allow("sqs:ReceiveMessage") },
    changes: ["policy: UPDATE"],
    needs: async (plugin) => ({ queueUrl: (await make(plugin, "sqs", "Queue", { name: fresh("queue") })).id }),
  },
  {
    type: token("scheduler", "Schedule"),
    inputs: {
      name: "drill",
      scheduleExpression: "cron(0 8 1 1,4,7,10 ? *)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: "arn:aws:sns:eu-west-1:100000000001:alarms", roleArn: "arn:aws:iam::100000000001:role/r", input: '{"say": "drill"}' },
    },
    change: { scheduleExpression: "rate(7 days)", state: "DISABLED" },
    changes: ["scheduleExpression: UPDATE", "state: UPDATE"],
    id: "default/drill",
  },
  {
    type: token("cloudtrail", "Trail"),
    inputs: { name: "org", isMultiRegionTrail: true, enableLogFileValidation: true, tags: { a: "1" } },
    change: { includeGlobalServiceEvents: true, enableLogging: false, tags: { a: "2" } },
    changes: ["enableLogging: UPDATE", "tags.a: UPDATE"],
    id: "arn:aws:cloudtrail:eu-west-1:100000000001:trail/org",
    needs: async (plugin) => {
      const s3BucketName = await bucket(plugin);
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Action: "s3:GetBucketAcl",
            Resource: `arn:aws:s3:::${s3BucketName}`,
          },
          {
            Effect: "Allow",
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: `arn:aws:s3:::${s3BucketName}/AWSLogs/100000000001/*`,
          },
        ],
      });
      await make(plugin, "s3", "BucketPolicy", { bucket: s3BucketName, policy });
      return { s3BucketName };
    },
  },
];
