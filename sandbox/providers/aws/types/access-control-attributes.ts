import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { regional } from "../traits";

/** What the API takes: `values` is one object there, a list of one in the program. */
function asApi({ inputs }: Work): Props {
  const attributes = (inputs["attributes"] as { key: string; values: { sources: string[] }[] }[]).map(({ key, values }) => ({
    Key: key,
    Value: { Source: values.flatMap(({ sources }) => sources) },
  }));
  return {
    InstanceArn: inputs["instanceArn"] as unknown,
    InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: attributes },
  };
}

/** `aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes`. Its id is the instance's ARN. */
export const instanceAccessControlAttributes: ResourceType = regional({
  inputs: ["attributes.key", "attributes.values.sources", "instanceArn"],
  replaceOn: ["instanceArn"],
  computed: ["status", "statusReason"],
  sets: ["attributes", "attributes.values", "attributes.values.sources"],
  async create(work) {
    const doing = `creating SSO Instance Access Control Attributes (${String(work.inputs["instanceArn"])})`;
    await during(doing, send("ssoadmin", "CreateInstanceAccessControlAttributeConfiguration", asApi(work), work));
    return work.inputs["instanceArn"] as string;
  },
  async read(work) {
    const answer = await orMissing(send("ssoadmin", "DescribeInstanceAccessControlAttributeConfiguration", { InstanceArn: work.id }, work));
    if (answer === undefined) return undefined;
    const attributes = (answer["InstanceAccessControlAttributeConfiguration"]["AccessControlAttributes"] ?? []) as Props[];
    return {
      instanceArn: work.id,
      attributes: attributes.map(({ Key, Value }) => ({ key: Key as unknown, values: [{ sources: Value["Source"] as unknown }] })),
      status: answer["Status"],
      statusReason: answer["StatusReason"] ?? "",
    };
  },
  async update(work) {
    await send("ssoadmin", "UpdateInstanceAccessControlAttributeConfiguration", asApi(work), work);
  },
  async delete(work) {
    await orMissing(send("ssoadmin", "DeleteInstanceAccessControlAttributeConfiguration", { InstanceArn: work.id }, work));
  },
});
