import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import { missing, wrong } from "../access/problems";
import type { AssignSettings, Settings } from "../access/settings";
import { isPlaceholder } from "../access/steps";
import type { StackConfig } from "./config";
import type { ScimCredentials } from "./entra/provisioning";

/** Endpoint and token of provisioning; none where an adopted job keeps those that Entra holds. */
export function scimCredentials(
  { provisioning }: AssignSettings,
  scimToken: pulumi.Output<string> | undefined,
): ScimCredentials | undefined {
  if (provisioning.adopted === true) return undefined;
  const { scimEndpoint } = provisioning;
  if (scimToken === undefined || scimEndpoint === undefined)
    throw new Error("The SCIM endpoint or token is missing, which was not noticed.");
  return { scimEndpoint, scimToken };
}

/** The ids of zeros with which the stack files come: with them nobody could sign in. */
export function placeholders(settings: Settings | undefined): Problem[] {
  if (settings?.phase !== "assign") return [];
  const { identityCenter, provisioning } = settings;
  const values = [
    ...identityCenter.acsUrls.map((url, index) => [`federation:identityCenter.acsUrls[${index}]`, url] as const),
    ...(provisioning.scimEndpoint === undefined ? [] : [["federation:provisioning.scimEndpoint", provisioning.scimEndpoint] as const]),
  ];
  return values
    .filter(([, value]) => isPlaceholder(value))
    .map(([path, value]) =>
      wrong(
        path,
        value,
        "that is the placeholder of the example; copy the value from the AWS console (`federation steps`), or write phase connect until then",
      ),
    );
}

/** What phase `assign` needs and only the AWS console gives. */
export function missingSecrets(settings: Settings | undefined, { secrets, problems }: StackConfig): Problem[] {
  const path = "federation:scimToken";
  if (
    settings?.phase !== "assign" ||
    settings.provisioning.adopted === true ||
    secrets.scimToken !== undefined ||
    problems.some((problem) => problem.path === path)
  )
    return [];
  return [
    missing(
      path,
      "and phase assign needs it: AWS console > IAM Identity Center > Settings > Automatic provisioning > Generate token, then `pulumi config set --secret federation:scimToken`",
    ),
  ];
}
