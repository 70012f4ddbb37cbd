import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { Client } from "./client";

interface Credential {
  keyId: string;
  customKeyIdentifier: string;
  usage: string;
  key?: string | null;
  endDateTime: string;
}

describe("local Entra: token signing certificates", () => {
  let client: Client;
  let path: string;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());
  beforeEach(async () => {
    path = `/v1.0/servicePrincipals/${(await client.instance()).servicePrincipal.id}`;
  });

  const add = (body: object) => client.ok("POST", `${path}/addTokenSigningCertificate`, body, 200);
  const credentials = async (): Promise<Credential[]> => (await client.get(path)).keyCredentials;
  const withKeys = async (): Promise<Credential[]> => (await client.get(`${path}?$select=keyCredentials`)).keyCredentials;
  const inYears = (years: number): string => new Date(Date.now() + years * 365 * 86_400_000).toISOString().slice(0, 10) + "T00:00:00Z";

  it("adds two key credentials and a password credential that share an identifier", async () => {
    const made = await add({ displayName: "CN=AWS", endDateTime: inYears(2) });
    const keys = await credentials();
    assert.deepEqual(
      keys.map(({ usage }) => usage),
      ["Sign", "Verify"],
    );
    assert.equal(keys[0]?.keyId, made.keyId, "the answer's keyId is the Sign key's");
    assert.deepEqual(new Set(keys.map(({ customKeyIdentifier }) => customKeyIdentifier)), new Set([made.customKeyIdentifier]));
    assert.equal((await client.get(path)).passwordCredentials.length, 1);
    assert.ok(
      keys.every(({ key }) => key === null),
      "key bytes are null without $select",
    );
  });

  it("shows a real X.509 certificate to who selects keyCredentials, and the end date as it was sent", async () => {
    const endDateTime = inYears(2);
    const made = await add({ displayName: "CN=AWS", endDateTime });
    const [sign, verify] = await withKeys();
    assert.ok(sign !== undefined && !("key" in sign));
    const certificate = new X509Certificate(Buffer.from(verify?.key ?? "", "base64"));
    assert.equal(certificate.subject, "CN=AWS");
    assert.equal(certificate.fingerprint.replaceAll(":", ""), made.thumbprint);
    assert.equal(new Date(certificate.validTo).toISOString(), new Date(endDateTime).toISOString());
    assert.equal(verify?.endDateTime, endDateTime);
    assert.ok(certificate.verify(certificate.publicKey), "self-signed");
  });

  it("never answers the private key", async () => {
    await add({});
    for (const answer of [
      await client.get(path),
      await client.get(`${path}?$select=keyCredentials`),
      await client.get("/_sandbox/state"),
    ]) {
      assert.ok(!JSON.stringify(answer).includes("PRIVATE KEY"));
    }
  });

  it("makes no certificate the active one by itself, and takes only one that is there", async () => {
    const made = await add({});
    assert.equal((await client.get(path)).preferredTokenSigningKeyThumbprint, null);
    await client.refused(400, "PATCH", path, { preferredTokenSigningKeyThumbprint: "0".repeat(40) });
    await client.ok("PATCH", path, { preferredTokenSigningKeyThumbprint: made.thumbprint });
    assert.equal((await client.get(path)).preferredTokenSigningKeyThumbprint, made.thumbprint);
  });

  it("keeps the bytes of a survivor that comes back without them", async () => {
    const first = await add({ displayName: "CN=first" });
    const second = await add({ displayName: "CN=second" });
    const before = await withKeys();
    const survivors = (await credentials()).filter(({ customKeyIdentifier }) => customKeyIdentifier === second.customKeyIdentifier);
    await client.ok("PATCH", path, { keyCredentials: survivors, passwordCredentials: [] });
    const after = await withKeys();
    assert.deepEqual(
      after,
      before.filter(({ customKeyIdentifier }) => customKeyIdentifier !== first.customKeyIdentifier),
    );
    assert.ok(new X509Certificate(Buffer.from(after[1]?.key ?? "", "base64")));
  });

  for (const [what, body] of [
    ["more than three years", { endDateTime: "2099-01-01T00:00:00Z" }],
    ["an end in the past", { endDateTime: "2020-01-01T00:00:00Z" }],
    ["a name that does not start with CN=", { displayName: "AWS" }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await client.refused(400, "POST", `${path}/addTokenSigningCertificate`, body);
    });
  }
});
