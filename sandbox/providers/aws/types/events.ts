import { randomBytes } from "node:crypto";
import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { AwsError, during, orMissing } from "../failures";
import { orAbsent, toCamel } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

async function putRule(work: Work): Promise<void> {
  const { name, description, eventPattern, state } = work.inputs as Record<string, unknown>;
  const tags = tagList(tagsOf(work));
  const input = {
    Name: name,
    Description: description,
    EventPattern: eventPattern,
    State: state,
    ...(work.id === "" && tags.length > 0 && { Tags: tags }),
  };
  await during(`putting EventBridge Rule (${String(name)})`, send("events", "PutRule", input, work));
}

/** `aws:cloudwatch/eventRule:EventRule`, on the default bus. Its id is its name. */
export const eventRule: ResourceType = regional(
  tagged(
    {
      inputs: ["description", "eventPattern", "name", "state"],
      replaceOn: ["name"],
      computed: ["arn", "namePrefix"],
      json: ["eventPattern"],
      autoName: { maxLength: 64 },
      async create(work) {
        await putRule({ ...work, inputs: { state: "ENABLED", ...work.inputs } });
        return work.inputs["name"] as string;
      },
      async read(work) {
        const found = await orMissing(send("events", "DescribeRule", { Name: work.id }, work));
        if (found === undefined) return undefined;
        const { Tags } = await send("events", "ListTagsForResource", { ResourceARN: found["Arn"] as unknown }, work);
        return {
          arn: found["Arn"],
          description: orAbsent(found["Description"]),
          eventPattern: orAbsent(found["EventPattern"]),
          name: found["Name"],
          // Enabled is the default: shown only where the program says it.
          state: work.inputs["state"] === undefined && found["State"] === "ENABLED" ? undefined : found["State"],
          tagsAll: tagMap(Tags as Props[]),
        };
      },
      update: (work) => putRule({ ...work, inputs: { state: "ENABLED", ...work.inputs } }),
      async delete(work) {
        await during(`deleting EventBridge Rule (${work.id})`, orMissing(send("events", "DeleteRule", { Name: work.id }, work)));
      },
    },
    {
      tag: (work, tags) => send("events", "TagResource", { ResourceARN: work.olds["arn"] as unknown, Tags: tagList(tags) }, work),
      untag: (work, keys) => send("events", "UntagResource", { ResourceARN: work.olds["arn"] as unknown, TagKeys: keys }, work),
    },
  ),
);

function targetInput(work: Work): Props {
  const { targetId, arn, roleArn, input, inputPath, inputTransformer, deadLetterConfig } = work.inputs as Props;
  return {
    Id: targetId as unknown,
    Arn: arn as unknown,
    RoleArn: roleArn as unknown,
    Input: input as unknown,
    InputPath: inputPath as unknown,
    DeadLetterConfig: deadLetterConfig && { Arn: deadLetterConfig["arn"] as unknown },
    InputTransformer: inputTransformer && {
      InputPathsMap: inputTransformer["inputPaths"] as unknown,
      InputTemplate: inputTransformer["inputTemplate"] as unknown,
    },
  };
}

/** The rule of a target, from the state or from an import id `<rule>/<target>`. */
function targetAt(work: Work): { Rule: string; id: string } {
  const known = { ...work.inputs, ...work.olds } as { rule?: string; targetId?: string };
  if (known.rule !== undefined) return { Rule: known.rule, id: known.targetId ?? "" };
  const [Rule = "", id = ""] = work.id.split("/");
  return { Rule, id };
}

async function putTarget(work: Work): Promise<void> {
  const Rule = work.inputs["rule"] as string;
  const putting = send("events", "PutTargets", { Rule, Targets: [targetInput(work)] }, work);
  const answer = await during(`creating EventBridge Target (${Rule})`, putting);
  const [failed] = (answer["FailedEntries"] ?? []) as Props[];
  if (failed !== undefined) throw new AwsError("PutTargets", String(failed["ErrorCode"]), undefined, String(failed["ErrorMessage"]));
}

/** `aws:cloudwatch/eventTarget:EventTarget`. Its id is `<rule>-<target>`. */
export const eventTarget: ResourceType = regional({
  inputs: [
    ...["arn", "deadLetterConfig.arn", "input", "inputPath", "inputTransformer.inputPaths", "inputTransformer.inputTemplate"],
    ...["roleArn", "rule", "targetId"],
  ],
  replaceOn: ["rule", "targetId"],
  computed: ["targetId"],
  json: ["input"],
  async create(work) {
    const targetId = (work.inputs["targetId"] ?? `terraform-${randomBytes(13).toString("hex")}`) as string;
    await putTarget({ ...work, inputs: { ...work.inputs, targetId } });
    return { id: `${String(work.inputs["rule"])}-${targetId}`, outputs: { targetId } };
  },
  async read(work) {
    const at = targetAt(work);
    const targets = await orMissing(list("events", "ListTargetsByRule", { Rule: at.Rule }, "Targets", work));
    // Right after creation only the id knows a target id that the program left out.
    const found = targets?.find(({ Id }) => (at.id === "" ? work.id.endsWith(`-${String(Id)}`) : Id === at.id));
    if (found === undefined) return undefined;
    const transformer = found["InputTransformer"] as Props | undefined;
    return {
      arn: found["Arn"],
      deadLetterConfig: toCamel(found["DeadLetterConfig"]),
      input: orAbsent(found["Input"]),
      inputPath: orAbsent(found["InputPath"]),
      inputTransformer: transformer && {
        inputPaths: transformer["InputPathsMap"] as unknown,
        inputTemplate: transformer["InputTemplate"] as unknown,
      },
      roleArn: orAbsent(found["RoleArn"]),
      rule: at.Rule,
      targetId: found["Id"],
    };
  },
  update: (work) =>
    putTarget({ ...work, inputs: { ...work.inputs, targetId: (work.inputs["targetId"] ?? work.olds["targetId"]) as unknown } }),
  async delete(work) {
    const { Rule, id } = targetAt(work);
    await orMissing(send("events", "RemoveTargets", { Rule, Ids: [id] }, work));
  },
});
