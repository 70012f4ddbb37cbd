import type { PolicyResource } from "@pulumi/policy";
import { IDENTITY_CENTER_TEMPLATE } from "../../contract/gallery-app";
import { type Field, texts } from "./config";
import { matchesAny } from "./glob";
import { linked, ifKnown } from "./links";
import type { Context } from "./rule";
import type { Stack } from "./stack";
import { azuread } from "./types";
import { readBlock, readList, readText } from "./values";

/**
 * Entra's gallery template "AWS Single-Account Access": a SAML provider of IAM's own in one account, with roles as
 * claims.
 */
export const SINGLE_ACCOUNT_TEMPLATE = "8b1025e4-1dd2-430b-a150-2ef79cd700f5";

/** The setting that names the hosts at which AWS takes sign-ins. */
export const signInHosts: Field<readonly string[]> = texts(
  ["*.signin.aws", "*.signin.aws.amazon.com", "*.signin.amazonaws-us-gov.com", "*.signin.amazonaws.cn"],
  "Hosts at which AWS takes sign-ins; * stands for any text.",
);

/** Types that make an application. */
export const applicationTypes = [azuread.application, azuread.applicationFromTemplate] as const;

/** Whether an application is made from Identity Center's template. Reading an unknown templateId throws. */
export function isIdentityCenterTemplate(props: Readonly<Record<string, unknown>>): boolean {
  return readText(props["templateId"], "templateId")?.toLowerCase() === IDENTITY_CENTER_TEMPLATE;
}

/**
 * Applications of the stack that are made from Identity Center's template: what the rules on the app and on Conditional
 * Access hang on.
 */
export function identityCenterApps(stack: Stack): readonly PolicyResource[] {
  return stack.derive(findApps);
}

function findApps(stack: Stack): readonly PolicyResource[] {
  return stack.of(...applicationTypes).filter(({ props }) => ifKnown(() => isIdentityCenterTemplate(props)) === true);
}

/** Service principals of Identity Center's app. */
export function servicePrincipals(stack: Stack): readonly PolicyResource[] {
  return stack.derive(findServicePrincipals);
}

/** Service principals of a single app. */
export function principalsOf(stack: Stack, app: PolicyResource): readonly PolicyResource[] {
  return servicePrincipals(stack).filter((principal) => linked(principal, "clientId", [app], ["clientId"]).length > 0);
}

function findServicePrincipals(stack: Stack): readonly PolicyResource[] {
  const apps = identityCenterApps(stack);
  return stack.of(azuread.servicePrincipal).filter((principal) => linked(principal, "clientId", apps, ["clientId"]).length > 0);
}

/** Outputs by which something refers to an application or its service principal. */
const IDS = ["id", "objectId", "servicePrincipalId", "servicePrincipalObjectId", "applicationId", "applicationObjectId"];

/** Resources of these types whose `property` refers to one of Identity Center's apps or its service principals. */
export function partsOf(stack: Stack, property: string, ...types: readonly string[]): readonly PolicyResource[] {
  const owners = [...servicePrincipals(stack), ...identityCenterApps(stack)];
  return stack.of(...types).filter((part) => linked(part, property, owners, IDS).length > 0);
}

/** {@link partsOf} a single app. */
export function partsOfApp(stack: Stack, app: PolicyResource, property: string, ...types: readonly string[]): readonly PolicyResource[] {
  return stack.of(...types).filter((part) => linked(part, property, [app, ...principalsOf(stack, app)], IDS).length > 0);
}

/** The application of the stack that a part refers to; undefined where it is outside of the stack or cannot be told. */
export function applicationOf(stack: Stack, part: PolicyResource): PolicyResource | undefined {
  return linked(part, "applicationId", stack.of(...applicationTypes, azuread.applicationRegistration), IDS)[0];
}

/**
 * A URL that an application has, and the resource that gives it; undefined where it is not known yet, which is noted.
 */
export interface AppUrl {
  readonly on: PolicyResource;
  readonly url: string | undefined;
}

type Reader = Pick<Context<never>, "known">;

/** Blocks of an application that list reply URLs, each for another kind of client. */
const CLIENTS = ["web", "singlePageApplication", "publicClient"] as const;

/** Reply URLs in the inputs of an application, by the path of each list. */
export function replyUrlLists(
  props: Readonly<Record<string, unknown>>,
): readonly { readonly path: string; readonly read: () => unknown }[] {
  return CLIENTS.map((client) => ({ path: `${client}.redirectUris`, read: () => readBlock(props[client], client)["redirectUris"] }));
}

/** Reply URLs of an application, or of a resource that adds some to one. */
export function replyUrls(on: PolicyResource, reader: Reader): readonly AppUrl[] {
  if (on.type !== azuread.application) return urlsIn(on, "redirectUris", () => on.props["redirectUris"], reader);
  return replyUrlLists(on.props).flatMap(({ path, read }) => urlsIn(on, path, read, reader));
}

/** Entity IDs (identifier URIs) of an application, or of a resource that adds one to it. */
export function entityIds(on: PolicyResource, reader: Reader): readonly AppUrl[] {
  const property = on.type === azuread.applicationIdentifierUri ? "identifierUri" : "identifierUris";
  return urlsIn(on, property, () => on.props[property], reader);
}

function urlsIn(on: PolicyResource, path: string, read: () => unknown, { known }: Reader): readonly AppUrl[] {
  const values = known(() => readList(read()), on.name);
  if (values === undefined) return [{ on, url: undefined }];
  return Array.from({ length: values.length }, (_, index) => ({ on, url: known(() => readText(values[index], path) ?? "", on.name) }));
}

/** Whether a URL is at one of AWS's sign-in hosts, whatever else is wrong with it. */
export function isAtAws(url: string, hosts: readonly string[]): boolean {
  return matchesAny(/^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? "", hosts);
}

/** Why a URL is no place of AWS's where a sign-in may go; undefined where it is one. */
export function signInUrlProblem(url: string, hosts: readonly string[]): string | undefined {
  if (url.includes("*")) return "has a wildcard";
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return "is no URL";
  if (parsed.protocol !== "https:") return "is not https";
  if (parsed.username !== "" || parsed.password !== "" || parsed.port !== "" || !matchesAny(parsed.hostname, hosts))
    return "is not on a sign-in host of AWS";
  return undefined;
}
