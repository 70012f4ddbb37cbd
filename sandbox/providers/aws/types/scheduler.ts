import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent } from "../shapes";
import { regional } from "../traits";

/** A schedule's id is `<group>/<name>`; AWS's own group is the only one here. */
const group = "default";

function at(id: string): { GroupName: string; Name: string } {
  return { GroupName: group, Name: id.slice(id.indexOf("/") + 1) };
}

function input({ inputs }: Work): Props {
  const { name, description, flexibleTimeWindow, scheduleExpression, scheduleExpressionTimezone, state, target } = inputs;
  const { arn, input: Input, roleArn } = target as Props;
  return {
    Name: name as unknown,
    GroupName: group,
    Description: description as unknown,
    FlexibleTimeWindow: { Mode: flexibleTimeWindow["mode"] as unknown },
    ScheduleExpression: scheduleExpression as unknown,
    ScheduleExpressionTimezone: scheduleExpressionTimezone as unknown,
    State: state as unknown,
    Target: { Arn: arn as unknown, Input: Input as unknown, RoleArn: roleArn as unknown },
  };
}

/** `aws:scheduler/schedule:Schedule`. */
export const schedule: ResourceType = regional({
  inputs: [
    ...["description", "flexibleTimeWindow.mode", "name", "scheduleExpression", "scheduleExpressionTimezone", "state"],
    ...["target.arn", "target.input", "target.roleArn"],
  ],
  replaceOn: ["name"],
  computed: ["actionAfterCompletion", "arn", "groupName", "namePrefix"],
  defaults: { scheduleExpressionTimezone: "UTC", state: "ENABLED" },
  json: ["target.input"],
  autoName: { maxLength: 64 },
  async create(work) {
    const name = work.inputs["name"] as string;
    await during(`creating EventBridge Scheduler Schedule (${name})`, send("scheduler", "CreateSchedule", input(work), work));
    return `${group}/${name}`;
  },
  async read(work) {
    const found = await orMissing(send("scheduler", "GetSchedule", at(work.id), work));
    if (found === undefined) return undefined;
    const { Arn, Input, RoleArn } = found["Target"] as Props;
    return {
      actionAfterCompletion: found["ActionAfterCompletion"] ?? "NONE",
      arn: found["Arn"],
      description: orAbsent(found["Description"]),
      flexibleTimeWindow: { mode: found["FlexibleTimeWindow"]["Mode"] as unknown },
      groupName: found["GroupName"],
      name: found["Name"],
      scheduleExpression: found["ScheduleExpression"],
      scheduleExpressionTimezone: found["ScheduleExpressionTimezone"] ?? "UTC",
      state: found["State"],
      target: { arn: Arn as unknown, ...(Input ? { input: Input as unknown } : {}), roleArn: RoleArn as unknown },
    };
  },
  update: async (work) => void (await send("scheduler", "UpdateSchedule", input(work), work)),
  delete: async (work) => void (await orMissing(send("scheduler", "DeleteSchedule", at(work.id), work))),
});
