/**
 * The environment of commands inside the sandbox: everything that points to a cloud points to the local ones.
 */
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { certificatePaths } from "./certificate";
import { repository } from "./paths";
import type { SandboxSet, SetRecord } from "./set";

/** Protects nothing but throw-away state of local clouds; Pulumi asks for one. */
export const passphrase = "sandbox";
/** The registered client that the local Entra knows. */
const clientId = "33333333-3333-3333-3333-333333333333";

/** Variables of the caller that would lead to a real cloud, or away from the local ones. */
const misleading =
  /^(AWS_(PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|SECURITY_TOKEN|ENDPOINT_URL_.*|ROLE_.*|WEB_IDENTITY_.*|CA_BUNDLE|CONTAINER_.*)|ARM_.*|AZURE_.*|PULUMI_(ACCESS_TOKEN|STACK|CONFIG|CONFIG_PASSPHRASE_FILE|BACKEND_URL|OPTION_CONFIG_FILE)|npm_(lifecycle|package|command|config_local_prefix|config_loglevel).*)$/;

/** The variables for a command that is started in this folder. */
export function environmentFor(
  set: SandboxSet,
  record: SetRecord,
  folder: string,
  base: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !misleading.test(name)));
  const { certificate, bundle } = certificatePaths();
  const noProxy = ["localhost", "127.0.0.1", base["NO_PROXY"] ?? base["no_proxy"]].filter(Boolean).join(",");
  return {
    ...kept,
    PATH: [join(set.home(), "bin"), base["PATH"]].filter(Boolean).join(delimiter),
    PULUMI_HOME: set.home(),
    PULUMI_BACKEND_URL: `file://${set.state()}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(isInProject(folder) ? { PULUMI_OPTION_CONFIG_FILE: set.stackFile() } : {}),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${record.ports.aws}`,
    AWS_REGION: record.homeRegion,
    AWS_DEFAULT_REGION: record.homeRegion,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ARM_METADATA_HOSTNAME: `localhost:${record.ports.entra}`,
    ARM_TENANT_ID: record.tenantId,
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: "sandbox",
    GRAPH_ENDPOINT: `https://localhost:${record.ports.entra}`,
    SSL_CERT_FILE: bundle,
    NODE_EXTRA_CA_CERTS: certificate,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
  };
}

/** Whether Pulumi, started in this folder, takes this repository's project and not another one on the way. */
export function isInProject(folder: string): boolean {
  let current: string;
  try {
    current = realpathSync(folder);
  } catch {
    return false;
  }
  const root = realpathSync(repository);
  while (!["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(current, name)))) {
    const parent = dirname(current);
    if (parent === current) return false;
    current = parent;
  }
  return current === root;
}
