import { PartialFailure } from "../../../providers/shared/failure";
import { type ResourceType } from "../../../providers/shared/table";
import { type Props } from "../../../providers/shared/values";

/** A cloud of things in memory. */
export const cloud = new Map<string, Props>();

/** A row that uses every trait of the table. */
export const thing: ResourceType = {
  inputs: ["breaks", "description", "document", "name", "pattern", "policies", "session", "tags", "wait"],
  replaceOn: ["name"],
  computed: ["arn", "password", "size"],
  volatile: ["size"],
  defaults: { session: "PT1H" },
  secrets: ["password"],
  sets: ["policies"],
  policies: ["document"],
  json: ["pattern"],
  autoName: { maxLength: 20 },
  deleteBeforeReplace: true,
  refuse: ({ session }: Props) => (session === "PT13H" ? { property: "session", reason: "session is too long" } : undefined),
  async create({ inputs, signal }) {
    if (inputs["wait"] === true) {
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    }
    cloud.set(inputs["name"], { ...inputs });
    if (inputs["breaks"] === true) throw new PartialFailure(inputs["name"], new Error("provisioning failed"), { password: "made once" });
    return { id: inputs["name"], outputs: { password: "made once" } };
  },
  async read({ id }) {
    const found = cloud.get(id);
    if (found === undefined) return undefined;
    const { document, pattern, policies, description, session, tags, name } = found;
    const restyled = (text?: string): string | undefined =>
      text === undefined ? undefined : JSON.stringify(JSON.parse(text), undefined, 4);
    return {
      name,
      document: restyled(document),
      pattern: restyled(pattern),
      policies: policies?.toReversed(),
      description,
      session,
      tags,
      arn: `arn:${id}`,
      size: JSON.stringify(found).length,
    };
  },
  async update({ id, inputs }) {
    cloud.set(id, { ...inputs });
  },
  async delete({ id }) {
    cloud.delete(id);
  },
};
