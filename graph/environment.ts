import { MICROSOFT_CLOUDS, type MicrosoftCloudName } from "../access/microsoft-cloud";
import { Failure, sentence } from "../access/failure";

/** Where a Microsoft cloud signs in and where its Graph lives; without trailing slashes. */
export interface AzureEnvironment {
  readonly loginEndpoint: string;
  readonly graphEndpoint: string;
  /** Whether this is a cloud of Microsoft's own, whose authority can be validated. */
  readonly isMicrosofts: boolean;
}

interface MetadataDocument {
  readonly microsoftGraphResourceId?: string;
  readonly authentication?: { readonly loginEndpoint?: string };
}

/**
 * The cloud in which the tenant is, as the azuread provider finds it: ARM_METADATA_HOSTNAME serves a document with the
 * endpoints; GRAPH_ENDPOINT overrides Graph's. Without either it is the one of Microsoft's that the settings name.
 */
export async function azureEnvironment(name: MicrosoftCloudName, environment: NodeJS.ProcessEnv = process.env): Promise<AzureEnvironment> {
  const host = environment["ARM_METADATA_HOSTNAME"];
  const graph = environment["GRAPH_ENDPOINT"];
  const base = host === undefined || host === "" ? { ...MICROSOFT_CLOUDS[name], isMicrosofts: true } : await fromMetadata(host);
  return graph === undefined || graph === "" ? base : { ...base, graphEndpoint: trimmed(graph) };
}

async function fromMetadata(host: string): Promise<AzureEnvironment> {
  const url = `https://${host}/metadata/endpoints?api-version=2022-09-01`;
  let document: MetadataDocument;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    document = (await response.json()) as MetadataDocument;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new Failure(
      `The metadata document of ARM_METADATA_HOSTNAME could not be read from ${url}: ${sentence(cause)}; check the host, and NODE_EXTRA_CA_CERTS where its certificate is private.`,
    );
  }
  const login = document.authentication?.loginEndpoint;
  if (login === undefined || document.microsoftGraphResourceId === undefined) {
    const lacks = login === undefined ? "loginEndpoint" : "microsoftGraphResourceId";
    throw new Failure(`ARM_METADATA_HOSTNAME is "${host}", whose metadata document (${url}) names no ${lacks}; correct the host.`);
  }
  return { loginEndpoint: trimmed(login), graphEndpoint: trimmed(document.microsoftGraphResourceId), isMicrosofts: false };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
