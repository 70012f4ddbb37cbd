import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, isMissing } from "../failures";
import { orAbsent } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

/** Simple properties of a metric alarm by their names in the API. */
const settings = {
  name: "AlarmName",
  actionsEnabled: "ActionsEnabled",
  alarmActions: "AlarmActions",
  alarmDescription: "AlarmDescription",
  comparisonOperator: "ComparisonOperator",
  datapointsToAlarm: "DatapointsToAlarm",
  evaluationPeriods: "EvaluationPeriods",
  metricName: "MetricName",
  namespace: "Namespace",
  period: "Period",
  statistic: "Statistic",
  threshold: "Threshold",
  treatMissingData: "TreatMissingData",
};

async function alarmOf(work: Work): Promise<Props | undefined> {
  const answer = await send("cloudwatch", "DescribeAlarms", { AlarmNames: [work.id], AlarmTypes: ["MetricAlarm"] }, work);
  return (answer["MetricAlarms"] as Props[] | undefined)?.[0];
}

async function tagsOfAlarm(work: Work, arn: string): Promise<Record<string, string>> {
  const { Tags } = await send("cloudwatch", "ListTagsForResource", { ResourceARN: arn }, work);
  return tagMap(Tags as Props[]);
}

const tagging = {
  tag: (work: Work, tags: Readonly<Record<string, string>>) =>
    send("cloudwatch", "TagResource", { ResourceARN: work.olds["arn"] as unknown, Tags: tagList(tags) }, work),
  untag: (work: Work, keys: readonly string[]) =>
    send("cloudwatch", "UntagResource", { ResourceARN: work.olds["arn"] as unknown, TagKeys: keys }, work),
};

function newTags(work: Work): Props {
  const tags = tagList(tagsOf(work));
  return work.id === "" && tags.length > 0 ? { Tags: tags } : {};
}

async function remove(work: Work): Promise<void> {
  try {
    await send("cloudwatch", "DeleteAlarms", { AlarmNames: [work.id] }, work);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function putMetricAlarm(work: Work): Promise<void> {
  const { inputs } = work;
  const plain = Object.fromEntries(Object.entries(settings).map(([property, name]) => [name, inputs[property] as unknown]));
  const input = { ...plain, ...newTags(work) };
  await during(`putting CloudWatch Metric Alarm (${String(inputs["name"])})`, send("cloudwatch", "PutMetricAlarm", input, work));
}

/** `aws:cloudwatch/metricAlarm:MetricAlarm`. Its id is its name. */
export const metricAlarm: ResourceType = regional(
  tagged(
    {
      inputs: Object.keys(settings),
      replaceOn: ["name"],
      computed: ["arn"],
      defaults: { actionsEnabled: true, treatMissingData: "missing" },
      autoName: { maxLength: 255 },
      sets: ["alarmActions"],
      async create(work) {
        await putMetricAlarm(work);
        return work.inputs["name"] as string;
      },
      async read(work) {
        const found = await alarmOf(work);
        if (found === undefined) return undefined;
        const { actionsEnabled, ...rest } = Object.fromEntries(
          Object.entries(settings).map(([property, name]) => [property, orAbsent(found[name] as unknown)]),
        );
        return {
          ...rest,
          actionsEnabled: actionsEnabled ?? false,
          treatMissingData: rest["treatMissingData"] ?? "missing",
          arn: found["AlarmArn"],
          tagsAll: await tagsOfAlarm(work, found["AlarmArn"] as string),
        };
      },
      update: putMetricAlarm,
      delete: remove,
    },
    tagging,
  ),
);
