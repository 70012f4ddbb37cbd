import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import { configPath, mistake } from "../access/problems";
import { encryptedProblem, plainTokenProblem } from "../access/settings";
import { azureadEnvironmentOf, type StackSurroundings } from "../access/settings/readiness";
import { SECRET_KEYS, type SecretKey } from "../access/settings/secrets";
import { readStackValue } from "../access/settings/stack-values";
import { stackKind } from "../access/settings/stacks";
import { readCoreSettings } from "./core-settings";

/**
 * The stack's configuration as it was written: plain settings apart from secrets, nothing judged but the secrecy
 * itself.
 */
export interface StackConfig {
  /** Settings without namespace, structured values parsed; never a secret. Input of `parseSettings`. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Secrets that are set, as secret outputs. */
  readonly secrets: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;
  /**
   * Microsoft's cloud that the azuread provider was told (`azuread:environment`, else ARM_ENVIRONMENT); a metadata host
   * makes it meaningless.
   */
  readonly azureadEnvironment: string | undefined;
  readonly problems: readonly Problem[];
  /** Name of the core stack, where the stack is one of its access stacks: `raw` are the settings of the core then. */
  readonly core?: string;
}

/**
 * Reads the configuration of the stack; the only place that does.
 *
 * A secret that was set in plain text is a problem and is not read: it would reach the state in clear.
 */
export function readStackConfig(): StackConfig {
  const namespace = pulumi.getProject();
  const config = new pulumi.Config(namespace);
  const raw: Record<string, unknown> = {};
  const secrets: Partial<Record<SecretKey, pulumi.Output<string>>> = {};
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(pulumi.runtime.allConfig())) {
    if (!key.startsWith(`${namespace}:`)) continue;
    const name = key.slice(namespace.length + 1);
    const secretKey = SECRET_KEYS.find((secret) => secret === name);
    const secret = isConfigSecret(key);
    if (secretKey === undefined && !secret) {
      raw[name] = readStackValue(value);
    } else if (secretKey === undefined) {
      problems.push(encryptedProblem(name, SECRET_KEYS));
    } else if (!secret) {
      problems.push(plainTokenProblem());
    } else if (value.trim() === "") {
      problems.push(mistake(key, "is empty", `set it with \`pulumi config set --secret ${key}\``));
    } else {
      secrets[secretKey] = config.requireSecret(name);
    }
  }
  const { core, problems: mistakes } = stackKind(raw, Object.keys(secrets));
  if (core === undefined) return { raw, secrets, azureadEnvironment: azureadEnvironment(), problems };
  const { raw: shared, problems: unread } = readCoreSettings(core);
  return { raw: shared, secrets, azureadEnvironment: azureadEnvironment(), problems: [...problems, ...mistakes, ...unread], core };
}

/** Settings of the azuread provider by the variable that stands for each. */
const AZUREAD_VARIABLES: Readonly<Record<string, string>> = {
  tenantId: "ARM_TENANT_ID",
  clientId: "ARM_CLIENT_ID",
  clientSecret: "ARM_CLIENT_SECRET",
  metadataHost: "ARM_METADATA_HOSTNAME",
  useOidc: "ARM_USE_OIDC",
  oidcToken: "ARM_OIDC_TOKEN",
  oidcTokenFilePath: "ARM_OIDC_TOKEN_FILE_PATH",
  oidcRequestToken: "ARM_OIDC_REQUEST_TOKEN",
  oidcRequestUrl: "ARM_OIDC_REQUEST_URL",
};

/**
 * The azuread provider's variables as it sees them: the stack's `azuread:*` before the environment's. Holds secrets:
 * read when needed, kept nowhere.
 */
export function azureadVariables(): NodeJS.ProcessEnv {
  const config = pulumi.runtime.allConfig();
  const written = Object.entries(AZUREAD_VARIABLES).flatMap(([key, variable]) => {
    const value = config[`azuread:${key}`];
    return value === undefined || value === "" ? [] : [[variable, value] as const];
  });
  return { ...process.env, ...Object.fromEntries(written) };
}

function azureadEnvironment(): string | undefined {
  const azuread = new pulumi.Config("azuread");
  return azureadEnvironmentOf((key) => azuread.get(key), process.env);
}

/** Whether the key is marked secret; the SDK has it, but leaves it out of its types. */
function isConfigSecret(key: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(key);
}

/** Whether the stack is an access stack of another. */
export function isAccessStack(config: StackConfig): config is StackConfig & { readonly core: string } {
  return config.core !== undefined;
}

/** What of the stack's surroundings the settings depend on; a token in plain text is a problem of its own. */
export function surroundingsOf({ secrets, problems, azureadEnvironment }: StackConfig): StackSurroundings {
  const inPlainText = SECRET_KEYS.filter((key) => problems.some(({ path }) => path === configPath([key])));
  return { secrets: [...Object.keys(secrets), ...inPlainText], azureadEnvironment };
}
