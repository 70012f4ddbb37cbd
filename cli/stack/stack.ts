import { Failure } from "../failure";
import { pulumi, pulumiOrFail } from "./pulumi";
import { coreOf, stacksIn } from "./settings-file";

/**
 * The stack that a command works on: the one asked for, else the selected one, else the only one with settings here.
 */
export async function resolveStack(asked: string | undefined): Promise<string> {
  if (asked !== undefined) return asked;
  const selected = await pulumi(["stack", "--show-name"]).catch(() => undefined);
  const name = selected?.status === 0 ? selected.stdout.trim() : "";
  if (name !== "") return name;
  const known = stacksIn(process.cwd());
  if (known.length === 1 && known[0] !== undefined) return known[0];
  throw new Failure(
    known.length === 0
      ? "No stack is selected and no Pulumi.<stack>.yaml lies here; run it in the project's folder."
      : `No stack is selected; add --stack with one of ${known.join(", ")}, or run \`pulumi stack select\`.`,
  );
}

/**
 * Outputs of the stack as the program names them; every one may be missing before the first `pulumi up`. Secrets stay
 * hidden.
 */
export interface StackOutputs {
  readonly accessPortalUrl?: string;
  readonly identityStoreId?: string;
  readonly federationMetadataUrl?: string;
  readonly clientId?: string;
  readonly applicationObjectId?: string;
  readonly servicePrincipalObjectId?: string;
  readonly provisioningJobId?: string;
  readonly phase?: string;
}

/** Reads the outputs through the Pulumi CLI; those of its core for an access stack. */
export async function readOutputs(stack: string): Promise<StackOutputs> {
  return JSON.parse(await pulumiOrFail(["stack", "output", "--json", "--stack", coreOf(stack)])) as StackOutputs;
}
