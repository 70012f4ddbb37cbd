import assert from "node:assert/strict";
import { instanceArn } from "../../aws/cloud";
import { type Resource } from "../shared/plugin-client";
import { startPlugin, type Plugin } from "./plugin";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Props = Record<string, any>;

/** One type's life: made, read back unchanged, imported, changed, deleted. */
interface Life {
  readonly type: string;
  readonly inputs: Props;
  /** Inputs of an update in place, merged into `inputs`. */
  readonly change?: Props;
  /** What that update must be reported as. */
  readonly changes?: string[];
  /** Inputs that replace, merged into `inputs`. */
  readonly replace?: Props;
  readonly id?: string | RegExp;
  readonly outputs?: Props;
  /** Import id where it is not the id; null where the official plugin cannot import. */
  readonly importId?: string | null;
  /** Inputs that no import can know. */
  readonly unknowable?: string[];
  /** Deleting it leaves the object, as officially. */
  readonly deletesNothing?: boolean;
  /** Makes what the type refers to, merged into `inputs` and `outputs` as the names say. */
  readonly needs?: (plugin: Plugin) => Promise<Props>;
}

const token = (module: string, name: string): string => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
const trust = (service: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] });
const allow = (action: string, resource = "*"): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

let counter = 0;
const fresh = (prefix: string): string => `${prefix}-${++counter}`;

async function make(plugin: Plugin, module: string, name: string, inputs: Props): Promise<Resource> {
  return plugin.client.create(token(module, name), fresh("made"), inputs);
}

async function permissionSet(plugin: Plugin): Promise<Props> {
  const made = await make(plugin, "ssoadmin", "PermissionSet", { instanceArn, name: fresh("Set") });
  return { instanceArn, permissionSetArn: made.outputs["arn"] };
}

async function user(plugin: Plugin): Promise<string> {
  return (await make(plugin, "iam", "User", { name: fresh("user") })).id;
}

async function role(plugin: Plugin, service = "events.amazonaws.com"): Promise<Resource> {
  return make(plugin, "iam", "Role", { name: fresh("role"), assumeRolePolicy: trust(service) });
}

async function bucket(plugin: Plugin): Promise<string> {
  return (await make(plugin, "s3", "Bucket", { bucket: fresh("bucket") })).id;
}

