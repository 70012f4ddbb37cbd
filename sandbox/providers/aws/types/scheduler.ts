import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent, timestamp, toCamel, toPascal } from "../shapes";
import { regional } from "../traits";

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
