// RESOURCES resources of a large organization: what the pack's rules judge in the proportions of a real federation,
// beside an application team's ordinary infrastructure, which no rule of the pack but many of awsguard's look at. Every
// rule on the whole stack finds what it hangs on.
const pulumi = require("@pulumi/pulumi");

const VERSIONS = { aws: "7.48.0", azuread: "6.9.1" };
const count = Number(process.env.RESOURCES ?? 5000);
const MANAGEMENT = "100000000001";
const protect = { protect: true };
const at = { instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444", region: "eu-west-1" };
const document = (...statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action, Resource) => ({ Effect: "Allow", Action, Resource });

let made = 0;
function make(type, name, props, opts = {}) {
  if (made++ >= count) return {};
  const known = { arn: undefined, clientId: undefined, objectId: undefined, ...props };
  return new pulumi.CustomResource(type, name, known, { version: VERSIONS[type.split(":")[0]], ...opts });
}
const aws = (type, name, props, opts) =>
  make(`aws:${type}:${type.split("/")[1].replace(/^./, (first) => first.toUpperCase())}`, name, props, opts);
const azuread = (type, name, props, opts) =>
  make(`azuread:index/${type}:${type.replace(/^./, (first) => first.toUpperCase())}`, name, props, opts);

if (count > 0) {
  facts();
  breakglass();
  entra();
  identityCenter(Math.floor(count * 0.6));
  for (let index = 0; made < count; index++) ordinary(index);
}

function facts() {
  const told = {
    stage: "production",
    homeRegion: "eu-west-1",
    managementAccountId: MANAGEMENT,
    productionAccountIds: Array.from({ length: 100 }, (_, index) => String(200000000000 + index)),
    emergencyAccessGroupId: "emergency",
    travelGroupId: "travel",
    compliantDeviceGroupIds: ["admins"],
  };
  new pulumi.ComponentResource("federation:index:Federation", "federation", told);
}

function breakglass() {
  for (const name of ["breakglass-1", "breakglass-2"]) {
    aws("iam/user", name, { name }, protect);
    aws("iam/userPolicyAttachment", `${name}/admin`, { user: name, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });
    aws("iam/accessKey", `${name}/key`, { user: name, pgpKey: "mQINBGVx".repeat(10) });
  }
  const topic = aws("sns/topic", "topic", { name: "alarms", kmsMasterKeyId: "arn:aws:kms:eu-west-1:100000000001:key/a" });
  aws("sns/topicSubscription", "mail", { topic: topic.arn, protocol: "email", endpoint: "a@example.com" });
  aws("cloudtrail/trail", "trail", { name: "trail", s3BucketName: "b", isMultiRegionTrail: true, enableLogFileValidation: true });
  aws("cloudwatch/logMetricFilter", "use", {
    name: "use",
    logGroupName: "trail",
    pattern: '{ ($.userIdentity.userName = "breakglass-1") || ($.userIdentity.userName = "breakglass-2") }',
    metricTransformation: { namespace: "Breakglass", name: "Use", value: "1" },
  });
  aws("cloudwatch/metricAlarm", "use-alarm", {
    name: "use",
    namespace: "Breakglass",
    metricName: "Use",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    evaluationPeriods: 1,
    threshold: 1,
    alarmActions: [topic.arn],
  });
}

function entra() {
  const app = azuread("application", "app", { displayName: "AWS", templateId: "21ed01d2-ec13-4e9e-86c1-cd546719ebc4" }, protect);
  const principal = azuread(
    "servicePrincipal",
    "sp",
    { clientId: app.clientId, useExisting: true, preferredSingleSignOnMode: "saml", appRoleAssignmentRequired: true },
    protect,
  );
  azuread("servicePrincipalTokenSigningCertificate", "certificate", { servicePrincipalId: principal.id, endDate: "2028-01-01T00:00:00Z" });
  for (let index = 0; index < 60; index++) {
    azuread("appRoleAssignment", `role-${index}`, {
      appRoleId: "8774f594-1d59-4279-b9d9-59ef09a23530",
      principalObjectId: `group-${index}`,
      resourceObjectId: principal.objectId,
    });
  }
  const policy = (name, users, builtInControls, more = {}) =>
    azuread("conditionalAccessPolicy", name, {
      displayName: name,
      state: "enabled",
      conditions: {
        applications: { includedApplications: [app.clientId] },
        clientAppTypes: ["all"],
        users: { excludedGroups: ["emergency"], ...users },
        ...more,
      },
      grantControls: { operator: "OR", builtInControls },
    });
  policy("mfa", { includedUsers: ["All"] }, ["mfa"]);
  policy("device", { includedGroups: ["admins"] }, ["compliantDevice"]);
  policy("places", { includedUsers: ["All"] }, ["block"], { locations: { includedLocations: ["All"], excludedLocations: ["home"] } });
}

/** Sets with managed and inline policies, and `assignments` assignments of them. */
function identityCenter(assignments) {
  const sets = Array.from({ length: 40 }, (_, index) => {
    const name = index % 4 === 0 ? `Team-${index}-RO` : `Team-${index}-RW`;
    const set = aws("ssoadmin/permissionSet", name, { ...at, name, description: "What a team may do.", sessionDuration: "PT8H" });
    aws("ssoadmin/managedPolicyAttachmentsExclusive", `${name}/managed`, {
      ...at,
      permissionSetArn: set.arn,
      managedPolicyArns: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
    });
    const writes = index % 4 === 0 ? [] : [allow(["s3:PutObject", "glue:StartJobRun", "glue:BatchGet*"], "arn:aws:s3:::lake/*")];
    aws("ssoadmin/permissionSetInlinePolicy", `${name}/inline`, {
      ...at,
      permissionSetArn: set.arn,
      inlinePolicy: document(allow(["s3:GetObject", "s3:List*"], ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]), ...writes),
    });
    return set;
  });
  for (let index = 0; index < assignments; index++) {
    aws("ssoadmin/accountAssignment", `assignment-${index}`, {
      ...at,
      permissionSetArn: sets[index % sets.length].arn,
      principalType: "GROUP",
      principalId: `group-${index % 100}`,
      targetType: "AWS_ACCOUNT",
      targetId: String(300000000000 + index),
    });
  }
}

/** One more resource of an application team's. */
function ordinary(index) {
  const tags = { team: `team-${index % 20}`, env: "prod", costCenter: "4711" };
  const name = `ordinary-${index}`;
  const service = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } };
  switch (index % 8) {
    case 0:
      return aws("iam/role", name, { name, assumeRolePolicy: document(service), tags });
    case 1:
      return aws("iam/policy", name, { name, policy: document(allow(["s3:GetObject"], `arn:aws:s3:::${name}/*`)), tags });
    case 2:
      return aws("s3/bucket", name, { bucket: name, tags, forceDestroy: false });
    case 3:
      return aws("cloudwatch/logGroup", name, { name: `/app/${name}`, retentionInDays: 90, tags });
    case 4:
      return aws("sqs/queue", name, { name, messageRetentionSeconds: 86400, sqsManagedSseEnabled: true, tags });
    case 5:
      return aws("ec2/securityGroup", name, {
        name,
        description: "Web.",
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
        tags,
      });
    case 6:
      return aws("ec2/instance", name, { ami: "ami-0123456789abcdef0", instanceType: "t3.micro", monitoring: true, tags });
    default:
      return aws("lambda/function", name, {
        name,
        role: "arn:aws:iam::100000000001:role/app",
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "artifacts",
        s3Key: `${name}.zip`,
        environment: { variables: { STAGE: "production", LOG_LEVEL: "info" } },
        tags,
      });
  }
}
