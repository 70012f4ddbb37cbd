import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { generate } from "selfsigned";
import { certificateName } from "../../contract/gallery-app";
import { pem } from "../../cli/saml/certificates";
import { slotCertificate } from "../../cli/saml/slot-certificate";

const name = "AWS";
const slots = [
  { slot: "2026", endDate: "2029-09-30T00:00:00Z" },
  { slot: "2029", endDate: "2032-06-30T00:00:00Z" },
];
const key = (slot: string, endDateTime: string, bytes = slot) => ({
  keyId: bytes,
  usage: "Verify" as const,
  displayName: certificateName(slot),
  endDateTime,
  key: Buffer.from(bytes).toString("base64"),
});

describe("certificate of a slot", () => {
  let applications = 1;
  let keys = slots.map(({ slot, endDate }) => key(slot, endDate));
  const entra = {
    applications: async () => Array.from({ length: applications }, (_, n) => ({ id: `o${n}`, appId: `a${n}`, displayName: name })),
    servicePrincipal: async (appId: string) => ({ id: `sp-${appId}`, appId, displayName: name }),
    certificates: async (id: string) => ({ id, appId: "a0", displayName: name, keyCredentials: keys }),
  } as unknown as Parameters<typeof slotCertificate>[2];
  const find = (asked?: string) => slotCertificate({ name, signingCertificates: slots }, asked, entra);
  beforeEach(() => {
    applications = 1;
    keys = slots.map(({ slot, endDate }) => key(slot, endDate));
  });

  it("is the last slot's when none is named", async () => {
    const found = await find();
    assert.deepEqual([found.slot, found.principalId, found.certificate.keyId, found.all.length], ["2029", "sp-a0", "2029", 2]);
    assert.equal((await find("2026")).certificate.keyId, "2026");
  });

  it("is refused where slot, application or certificate are not there once", async () => {
    await assert.rejects(find("2030"), /^Failure: There is no slot "2030"; the settings have 2026, 2029\.$/);
    keys = keys.slice(0, 1);
    await assert.rejects(find(), /The application has no certificate that ends 2032-06-30T00:00:00Z \(slot 2029\); run `pulumi up`\.$/);
    keys = [...keys, key("2026", slots[0]!.endDate, "again")];
    await assert.rejects(find("2026"), /Slot 2026 has 2 certificates; run `federation recover` first\.$/);
    applications = 2;
    await assert.rejects(find(), /There are 2 enterprise applications "AWS"/);
    applications = 0;
    await assert.rejects(find(), /There is no enterprise application "AWS"; run `pulumi up` first\.$/);
  });

  it("becomes PEM that a reader of certificates takes", async () => {
    const { cert } = await generate([{ name: "commonName", value: "AWS IAM Identity Center 2029" }], { keySize: 2048 });
    const der = cert.replace(/-----[A-Z ]+-----|\s/g, "");
    const text = pem(der);
    assert.equal(new X509Certificate(text).raw.toString("base64"), der);
    assert.ok(text.split("\n").every((line) => line.length <= 64));
  });
});
