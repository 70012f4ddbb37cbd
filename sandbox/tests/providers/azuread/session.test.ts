import assert from "node:assert/strict";
import { callerObjectId } from "./fake-graph";
import { environmentOf, lookUp, rig, startPlugin } from "./rig";

describe("azuread stand-in: configuration", () => {
  const suite = rig();

  async function configured(environment: NodeJS.ProcessEnv, config: object = {}): Promise<unknown> {
    const { plugin, stop } = await startPlugin(environment);
    try {
      await plugin.configure(config);
      return await plugin.invoke(lookUp("getClientConfig"));
    } finally {
      stop();
    }
  }

  it("answers getClientConfig from the token, without a request to Graph", async () => {
    const { objectId, tenantId } = (await suite.plugin.invoke(lookUp("getClientConfig"))) as { objectId: string; tenantId: string };
    assert.deepEqual([objectId, tenantId, suite.graph.log], [callerObjectId, "22222222-2222-2222-2222-222222222222", []]);
  });

  it("comes from the program's or stack's config before the environment", async () => {
    const { ARM_METADATA_HOSTNAME: metadataHost, ...environment } = environmentOf(suite.graph);
    assert.equal(((await configured(environment, { metadataHost })) as { objectId: string }).objectId, callerObjectId);
    await assert.rejects(configured({ ...environment, ARM_METADATA_HOSTNAME: "localhost:1" }), /could not reach localhost:1/);
  });

  for (const [what, change, message] of [
    ["has no host", { ARM_METADATA_HOSTNAME: "" }, /azuread has no metadataHost: set azuread:metadataHost or ARM_METADATA_HOSTNAME\./],
    ["has a wrong secret", { ARM_CLIENT_SECRET: "wrong" }, /unable to obtain access token: .*401.*invalid_client: AADSTS7000215/],
    ["does not trust the certificate", { SSL_CERT_FILE: "" }, /could not reach localhost:\d+: self-signed certificate/],
    ["names a bundle that is not there", { SSL_CERT_FILE: "/nowhere.pem" }, /SSL_CERT_FILE names "\/nowhere\.pem", which cannot be read/],
    [
      "has a pace that is no number",
      { SANDBOX_AZUREAD_POLL_MS: "fast" },
      /SANDBOX_AZUREAD_POLL_MS is "fast"; it must be a positive number of milliseconds\./,
    ],
  ] as const) {
    it(`fails in one sentence when it ${what}`, async () => {
      await assert.rejects(configured({ ...environmentOf(suite.graph), ...change }), message);
    });
  }

  it("needs resourceManager and the token's oid, as the official plugin does", async () => {
    suite.graph.claims = {};
    await assert.rejects(configured(environmentOf(suite.graph)), /the access token has no oid claim/);
    const { resourceManager, ...rest } = suite.graph.metadata;
    suite.graph.metadata = rest;
    await assert.rejects(configured(environmentOf(suite.graph)), /no resourceManagerEndpoint was returned/);
    suite.graph.metadata = { ...rest, resourceManager };
  });
});
