import { X509Certificate } from "node:crypto";
import { during, failed, isNotFound } from "../errors";
import { type Entity, type Graph } from "../graph";
import { identity, output, type Schema } from "../schema";
import { lastSegment, objects, text } from "../values";
import { servicePrincipalId } from "./service-principal";
import { type ResourceType } from "./type";

const schema: Schema = {
  displayName: { computed: "also", replaces: true },
  endDate: { computed: "also", replaces: true },
  servicePrincipalId: identity,
  keyId: output,
  startDate: output,
  thumbprint: output,
  value: { computed: "only", secret: true },
};

interface CertificateId {
  readonly principal: string;
  readonly keyId: string;
}

function parse(id: string): CertificateId {
  const [principal, , keyId] = id.split("/");
  if (principal === undefined || keyId === undefined)
    throw new Error(`Parsing certificate credential with ID "${id}": ID was missing parts`);
  return { principal, keyId };
}

function sameId(one: unknown, other: string): boolean {
  return text(one).toLowerCase() === other.toLowerCase();
}

function credentials(principal: Entity): Entity[] {
  return objects(principal["keyCredentials"]);
}

/** SHA-1 of the DER, in upper-case hex without colons. */
function thumbprintOf(base64: string): string {
  return new X509Certificate(Buffer.from(base64, "base64")).fingerprint.replaceAll(":", "");
}

/**
 * The credentials that the official plugin keeps when it removes `keyId`: it takes the custom identifier of the last
 * credential that is NOT the target for the target's own. With one certificate that is the other half of the pair, and
 * right; with two it is the other certificate, which then goes instead. Kept as it is, because programs must live with
 * it.
 * @see https://github.com/hashicorp/terraform-provider-azuread/issues/1690
 */
function survivors(principal: Entity, keyId: string): { keyCredentials: Entity[]; passwordCredentials: Entity[] } {
  const doomed = text(
    credentials(principal)
      .filter((credential) => !sameId(credential["keyId"], keyId))
      .at(-1)?.["customKeyIdentifier"],
  );
  const stays = (credential: Entity): boolean => !sameId(credential["customKeyIdentifier"], doomed);
  return {
    keyCredentials: credentials(principal).filter(stays),
    passwordCredentials: objects(principal["passwordCredentials"]).filter(stays),
  };
}

async function add(graph: Graph, principal: string, body: Entity): Promise<string> {
  const path = `servicePrincipals/${principal}`;
  const added = await during(
    `Could not add token signing certificate to service principal with object ID: "${principal}"`,
    graph.post("v1.0", `${path}/addTokenSigningCertificate`, { body }),
  );
  await graph.operation.untilSteady(
    `Waiting for token_signing_certificate credential for service principal with object ID "${principal}"`,
    async () => credentials(await graph.get("v1.0", path)).some(({ keyId }) => sameId(keyId, text(added["keyId"]))),
    { everyMs: 1_000 },
  );
  // Graph answers with the key that signs; the resource is named after the one that verifies.
  const verify = credentials(await graph.get("v1.0", path)).find(
    ({ usage, customKeyIdentifier }) => usage === "Verify" && sameId(customKeyIdentifier, text(added["customKeyIdentifier"])),
  );
  if (verify === undefined) {
    throw new Error(
      `Could not determine key ID for newly added token signing certificate on service principal "${principal}": returned credential was nil`,
    );
  }
  return `${principal}/tokenSigningCertificate/${text(verify["keyId"])}`;
}

/** `azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate`. */
export const tokenSigningCertificate: ResourceType = {
  schema,
  minutes: { create: 5, delete: 5 },
  importId: {
    form: "<service principal uuid>/tokenSigningCertificate/<verify key uuid>",
    pattern: /^[0-9a-f-]{36}\/tokenSigningCertificate\/[0-9a-f-]{36}$/i,
  },

  async create({ graph, session }, { planned }) {
    const principal = lastSegment(text(planned["servicePrincipalId"]));
    const displayName = text(planned["displayName"]);
    const endDateTime = text(planned["endDate"]);
    const body = { ...(displayName === "" ? {} : { displayName }), ...(endDateTime === "" ? {} : { endDateTime }) };
    return session.servicePrincipals.hold(principal, () => add(graph, principal, body));
  },

  async read({ graph }, id) {
    const { principal, keyId } = parse(id);
    let answer: Entity;
    try {
      answer = await graph.get("v1.0", `servicePrincipals/${principal}`, { query: { $select: "keyCredentials" } });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw failed(`Retrieving service principal with object ID "${principal}"`, error);
    }
    const credential = credentials(answer).find((candidate) => sameId(candidate["keyId"], keyId));
    if (credential === undefined) return undefined;
    const value = text(credential["key"]);
    let thumbprint: string;
    try {
      thumbprint = thumbprintOf(value);
    } catch {
      throw new Error(`parsing tokenSigningCertificate key value with ID "${keyId}": x509: malformed certificate`);
    }
    return {
      displayName: text(credential["displayName"]),
      endDate: text(credential["endDateTime"]),
      keyId,
      servicePrincipalId: servicePrincipalId(principal),
      startDate: text(credential["startDateTime"]),
      thumbprint,
      value,
    };
  },

  async delete({ graph, session }, id) {
    const { principal, keyId } = parse(id);
    const path = `servicePrincipals/${principal}`;
    await session.servicePrincipals.hold(principal, async () => {
      const found = await during(`Retrieving service principal with object ID "${principal}"`, graph.get("v1.0", path));
      await during(
        `Removing token signing certificate credentials "${keyId}" from service principal with object ID "${principal}"`,
        graph.patch("v1.0", path, { "@odata.type": "#microsoft.graph.servicePrincipal", ...survivors(found, keyId) }),
      );
      await graph.operation.untilSteady(
        `Waiting for deletion of token signing certificate credential "${keyId}" from service principal with object ID "${principal}"`,
        async () => !credentials(await graph.get("v1.0", path)).some((credential) => sameId(credential["keyId"], keyId)),
      );
    });
  },

  refuse(planned) {
    const name = text(planned["displayName"]);
    return name === "" || name.startsWith("CN=") ? undefined : `displayName is "${name}"; it must start with CN=.`;
  },
};
