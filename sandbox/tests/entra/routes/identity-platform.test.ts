import assert from "node:assert/strict";
import { XMLParser } from "fast-xml-parser";
import { Client, CLIENT_ID, TENANT } from "../client";

describe("local Entra: metadata, tokens, conventions of HTTP and OData", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("answers the four keys of metadata that the provider needs", async () => {
    const { name, resourceManager, microsoftGraphResourceId, authentication } = await client.get(
      "/metadata/endpoints?api-version=2022-09-01",
    );
    assert.ok(name && resourceManager);
    assert.equal(microsoftGraphResourceId, client.base);
    assert.equal(authentication.loginEndpoint, client.base);
  });

  it("gives a token of three parts whose oid is a service principal of the directory", async () => {
    const { status, body } = await client.signIn();
    assert.equal(status, 200);
    assert.equal(body.access_token.split(".").length, 3);
    assert.ok(body.expires_in >= 3600);
    assert.equal((await client.get(`/v1.0/servicePrincipals/${client.caller}`)).appId, CLIENT_ID);
  });

  it("takes a doubled slash before the tenant, as a login endpoint with a slash at its end makes it", async () => {
    assert.equal((await client.signIn({}, `//${TENANT}/oauth2/v2.0/token`)).status, 200);
  });

  it("refuses a token without a secret, another grant and another tenant", async () => {
    assert.equal((await client.signIn({ client_secret: "" })).status, 401);
    assert.equal((await client.signIn({ grant_type: "password" })).body.error, "unsupported_grant_type");
    const other = await client.signIn({}, "/11111111-1111-1111-1111-111111111111/oauth2/v2.0/token");
    assert.match(other.body.error_description, /AADSTS90002/);
  });

  it("answers 401 without a token or with an expired one", async () => {
    assert.equal((await client.call("GET", "/v1.0/users", undefined, "")).status, 401);
    const expired = `x.${Buffer.from(JSON.stringify({ oid: "x", exp: 1 })).toString("base64url")}.x`;
    assert.equal((await client.call("GET", "/v1.0/users", undefined, expired)).status, 401);
  });

  it("answers 501 for unknown routes and 404 for unknown ids, in JSON", async () => {
    assert.equal((await client.refused(501, "GET", "/v1.0/deviceManagement/managedDevices")).code, "NotImplemented");
    assert.equal((await client.refused(501, "GET", "/v2.0/users")).code, "NotImplemented");
    assert.equal(
      (await client.refused(404, "GET", "/v1.0/applications/00000000-0000-0000-0000-00000000dead")).code,
      "Request_ResourceNotFound",
    );
  });

  it("answers 400 for a body that is no JSON object", async () => {
    assert.equal((await client.refused(400, "POST", "/beta/groups", ["x"])).code, "Request_BadRequest");
    assert.equal((await client.refused(400, "POST", "/v1.0/applications", "{")).code, "BadRequest");
  });

  it("serves one store under v1.0 and beta", async () => {
    const [group] = await client.list("/v1.0/groups", "displayName eq 'aws-auditors'");
    assert.equal((await client.get(`/beta/groups/${group.id}`)).displayName, "aws-auditors");
  });

  it("follows absolute links from page to page", async () => {
    let url = "/v1.0/users?$top=1&$filter=accountEnabled+eq+true";
    const names: string[] = [];
    for (;;) {
      const page = await client.get(url);
      names.push(...page.value.map((user: { userPrincipalName: string }) => user.userPrincipalName));
      if (page["@odata.nextLink"] === undefined) break;
      assert.ok(page["@odata.nextLink"].startsWith(`${client.base}/v1.0/users?`));
      url = page["@odata.nextLink"].slice(client.base.length);
    }
    assert.deepEqual(names, ["ada@example.com", "grace@example.com", "prince@example.com"]);
  });

  it("makes small pages when told so, and beta links stay beta", async () => {
    const small = await Client.start({ settings: { pageSize: 1 } });
    const page = await small.get("/beta/groups");
    assert.equal(page.value.length, 1);
    assert.match(page["@odata.nextLink"], /\/beta\/groups\?/);
    await small.stop();
  });

  it("refuses page sizes and filters that Graph refuses", async () => {
    await client.refused(400, "GET", "/v1.0/users?$top=0");
    await client.refused(400, "GET", "/v1.0/users?$top=1000");
    assert.match((await client.refused(400, "GET", "/v1.0/users?$filter=displayName+eq+'O'Brien'")).message, /filter/);
    await client.refused(501, "GET", "/v1.0/users?$expand=manager");
  });

  it("plays a fault once", async () => {
    await client.ok("PATCH", "/_sandbox/settings", { faults: [{ path: "/domains", status: 429, retryAfter: 3 }] }, 200);
    const refusal = await client.call("GET", "/v1.0/domains");
    assert.equal(refusal.status, 429);
    assert.equal(refusal.headers["retry-after"], "3");
    assert.equal((await client.call("GET", "/v1.0/domains")).status, 200);
  });

  it("refuses settings that make no sense", async () => {
    await client.refused(400, "PATCH", "/_sandbox/settings", { latencyMs: -1 });
    await client.refused(400, "PATCH", "/_sandbox/settings", { speed: 1 });
  });

  it("publishes federation metadata with the application's certificates, the active one first", async () => {
    const { servicePrincipal } = await client.instance();
    const path = `/v1.0/servicePrincipals/${servicePrincipal.id}`;
    const made = [];
    for (const displayName of ["CN=one", "CN=two"])
      made.push(await client.ok("POST", `${path}/addTokenSigningCertificate`, { displayName }, 200));
    await client.ok("PATCH", path, { preferredTokenSigningKeyThumbprint: made[1].thumbprint });
    const answer = await client.call("GET", `/${TENANT}/federationmetadata/2007-06/federationmetadata.xml?appid=${servicePrincipal.appId}`);
    const { EntityDescriptor } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" }).parse(answer.body);
    assert.equal(EntityDescriptor["@entityID"], `https://sts.windows.net/${TENANT}/`);
    const idp = EntityDescriptor.IDPSSODescriptor;
    assert.deepEqual(
      idp.KeyDescriptor.map((key: { KeyInfo: { X509Data: { X509Certificate: string } } }) => key.KeyInfo.X509Data.X509Certificate),
      [made[1].key, made[0].key],
    );
    assert.deepEqual(
      idp.SingleSignOnService.map((service: Record<string, string>) => service["@Binding"]?.split(":").at(-1)),
      ["HTTP-Redirect", "HTTP-POST"],
    );
  });

  it("keeps requests, not their secrets, in its log", async () => {
    const { requests } = await client.get("/_sandbox/requests");
    assert.ok(requests.some((request: { path: string }) => request.path === "/v1.0/domains"));
    assert.ok(!JSON.stringify(requests).includes("client_secret"));
  });
});
