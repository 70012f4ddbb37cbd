import { loadSettings } from "../stack/load-settings";
import { azureEnvironment } from "../clouds/azure-environment";
import { atLoginEndpoint, downloadMetadata } from "../saml/download";
import { parseMetadata } from "../saml/metadata";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exitStatus, Failure, sentence } from "../failure";
import { json } from "../output/writer";
import { readOutputs, resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

interface Options extends StackOptions {
  readonly out?: string;
}

/** `federation fetch-metadata`: saves the Federation Metadata XML that the AWS console asks for (R2.4, R3.1). */
export const fetchMetadata: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const { federationMetadataUrl: known } = await readOutputs(stack);
  if (known === undefined) throw new Failure(`Stack ${stack} has no output federationMetadataUrl yet; run \`pulumi up\` first.`);
  const elsewhere = process.env["ARM_METADATA_HOSTNAME"] ?? "";
  const url = elsewhere === "" ? known : atLoginEndpoint(known, (await azureEnvironment()).loginEndpoint);
  const xml = await downloadMetadata(url);
  const { entityId, certificates } = parseMetadata(xml);
  if (entityId !== `https://sts.windows.net/${settings.tenantId}/`) {
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

/** Writes a file whole or not at all. */
function writeWhole(file: string, text: string): "written" | "updated" | "unchanged" {
  const before = readOrUndefined(file);
  if (before === text) return "unchanged";
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
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
