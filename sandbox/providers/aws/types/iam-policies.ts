import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { missingFrom, orAbsent } from "../shapes";
import { tagged, tagList, tagMap, tagsOf } from "../traits";
import { decoded } from "./iam-role";

/** Versions that IAM keeps of a managed policy. */
const maxVersions = 5;

/** `aws:iam/policy:Policy`. Its id is its ARN; a change makes a new default version and drops the oldest. */
export const policy: ResourceType = tagged(
  {
    inputs: ["description", "name", "path", "policy"],
    replaceOn: ["name", "path", "description"],
    computed: ["arn", "attachmentCount", "policyId", "namePrefix"],
    volatile: ["attachmentCount"],
    defaults: { path: "/" },
    policies: ["policy"],
    autoName: { maxLength: 128 },
    async create(work) {
      const { name, path, description, policy: document } = work.inputs as Record<string, unknown>;
      const input = { PolicyName: name, Path: path, Description: description, PolicyDocument: document, Tags: tagList(tagsOf(work)) };
      const made = await during(`creating IAM Policy (${String(name)})`, send("iam", "CreatePolicy", input, work));
      return made["Policy"]["Arn"] as string;
    },
    async read(work) {
      const answer = await orMissing(send("iam", "GetPolicy", { PolicyArn: work.id }, work));
      if (answer === undefined) return undefined;
      const found = answer["Policy"];
      const { PolicyVersion: version } = await send(
        "iam",
        "GetPolicyVersion",
        { PolicyArn: work.id, VersionId: found["DefaultVersionId"] as unknown },
        work,
      );
      return {
        arn: work.id,
        // Not compared on refresh: it counts what other resources do.
        ...(work.olds["attachmentCount"] === undefined && { attachmentCount: found["AttachmentCount"] ?? 0 }),
        description: orAbsent(found["Description"]),
        name: found["PolicyName"],
        path: found["Path"],
        policy: decoded(version["Document"]),
        policyId: found["PolicyId"],
        tagsAll: tagMap(found["Tags"] as Props[]),
      };
    },
    async update(work) {
      if (!work.changed("policy")) return;
      const at = { PolicyArn: work.id };
      const spare = (await versions(work)).filter(({ IsDefaultVersion }) => IsDefaultVersion !== true);
      const oldest = spare.at(-1);
      if (spare.length >= maxVersions - 1 && oldest !== undefined)
        await send("iam", "DeletePolicyVersion", { ...at, VersionId: oldest["VersionId"] as unknown }, work);
      await send("iam", "CreatePolicyVersion", { ...at, PolicyDocument: work.inputs["policy"] as unknown, SetAsDefault: true }, work);
    },
    async delete(work) {
      for (const { IsDefaultVersion, VersionId } of (await orMissing(versions(work))) ?? []) {
        if (IsDefaultVersion !== true)
          await send("iam", "DeletePolicyVersion", { PolicyArn: work.id, VersionId: VersionId as unknown }, work);
      }
      await during(`deleting IAM Policy (${work.id})`, orMissing(send("iam", "DeletePolicy", { PolicyArn: work.id }, work)));
    },
  },
  {
    tag: (work, tags) => send("iam", "TagPolicy", { PolicyArn: work.id, Tags: tagList(tags) }, work),
    untag: (work, keys) => send("iam", "UntagPolicy", { PolicyArn: work.id, TagKeys: keys }, work),
  },
);

/** Newest first. */
async function versions(work: Work): Promise<Props[]> {
  const found = await list("iam", "ListPolicyVersions", { PolicyArn: work.id }, "Versions", work);
  return found.sort((one, other) => Number(String(other["VersionId"]).slice(1)) - Number(String(one["VersionId"]).slice(1)));
}

/** An inline policy of a role or user; its id is `<holder>:<name>`. */
function inlinePolicy(holder: "Role" | "User"): ResourceType {
  const property = holder.toLowerCase();
  const at = (work: Work): Props => {
    const [name = "", ...rest] = work.id.split(":");
    return { [`${holder}Name`]: name, PolicyName: rest.join(":") };
  };
  const put = async (work: Work): Promise<string> => {
    const { name, policy: document } = work.inputs as { name: string; policy: string };
    const owner = work.inputs[property] as string;
    const input = { [`${holder}Name`]: owner, PolicyName: name, PolicyDocument: document };
    await during(`putting IAM ${holder} (${owner}) Policy (${name})`, send("iam", `Put${holder}Policy`, input, work));
    return `${owner}:${name}`;
  };
  return {
    inputs: ["name", "policy", property],
    replaceOn: ["name", property],
    computed: ["namePrefix"],
    policies: ["policy"],
    autoName: { maxLength: 128 },
    create: put,
    async read(work) {
      const found = await orMissing(send("iam", `Get${holder}Policy`, at(work), work));
      return (
        found && {
          name: found["PolicyName"] as unknown,
          [property]: found[`${holder}Name`] as unknown,
          policy: decoded(found["PolicyDocument"]),
        }
      );
    },
    update: async (work) => void (await put(work)),
    delete: async (work) => void (await orMissing(send("iam", `Delete${holder}Policy`, at(work), work))),
  };
}

