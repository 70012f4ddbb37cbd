/**
 * The generated copy of a stack's settings: what the repository says, with the values that only the local clouds can
 * give.
 */
import { parseDocument, type Document } from "yaml";
import type { Provider } from "./set";

/** What the local clouds gave. */
export interface LocalValues {
  readonly tenantId: string;
  readonly acsUrl: string;
  readonly scimEndpoint: string;
  /** Encrypted with the sandbox's passphrase; never in clear. */
  readonly scimToken: { readonly secure: string };
  readonly encryptionSalt: string;
  /** Only for a world of the caller's own: its region may differ from the one in the repository's file. */
  readonly homeRegion?: string;
  readonly real: readonly Provider[];
}

/** The local Entra shows new assignments sooner than the real one. In seconds. */
const localAssignmentDelay = 3;

/**
 * The copy's text. In the phase `connect` a value that the repository leaves out stays out: that phase is for the time
 * before the AWS console has given its values.
 */
export function generateStackFile(source: string, values: LocalValues): string {
  const document = parseDocument(source);
  if (document.errors.length > 0) throw new Error(document.errors[0]?.message ?? "not YAML");
  const has = (...path: string[]): boolean => document.hasIn(["config", ...path]);
  const isConnecting = document.getIn(["config", "federation:phase"]) === "connect";
  const needs = (...path: string[]): boolean => !isConnecting || has(...path);

  set(document, ["federation:tenantId"], values.tenantId);
  if (needs("federation:identityCenter", "acsUrls")) set(document, ["federation:identityCenter", "acsUrls"], [values.acsUrl]);
  if (needs("federation:provisioning", "scimEndpoint")) {
    set(document, ["federation:provisioning", "scimEndpoint"], values.scimEndpoint);
    set(document, ["federation:scimToken"], values.scimToken);
  }
  if (!isConnecting || has("federation:provisioning")) {
    set(document, ["federation:provisioning", "assignmentDelaySeconds"], localAssignmentDelay);
  }
  if (values.homeRegion !== undefined) {
    set(document, ["federation:homeRegion"], values.homeRegion);
    set(document, ["aws:region"], values.homeRegion);
  }
  if (values.real.includes("aws")) {
    // There is no metadata service, and buckets have no host names of their own.
    for (const key of ["aws:skipMetadataApiCheck", "aws:skipRegionValidation", "aws:s3UsePathStyle"]) set(document, [key], "true");
  }
  document.set("encryptionsalt", values.encryptionSalt);
  return document.toString({ lineWidth: 0 });
}

function set(document: Document, path: readonly string[], value: unknown): void {
  if (!document.has("config") || document.get("config") === null) document.set("config", document.createNode({}));
  const [key = "", ...rest] = path;
  // A settings key that stands there without a value is a null, which has no place for a child.
  if (rest.length > 0 && document.getIn(["config", key]) === null) document.setIn(["config", key], document.createNode({}));
  document.setIn(["config", ...path], document.createNode(value));
}
