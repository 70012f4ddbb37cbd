import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ensureCertificate } from "../../engine/certificate";
import { ownFolder } from "./own-folder";

describe("the certificate", function () {
  ownFolder();

  this.timeout(30_000);

  it("is an authority for localhost and 127.0.0.1, in a bundle with the system's", async () => {
    const { certificate, bundle } = await ensureCertificate();
    const parsed = new X509Certificate(readFileSync(certificate));
    assert.equal(parsed.subjectAltName, "DNS:localhost, IP Address:127.0.0.1");
    assert.ok(parsed.ca);
    const all = readFileSync(bundle, "utf8");
    assert.ok(all.includes(readFileSync(certificate, "utf8").trim()));
    assert.ok(all.split("BEGIN CERTIFICATE").length > 20);
  });

  it("is kept, and renewed before it ends with the one before still trusted", async () => {
    const { certificate, bundle } = await ensureCertificate();
    const first = readFileSync(certificate, "utf8");
    await ensureCertificate();
    assert.equal(readFileSync(certificate, "utf8"), first);
    await ensureCertificate(new Date(Date.now() + 380 * 86_400_000));
    assert.notEqual(readFileSync(certificate, "utf8"), first);
    assert.ok(readFileSync(bundle, "utf8").includes(first.trim()));
  });
});
