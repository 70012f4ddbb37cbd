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
