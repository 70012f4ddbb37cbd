import assert from "node:assert/strict";
import { metadata } from "../../../../cli/verify/checks/metadata";
import type { Sources } from "../../../../cli/verify/context";
import { settings, thumbprint } from "../fakes";
import { withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, messages } from "../messages";

const { tenantId } = settings();
const answers =
  (change: (xml: string) => string) =>
  (sources: Sources): Sources => ({
    ...sources,
    metadata: async (clientId) => {
      const { url, xml } = await sources.metadata(clientId);
      return { url, xml: change(xml) };
    },
  });

describe("verify: the Federation Metadata XML (R2.4)", () => {
  it("carries the active certificate", async () => {
    assert.deepEqual(await messages(metadata), ["ok: https://login.example/metadata carries the active certificate."]);
  });

  it("is a finding where it is another tenant's", async () => {
    const other = "33333333-3333-3333-3333-333333333333";
    assert.deepEqual(
      await messages(
        metadata,
        answers((xml) => xml.replace(tenantId, other)),
      ),
      [`finding: The metadata is of https://sts.windows.net/${other}/, not of tenant ${tenantId}. -> Check federation:tenantId.`],
    );
  });

  it("is a finding where it carries another certificate", async () => {
    const other = Buffer.from("another certificate").toString("base64");
    assert.deepEqual(
      await messages(
        metadata,
        answers((xml) => xml.replace(/(?<=<X509Certificate>)[^<]*/, other)),
      ),
      [
        `finding: The metadata does not carry the active certificate ${thumbprint}. -> Wait a few minutes, fetch it again with \`federation fetch-metadata\`, and upload it to AWS.`,
      ],
    );
  });

  it("cannot be compared without an active certificate, or where certificates may not be read", async () => {
    const inactive = withEntra((entra) => ({
      certificates: async (id) => ({ ...(await entra.certificates(id)), preferredTokenSigningKeyThumbprint: null }),
    }));
    assert.deepEqual(await messages(metadata, inactive), [
      "cannot tell: https://login.example/metadata answers with 1 certificates; none is active to compare with.",
    ]);
    assert.deepEqual(await messages(metadata, withEntra({ certificates: deniedByEntra })), DENIED_BY_ENTRA);
  });

  it("cannot be told where it cannot be fetched or is no metadata", async () => {
    const down = (sources: Sources): Sources => ({ ...sources, metadata: () => Promise.reject(new Error("503 from login.example")) });
    assert.deepEqual(await messages(metadata, down), ["cannot tell: The reading failed: 503 from login.example."]);
    assert.match(
      (
        await messages(
          metadata,
          answers(() => "<html>"),
        )
      )[0]!,
      /^cannot tell: /,
    );
  });
});
