import { CloudTrailClient, ListTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import {
  GetAccountPasswordPolicyCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListOpenIDConnectProvidersCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { ListSubscriptionsCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DescribeInstanceAccessControlAttributeConfigurationCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { type ClientSettings, clientSettings } from "./client-settings";
import { AwsReader, EntraReader } from "./clouds";

/** The regions in which the program may make something. */
const regions = ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2"];

/**
 * What is in both clouds, by kind; every list sorted. Identity store and what scheduled deletion has ended are left
 * out.
 */
export type Inventory = Record<string, string[]>;

/**
 * Reads everything in both clouds that the program can make, through the clouds' own APIs; knows nothing of the
 * program.
 */
export async function inventory(environment: NodeJS.ProcessEnv): Promise<Inventory> {
  const settings = (region: string): ClientSettings => clientSettings(environment, region);
  const kinds: Record<string, Promise<(string | undefined)[]>> = {
    ...inIdentityCenter(environment, settings("eu-west-1")),
    ...inIam(new IAMClient(settings("us-east-1"))),
    buckets: new S3Client({ ...settings("us-east-1"), forcePathStyle: true })
      .send(new ListBucketsCommand({}))
      .then(({ Buckets = [] }) => Buckets.map(({ Name }) => Name)),
    ...inEntra(new EntraReader(environment)),
  };
  for (const region of regions)
    for (const [kind, found] of Object.entries(inRegion(settings(region)))) kinds[`${kind} in ${region}`] = found;
  const read = Object.entries(kinds).map(async ([kind, found]): Promise<[string, string[]]> => [kind, (await found).map(String).sort()]);
  return Object.fromEntries(await Promise.all(read));
}

function inIdentityCenter(environment: NodeJS.ProcessEnv, settings: ClientSettings): Record<string, Promise<string[]>> {
  const reader = new AwsReader(environment);
  const attributes = async (): Promise<string[]> => {
    const { arn: InstanceArn } = await reader.instance();
    const asked = new SSOAdminClient(settings).send(new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }));
    const found = await asked.catch((error: Error) => {
      if (error.name === "ResourceNotFoundException") return undefined;
      throw error;
    });
    return (found?.InstanceAccessControlAttributeConfiguration?.AccessControlAttributes ?? []).map(({ Key }) => String(Key));
  };
  return {
    "permission sets": reader.permissionSets().then((sets) => [...sets.values()]),
    "account assignments": reader.assignments(),
    "access control attributes": attributes(),
  };
}

function inIam(iam: IAMClient): Record<string, Promise<(string | undefined)[]>> {
  const users = iam.send(new ListUsersCommand({})).then(({ Users = [] }) => Users.map(({ UserName }) => UserName!));
  const devices = async (): Promise<string[]> => {
    const found = await Promise.all((await users).map((UserName) => iam.send(new ListMFADevicesCommand({ UserName }))));
    const { VirtualMFADevices = [] } = await iam.send(new ListVirtualMFADevicesCommand({}));
    return [...found.flatMap(({ MFADevices = [] }) => MFADevices), ...VirtualMFADevices].map(({ SerialNumber }) => SerialNumber!);
  };
  const passwordPolicy = iam.send(new GetAccountPasswordPolicyCommand({})).catch((error: Error) => {
    if (/NoSuchEntity/.test(error.name)) return undefined;
    throw error;
  });
  return {
    users,
    "password policies": passwordPolicy.then((found) => (found === undefined ? [] : [JSON.stringify(found.PasswordPolicy)])),
    "MFA devices": devices(),
    roles: iam.send(new ListRolesCommand({ MaxItems: 1000 })).then(({ Roles = [] }) => Roles.map(({ RoleName }) => RoleName)),
    policies: iam.send(new ListPoliciesCommand({ Scope: "Local" })).then(({ Policies = [] }) => Policies.map(({ Arn }) => Arn)),
    "OpenID Connect providers": iam
      .send(new ListOpenIDConnectProvidersCommand({}))
      .then(({ OpenIDConnectProviderList = [] }) => OpenIDConnectProviderList.map(({ Arn }) => Arn)),
  };
}

function inRegion(settings: ClientSettings): Record<string, Promise<(string | undefined)[]>> {
  const kms = new KMSClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  const keys = async (): Promise<string[]> => {
    const { Keys = [] } = await kms.send(new ListKeysCommand({ Limit: 1000 }));
    const described = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
    return described
      .map(({ KeyMetadata }) => KeyMetadata!)
      .filter(({ KeyState }) => KeyState !== "PendingDeletion")
      .map(({ KeyId, KeyState, Description }) => `${KeyId} ${KeyState} ${Description}`);
  };
  return {
    trails: new CloudTrailClient(settings)
      .send(new ListTrailsCommand({}))
      .then(({ Trails = [] }) => Trails.map(({ TrailARN }) => TrailARN)),
    "log groups": logs.send(new DescribeLogGroupsCommand({})).then(({ logGroups = [] }) => logGroups.map(({ arn }) => arn)),
    "metric filters": logs
      .send(new DescribeMetricFiltersCommand({}))
      .then(({ metricFilters = [] }) => metricFilters.map(({ filterName }) => filterName)),
    alarms: new CloudWatchClient(settings)
      .send(new DescribeAlarmsCommand({}))
      .then(({ MetricAlarms = [] }) => MetricAlarms.map(({ AlarmName }) => AlarmName)),
    "event rules": new EventBridgeClient(settings).send(new ListRulesCommand({})).then(({ Rules = [] }) => Rules.map(({ Name }) => Name)),
    topics: new SNSClient(settings).send(new ListTopicsCommand({})).then(({ Topics = [] }) => Topics.map(({ TopicArn }) => TopicArn)),
    subscriptions: new SNSClient(settings)
      .send(new ListSubscriptionsCommand({}))
      .then(({ Subscriptions = [] }) => Subscriptions.map(({ TopicArn, Endpoint }) => `${TopicArn} ${Endpoint}`)),
    queues: new SQSClient(settings).send(new ListQueuesCommand({})).then(({ QueueUrls = [] }) => QueueUrls),
    schedules: new SchedulerClient(settings)
      .send(new ListSchedulesCommand({}))
      .then(({ Schedules = [] }) => Schedules.map(({ Arn }) => Arn)),
    keys: keys(),
  };
}

function inEntra(entra: EntraReader): Record<string, Promise<string[]>> {
  const names = async (path: string): Promise<string[]> =>
    (await entra.list(path)).map(({ id, displayName }) => `${String(displayName)} ${String(id)}`);
  return {
    applications: names("/v1.0/applications"),
    "service principals": names("/v1.0/servicePrincipals"),
    "claims mapping policies": names("/v1.0/policies/claimsMappingPolicies"),
    "Conditional Access policies": names("/v1.0/identity/conditionalAccess/policies"),
    "named locations": names("/v1.0/identity/conditionalAccess/namedLocations"),
    "authentication strengths": names("/v1.0/policies/authenticationStrengthPolicies"),
    "groups of the directory": names("/v1.0/groups"),
  };
}
