import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, isMissing } from "../failures";
import { orAbsent } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

const actionLists = { alarmActions: "AlarmActions", okActions: "OKActions", insufficientDataActions: "InsufficientDataActions" };

/** Simple properties of a metric alarm by their names in the API. */
const settings = {
  name: "AlarmName",
  actionsEnabled: "ActionsEnabled",
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
  unit: "Unit",
  ...actionLists,
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
  const Dimensions = Object.entries((inputs["dimensions"] ?? {}) as Record<string, string>).map(([Name, Value]) => ({ Name, Value }));
  const input = { ...plain, Dimensions, ...newTags(work) };
  await during(`putting CloudWatch Metric Alarm (${String(inputs["name"])})`, send("cloudwatch", "PutMetricAlarm", input, work));
}

function dimensionsFromApi(dimensions: Props[] | undefined): Props {
  return Object.fromEntries((dimensions ?? []).map(({ Name, Value }) => [Name, Value as unknown]));
}

/** `aws:cloudwatch/metricAlarm:MetricAlarm`. Its id is its name. */
export const metricAlarm: ResourceType = regional(
  tagged(
    {
      replaceOn: ["name"],
      computed: ["arn"],
      defaults: { actionsEnabled: true, treatMissingData: "missing" },
      autoName: { maxLength: 255 },
      sets: Object.keys(actionLists),
      unhandled: [
        "evaluateLowSampleCountPercentiles",
        "evaluationCriteria",
        "evaluationInterval",
        "extendedStatistic",
        "metricQueries",
        "thresholdMetricId",
        "warmUpConfiguration",
      ],
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
          dimensions: dimensionsFromApi(found["Dimensions"] as Props[]),
          tagsAll: await tagsOfAlarm(work, found["AlarmArn"] as string),
        };
      },
      update: putMetricAlarm,
      delete: remove,
    },
    tagging,
  ),
);
