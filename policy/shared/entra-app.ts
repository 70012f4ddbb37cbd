import type { PolicyResource } from "@pulumi/policy";
import { type Field, texts } from "./config";
import { matchesAny } from "./glob";
import { linked, quietly } from "./links";
import type { Context } from "./rule";
import type { Stack } from "./stack";
import { azuread } from "./types";
import { block, list, text } from "./values";

/** Entra's gallery template "AWS IAM Identity Center". Its display name has changed before; its id has not. */
export const IDENTITY_CENTER_TEMPLATE = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";

/** Entra's gallery template "AWS Single-Account Access": a SAML provider of IAM's own in one account, with roles as claims. */
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
  return text(props["templateId"], "templateId")?.toLowerCase() === IDENTITY_CENTER_TEMPLATE;
}

/** Applications of the stack that are made from Identity Center's template: what the rules on the app and on Conditional Access hang on. */
export function identityCenterApps(stack: Stack): readonly PolicyResource[] {
  return stack.derive(findApps);
}

function findApps(stack: Stack): readonly PolicyResource[] {
  return stack.of(...applicationTypes).filter(({ props }) => quietly(() => isIdentityCenterTemplate(props)) === true);
}

/** Service principals of Identity Center's app. */
export function servicePrincipals(stack: Stack): readonly PolicyResource[] {
  return stack.derive(findServicePrincipals);
}

function findServicePrincipals(stack: Stack): readonly PolicyResource[] {
  const apps = identityCenterApps(stack);
  return stack.of(azuread.servicePrincipal).filter((principal) => linked(principal, "clientId", apps, ["clientId"]).length > 0);
}

/** Resources of these types whose `property` refers to Identity Center's app or its service principal. */
export function partsOf(stack: Stack, property: string, ...types: readonly string[]): readonly PolicyResource[] {
  const owners = [...servicePrincipals(stack), ...identityCenterApps(stack)];
  const outputs = ["id", "objectId", "servicePrincipalId", "servicePrincipalObjectId", "applicationId", "applicationObjectId"];
  return stack.of(...types).filter((part) => linked(part, property, owners, outputs).length > 0);
}

/** A URL that an application has, and the resource that gives it. */
export interface AppUrl {
  readonly on: PolicyResource;
  readonly url: string;
}

type Reader = Pick<Context<never>, "known" | "each">;

/** Reply URLs of applications, whichever resource gives them. */
export function replyUrls(on: PolicyResource, { known, each }: Reader): readonly AppUrl[] {
  const urls: AppUrl[] = [];
  const property = on.type === azuread.application ? "web.redirectUris" : "redirectUris";
  const values = known(
    () => list(on.type === azuread.application ? block(on.props["web"], "web")["redirectUris"] : on.props["redirectUris"]),
    on.name,
  );
  each(values ?? [], (value) => urls.push({ on, url: text(value, property) ?? "" }), on.name);
  return urls;
}

/** Entity IDs (identifier URIs) of applications, whichever resource gives them. */
export function entityIds(on: PolicyResource, { known, each }: Reader): readonly AppUrl[] {
  const urls: AppUrl[] = [];
  const property = on.type === azuread.applicationIdentifierUri ? "identifierUri" : "identifierUris";
  each(known(() => list(on.props[property]), on.name) ?? [], (value) => urls.push({ on, url: text(value, property) ?? "" }), on.name);
  return urls;
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
