import { loadSettings } from "../stack/load-settings";
import { confirm, isCancel } from "@clack/prompts";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { exitStatus, Failure } from "../failure";
import { json } from "../output/writer";
import { resolveStack } from "../stack/stack";
import { slotCertificate } from "./slot-certificate";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly slot?: string;
  readonly yes?: boolean;
}

/**
 * `federation activate-certificate`: makes the newest slot's certificate the one that Entra signs with. The provider
 * has no argument for it (terraform-provider-azuread#823).
 */
export const activateCertificate: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
  const { slot, certificate, all, principalId } = await slotCertificate(settings.enterpriseApp, options.slot, entra);

  const before = all.find(({ active }) => active)?.thumbprint;
  const answer = {
    slot,
    thumbprint: certificate.thumbprint,
    before: before ?? null,
    changed: before !== certificate.thumbprint,
  };
  if (answer.changed) {
    if (before !== undefined && options.yes !== true) await ask(before, certificate.thumbprint);
    await entra.graph.patch(`/servicePrincipals/${principalId}`, { preferredTokenSigningKeyThumbprint: certificate.thumbprint });
  }
  if (options.json === true) writer.out(json(answer));
  else writer.out(`${certificate.thumbprint} (slot ${slot}) ${answer.changed ? "is now" : "already was"} the active certificate.`);
  return exitStatus.fine;
};

/** Sign-in fails from this moment if AWS does not know the new certificate, so somebody has to say that it does. */
async function ask(before: string, after: string): Promise<void> {
  const advice = "Upload the new metadata to AWS first (`federation fetch-metadata`, `federation steps`), then";
  if (process.stdin.isTTY !== true) throw new Failure(`${before} is active and signs today; ${advice} run this again with --yes.`);
  const agreed = await confirm({
    message: `${before} signs today. Does AWS already know ${after}? Sign-in fails otherwise.`,
    initialValue: false,
  });
  if (isCancel(agreed) || !agreed) throw new Failure(`Nothing was changed. ${advice} run this again.`);
}
