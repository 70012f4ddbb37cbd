import assert from "node:assert/strict";
import { judgeCertificates, signingCertificate } from "../../../../cli/verify/checks/signing-certificate";
import { certificatesOf } from "../../../../cli/saml/certificates";
import { certificateName } from "../../../../contract/gallery-app";
import { withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, rowsOf, messages } from "../messages";

const ROTATE = " -> Run `federation rotate certificate`, which walks through the rotation.";

describe("verify: signing certificate", () => {
  const slots = [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }];
  const certificate = (more = {}) => ({
    keyId: "k",
    name: "CN=AWS 2026",
    thumbprint: "AB12",
    ends: new Date("2029-09-30T00:00:00Z"),
    der: undefined,
    active: true,
    ...more,
  });
  const judge = (now: string, ...all: ReturnType<typeof certificate>[]) => rowsOf(judgeCertificates(all, slots, new Date(now)));

  it("accepts the active certificate of the slot", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate()), ["ok: AB12 is active and ends 2029-09-30, in 1042 days."]);
  });

  it("finds a certificate that was never activated", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate({ active: false })), [
      "finding: No certificate of the application is the active one (preferredTokenSigningKeyThumbprint), so Entra may sign with another. -> Run `federation activate-certificate`.",
    ]);
  });

  it("finds an end in 59 days, not in 60", () => {
    assert.deepEqual(judge("2029-08-02T00:00:00Z", certificate()), [`finding: The active certificate AB12 ends in 59 days.${ROTATE}`]);
    assert.match(judge("2029-08-01T00:00:00Z", certificate())[0] ?? "", /^ok: .* in 60 days\.$/);
  });

  it("finds an active certificate that has ended", () => {
    assert.deepEqual(judge("2029-10-02T00:00:00Z", certificate()), [`finding: The active certificate AB12 ended 2 days ago.${ROTATE}`]);
    assert.deepEqual(judge("2029-09-30T00:00:00Z", certificate()), [`finding: The active certificate AB12 ends in 0 days.${ROTATE}`]);
  });

  it("finds an active certificate of no slot, whenever it ends: AWS knows those of the settings", () => {
    const portal = certificate({
      name: "CN=Microsoft Azure Federated SSO Certificate",
      thumbprint: "EF56",
      ends: new Date("2029-11-28T00:00:00Z"),
    });
    const begins =
      "finding: The active certificate EF56 is of no slot of the settings: Entra signs with it, and AWS refuses every sign-in unless somebody gave it this one, too. -> Run `federation activate-certificate --slot 2026`";
    const declared = certificate({ active: false });
    assert.deepEqual(judge("2026-11-23T00:00:00Z", portal, declared), [
      `${begins}; then find out who made the other (docs/certificates.md).`,
    ]);
    const next = certificate({ name: "CN=AWS 2029", thumbprint: "0A0A", ends: new Date("2032-06-30T00:00:00Z"), active: false });
    const two = [...slots, { slot: "2029", endDate: "2032-06-30T00:00:00Z" }];
    assert.deepEqual(rowsOf(judgeCertificates([portal, declared, next], two, new Date("2029-08-02T00:00:00Z"))), [
      `${begins}, or with another slot (2029) if AWS has that one's certificate; then find out who made the other (docs/certificates.md).`,
    ]);
  });

  it("accepts, in a rotation, the old certificate and the new one", () => {
    const both = [...slots, { slot: "2029", endDate: "2032-06-30T00:00:00Z" }];
    for (const old of [true, false]) {
      const next = certificate({ name: "CN=AWS 2029", thumbprint: "0A0A", ends: new Date("2032-06-30T00:00:00Z"), active: !old });
      const sentences = rowsOf(judgeCertificates([certificate({ active: old }), next], both, new Date("2029-07-02T00:00:00Z")));
      assert.match(sentences.join(), old ? /^ok: AB12 is active/ : /^ok: 0A0A is active/);
    }
  });

  it("finds a slot twice, and one that has none", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate(), certificate({ thumbprint: "CD34", active: false })), [
      "finding: Slot 2026 has 2 certificates (AB12, CD34). -> Run `federation recover`, which names the one that is in no state.",
    ]);
    const other = certificate({ name: "CN=other", ends: new Date("2028-01-01T00:00:00Z") });
    assert.deepEqual(judge("2026-11-23T00:00:00Z", other), [
      "finding: There is no certificate that ends 2029-09-30 (slot 2026). -> Run `pulumi up --refresh`.",
    ]);
  });

  it("finds an application without any, and cannot tell where they may not be read", async () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z"), [
      "finding: The enterprise application has no token signing certificate. -> Run `pulumi up --refresh`.",
    ]);
    assert.deepEqual(await messages(signingCertificate, withEntra({ certificates: deniedByEntra })), DENIED_BY_ENTRA);
  });
});

describe("verify: two slots that end at one time", () => {
  const end = { ends: new Date("2029-09-30T00:00:00Z"), der: undefined, active: false };
  const certificates = ["old", "new"].map((slot) => ({ ...end, keyId: slot, name: certificateName(slot), thumbprint: slot }));
  const slotOf = (slot: string) =>
    certificatesOf({ slot, endDate: "2029-09-30T00:00:00Z" }, certificates).map(({ thumbprint }) => thumbprint);

  it("are told by their names", () => assert.deepEqual([slotOf("old"), slotOf("new")], [["old"], ["new"]]));
  it("are both shown where no name tells", () => assert.deepEqual(slotOf("other"), ["old", "new"]));
});
