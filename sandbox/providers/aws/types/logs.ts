import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { regional, tagged, tagsOf } from "../traits";

/** The group's ARN as the tag API and the program want it: without the `:*` of older answers. */
function arnOf(group: Props): string {
  return String(group["logGroupArn"] ?? group["arn"]).replace(/:\*$/, "");
}

async function groupNamed(work: Work): Promise<Props | undefined> {
  const found = await list("logs", "DescribeLogGroups", { logGroupNamePrefix: work.id }, "logGroups", work);
  return found.find(({ logGroupName }) => logGroupName === work.id);
}

async function setRetention(work: Work, logGroupName: string): Promise<void> {
  const days = work.inputs["retentionInDays"] as number | undefined;
  if (days) await send("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: days }, work);
  else await send("logs", "DeleteRetentionPolicy", { logGroupName }, work);
}

/** `aws:cloudwatch/logGroup:LogGroup`. Its id is its name. */
export const logGroup: ResourceType = regional(
  tagged(
    {
      inputs: ["kmsKeyId", "name", "retentionInDays"],
      replaceOn: ["name"],
      computed: ["arn", "deletionProtectionEnabled", "logGroupClass", "namePrefix"],
      defaults: { retentionInDays: 0 },
      autoName: { maxLength: 512 },
      async create(work) {
        const { name, kmsKeyId } = work.inputs as { name: string; kmsKeyId?: string };
        const tags = tagsOf(work);
        const input = { logGroupName: name, kmsKeyId, ...(Object.keys(tags).length > 0 && { tags }) };
        await during(`creating CloudWatch Logs Log Group (${name})`, send("logs", "CreateLogGroup", input, work));
        if (work.inputs["retentionInDays"]) await setRetention(work, name);
        return name;
      },
      async read(work) {
        const found = await groupNamed(work);
        if (found === undefined) return undefined;
        const { tags } = await send("logs", "ListTagsForResource", { resourceArn: arnOf(found) }, work);
        return {
          arn: arnOf(found),
          kmsKeyId: found["kmsKeyId"],
          logGroupClass: found["logGroupClass"] ?? "STANDARD",
          name: found["logGroupName"],
          retentionInDays: found["retentionInDays"] ?? 0,
          tagsAll: (tags ?? {}) as unknown,
        };
      },
      async update(work) {
        const logGroupName = work.id;
        if (work.changed("retentionInDays")) await setRetention(work, logGroupName);
        if (work.changed("kmsKeyId")) {
          const kmsKeyId = work.inputs["kmsKeyId"] as string | undefined;
          if (kmsKeyId) await send("logs", "AssociateKmsKey", { logGroupName, kmsKeyId }, work);
          else await send("logs", "DisassociateKmsKey", { logGroupName }, work);
        }
      },
      async delete(work) {
        await orMissing(send("logs", "DeleteLogGroup", { logGroupName: work.id }, work));
      },
    },
    {
      tag: (work, tags) => send("logs", "TagResource", { resourceArn: work.olds["arn"] as unknown, tags }, work),
      untag: (work, keys) => send("logs", "UntagResource", { resourceArn: work.olds["arn"] as unknown, tagKeys: keys }, work),
    },
  ),
);

async function putFilter(work: Work): Promise<void> {
  const { name, pattern, logGroupName, metricTransformation } = work.inputs as Props & { name: string };
  const transformation = metricTransformation as {
    name: string;
    namespace: string;
    value: string;
    defaultValue?: string;
  };
  const input = {
    filterName: name,
    // The official plugin trims the pattern, too.
    filterPattern: String(pattern).trim(),
    logGroupName: logGroupName as unknown,
    metricTransformations: [
      {
        metricName: transformation.name,
        metricNamespace: transformation.namespace,
        metricValue: transformation.value,
        ...(transformation.defaultValue !== undefined && { defaultValue: Number(transformation.defaultValue) }),
      },
    ],
  };
  await during(`putting CloudWatch Logs Metric Filter (${name})`, send("logs", "PutMetricFilter", input, work));
}

/** `aws:cloudwatch/logMetricFilter:LogMetricFilter`. Its id is its name; an import needs `<log group>:<name>`. */
export const logMetricFilter: ResourceType = regional({
  inputs: [
    ...["defaultValue", "name", "namespace", "value"].map((name) => `metricTransformation.${name}`),
    "logGroupName",
    "name",
    "pattern",
  ],
  replaceOn: ["name", "logGroupName"],
  computed: ["applyOnTransformedLogs"],
  autoName: { maxLength: 512 },
  async create(work) {
    await putFilter(work);
    return work.inputs["name"] as string;
  },
  async read(work) {
    const imported = work.inputs["logGroupName"] === undefined && work.olds["logGroupName"] === undefined;
    const split = work.id.lastIndexOf(":");
    const logGroupName = (imported ? work.id.slice(0, split) : (work.olds["logGroupName"] ?? work.inputs["logGroupName"])) as string;
    const name = imported ? work.id.slice(split + 1) : work.id;
    const found = await orMissing(list("logs", "DescribeMetricFilters", { logGroupName, filterNamePrefix: name }, "metricFilters", work));
    const filter = found?.find(({ filterName }) => filterName === name);
    if (filter === undefined) return undefined;
    const [made] = filter["metricTransformations"] as Props[];
    return {
      logGroupName,
      name,
      pattern: filter["filterPattern"],
      metricTransformation: {
        name: made?.["metricName"] as unknown,
        namespace: made?.["metricNamespace"] as unknown,
        value: made?.["metricValue"] as unknown,
        // Absent and 0 are two things here: 0 reports a value where nothing matched.
        defaultValue: made?.["defaultValue"] === undefined ? undefined : String(made["defaultValue"]),
      },
    };
  },
  update: putFilter,
  async delete(work) {
    const input = { filterName: work.olds["name"] as unknown, logGroupName: work.olds["logGroupName"] as unknown };
    await orMissing(send("logs", "DeleteMetricFilter", input, work));
  },
});
