/**
 * What stands in the way of right settings without any cloud being asked: the values of the example, a secret that the
 * stack lacks, an azuread provider that works in another of Microsoft's clouds. Program and command ask it alike.
 */
import { microsoftCloudName } from "../microsoft-cloud";
import type { Problem } from "../model";
import { missing, wrong } from "../problems";
import type { Settings } from "./index";
import { isPlaceholder } from "../steps";

/** What a stack has beside its settings. */
export interface StackSurroundings {
  /** Names of the secrets that are set. */
  readonly secrets: readonly string[];
  /**
   * Microsoft's cloud that the azuread provider was told (`azuread:environment`, else ARM_ENVIRONMENT); undefined where
   * it was told none, or a metadata host, which makes it meaningless.
   */
  readonly azureadEnvironment: string | undefined;
}

/** Every such problem. */
export function readinessProblems(settings: Settings, { secrets, azureadEnvironment }: StackSurroundings): Problem[] {
  return [
    ...placeholderProblems(settings),
    ...(needsScimToken(settings) && !secrets.includes("scimToken") ? [scimTokenProblem()] : []),
    ...otherCloudProblems(settings, azureadEnvironment),
  ];
}

/** The problem of the SCIM token that phase `assign` needs and only the AWS console gives. */
export function scimTokenProblem(): Problem {
  return missing(
    "federation:scimToken",
    "phase assign needs it; generate one (AWS console > IAM Identity Center > Settings > Automatic provisioning > Generate token), then run `pulumi config set --secret federation:scimToken`",
  );
}

/**
 * Cloud that the azuread provider was told; `configured` are the keys of its namespace, `environment` its variables.
 */
export function azureadEnvironmentOf(
  configured: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const configuredOrSet = (key: string, variable: string): string | undefined => configured(key) || environment[variable] || undefined;
  return configuredOrSet("metadataHost", "ARM_METADATA_HOSTNAME") === undefined
    ? configuredOrSet("environment", "ARM_ENVIRONMENT")
    : undefined;
}

function needsScimToken({ phase, provisioning }: Settings): boolean {
  return phase === "assign" && provisioning.adopted !== true;
}

/** The ids of zeros with which the stack files come: with them nobody could sign in. */
function placeholderProblems(settings: Settings): Problem[] {
  if (settings.phase !== "assign") return [];
  const { identityCenter, provisioning } = settings;
  const values = [
    ...identityCenter.acsUrls.map((url, index) => [`federation:identityCenter.acsUrls[${index}]`, url] as const),
    ...(provisioning.scimEndpoint === undefined ? [] : [["federation:provisioning.scimEndpoint", provisioning.scimEndpoint] as const]),
  ];
  const remedy =
    "that is the placeholder of the example; copy the value from the AWS console (`federation steps`), or write phase connect until then";
  return values.filter(([, value]) => isPlaceholder(value)).map(([path, value]) => wrong(path, value, remedy));
}

/** The azuread provider works in one of Microsoft's clouds, and what AWS is told must be of the same. */
function otherCloudProblems({ phase, microsoftCloud }: Settings, azureadEnvironment: string | undefined): Problem[] {
  if (phase === "aws" || azureadEnvironment === undefined || microsoftCloudName(azureadEnvironment) === microsoftCloud) return [];
  const other = `the azuread provider works in ${azureadEnvironment} (azuread:environment, or ARM_ENVIRONMENT)`;
  return [wrong("federation:microsoftCloud", microsoftCloud, `${other}; write the same cloud in both`)];
}