const lives: Life[] = [
  {
    type: token("ssoadmin", "PermissionSet"),
    inputs: { instanceArn, name: "Reader", description: "Reads", sessionDuration: "PT8H", tags: { env: "prod", team: "a" } },
    change: { description: "Reads all", sessionDuration: "PT4H", relayState: "https://console.aws.amazon.com/", tags: { env: "dev" } },
    changes: ["description: UPDATE", "relayState: ADD", "sessionDuration: UPDATE", "tags.env: UPDATE", "tags.team: DELETE"],
    replace: { name: "Other" },
    id: /^arn:aws:sso:::permissionSet\/ssoins-1111222233334444\/ps-[0-9a-z]{16},arn:aws:sso:::instance\/ssoins-1111222233334444$/,
    outputs: { region: "eu-west-1", tagsAll: { env: "prod", team: "a" } },
  },
  {
    type: token("ssoadmin", "ManagedPolicyAttachment"),
    inputs: { managedPolicyArn: managed("ReadOnlyAccess") },
    outputs: { managedPolicyName: "ReadOnlyAccess" },
    replace: { managedPolicyArn: managed("SecurityAudit") },
    id: /^arn:aws:iam::aws:policy\/ReadOnlyAccess,arn:aws:sso:::permissionSet.*,arn:aws:sso:::instance/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "ManagedPolicyAttachmentsExclusive"),
    inputs: { managedPolicyArns: [managed("SecurityAudit"), managed("ReadOnlyAccess")] },
    change: { managedPolicyArns: [managed("ReadOnlyAccess"), managed("PowerUserAccess")] },
    changes: ["managedPolicyArns[0]: DELETE", "managedPolicyArns[1]: ADD"],
    id: /^arn:aws:sso:::instance\/[^,]*,arn:aws:sso:::permissionSet/,
    deletesNothing: true,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "CustomerManagedPolicyAttachment"),
    inputs: { customerManagedPolicyReference: { name: "Boundary", path: "/team/" } },
    replace: { customerManagedPolicyReference: { name: "Other" } },
    id: /^Boundary,\/team\/,arn:aws:sso:::permissionSet/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "CustomerManagedPolicyAttachmentsExclusive"),
    inputs: { customerManagedPolicyReferences: [{ name: "B" }, { name: "A", path: "/team/" }] },
    change: { customerManagedPolicyReferences: [{ name: "B" }] },
    changes: ["customerManagedPolicyReferences[1]: DELETE"],
    deletesNothing: true,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "PermissionSetInlinePolicy"),
    inputs: { inlinePolicy: allow("s3:GetObject") },
    change: { inlinePolicy: allow("s3:PutObject") },
    changes: ["inlinePolicy: UPDATE"],
    id: /^arn:aws:sso:::permissionSet.*,arn:aws:sso:::instance/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "PermissionsBoundaryAttachment"),
    inputs: { permissionsBoundary: { customerManagedPolicyReference: { name: "Limit" } } },
    replace: { permissionsBoundary: { managedPolicyArn: managed("PowerUserAccess") } },
    id: /^arn:aws:sso:::permissionSet.*,arn:aws:sso:::instance/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "InstanceAccessControlAttributes"),
    inputs: {
      instanceArn,
      attributes: [
        { key: "department", values: [{ sources: ["${path:enterprise.department}"] }] },
        { key: "costCenter", values: [{ sources: ["${path:enterprise.costCenter}"] }] },
      ],
    },
    change: { attributes: [{ key: "department", values: [{ sources: ["${path:title}"] }] }] },
    changes: ["attributes[0]: UPDATE", "attributes[1]: DELETE"],
    id: instanceArn,
    outputs: { status: "ENABLED" },
  },
  {
    type: token("iam", "User"),
    inputs: { name: "bg-1", path: "/breakglass/", tags: { purpose: "emergency" } },
    change: { path: "/", tags: { purpose: "breakglass" } },
    changes: ["path: UPDATE", "tags.purpose: UPDATE"],
    id: "bg-1",
    outputs: { arn: "arn:aws:iam::100000000001:user/breakglass/bg-1" },
  },
  {
    type: token("iam", "UserPolicy"),
    inputs: { name: "deny", policy: allow("iam:GetUser") },
    change: { policy: allow("iam:ListUsers") },
    changes: ["policy: UPDATE"],
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "UserPolicyAttachment"),
    inputs: { policyArn: managed("AdministratorAccess") },
    replace: { policyArn: managed("ReadOnlyAccess") },
    id: /^user-\d+\/arn:aws:iam::aws:policy\/AdministratorAccess$/,
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "UserPolicyAttachmentsExclusive"),
    inputs: { policyArns: [managed("AdministratorAccess")] },
    change: { policyArns: [managed("ReadOnlyAccess")] },
    changes: ["policyArns[0]: UPDATE"],
    deletesNothing: true,
    needs: async (plugin) => ({ userName: await user(plugin) }),
  },
  {
    type: token("iam", "UserPoliciesExclusive"),
    inputs: { policyNames: [] },
    deletesNothing: true,
    needs: async (plugin) => ({ userName: await user(plugin) }),
  },
  {
    type: token("iam", "UserLoginProfile"),
    inputs: { passwordResetRequired: true },
    replace: { passwordLength: 30 },
    unknowable: ["passwordLength"],
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "AccessKey"),
    inputs: {},
    change: { status: "Inactive" },
    changes: ["status: UPDATE"],
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "Policy"),
    inputs: { name: "limits", description: "d", policy: allow("s3:*"), tags: { a: "1" } },
    change: { policy: allow("s3:Get*"), tags: { a: "2" } },
    changes: ["policy: UPDATE", "tags.a: UPDATE"],
    replace: { description: "e" },
    id: "arn:aws:iam::100000000001:policy/limits",
  },
  {
    type: token("iam", "Role"),
    inputs: { name: "OIDC_Sentinel", assumeRolePolicy: trust("events.amazonaws.com"), description: "reads", tags: { a: "1" } },
    change: { assumeRolePolicy: trust("sns.amazonaws.com"), maxSessionDuration: 7200, description: "reads more", tags: {} },
    changes: ["assumeRolePolicy: UPDATE", "description: UPDATE", "maxSessionDuration: UPDATE", "tags.a: DELETE"],
    replace: { path: "/x/" },
    id: "OIDC_Sentinel",
  },
  {
    type: token("iam", "RolePolicy"),
    inputs: { name: "put-events", policy: allow("events:PutEvents") },
    change: { policy: allow("events:*") },
    changes: ["policy: UPDATE"],
    id: /^role-\d+:put-events$/,
    needs: async (plugin) => ({ role: (await role(plugin)).id }),
  },
  {
    type: token("iam", "RolePolicyAttachment"),
    inputs: { policyArn: managed("ReadOnlyAccess") },
    needs: async (plugin) => ({ role: (await role(plugin)).id }),
  },
  {
    type: token("iam", "OpenIdConnectProvider"),
    inputs: {
      url: "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
      clientIdLists: ["api://a"],
      thumbprintLists: ["626d44e704d1ceabe3bf0d53397464ac8080142c"],
    },
    change: { tags: { a: "1" } },
    changes: ["tags: ADD"],
    id: "arn:aws:iam::100000000001:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    unknowable: ["url"],
  },
  {
    type: token("s3", "Bucket"),
    inputs: { bucket: "logs-100000000001", tags: { a: "1" } },
    change: { tags: { a: "1", b: "2" }, forceDestroy: true },
    changes: ["forceDestroy: UPDATE", "tags.b: ADD"],
    replace: { bucket: "other" },
    id: "logs-100000000001",
    outputs: { arn: "arn:aws:s3:::logs-100000000001", bucketRegionalDomainName: "logs-100000000001.s3.eu-west-1.amazonaws.com" },
  },
  {
    type: token("s3", "BucketPolicy"),
    inputs: { policy: allow("s3:GetObject", "arn:aws:s3:::x/*") },
    change: { policy: allow("s3:PutObject", "arn:aws:s3:::x/*") },
    changes: ["policy: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketPublicAccessBlock"),
    inputs: { blockPublicAcls: true, blockPublicPolicy: true },
    change: { restrictPublicBuckets: true },
    changes: ["restrictPublicBuckets: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketVersioning"),
    inputs: { versioningConfiguration: { status: "Enabled" } },
    change: { versioningConfiguration: { status: "Suspended" } },
    changes: ["versioningConfiguration.status: UPDATE"],
    deletesNothing: true,
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketServerSideEncryptionConfiguration"),
    inputs: {
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:eu-west-1:100000000001:key/k" },
          bucketKeyEnabled: true,
        },
      ],
    },
    change: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    changes: ["rules[0]: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketOwnershipControls"),
    inputs: { rule: { objectOwnership: "BucketOwnerEnforced" } },
    change: { rule: { objectOwnership: "BucketOwnerPreferred" } },
    changes: ["rule.objectOwnership: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketLifecycleConfiguration"),
    inputs: {
      rules: [
        {
          id: "old",
          status: "Enabled",
          filter: { prefix: "AWSLogs/" },
          expiration: { days: 400 },
          transitions: [{ days: 90, storageClass: "GLACIER" }],
        },
        { id: "parts", status: "Enabled", filter: {}, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      ],
    },
    change: { rules: [{ id: "old", status: "Enabled", filter: { prefix: "AWSLogs/" }, expiration: { days: 800 } }] },
    changes: ["rules[0].expiration.days: UPDATE", "rules[0].transitions: DELETE", "rules[1]: DELETE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketNotification"),
    inputs: {},
    change: { queues: [] },
    deletesNothing: true,
    needs: async (plugin) => {
      const queue = await make(plugin, "sqs", "Queue", { name: fresh("notified"), policy: allow("sqs:SendMessage") });
      const queues = [
        { id: "siem", queueArn: queue.outputs["arn"], events: ["s3:ObjectCreated:*"], filterPrefix: "AWSLogs/", filterSuffix: ".json.gz" },
      ];
      return { bucket: await bucket(plugin), queues };
    },
  },
  {
    type: token("kms", "Key"),
    inputs: { description: "encrypts", enableKeyRotation: true, deletionWindowInDays: 30, policy: allow("kms:*"), tags: { a: "1" } },
    change: { description: "encrypts more", enableKeyRotation: false, policy: allow("kms:Decrypt"), tags: { b: "1" } },
    changes: ["description: UPDATE", "enableKeyRotation: UPDATE", "policy: UPDATE", "tags.a: DELETE", "tags.b: ADD"],
    replace: { keyUsage: "SIGN_VERIFY" },
    unknowable: ["deletionWindowInDays"],
  },
  {
    type: token("kms", "Alias"),
    inputs: { name: "alias/alarms" },
    id: "alias/alarms",
    needs: async (plugin) => ({ targetKeyId: (await make(plugin, "kms", "Key", {})).outputs["keyId"] }),
  },
  {
    type: token("kms", "KeyPolicy"),
    inputs: { policy: allow("kms:*") },
    change: { policy: allow("kms:Encrypt") },
    changes: ["policy: UPDATE"],
    deletesNothing: true,
    needs: async (plugin) => ({ keyId: (await make(plugin, "kms", "Key", {})).id }),
  },
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
    change: { arn: "arn:aws:sns:eu-west-1:100000000001:other", retryPolicy: { maximumRetryAttempts: 5 } },
    changes: ["arn: UPDATE", "retryPolicy: ADD"],
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
    type: token("scheduler", "ScheduleGroup"),
    inputs: { name: "drills", tags: { a: "1" } },
    id: "drills",
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

