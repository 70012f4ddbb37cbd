/**
 * Actions that only read, though AWS's service authorization reference has them under another level or no longer has
 * them at all.
 */

/**
 * Actions that AWS files as writing or as changing permissions, each with what it does by its own description or API
 * reference. None of them changes anything or hands out a credential: what starts with Get and does
 * (`sts:GetWebIdentityToken`, `athena:GetSessionEndpoint`, `cognito-identity:GetId`) stays as AWS files it.
 */
export const misfiled: ReadonlyMap<string, string> = new Map([
  ["aidevops:DescribeSupportLevel", "describes the customer's support level"],
  ["arc-region-switch:GetResourcePolicy", "returns a plan's resource policy"],
  ["backup:ListIndexedRecoveryPointsForSearch", "lists recovery points that have an index"],
  ["bcm-pricing-calculator:ListTagsForResource", "lists tags"],
  ["billing:GetResourcePolicy", "returns a billing view's resource policy"],
  ["glue:BatchGetStageFiles", "shows a finished or running job in the Spark UI"],
  ["glue:DescribeConnectionType", "describes a kind of connection"],
  ["glue:DescribeEntity", "describes a table of a connection"],
  ["glue:GetDataPreviewStatement", "returns the result of a data preview"],
  ["glue:GetEnvironment", "shows a job in the Spark UI"],
  ["glue:GetExecutors", "shows a job in the Spark UI"],
  ["glue:GetExecutorsThreads", "shows a job in the Spark UI"],
  ["glue:GetLogParsingStatus", "shows a job in the Spark UI"],
  ["glue:GetNotebookInstanceStatus", "returns the state of a notebook session"],
  ["glue:GetQueries", "shows a job in the Spark UI"],
  ["glue:GetQuery", "shows a job in the Spark UI"],
  ["glue:GetRecipeAction", "returns the result of a recipe's step"],
  ["glue:GetStage", "shows a job in the Spark UI"],
  ["glue:GetStageAttempt", "shows a job in the Spark UI"],
  ["glue:GetStageAttemptTaskList", "shows a job in the Spark UI"],
  ["glue:GetStageAttemptTaskSummary", "shows a job in the Spark UI"],
  ["glue:GetStageFiles", "shows a job in the Spark UI"],
  ["glue:GetStages", "shows a job in the Spark UI"],
  ["glue:GetStorage", "shows a job in the Spark UI"],
  ["glue:GetStorageUnit", "shows a job in the Spark UI"],
  ["glue:ListConnectionTypes", "lists kinds of connections"],
  ["glue:ListEntities", "lists tables of a connection"],
  ["honeycode:ListTagsForResource", "lists tags"],
  ["iot:GetConnection", "returns what is known of a client's connection"],
  ["iot:ListSubscriptions", "lists the subscriptions of a client's connection"],
  ["managedblockchain:GET", "sends HTTP GET to an Ethereum node, whose writes are POST"],
  ["monitron:ListProjectAdminUsers", "lists a project's administrators"],
  ["quicksight:DescribeKnowledgeBasePermissions", "returns a knowledge base's permissions"],
  ["quicksight:DescribeSpacePermissions", "returns a space's permissions"],
  ["quicksight:DescribeTopicPermissions", "returns a topic's permissions"],
  ["route53globalresolver:ListTagsForResource", "lists tags"],
  ["ssm-sap:GetResourcePermission", "returns a database's resource permissions"],
]);

/** Services that AWS has closed or never opened, which its own managed policies still name; their prefixes. */
const RETIRED_SERVICES = new Set([
  "catalog-admin",
  "catalog-user",
  "crowd",
  "deepcomposer",
  "deeplens",
  "deepracer",
  "iot1click",
  "iotroborunner",
  "mobilehub",
  "sagemaker-groundtruth-synthetic",
  "sumerian",
  "zocalo",
]);

/** Actions that living services once had, in lower case. */
const RETIRED_ACTIONS = new Set([
  "budgets:describebudget",
  "budgets:describebudgets",
  "cloudhsm:describehapg",
  "cloudhsm:describelunaclient",
  "cloudhsm:getconfig",
  "route53-recovery-control-config:describeroutingcontrolbyname",
  "servicecatalog:accountleveldescriberecord",
  "servicecatalog:accountlevellistrecordhistory",
  "servicecatalog:accountlevelscanprovisionedproducts",
  "servicecatalog:gettagoptionmigrationstatus",
]);

/**
 * Whether a pattern stands for nothing but reading of what is retired. By name of the service, never by the verb alone:
 * an action that the reference does not know yet may start with Get and hand out a credential. Whatever of a retired
 * service does not start as reading does still counts as writing, so that nobody has to trust that the service stays
 * closed.
 */
export function readsRetired(pattern: string): boolean {
  const [service = "", name = ""] = pattern.toLowerCase().split(":");
  return RETIRED_ACTIONS.has(`${service}:${name}`) || (RETIRED_SERVICES.has(service) && /^(describe|get|list|search)/.test(name));
}
