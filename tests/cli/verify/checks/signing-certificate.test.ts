import assert from "node:assert/strict";
import type { Outcome } from "../../../../cli/verify/check";
import { judgeCertificates } from "../../../../cli/verify/checks/signing-certificate";
import { certificatesOf } from "../../../../cli/saml/certificates";
import { certificateName } from "../../../../contract/gallery-app";

const said = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

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
  const judge = (now: string, ...all: ReturnType<typeof certificate>[]) => said(judgeCertificates(all, slots, new Date(now)));

  it("accepts the active certificate of the slot", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate()), ["ok: AB12 is active and ends 2029-09-30, in 1042 days."]);
  });

  it("finds a certificate that was never activated", () => {
    assert.deepEqual(judge("2026-11-23T00:00:00Z", certificate({ active: false })), [
      "finding: No certificate of the application is the active one (preferredTokenSigningKeyThumbprint), so Entra may sign with another.",
    ]);
  });

  it("finds an end in 59 days, not in 60", () => {
    assert.deepEqual(judge("2029-08-02T00:00:00Z", certificate()), ["finding: The active certificate AB12 ends in 59 days."]);
    assert.match(judge("2029-08-01T00:00:00Z", certificate())[0] ?? "", /^ok: .* in 60 days\.$/);
  });

  it("finds an active certificate that has ended", () => {
    assert.deepEqual(judge("2029-10-02T00:00:00Z", certificate()), ["finding: The active certificate AB12 ended 2 days ago."]);
  });

  it("finds a slot twice", () => {
    assert.match(
      judge("2026-11-23T00:00:00Z", certificate(), certificate({ thumbprint: "CD34", active: false }))[0] ?? "",
      /Slot 2026 has 2 certificates \(AB12, CD34\)/,
    );
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