describe("the aws plugin's types", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  before(async () => (plugin = await startPlugin()));
  after(() => plugin.stop());

  for (const life of lives) {
    it(`${life.type} is made, read, changed, imported and deleted`, async () => {
      const { client } = plugin;
      const inputs = { ...life.inputs, ...(await life.needs?.(plugin)) };
      const made = await client.create(life.type, fresh("it"), inputs);
      if (life.id instanceof RegExp) assert.match(made.id, life.id);
      else if (life.id !== undefined) assert.equal(made.id, life.id);
      for (const [name, value] of Object.entries(life.outputs ?? {})) assert.deepEqual(made.outputs[name], value, name);

      const refreshed = await client.refresh(made);
      assert.deepEqual(refreshed, made, "a refresh shows no change");
      assert.deepEqual((await client.diff(made, inputs)).changes, [], "a second up shows no change");

      if (life.importId !== null) {
        const id = (life.importId ?? made.id).replace("$rule", String(inputs["rule"]));
        const imported = await client.read(life.type, "imported", id);
        assert.notEqual(imported, undefined, "an import finds it");
        const known = Object.entries(inputs).filter(([name]) => !life.unknowable?.includes(name));
        const difference = (await client.diff(imported!, { ...imported!.inputs, ...Object.fromEntries(known) })).changes;
        assert.deepEqual(difference, [], "the program that made it matches an import");
      }

      if (life.replace !== undefined) {
        const { replaces } = await client.diff(made, { ...inputs, ...life.replace });
        assert.deepEqual(replaces, Object.keys(life.replace));
      }

      let last = made;
      if (life.change !== undefined) {
        const news = { ...inputs, ...life.change };
        const diff = await client.diff(made, news);
        if (life.changes !== undefined) assert.deepEqual(diff.changes, life.changes);
        assert.deepEqual(diff.replaces, []);
        last = await client.update(made, news);
        assert.deepEqual((await client.diff(last, news)).changes, [], "an update leaves nothing to do");
        assert.deepEqual(await client.refresh(last), last, "a refresh after an update shows no change");
      }

      await client.delete(last);
      if (!life.deletesNothing) {
        assert.equal(await client.refresh(last), undefined, "it is gone");
        await client.delete(last);
      }
    });
  }
});
