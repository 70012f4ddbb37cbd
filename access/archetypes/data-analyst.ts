/**
 * R5.4 Data-Analyst-RO: Athena in one workgroup, named buckets to read, one result bucket to write.
 */
import type { z } from "zod";
import { bucketSchema, prefixSchema } from "../settings/bucket";
import { checkedTextSchema, documented, listSchema, mappingSchema } from "../settings/fields";
import { buckets, keySchema, setFields } from "../settings/permission-sets";
import type { PolicyDocument } from "../model";
import type { Partition } from "../../contract/partition";
import { defineArchetype } from "./archetype";
import { allow, when, words } from "./statement";

const WORKGROUP_REMEDY = "write the name of an Athena workgroup: up to 128 letters, digits, dots, underscores and hyphens";
const workgroupSchema = checkedTextSchema(WORKGROUP_REMEDY, (value) => (/^[\w.-]{1,128}$/.test(value) ? undefined : WORKGROUP_REMEDY));

/** Settings of Data-Analyst-RO (R5.4). */
const dataAnalystSchema = mappingSchema({
  ...setFields,
  buckets: buckets("Buckets that analysts read."),
  resultBucket: documented(bucketSchema, {
    about: "Bucket for query results, the only one that analysts write to.",
    type: "bucket name",
    limits: "no wildcards",
  }),
  resultPrefix: documented(prefixSchema, {
    about: "Limits what analysts may write to this part of the result bucket, such as results/.",
  }).exactOptional(),
  workgroup: documented(workgroupSchema, {
    about: "Athena workgroup in which analysts run queries; let it enforce the result bucket.",
    limits: "up to 128 letters, digits, `.`, `_` and `-`",
  }).default("primary"),
  kmsKeys: documented(listSchema(keySchema, "write a list of ARNs of KMS keys"), {
    about: "Keys that encrypt the data, when they are customer-managed.",
    type: "list of key ARNs",
  }).default([]),
  resultKmsKey: documented(keySchema, {
    about: "Key that encrypts the results, when it is customer-managed.",
    type: "key ARN",
  }).exactOptional(),
});

type Settings = z.output<typeof dataAnalystSchema>;

const WORKGROUP_ACTIONS = words(`
  BatchGetNamedQuery BatchGetQueryExecution GetNamedQuery GetPreparedStatement GetQueryExecution GetQueryResults GetQueryResultsStream
  GetQueryRuntimeStatistics GetWorkGroup ListNamedQueries ListPreparedStatements ListQueryExecutions StartQueryExecution StopQueryExecution`);
const CATALOGUE_ACTIONS = words("GetDataCatalog GetDatabase GetTableMetadata ListDatabases ListTableMetadata");
const GLUE_ACTIONS = words(`
  BatchGetPartition GetCatalog GetCatalogImportStatus GetCatalogs GetDatabase GetDatabases GetPartition GetPartitions GetTable GetTableVersion
  GetTableVersions GetTables SearchTables`);
const RESULT_OBJECT_ACTIONS = words("AbortMultipartUpload GetObject ListMultipartUploadParts PutObject");

/** The inline policy of Data-Analyst-RO. */
function dataAnalystPolicy(settings: Settings, partition: Partition): PolicyDocument {
  const arn = (bucket: string): string => `arn:${partition}:s3:::${bucket}`;
  const { resultBucket, resultPrefix = "", kmsKeys, resultKmsKey } = settings;
  const data = settings.buckets.map(arn);
  return {
    Version: "2012-10-17",
    Statement: [
      allow("ListAthena", "athena", ["ListDataCatalogs", "ListEngineVersions", "ListWorkGroups"], ["*"]),
      allow("QueryInWorkgroup", "athena", WORKGROUP_ACTIONS, [`arn:${partition}:athena:*:*:workgroup/${settings.workgroup}`]),
      allow("ReadDataCatalogue", "athena", CATALOGUE_ACTIONS, [`arn:${partition}:athena:*:*:datacatalog/*`]),
      allow("ReadGlueCatalogue", "glue", GLUE_ACTIONS, ["*"]),
      allow("ListData", "s3", ["GetBucketLocation", "ListBucket"], data),
      allow(
        "ReadData",
        "s3",
        ["GetObject"],
        data.map((bucket) => `${bucket}/*`),
      ),
      allow("LocateResults", "s3", ["GetBucketLocation", "ListBucketMultipartUploads"], [arn(resultBucket)]),
      allow(
        "ListResults",
        "s3",
        ["ListBucket"],
        [arn(resultBucket)],
        resultPrefix === "" ? undefined : { StringLike: { "s3:prefix": [`${resultPrefix}*`] } },
      ),
      allow("WriteResults", "s3", RESULT_OBJECT_ACTIONS, [`${arn(resultBucket)}/${resultPrefix}*`]),
      allow("ReadThroughLakeFormation", "lakeformation", ["GetDataAccess"], ["*"]),
      ...when(kmsKeys.length > 0, () => allow("DecryptData", "kms", ["Decrypt"], kmsKeys)),
      ...when(resultKmsKey !== undefined, () => allow("EncryptResults", "kms", ["Decrypt", "GenerateDataKey"], [resultKmsKey!])),
    ],
  };
}

/** Analysts read data and write results: in one bucket both only if a prefix keeps them apart. */
function resultBucketMistake({ buckets: read, resultBucket, resultPrefix }: Settings): { key: string; remedy: string } | undefined {
  if (resultPrefix !== undefined || !read.includes(resultBucket)) return undefined;
  return { key: "resultBucket", remedy: "analysts would write among the data; write a bucket that is not in buckets, or add resultPrefix" };
}

export const dataAnalyst = defineArchetype({
  id: "R5.4",
  name: "Data-Analyst-RO",
  schema: dataAnalystSchema,
  needs: ["buckets", "resultBucket"],
  description: "Queries named buckets with Athena.",
  managedPolicies: [],
  fixed: [],
  mistake: resultBucketMistake,
  policy: dataAnalystPolicy,
});
