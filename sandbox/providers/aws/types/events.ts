import { randomBytes } from "node:crypto";
import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { AwsError, during, orMissing } from "../failures";
import { orAbsent, toCamel, toPascal } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

const defaultBus = "default";

/** Rules of another bus than the default have `<bus>/<name>` as id. */
function ruleId({ inputs }: Work): string {
  const bus = (inputs["eventBusName"] ?? defaultBus) as string;
  return bus === defaultBus ? (inputs["name"] as string) : `${bus}/${String(inputs["name"])}`;
}

function ruleAt(id: string): { Name: string; EventBusName: string } {
  const at = id.lastIndexOf("/");
  return at < 0 ? { Name: id, EventBusName: defaultBus } : { Name: id.slice(at + 1), EventBusName: id.slice(0, at) };
}

async function putRule(work: Work): Promise<void> {
  const { name, description, eventBusName, eventPattern, roleArn, scheduleExpression, state, isEnabled } = work.inputs as Record<
    string,
    unknown
  >;
  const tags = tagList(tagsOf(work));
  const input = {
    Name: name,
    Description: description,
    EventBusName: eventBusName,
    EventPattern: eventPattern,
    RoleArn: roleArn,
    ScheduleExpression: scheduleExpression,
    State: isEnabled === undefined ? state : isEnabled === false ? "DISABLED" : "ENABLED",
    ...(work.id === "" && tags.length > 0 && { Tags: tags }),
  };
  await during(`putting EventBridge Rule (${String(name)})`, send("events", "PutRule", input, work));
}

/** `aws:cloudwatch/eventRule:EventRule`. */
export const eventRule: ResourceType = regional(
  tagged(
    {
      replaceOn: ["name", "namePrefix", "eventBusName"],
      computed: ["arn", "namePrefix"],
      defaults: { eventBusName: defaultBus, forceDestroy: false },
      json: ["eventPattern"],
      autoName: { maxLength: 64 },
      unhandled: ["namePrefix"],
      refuse: ({ state, isEnabled }) =>
        state === undefined || isEnabled === undefined ? undefined : { property: "state", reason: '"state": conflicts with is_enabled' },
      async create(work) {
        await putRule({ ...work, inputs: { state: "ENABLED", ...work.inputs } });
        return ruleId(work);
      },
      async read(work) {
        const found = await orMissing(send("events", "DescribeRule", ruleAt(work.id), work));
        if (found === undefined) return undefined;
        const { Tags } = await send("events", "ListTagsForResource", { ResourceARN: found["Arn"] as unknown }, work);
        return {
          arn: found["Arn"],
          description: orAbsent(found["Description"]),
          eventBusName: found["EventBusName"] ?? defaultBus,
          eventPattern: orAbsent(found["EventPattern"]),
          name: found["Name"],
          roleArn: orAbsent(found["RoleArn"]),
          scheduleExpression: orAbsent(found["ScheduleExpression"]),
          // Enabled is the default of both spellings: shown only where the program uses it.
          ...(work.inputs["isEnabled"] === undefined
            ? { state: work.inputs["state"] === undefined && found["State"] === "ENABLED" ? undefined : found["State"] }
            : { isEnabled: found["State"] !== "DISABLED" }),
          tagsAll: tagMap(Tags as Props[]),
        };
      },
      update: (work) =>
        putRule({ ...work, inputs: { ...(work.inputs["isEnabled"] === undefined && { state: "ENABLED" }), ...work.inputs } }),
      async delete(work) {
        const { Name, EventBusName } = ruleAt(work.id);
        const Force = work.olds["forceDestroy"] === true;
        if (Force) {
          const targets = (await orMissing(list("events", "ListTargetsByRule", { Rule: Name, EventBusName }, "Targets", work))) ?? [];
          const Ids = targets.map(({ Id }) => Id as string);
          if (Ids.length > 0) await send("events", "RemoveTargets", { Rule: Name, EventBusName, Ids, Force }, work);
        }
        await during(
          `deleting EventBridge Rule (${work.id})`,
          orMissing(send("events", "DeleteRule", { Name, EventBusName, Force }, work)),
        );
      },
    },
    {
      tag: (work, tags) => send("events", "TagResource", { ResourceARN: work.olds["arn"] as unknown, Tags: tagList(tags) }, work),
      untag: (work, keys) => send("events", "UntagResource", { ResourceARN: work.olds["arn"] as unknown, TagKeys: keys }, work),
    },
  ),
);

