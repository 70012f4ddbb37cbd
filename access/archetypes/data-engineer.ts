/**
 * R5.3 Data-Engineer-RW: data in named buckets, the Glue catalogue and jobs, EMR and EMR Serverless, Lake Formation as
 * a reader.
 */
import type { z } from "zod";
import { checkedTextSchema, documented, listSchema, mappingSchema } from "../settings/fields";
import { buckets, keySchema, setFields } from "../settings/permission-sets";
import type { PolicyDocument } from "../model";
import { endpointDomain, type Partition } from "../../contract/partition";
import { defineArchetype } from "./archetype";
import { allow, when, words } from "./statement";

const ROLE_REMEDY = "write the name of a role, with its path if it has one, without ARN and wildcard";
const roleSchema = checkedTextSchema(ROLE_REMEDY, (value) =>
  /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/.test(value) && value.length <= 512 ? undefined : ROLE_REMEDY,
);

const LOG_GROUP_REMEDY = "write the name of a log group, with * at its end for all that begin so";
const logGroupSchema = checkedTextSchema(LOG_GROUP_REMEDY, (value) => (/^[\w/.#-]{2,511}\*?$/.test(value) ? undefined : LOG_GROUP_REMEDY));

/** Settings of Data-Engineer-RW (R5.3). */
export const dataEngineerSchema = mappingSchema({
  ...setFields,
  buckets: buckets("Buckets that data engineers read and write."),
  jobRoles: documented(listSchema(roleSchema, "write a list of role names"), {
    about: "Roles that data engineers may give to Glue jobs, EMR clusters and EMR Serverless jobs.",
    type: "list of role names",
  }).default([]),
  kmsKeys: documented(listSchema(keySchema, "write a list of ARNs of KMS keys"), {
    about: "Keys that encrypt the buckets, when they are customer-managed.",
    type: "list of key ARNs",
  }).default([]),
  logGroups: documented(listSchema(logGroupSchema, "write a list of log groups", 1), {
    about: "Log groups of the jobs that data engineers may read.",
    type: "list of names",
    limits: "`*` only at the end",
  }).default(["/aws-glue/*", "/aws/emr*"]),
});

type Settings = z.output<typeof dataEngineerSchema>;

const BUCKET_ACTIONS = words("GetBucketLocation ListBucket ListBucketMultipartUploads");
const OBJECT_ACTIONS = words(
  "AbortMultipartUpload DeleteObject GetObject GetObjectTagging GetObjectVersion ListMultipartUploadParts PutObject PutObjectTagging",
);
const CATALOGUE_ACTIONS = words(`
  BatchCreatePartition BatchDeletePartition BatchDeleteTable BatchGetPartition BatchUpdatePartition CreateDatabase CreatePartition CreateTable
  DeletePartition DeleteTable GetCatalog GetCatalogs GetDatabase GetDatabases GetPartition GetPartitionIndexes GetPartitions GetTable GetTableVersion
  GetTableVersions GetTables SearchTables UpdateDatabase UpdatePartition UpdateTable`);
const ETL_ACTIONS = words(`
  BatchStopJobRun CreateCrawler CreateJob CreateSession DeleteCrawler DeleteJob GetConnection GetConnections GetCrawler GetCrawlers GetJob GetJobBookmark
  GetJobRun GetJobRuns GetJobs GetSession GetStatement GetTrigger GetWorkflow ListJobs ListSessions ResetJobBookmark RunStatement StartCrawler StartJobRun
  StartTrigger StartWorkflowRun StopCrawler StopSession UpdateCrawler UpdateJob`);
const EMR_ACTIONS = words(`
  AddJobFlowSteps AddTags CancelSteps DescribeCluster DescribeStep ListClusters ListInstanceFleets ListInstanceGroups ListInstances ListSteps
  ModifyInstanceGroups RunJobFlow TerminateJobFlows`);
const EMR_SERVERLESS_ACTIONS = words(`
  CancelJobRun GetApplication GetDashboardForJobRun GetJobRun ListApplications ListJobRuns StartApplication StartJobRun StopApplication`);
// Neither GrantPermissions nor PutDataLakeSettings: either makes its holder an administrator of the data lake.
const LAKE_FORMATION_ACTIONS = words(`
  DescribeResource GetDataAccess GetLFTag GetQueryState GetResourceLFTags GetWorkUnitResults GetWorkUnits ListLFTags ListPermissions ListResources
  SearchDatabasesByLFTags SearchTablesByLFTags StartQueryPlanning`);

/** Services that may take a job role. EC2 takes the instance profile of an EMR cluster. */
const JOB_SERVICES = ["glue", "elasticmapreduce", "emr-serverless", "ec2"];

/** The inline policy of Data-Engineer-RW. */
function dataEngineerPolicy(settings: Settings, partition: Partition): PolicyDocument {
  const buckets = settings.buckets.map((bucket) => `arn:${partition}:s3:::${bucket}`);
  // One policy serves every account, so that an ARN names no account; a role can only be passed within its own.
  const roles = settings.jobRoles.map((role) => `arn:${partition}:iam::*:role/${role}`);
  const principals = JOB_SERVICES.map((service) => `${service}.${servicesDomain(service, partition)}`);
  const logGroups = settings.logGroups.map((group) => `arn:${partition}:logs:*:*:log-group:${group.endsWith("*") ? group : `${group}:*`}`);
  return {
    Version: "2012-10-17",
    Statement: [
      allow("ListBuckets", "s3", ["ListAllMyBuckets"], ["*"]),
      allow("UseBuckets", "s3", BUCKET_ACTIONS, buckets),
      allow(
        "ReadAndWriteObjects",
        "s3",
        OBJECT_ACTIONS,
        buckets.map((bucket) => `${bucket}/*`),
      ),
      allow("KeepTheCatalogue", "glue", CATALOGUE_ACTIONS, ["*"]),
      allow("RunGlueJobs", "glue", ETL_ACTIONS, ["*"]),
      allow("RunEmrClusters", "elasticmapreduce", EMR_ACTIONS, ["*"]),
      allow("RunEmrServerless", "emr-serverless", EMR_SERVERLESS_ACTIONS, ["*"]),
      allow("ReadLakeFormation", "lakeformation", LAKE_FORMATION_ACTIONS, ["*"]),
      ...when(roles.length > 0, () =>
        allow("PassJobRoles", "iam", ["PassRole"], roles, { StringEquals: { "iam:PassedToService": principals.sort() } }),
      ),
      ...when(settings.kmsKeys.length > 0, () =>
        allow("UseDataKeys", "kms", ["Decrypt", "DescribeKey", "GenerateDataKey"], settings.kmsKeys),
      ),
      allow("ReadJobLogs", "logs", ["DescribeLogStreams", "FilterLogEvents", "GetLogEvents"], logGroups),
    ],
  };
}

/** EC2's and EMR's service principals have the domain of China there; the others are the same in every partition. */
function servicesDomain(service: string, partition: Partition): string {
  return endpointDomain(service === "ec2" || service === "elasticmapreduce" ? partition : "aws");
}

export const dataEngineer = defineArchetype({
  id: "R5.3",
  name: "Data-Engineer-RW",
  schema: dataEngineerSchema,
  needs: ["buckets"],
  description: "Builds data pipelines on named buckets with Glue, EMR and Lake Formation.",
  managedPolicies: [],
  fixed: [],
  policy: dataEngineerPolicy,
});
