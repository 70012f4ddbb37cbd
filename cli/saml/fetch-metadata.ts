import { loadSettings } from "../stack/load-settings";
import type { Settings } from "../../access/settings";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { pem } from "./certificates";
import { slotCertificate } from "./slot-certificate";
import { atLoginEndpoint, downloadMetadata } from "./download";
import { isOfTenant, parseMetadata } from "./metadata";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exitStatus, Failure, sentence } from "../failure";
import { refuseSpecialFile } from "../output/regular-file";
import { json, type Writer } from "../output/writer";
import { readOutputs, resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly out?: string;
  /** Slot whose certificate is saved in place of the metadata. */
  readonly certificate?: string;
}

/**
 * `federation fetch-metadata`: saves the Federation Metadata XML that the AWS console asks for, or one certificate
 * (R2.4, R3.1).
 */
export const fetchMetadata: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  if (options.certificate !== undefined) return fetchCertificate(writer, settings, options.certificate, options);
  const { federationMetadataUrl: known } = await readOutputs(stack);
  if (known === undefined) throw new Failure(`Stack ${stack} has no output federationMetadataUrl yet; run \`pulumi up\` first.`);
  const elsewhere = process.env["ARM_METADATA_HOSTNAME"] ?? "";
  const url = elsewhere === "" ? known : atLoginEndpoint(known, (await azureEnvironment(settings.microsoftCloud)).loginEndpoint);
  const xml = await downloadMetadata(url);
  const { entityId, certificates } = parseMetadata(xml);
  if (!isOfTenant(entityId, settings.tenantId)) {
    throw new Failure(`The metadata is of ${entityId}, not of tenant ${settings.tenantId}; nothing was written.`);
  }
  if (certificates.length === 0) {
    throw new Failure("The metadata carries no signing certificate yet; try again in a minute. Nothing was written.");
  }
  const file = path.resolve(options.out ?? `federation-metadata-${stack.split("/").at(-1)}.xml`);
  const state = writeWhole(file, xml);
  const thumbprints = certificates.map(({ thumbprint }) => thumbprint);
  if (options.json === true) writer.out(json({ file, url, entityId, thumbprints, changed: state !== "unchanged" }));
  else {
    writer.out(`${path.relative(process.cwd(), file) || file}: ${state}, entity ${entityId}`);
    for (const thumbprint of thumbprints) writer.out(`  signing certificate ${thumbprint} (SHA-1)`);
    writer.out("Upload it in the AWS console: `federation steps` says where (R3.1).");
  }
  return exitStatus.fine;
};

/**
 * Saves a slot's certificate as PEM, whether Entra signs with it or not: what AWS imports beside the old one in a
 * rotation.
 */
async function fetchCertificate(writer: Writer, settings: Settings, asked: string, { out, json: asJson }: Options): Promise<number> {
  const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
  const { slot, certificate } = await slotCertificate(settings.enterpriseApp, asked, entra);
  const { der, thumbprint, ends } = certificate;
  if (der === undefined) throw new Failure(`Entra did not send the certificate of slot ${slot}; download it in the Entra portal.`);
  const file = path.resolve(out ?? `signing-certificate-${slot}.pem`);
  const state = writeWhole(file, pem(der));
  if (asJson === true) writer.out(json({ file, slot, thumbprint, ends: ends.toISOString(), changed: state !== "unchanged" }));
  else {
    writer.out(`${path.relative(process.cwd(), file) || file}: ${state}, certificate ${thumbprint} (SHA-1) of slot ${slot}`);
    writer.out(
      "Import it in the AWS console: IAM Identity Center > Settings > Identity source > Actions > Manage authentication > Manage SAML 2.0 certificates.",
    );
  }
  return exitStatus.fine;
}

/** Writes a file whole or not at all. */
function writeWhole(file: string, text: string): "written" | "updated" | "unchanged" {
  const before = readOrUndefined(file);
  if (before === text) return "unchanged";
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    refuseSpecialFile(file, "--out");
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${sentence(error)}.`);
  }
  return before === undefined ? "written" : "updated";
}

function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
