import assert from "node:assert/strict";
import { type Resource } from "../../shared/plugin-client";
import { rig, type } from "../rig";

const principal = "b0b0b0b0-0000-4000-8000-000000000001";
const principalId = `/servicePrincipals/${principal}`;

describe("azuread stand-in: token signing certificates", () => {
  const suite = rig();
  const certificate = type("servicePrincipalTokenSigningCertificate");

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
  });

  const slot = (name: string): Promise<Resource> =>
    suite.plugin.create(certificate, name, { servicePrincipalId: principalId, displayName: `CN=${name}` });

  it("have a secret value and the upper-case SHA-1 of it", async () => {
    const made = await slot("2026");
    assert.match(String(made.outputs["thumbprint"]), /^[0-9A-F]{40}$/);
    assert.equal((made.outputs["value"] as { value?: string }).value?.startsWith("MII"), true);
  });

  it("are named after the key that verifies", async () => {
    const made = await slot("2026");
    const keys = suite.graph.objects.get(`servicePrincipals/${principal}`)!["keyCredentials"] as { keyId: string; usage: string }[];
    assert.equal(made.outputs["keyId"], keys.find(({ usage }) => usage === "Verify")?.keyId);
  });

  it("two at once: deleting the newer one goes well", async () => {
    const old = await slot("2026");
    const fresh = await slot("2027");
    await suite.plugin.delete(fresh);
    assert.equal(await suite.plugin.refresh(fresh), undefined);
    assert.equal((await suite.plugin.refresh(old))?.outputs["thumbprint"], old.outputs["thumbprint"]);
  });

  it("two at once: deleting the old one removes the new one and waits in vain, as officially", async () => {
    const old = await slot("2026");
    const fresh = await slot("2027");
    await assert.rejects(
      suite.plugin.delete(old, 4),
      /Waiting for deletion of token signing certificate credential .*: context deadline exceeded/,
    );
    assert.equal(await suite.plugin.refresh(fresh), undefined);
    assert.notEqual(await suite.plugin.refresh(old), undefined);
  });
});