function targetInput(work: Work): Props {
  const { targetId, arn, roleArn, input, inputPath, inputTransformer, deadLetterConfig, retryPolicy } = work.inputs as Props;
  return {
    Id: targetId as unknown,
    Arn: arn as unknown,
    RoleArn: roleArn as unknown,
    Input: input as unknown,
    InputPath: inputPath as unknown,
    DeadLetterConfig: deadLetterConfig && toPascal(deadLetterConfig),
    RetryPolicy: retryPolicy && toPascal(retryPolicy),
    InputTransformer: inputTransformer && {
      InputPathsMap: inputTransformer["inputPaths"] as unknown,
      InputTemplate: inputTransformer["inputTemplate"] as unknown,
    },
  };
}

/** The rule and bus of a target, from the state or from an import id `[<bus>/]<rule>/<target>`. */
function targetAt(work: Work): { Rule: string; EventBusName: string; id: string } {
  const known = { ...work.inputs, ...work.olds } as { rule?: string; eventBusName?: string; targetId?: string };
  if (known.rule !== undefined) return { Rule: known.rule, EventBusName: known.eventBusName ?? defaultBus, id: known.targetId ?? "" };
  const [id = "", Rule = "", ...bus] = work.id.split("/").reverse();
  return { Rule, EventBusName: bus.reverse().join("/") || defaultBus, id };
}

async function putTarget(work: Work): Promise<void> {
  const { rule, eventBusName } = work.inputs as { rule: string; eventBusName?: string };
  const putting = send("events", "PutTargets", { Rule: rule, EventBusName: eventBusName, Targets: [targetInput(work)] }, work);
  const answer = await during(`creating EventBridge Target (${rule})`, putting);
  const [failed] = (answer["FailedEntries"] ?? []) as Props[];
  if (failed !== undefined) throw new AwsError("PutTargets", String(failed["ErrorCode"]), undefined, String(failed["ErrorMessage"]));
}

/** `aws:cloudwatch/eventTarget:EventTarget`. Its id is `<rule>-<target>`. */
export const eventTarget: ResourceType = regional({
  replaceOn: ["rule", "eventBusName", "targetId"],
  computed: ["targetId"],
  defaults: { eventBusName: defaultBus, forceDestroy: false },
  json: ["input"],
  unhandled: [
    "appsyncTarget",
    "batchTarget",
    "ecsTarget",
    "httpTarget",
    "kinesisTarget",
    "redshiftTarget",
    "runCommandTargets",
    "sagemakerPipelineTarget",
    "sqsTarget",
  ],
  async create(work) {
    const targetId = (work.inputs["targetId"] ?? `terraform-${randomBytes(13).toString("hex")}`) as string;
    await putTarget({ ...work, inputs: { ...work.inputs, targetId } });
    const bus = (work.inputs["eventBusName"] ?? defaultBus) as string;
    const id = `${bus === defaultBus ? "" : `${bus}-`}${String(work.inputs["rule"])}-${targetId}`;
    return { id, outputs: { targetId } };
  },
  async read(work) {
    const at = targetAt(work);
    const targets = await orMissing(list("events", "ListTargetsByRule", { Rule: at.Rule, EventBusName: at.EventBusName }, "Targets", work));
    // Right after creation only the id knows a target id that the program left out.
    const found = targets?.find(({ Id }) => (at.id === "" ? work.id.endsWith(`-${String(Id)}`) : Id === at.id));
    if (found === undefined) return undefined;
    const transformer = found["InputTransformer"] as Props | undefined;
    return {
      arn: found["Arn"],
      deadLetterConfig: toCamel(found["DeadLetterConfig"]),
      eventBusName: at.EventBusName,
      input: orAbsent(found["Input"]),
      inputPath: orAbsent(found["InputPath"]),
      inputTransformer: transformer && {
        inputPaths: transformer["InputPathsMap"] as unknown,
        inputTemplate: transformer["InputTemplate"] as unknown,
      },
      retryPolicy: toCamel(found["RetryPolicy"]),
      roleArn: orAbsent(found["RoleArn"]),
      rule: at.Rule,
      targetId: found["Id"],
    };
  },
  update: (work) =>
    putTarget({ ...work, inputs: { ...work.inputs, targetId: (work.inputs["targetId"] ?? work.olds["targetId"]) as unknown } }),
  async delete(work) {
    const { Rule, EventBusName, id } = targetAt(work);
    await orMissing(send("events", "RemoveTargets", { Rule, EventBusName, Ids: [id], Force: work.olds["forceDestroy"] === true }, work));
  },
});
