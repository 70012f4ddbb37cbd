/**
 * R5.4 Data-Analyst-RO: Athena in one workgroup, named buckets to read, one result bucket to write.
 */
import type { PolicyDocument } from "../model";
import type { Partition } from "../../contract/partition";
import type { DataAnalystSettings } from "../settings/permission-sets";
import { allow, when, words } from "./statement";

const WORKGROUP_ACTIONS = words(`
  BatchGetNamedQuery BatchGetQueryExecution GetNamedQuery GetPreparedStatement GetQueryExecution GetQueryResults GetQueryResultsStream
  GetQueryRuntimeStatistics GetWorkGroup ListNamedQueries ListPreparedStatements ListQueryExecutions StartQueryExecution StopQueryExecution`);
const CATALOGUE_ACTIONS = words("GetDataCatalog GetDatabase GetTableMetadata ListDatabases ListTableMetadata");
const GLUE_ACTIONS = words(`
  BatchGetPartition GetCatalog GetCatalogImportStatus GetCatalogs GetDatabase GetDatabases GetPartition GetPartitions GetTable GetTableVersion
  GetTableVersions GetTables SearchTables`);
const RESULT_OBJECT_ACTIONS = words("AbortMultipartUpload GetObject ListMultipartUploadParts PutObject");

/** The inline policy of Data-Analyst-RO. */
export function dataAnalystPolicy(settings: DataAnalystSettings, partition: Partition): PolicyDocument {
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
