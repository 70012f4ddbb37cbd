/**
 * What an operator clicks in the AWS console, because no API does it. The local AWS has a control route for each click.
 */
import { SandboxError } from "./failure";
import type { SetRecord } from "./set";

/** What the console shows after "Enable automatic provisioning"; the token is shown this once. */
export interface Provisioning {
  readonly scimEndpoint: string;
  /** A secret: never printed, never an argument. */
  readonly token: string;
  /** YYYY-MM-DD. */
  readonly expires: string;
}

const clickMilliseconds = 20_000;

/** IAM Identity Center > Settings > Automatic provisioning > Enable. */
export async function enableProvisioning({ ports }: Pick<SetRecord, "ports">): Promise<Provisioning> {
  const answer = await click(ports.aws, "enable-provisioning", "");
  const { scimEndpoint, token, expires } = JSON.parse(answer) as Partial<Provisioning>;
  if (!scimEndpoint || !token) throw new SandboxError("The local AWS enabled provisioning but gave no SCIM endpoint or token.");
  return { scimEndpoint, token, expires: expires ?? "" };
}

/**
 * IAM Identity Center > Settings > Identity source > Change: uploads the Federation Metadata XML of the identity
 * provider.
 */
export async function uploadMetadata({ ports }: Pick<SetRecord, "ports">, metadata: string): Promise<void> {
  await click(ports.aws, "identity-source", metadata, "application/xml");
}

async function click(port: number, name: string, body: string, type = "application/json"): Promise<string> {
  const url = `http://127.0.0.1:${port}/_sandbox/console/${name}`;
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": type },
    signal: AbortSignal.timeout(clickMilliseconds),
  }).catch((error: Error) => {
    throw new SandboxError(`The local AWS does not answer at ${url}: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new SandboxError(`The local AWS refuses ${name} with status ${answer.status}: ${text.slice(0, 300)}`);
  return text;
}
