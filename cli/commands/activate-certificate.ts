import { loadSettings } from "../stack/load-settings";
import { confirm, isCancel } from "@clack/prompts";
import { azureEnvironment } from "../clouds/azure-environment";
import { entraReader } from "../clouds/entra-reader";
import { exitStatus, Failure } from "../failure";
import { json } from "../output/writer";
import { resolveStack } from "../stack/stack";
import { certificatesOf, signingCertificates } from "../saml/certificates";
import type { Run, StackOptions } from "./command";

interface Options extends StackOptions {
  readonly slot?: string;
  readonly yes?: boolean;
}

/**
 * `federation activate-certificate`: makes the newest slot's certificate the one that Entra signs with. The provider has no argument for it
 * (terraform-provider-azuread#823).
 */
export const activateCertificate: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const { name, signingCertificates: slots } = settings.enterpriseApp;
  const slot = options.slot === undefined ? slots.at(-1) : slots.find((candidate) => candidate.slot === options.slot);
  if (slot === undefined)
    throw new Failure(`There is no slot "${options.slot}"; the settings have ${slots.map((each) => each.slot).join(", ")}.`);

  const entra = entraReader(settings.tenantId, await azureEnvironment(), { calls: 0 });
  const [application, ...others] = (await entra.applications()).filter(({ displayName }) => displayName === name);
  if (others.length > 0)
    throw new Failure(
      `There are ${others.length + 1} enterprise applications "${name}"; run \`federation verify\`, and keep this stack's.`,
    );
  const principal = application && (await entra.servicePrincipal(application.appId));
  if (principal === undefined) throw new Failure(`There is no enterprise application "${name}"; run \`pulumi up\` first.`);
  const certificates = signingCertificates(await entra.certificates(principal.id));
  const wanted = certificatesOf(slot, certificates);
  const [certificate] = wanted;
  if (certificate === undefined)
    throw new Failure(`The application has no certificate that ends ${slot.endDate} (slot ${slot.slot}); run \`pulumi up\`.`);
  if (wanted.length > 1) throw new Failure(`Slot ${slot.slot} has ${wanted.length} certificates; run \`federation recover\` first.`);

  const before = certificates.find(({ active }) => active)?.thumbprint;
  const answer = {
    slot: slot.slot,
    thumbprint: certificate.thumbprint,
    before: before ?? null,
    changed: before !== certificate.thumbprint,
  };
  if (answer.changed) {
    if (before !== undefined && options.yes !== true) await ask(before, certificate.thumbprint);
    await entra.graph.patch(`/servicePrincipals/${principal.id}`, { preferredTokenSigningKeyThumbprint: certificate.thumbprint });
  }
  if (options.json === true) writer.out(json(answer));
  else writer.out(`${certificate.thumbprint} (slot ${slot.slot}) ${answer.changed ? "is now" : "already was"} the active certificate.`);
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