/** `aws:iam/rolePolicy:RolePolicy`. */
export const rolePolicy = inlinePolicy("Role");
/** `aws:iam/userPolicy:UserPolicy`. */
export const userPolicy = inlinePolicy("User");

/** `aws:iam/userPolicyAttachment:UserPolicyAttachment`; its id is `<user>/<policy ARN>`, as the import has it. */
export const userPolicyAttachment: ResourceType = {
  inputs: ["policyArn", "user"],
  replaceOn: "*",
  async create(work) {
    const { user: UserName, policyArn: PolicyArn } = work.inputs as { user: string; policyArn: string };
    const doing = `attaching IAM Policy (${PolicyArn}) to IAM User (${UserName})`;
    await during(doing, send("iam", "AttachUserPolicy", { UserName, PolicyArn }, work));
    return `${UserName}/${PolicyArn}`;
  },
  async read(work) {
    const { UserName, PolicyArn } = attachmentOf(work.id);
    const attached = (await orMissing(list("iam", "ListAttachedUserPolicies", { UserName }, "AttachedPolicies", work))) ?? [];
    return attached.some((policy) => policy["PolicyArn"] === PolicyArn) ? { user: UserName, policyArn: PolicyArn } : undefined;
  },
  delete: async (work) => void (await orMissing(send("iam", "DetachUserPolicy", attachmentOf(work.id), work))),
};

function attachmentOf(id: string): { UserName: string; PolicyArn: string } {
  const [UserName = "", ...arn] = id.split("/");
  return { UserName, PolicyArn: arn.join("/") };
}

/** `aws:iam/openIdConnectProvider:OpenIdConnectProvider`. Its id is its ARN; IAM keeps the URL without its scheme. */
export const openIdConnectProvider: ResourceType = tagged(
  {
    inputs: ["clientIdLists", "thumbprintLists", "url"],
    replaceOn: ["url"],
    computed: ["arn", "thumbprintLists"],
    sets: ["clientIdLists"],
    async create(work) {
      const { url, clientIdLists, thumbprintLists } = work.inputs as Record<string, unknown>;
      const input = { Url: url, ClientIDList: clientIdLists, ThumbprintList: thumbprintLists, Tags: tagList(tagsOf(work)) };
      const made = await during("creating IAM OIDC Provider", send("iam", "CreateOpenIDConnectProvider", input, work));
      return made["OpenIDConnectProviderArn"] as string;
    },
    async read(work) {
      const found = await orMissing(send("iam", "GetOpenIDConnectProvider", { OpenIDConnectProviderArn: work.id }, work));
      if (found === undefined) return undefined;
      const written = (work.inputs["url"] ?? "") as string;
      const bare = (url: string): string => url.replace(/^https:\/\//, "");
      return {
        arn: work.id,
        url: bare(written) === bare(String(found["Url"])) ? written : found["Url"],
        clientIdLists: found["ClientIDList"],
        thumbprintLists: found["ThumbprintList"] ?? [],
        tagsAll: tagMap(found["Tags"] as Props[]),
      };
    },
    async update(work) {
      const at = { OpenIDConnectProviderArn: work.id };
      const [before, now] = [work.olds["clientIdLists"] ?? [], work.inputs["clientIdLists"] ?? []] as [string[], string[]];
      for (const ClientID of missingFrom(before, now)) await send("iam", "AddClientIDToOpenIDConnectProvider", { ...at, ClientID }, work);
      for (const ClientID of missingFrom(now, before))
        await send("iam", "RemoveClientIDFromOpenIDConnectProvider", { ...at, ClientID }, work);
      const ThumbprintList = work.inputs["thumbprintLists"] as string[] | undefined;
      if (ThumbprintList !== undefined && work.changed("thumbprintLists"))
        await send("iam", "UpdateOpenIDConnectProviderThumbprint", { ...at, ThumbprintList }, work);
    },
    delete: async (work) => void (await orMissing(send("iam", "DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn: work.id }, work))),
  },
  {
    tag: (work, tags) => send("iam", "TagOpenIDConnectProvider", { OpenIDConnectProviderArn: work.id, Tags: tagList(tags) }, work),
    untag: (work, keys) => send("iam", "UntagOpenIDConnectProvider", { OpenIDConnectProviderArn: work.id, TagKeys: keys }, work),
  },
);
