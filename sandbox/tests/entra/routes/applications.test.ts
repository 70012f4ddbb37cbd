import assert from "node:assert/strict";
import { applicationUpdate } from "../application-update";
import { Client, IDENTITY_CENTER } from "../client";

const UPDATE = applicationUpdate(
  "AWS IAM Identity Center",
  "https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z",
  ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d"],
);
const TEMPORARY = "TERRAFORM_INSTANTIATE_00000000-0000-0000-0000-000000000001";

describe("local Entra: applications and service principals", () => {
  let client: Client;
  beforeEach(async () => {
    client = await Client.start();
  });
  afterEach(() => client.stop());

  async function created() {
    await client.instance(TEMPORARY);
    const [application] = await client.list(
      "/v1.0/applications",
      `applicationTemplateId eq '${IDENTITY_CENTER}' and displayName eq '${TEMPORARY}'`,
    );
    return application;
  }

  it("knows the template by id and by name", async () => {
    assert.equal((await client.get(`/v1.0/applicationTemplates/${IDENTITY_CENTER}`)).publisher, "Amazon Web Services, Inc.");
    const found = await client.list(
      "/v1.0/applicationTemplates",
      "displayName eq 'AWS IAM Identity Center (successor to AWS Single Sign-On)'",
    );
    assert.deepEqual(
      found.map(({ id }) => id),
      [IDENTITY_CENTER],
    );
    await client.refused(404, "GET", "/v1.0/applicationTemplates/00000000-0000-0000-0000-000000000001");
  });

  it("instantiates with the template's roles, scope, redirect URI and tags", async () => {
    const { application, servicePrincipal } = await client.instance();
    assert.deepEqual(
      application.appRoles.map(({ id, value, displayName }: Record<string, unknown>) => [id, value, displayName]),
      [
        ["8774f594-1d59-4279-b9d9-59ef09a23530", null, "User"],
        ["e7f1a7f3-9eda-48e0-9963-bd67bf531afd", null, "msiam_access"],
      ],
    );
    assert.deepEqual(application.web.redirectUris, ["https://*.signin.aws.amazon.com/platform/saml/acs/*"]);
    assert.match(application.web.homePageUrl, /awssinglesignon\|ISV9\.1\|primary\|z$/);
    assert.equal(application.api.oauth2PermissionScopes[0].value, "user_impersonation");
    assert.deepEqual([application.identifierUris, application.tags, application.groupMembershipClaims], [[], [], null]);
    assert.equal(servicePrincipal.appRoleAssignmentRequired, true);
    assert.deepEqual(servicePrincipal.tags, ["WindowsAzureActiveDirectoryIntegratedApp"]);
    assert.equal(servicePrincipal.preferredSingleSignOnMode, null);
    assert.deepEqual(servicePrincipal.keyCredentials, []);
    assert.deepEqual(servicePrincipal.appRoles, application.appRoles);
  });

  it("goes the provider's way through create, read and delete", async () => {
    const application = await created();
    assert.equal(application.applicationTemplateId, IDENTITY_CENTER);
    const [principal] = await client.list("/v1.0/servicePrincipals", `appId eq '${application.appId}'`);
    assert.equal(principal.applicationTemplateId, IDENTITY_CENTER);
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, UPDATE);
    const read = await client.get(`/v1.0/applications/${application.id}`);
    assert.equal(read.displayName, "AWS IAM Identity Center");
    assert.equal(read.api.requestedAccessTokenVersion, 1);
    assert.equal(read.api.oauth2PermissionScopes.length, 1, "a PATCH of api keeps the template's scope");
    assert.deepEqual(Object.keys(await client.get(`/beta/applications/${application.id}?$select=oauth2RequirePostResponse`)), [
      "@odata.context",
    ]);
    assert.deepEqual((await client.get(`/v1.0/applications/${application.id}/owners`)).value, []);
    const copy = await client.get(`/v1.0/servicePrincipals/${principal.id}`);
    assert.equal(copy.displayName, "AWS IAM Identity Center");
    assert.deepEqual(copy.replyUrls, UPDATE.web.redirectUris);
    assert.deepEqual(copy.servicePrincipalNames, [application.appId]);
    await client.ok("DELETE", `/v1.0/applications/${application.id}`);
    await client.refused(404, "GET", `/v1.0/applications/${application.id}`);
    await client.refused(404, "GET", `/v1.0/servicePrincipals/${principal.id}`);
  });

  it("shows a new instance late and answers late when told so, as orphans are made", async () => {
    await client.ok("PATCH", "/_sandbox/settings", { replicationDelayMs: 150, instantiateDelayMs: 60 }, 200);
    const began = Date.now();
    const { application } = await client.instance(TEMPORARY);
    assert.ok(Date.now() - began >= 55);
    await client.refused(404, "GET", `/v1.0/applications/${application.id}`);
    await new Promise((resolve) => setTimeout(resolve, 160));
    assert.equal((await client.get(`/v1.0/applications/${application.id}`)).displayName, TEMPORARY);
  });

  it("lets roles and scopes go only when they are disabled", async () => {
    const { application } = await client.instance();
    const path = `/v1.0/applications/${application.id}`;
    const words = "Permission (scope or role) cannot be deleted or updated unless disabled first.";
    const own = { ...application.api.oauth2PermissionScopes[0], id: "5a5a5a5a-0000-4000-8000-000000000001" };
    assert.equal((await client.refused(400, "PATCH", path, { api: { oauth2PermissionScopes: [own] } })).message, words);
    assert.equal((await client.refused(400, "PATCH", path, { appRoles: [application.appRoles[0]] })).message, words);
    await client.ok("PATCH", path, {
      api: { oauth2PermissionScopes: [{ ...application.api.oauth2PermissionScopes[0], isEnabled: false }] },
    });
    await client.ok("PATCH", path, { api: { oauth2PermissionScopes: [own] } });
    assert.deepEqual(
      (await client.get(path)).api.oauth2PermissionScopes.map(({ id }: { id: string }) => id),
      [own.id],
    );
  });

  it("takes a role value of empty text for the template's null", async () => {
    const { application } = await client.instance();
    const path = `/v1.0/applications/${application.id}`;
    await client.ok("PATCH", path, { appRoles: application.appRoles.map((role: object) => ({ ...role, value: "" })).reverse() });
    assert.deepEqual(
      (await client.get(path)).appRoles.map(({ value }: { value: unknown }) => value),
      [null, null],
    );
  });

  for (const [what, body] of [
    ["an empty name", { displayName: "" }],
    ["an unknown property", { displayname2: "x" }],
    ["an http redirect URI", { web: { redirectUris: ["http://example.com/acs"] } }],
    ["an identifier that is no URI", { identifierUris: ["not a uri"] }],
    [
      "a role without a GUID",
      { appRoles: [{ id: "1", displayName: "x", description: "x", allowedMemberTypes: ["User"], isEnabled: true }] },
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { application } = await client.instance();
      assert.equal((await client.refused(400, "PATCH", `/v1.0/applications/${application.id}`, body)).code, "Request_BadRequest");
    });
  }

  it("refuses an identifier URI that another application has", async () => {
    const uri = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
    const [first, second] = [await client.instance("one"), await client.instance("two")];
    await client.ok("PATCH", `/v1.0/applications/${first.application.id}`, { identifierUris: [uri] });
    assert.match(
      (await client.refused(400, "PATCH", `/v1.0/applications/${second.application.id}`, { identifierUris: [uri] })).message,
      /identifierUris already exists/,
    );
  });

  it("creates a plain application with the caller as owner, whom the provider then removes", async () => {
    const owner = `${client.base}/v1.0/directoryObjects/${client.caller}`;
    const application = await client.ok("POST", "/v1.0/applications", { displayName: "plain", "owners@odata.bind": [owner] });
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, { displayName: "TERRAFORM_UPDATE_x" });
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, { displayName: "plain" });
    const owners = (await client.get(`/v1.0/applications/${application.id}/owners`)).value;
    assert.deepEqual(
      owners.map(({ id }: { id: string }) => id),
      [client.caller],
    );
    await client.ok("DELETE", `/v1.0/applications/${application.id}/owners/${client.caller}/$ref`);
    await client.refused(404, "DELETE", `/v1.0/applications/${application.id}/owners/${client.caller}/$ref`);
    const principal = await client.ok("POST", "/v1.0/servicePrincipals", {
      appId: application.appId,
      description: "TERRAFORM_UPDATE_x",
      "owners@odata.bind": [owner],
    });
    await client.ok("PATCH", `/v1.0/servicePrincipals/${principal.id}`, { description: null });
    assert.equal(
      (await client.refused(409, "POST", "/v1.0/servicePrincipals", { appId: application.appId })).code,
      "Request_MultipleObjectsWithSameKeyValue",
    );
    const unknown = await client.refused(400, "POST", "/v1.0/servicePrincipals", { appId: "00000000-0000-0000-0000-00000000dead" });
    assert.match(unknown.message, /does not reference a valid application object/);
  });

  it("adopts a service principal: every field is overwritten, and read back", async () => {
    const { servicePrincipal } = await client.instance();
    const path = `/v1.0/servicePrincipals/${servicePrincipal.id}`;
    const patch = {
      "@odata.type": "#microsoft.graph.servicePrincipal",
      accountEnabled: true,
      alternativeNames: [],
      appRoleAssignmentRequired: false,
      description: null,
      loginUrl: null,
      notes: null,
      notificationEmailAddresses: ["team@example.com"],
      preferredSingleSignOnMode: "saml",
      samlSingleSignOnSettings: {},
      tags: [],
    };
    await client.ok("PATCH", path, patch);
    const read = await client.get(path);
    for (const name of [
      "appRoleAssignmentRequired",
      "loginUrl",
      "preferredSingleSignOnMode",
      "notificationEmailAddresses",
      "tags",
    ] as const) {
      assert.deepEqual(read[name], patch[name], name);
    }
    assert.equal((await client.get(`/beta/servicePrincipals/${servicePrincipal.id}?$select=samlMetadataUrl`)).samlMetadataUrl, null);
    assert.equal((await client.get(`/v1.0/servicePrincipals(appId='${servicePrincipal.appId}')`)).id, servicePrincipal.id);
    assert.equal((await client.get(`/v1.0/applications(appId='${servicePrincipal.appId}')?$select=appId`)).appId, servicePrincipal.appId);
    await client.refused(400, "PATCH", path, { preferredSingleSignOnMode: "magic" });
  });

  it("keeps what was deleted, and restores it", async () => {
    const { application, servicePrincipal } = await client.instance("gone");
    await client.ok("DELETE", `/v1.0/applications/${application.id}`);
    const deleted = (await client.get("/v1.0/directory/deletedItems/microsoft.graph.application")).value;
    assert.deepEqual(
      deleted.map(({ id }: { id: string }) => id),
      [application.id],
    );
    await client.ok("POST", `/v1.0/directory/deletedItems/${application.id}/restore`, undefined, 200);
    assert.equal((await client.get(`/v1.0/servicePrincipals/${servicePrincipal.id}`)).appId, application.appId);
    await client.ok("DELETE", `/v1.0/applications/${application.id}`);
    await client.ok("DELETE", `/v1.0/directory/deletedItems/${application.id}`);
    await client.refused(404, "GET", `/v1.0/directory/deletedItems/${application.id}`);
  });
});
