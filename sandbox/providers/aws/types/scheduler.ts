import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent, timestamp, toCamel, toPascal } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

const defaultGroup = "default";
/** What the service does for a target without a retry policy: a day, 185 attempts. */
const serviceRetry = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** A schedule's id is `<group>/<name>`. */
function at(id: string): { GroupName: string; Name: string } {
  const [GroupName = defaultGroup, Name = ""] = id.split("/");
  return { GroupName, Name };
}

const plainSettings = [
  "actionAfterCompletion",
  "description",
  "flexibleTimeWindow",
  "kmsKeyArn",
  "scheduleExpression",
  "scheduleExpressionTimezone",
  "state",
];

function input({ inputs }: Work): Props {
  const { name, groupName, startDate, endDate, target } = inputs;
  const { eventbridgeParameters, ...plain } = target as Props;
  return {
    Name: name as unknown,
    GroupName: (groupName ?? defaultGroup) as unknown,
    ...(toPascal(Object.fromEntries(plainSettings.map((property) => [property, inputs[property] as unknown]))) as Props),
    ...(startDate ? { StartDate: new Date(startDate as string) } : {}),
    ...(endDate ? { EndDate: new Date(endDate as string) } : {}),
    Target: { ...(toPascal(plain) as Props), ...(eventbridgeParameters ? { EventBridgeParameters: toPascal(eventbridgeParameters) } : {}) },
  };
}

/** `aws:scheduler/schedule:Schedule`. */
export const schedule: ResourceType = regional({
  replaceOn: ["name", "namePrefix", "groupName"],
  computed: ["actionAfterCompletion", "arn", "groupName", "namePrefix"],
  defaults: { scheduleExpressionTimezone: "UTC", state: "ENABLED" },
  json: ["target.input"],
  autoName: { maxLength: 64 },
  unhandled: ["namePrefix"],
  async create(work) {
    const name = work.inputs["name"] as string;
    await during(`creating EventBridge Scheduler Schedule (${name})`, send("scheduler", "CreateSchedule", input(work), work));
    return `${(work.inputs["groupName"] ?? defaultGroup) as string}/${name}`;
  },
  async read(work) {
    const found = await orMissing(send("scheduler", "GetSchedule", at(work.id), work));
    if (found === undefined) return undefined;
    const { RetryPolicy, EventBridgeParameters, ...target } = found["Target"] as Props;
    const retry = toCamel(RetryPolicy) as Props | undefined;
    const asked = work.inputs["target"]?.["retryPolicy"] !== undefined;
    const isService = JSON.stringify(Object.entries(retry ?? {}).sort()) === JSON.stringify(Object.entries(serviceRetry));
    return {
      actionAfterCompletion: found["ActionAfterCompletion"] ?? "NONE",
      arn: found["Arn"],
      description: orAbsent(found["Description"]),
      endDate: timestamp(found["EndDate"]),
      flexibleTimeWindow: toCamel(found["FlexibleTimeWindow"]),
      groupName: found["GroupName"],
      kmsKeyArn: orAbsent(found["KmsKeyArn"]),
      name: found["Name"],
      scheduleExpression: found["ScheduleExpression"],
      scheduleExpressionTimezone: found["ScheduleExpressionTimezone"] ?? "UTC",
      startDate: timestamp(found["StartDate"]),
      state: found["State"],
      target: {
        ...(toCamel(target) as Props),
        ...(EventBridgeParameters ? { eventbridgeParameters: toCamel(EventBridgeParameters) } : {}),
        ...(retry && (asked || !isService) ? { retryPolicy: retry } : {}),
      },
    };
  },
  update: async (work) => void (await send("scheduler", "UpdateSchedule", input(work), work)),
  delete: async (work) => void (await orMissing(send("scheduler", "DeleteSchedule", at(work.id), work))),
});

/** `aws:scheduler/scheduleGroup:ScheduleGroup`. Its id is its name. */
export const scheduleGroup: ResourceType = regional(
  tagged(
    {
      replaceOn: ["name", "namePrefix"],
      computed: ["arn", "creationDate", "lastModificationDate", "namePrefix", "state"],
      autoName: { maxLength: 64 },
      unhandled: ["namePrefix"],
      async create(work) {
        const Name = work.inputs["name"] as string;
        const doing = `creating EventBridge Scheduler Schedule Group (${Name})`;
        await during(doing, send("scheduler", "CreateScheduleGroup", { Name, Tags: tagList(tagsOf(work)) }, work));
        return Name;
      },
      async read(work) {
        const found = await orMissing(send("scheduler", "GetScheduleGroup", { Name: work.id }, work));
        if (found === undefined) return undefined;
        const { Tags } = await send("scheduler", "ListTagsForResource", { ResourceArn: found["Arn"] as unknown }, work);
        return {
          arn: found["Arn"],
          creationDate: timestamp(found["CreationDate"]),
          lastModificationDate: timestamp(found["LastModificationDate"]),
          name: found["Name"],
          state: found["State"],
          tagsAll: tagMap(Tags as Props[]),
        };
      },
      async delete(work) {
        const Name = work.id;
        if ((await orMissing(send("scheduler", "GetScheduleGroup", { Name }, work))) === undefined) return;
        await orMissing(send("scheduler", "DeleteScheduleGroup", { Name }, work));
      },
    },
    {
      tag: (work, tags) => send("scheduler", "TagResource", { ResourceArn: work.olds["arn"] as unknown, Tags: tagList(tags) }, work),
      untag: (work, keys) => send("scheduler", "UntagResource", { ResourceArn: work.olds["arn"] as unknown, TagKeys: keys }, work),
    },
  ),
);
