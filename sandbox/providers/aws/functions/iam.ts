import { type Invoke } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send, type At } from "../cloud";
import { tagMap } from "../traits";

/** Roles or users by name and path, as both getters return them. */
function listing(kind: "Role" | "User"): Invoke {
  return async (inputs, signal) => {
    const { nameRegex, pathPrefix } = inputs as { nameRegex?: string; pathPrefix?: string };
    const found = await list("iam", `List${kind}s`, pathPrefix === undefined ? {} : { PathPrefix: pathPrefix }, `${kind}s`, {
      inputs,
      signal,
    });
    const matching = found.filter((one) => nameRegex === undefined || new RegExp(nameRegex).test(one[`${kind}Name`] as string));
    return {
      ...inputs,
      id: "iam",
      arns: matching.map(({ Arn }) => Arn as unknown),
      names: matching.map((one) => one[`${kind}Name`] as unknown),
    };
  };
}

/** `aws:iam/getRoles:getRoles`. */
export const getRoles = listing("Role");
/** `aws:iam/getUsers:getUsers`. */
export const getUsers = listing("User");

/** `aws:iam/getUser:getUser`. */
export const getUser: Invoke = async (inputs, signal) => {
  const { User: found } = await send("iam", "GetUser", { UserName: inputs["userName"] as unknown }, { inputs, signal });
  return {
    arn: found["Arn"],
    id: found["UserId"],
    path: found["Path"],
    permissionsBoundary: found["PermissionsBoundary"]?.["PermissionsBoundaryArn"] ?? "",
    tags: tagMap(found["Tags"] as Props[]),
    userId: found["UserId"],
    userName: found["UserName"],
  };
};

/** `aws:iam/getPolicy:getPolicy`: by ARN, or by name among those of the account. */
export const getPolicy: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  let arn = inputs["arn"] as string | undefined;
  if (arn === undefined) {
    const { name, pathPrefix } = inputs as { name?: string; pathPrefix?: string };
    const all = await list("iam", "ListPolicies", pathPrefix === undefined ? {} : { PathPrefix: pathPrefix }, "Policies", at);
    arn = all.find(({ PolicyName }) => PolicyName === name)?.["Arn"] as string | undefined;
    if (arn === undefined) throw new Error(`reading IAM policy (${String(name)}): empty result`);
  }
  const { Policy: found } = await send("iam", "GetPolicy", { PolicyArn: arn }, at);
  const { PolicyVersion: version } = await send(
    "iam",
    "GetPolicyVersion",
    { PolicyArn: arn, VersionId: found["DefaultVersionId"] as unknown },
    at,
  );
  return {
    arn,
    attachmentCount: found["AttachmentCount"] ?? 0,
    description: found["Description"] ?? "",
    id: arn,
    name: found["PolicyName"],
    path: found["Path"],
    policy: decodeURIComponent(typeof version["Document"] === "string" ? version["Document"] : JSON.stringify(version["Document"])),
    policyId: found["PolicyId"],
    tags: tagMap((found["Tags"] ?? []) as Props[]),
  };
};

async function providerByUrl(url: string, at: At): Promise<string> {
  const { OpenIDConnectProviderList: all } = await send("iam", "ListOpenIDConnectProviders", {}, at);
  const wanted = url.replace(/^https:\/\//, "");
  const found = ((all ?? []) as { Arn: string }[]).find(({ Arn }) => Arn.split(":oidc-provider/")[1] === wanted);
  if (found === undefined) throw new Error(`finding IAM OIDC Provider by url (${url}): not found`);
  return found.Arn;
}

/** `aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider`: by ARN or by URL. */
export const getOpenIdConnectProvider: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const arn = (inputs["arn"] as string | undefined) ?? (await providerByUrl(inputs["url"] as string, at));
  const found = await send("iam", "GetOpenIDConnectProvider", { OpenIDConnectProviderArn: arn }, at);
  return {
    arn,
    id: arn,
    clientIdLists: found["ClientIDList"] ?? [],
    tags: tagMap(found["Tags"] as Props[]),
    thumbprintLists: found["ThumbprintList"] ?? [],
    url: found["Url"],
  };
};
