import assert from "node:assert/strict";
import { applicationUpdate } from "../../entra/application-update";
import { CLIENT_ID, TENANT } from "../../entra/client";
import type { Resource } from "../shared/plugin-client";
import { msiamRoleId, templateId, userRoleId } from "./fake-objects";
import { recordedEntra } from "./recorded-entra";
import { lookUp, type } from "./rig";

type Inputs = Record<string, unknown>;

const role = (id: string, displayName: string): Inputs => ({
  id,
  displayName,
  description: displayName,
  allowedMemberTypes: ["User"],
  enabled: true,
});
const gallery = {
  displayName: "AWS",
  templateId,
  identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
  web: { homepageUrl: "https://aws.amazon.com/", redirectUris: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b"] },
  appRoles: [role(userRoleId, "User"), role(msiamRoleId, "msiam_access")],
  api: { oauth2PermissionScopes: [{ id: "0a0a0a0a-0000-4000-8000-00000000000b", value: "user_impersonation" }] },
};
const always = applicationUpdate("AWS 2", "https://aws.amazon.com/", ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b"]);

/**
 * The official plugin's calls, resource by resource, as they were once seen on the wire: made by the stand-in, answered
 * by the local Entra. What differs here makes one of the two worthless as evidence for the other's official
 * counterpart.
 */
describe("official azuread calls: the enterprise application", () => {
  const at = recordedEntra();
  let application: Resource;
  let principal: Resource;
  const readApplication = [
    "GET v1.0/applications/<application>",
    "GET beta/applications/<application>?$select=oauth2RequirePostResponse",
    "GET v1.0/applications/<application>/owners",
  ];
  const readPrincipal = [
    "GET v1.0/servicePrincipals/<principal>",
    "GET beta/servicePrincipals/<principal>?$select=samlMetadataUrl",
    "GET v1.0/servicePrincipals/<principal>/owners",
  ];

  it("attaches with one metadata document and one token", async () => {
    await at().plugin.configure({});
    const { body } = at().requests[1]!;
    assert.deepEqual(body, {
      client_id: CLIENT_ID,
      client_secret: "any",
      grant_type: "client_credentials",
      scope: `https://${at().host}/.default`,
    });
    assert.deepEqual(at().asked(), ["GET metadata/endpoints?api-version=2022-09-01", `POST ${TENANT}/oauth2/v2.0/token`]);
  });

  it("looks a template up by id", async () => {
    await at().plugin.invoke(lookUp("getApplicationTemplate"), { templateId });
    const { headers } = at().requests[0]!;
    assert.deepEqual(
      ["accept", "content-type", "odata-version", "odata-maxversion", "consistencylevel", "prefer", "if-match"].map(
        (name) => headers[name],
      ),
      [
        "application/json; charset=utf-8; IEEE754Compatible=false",
        "application/json; charset=utf-8",
        "4.0",
        "4.0",
        undefined,
        undefined,
        undefined,
      ],
    );
    assert.deepEqual(at().asked(), [`GET v1.0/applicationTemplates/${templateId}`]);
  });

  it("creates an application of a template", async () => {
    application = await at().plugin.create(type("application"), "app", gallery);
    at().name("application", application.outputs["objectId"]);
    at().name("appId", application.outputs["clientId"]);
    const [instantiate, ...patches] = at().requests.filter(({ body }) => body !== undefined);
    assert.match(instantiate?.body?.["displayName"] as string, /^TERRAFORM_INSTANTIATE_[0-9a-f-]{36}$/);
    assert.deepEqual(Object.keys(instantiate?.body ?? {}), ["displayName"]);
    assert.match(
      at().requests[2]?.url ?? "",
      /\?%24filter=applicationTemplateId\+eq\+%27[0-9a-f-]+%27\+and\+displayName\+eq\+%27TERRAFORM_/,
    );
    const [disabling, update] = patches.map(({ body }) => body!);
    assert.deepEqual(
      [disabling?.["api"].oauth2PermissionScopes.length, disabling?.["api"].oauth2PermissionScopes[0].isEnabled],
      [1, false],
    );
    assert.deepEqual(update?.["appRoles"].map(({ id, value }: Inputs) => [id, value]).sort(), [
      [userRoleId, ""],
      [msiamRoleId, ""],
    ]);
    assert.deepEqual(at().asked(), [
      `GET v1.0/applicationTemplates/${templateId}`,
      `POST v1.0/applicationTemplates/${templateId}/instantiate`,
      `GET v1.0/applications?$filter=applicationTemplateId eq '${templateId}' and displayName eq 'TERRAFORM_INSTANTIATE_<uuid>'`,
      "5x GET v1.0/applications/<application>",
      "GET v1.0/servicePrincipals?$filter=appId eq '<appId>'",
      "2x GET v1.0/applications/<application>", // are there roles, or scopes, to disable?
      "PATCH v1.0/applications/<application>",
      "GET v1.0/applications/<application>", // until the scope shows as disabled
      "PATCH v1.0/applications/<application>",
      ...readApplication,
    ]);
  });

  it("reads, updates and refreshes it", async () => {
    const updated = await at().plugin.update(application, { ...gallery, displayName: "AWS 2" });
    assert.deepEqual(at().requests[0]?.body, always, "identifierUris, appRoles and scopes only when they change");
    assert.deepEqual(at().asked(), ["PATCH v1.0/applications/<application>", ...readApplication]);
    await at().plugin.refresh(updated);
    assert.deepEqual(at().asked(), readApplication);
  });

  it("adopts, updates and refreshes its service principal", async () => {
    const inputs = {
      clientId: application.outputs["clientId"],
      useExisting: true,
      appRoleAssignmentRequired: true,
      featureTags: [{ enterprise: true, gallery: true }],
    };
    const patch = (samlSingleSignOnSettings: object, notes: string | null): Inputs => ({
      "@odata.type": "#microsoft.graph.servicePrincipal",
      accountEnabled: true,
      alternativeNames: [],
      appRoleAssignmentRequired: true,
      description: null,
      loginUrl: null,
      notes,
      notificationEmailAddresses: [],
      preferredSingleSignOnMode: null,
      samlSingleSignOnSettings,
      tags: ["WindowsAzureActiveDirectoryIntegratedApp", "WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1"],
    });
    principal = await at().plugin.create(type("servicePrincipal"), "sp", inputs);
    at().name("principal", principal.outputs["objectId"]);
    assert.deepEqual(at().requests[1]?.body, patch({}, null));
    assert.deepEqual(at().asked(), [
      "GET v1.0/servicePrincipals?$filter=appId eq '<appId>'",
      "PATCH v1.0/servicePrincipals/<principal>",
      ...readPrincipal,
    ]);
    const updated = await at().plugin.update(principal, { ...inputs, notes: "x" });
    assert.deepEqual(at().requests[0]?.body, patch({ relayState: "" }, "x"));
    assert.deepEqual(at().asked(), ["PATCH v1.0/servicePrincipals/<principal>", ...readPrincipal]);
    await at().plugin.refresh(updated);
    assert.deepEqual(at().asked(), readPrincipal);
  });

  it("adds, reads and removes token signing certificates", async () => {
    const one = "v1.0/servicePrincipals/<principal>";
    const read = `GET ${one}?$select=keyCredentials`;
    const make = async (inputs: Inputs, body: Inputs): Promise<Resource> => {
      const certificate = await at().plugin.create(type("servicePrincipalTokenSigningCertificate"), "c", inputs);
      assert.deepEqual(at().requests[0]?.body, body);
      // Five polls until the key that signs is there, and one to find the key that verifies.
      assert.deepEqual(at().asked(), [`POST ${one}/addTokenSigningCertificate`, `6x GET ${one}`, read]);
      return certificate;
    };
    const endDateTime = `${new Date().getUTCFullYear() + 2}-01-31T00:00:00Z`;
    const named = { displayName: "CN=2026", endDateTime };
    const first = await make({ servicePrincipalId: principal.id, displayName: "CN=2026", endDate: endDateTime }, named);
    assert.equal(first.outputs["endDate"], endDateTime, "byte for byte as it was sent");
    const second = await make({ servicePrincipalId: principal.id }, {});
    assert.equal(second.outputs["displayName"], "CN=Microsoft Azure Federated SSO Certificate");
    await at().plugin.refresh(first);
    assert.deepEqual(at().asked(), [read]);
    await at().plugin.delete(second);
    const { keyCredentials, passwordCredentials, ...rest } = at().requests[1]!.body!;
    assert.deepEqual(rest, { "@odata.type": "#microsoft.graph.servicePrincipal" });
    assert.deepEqual(
      (keyCredentials as Inputs[]).map(({ usage, key }) => [usage, key]),
      [
        ["Sign", null],
        ["Verify", null],
      ],
    );
    assert.equal((passwordCredentials as Inputs[]).length, 1);
    assert.deepEqual(at().asked(), [`GET ${one}`, `PATCH ${one}`, `5x GET ${one}`]);
    assert.equal((await at().plugin.refresh(first))?.outputs["thumbprint"], first.outputs["thumbprint"], "the survivor keeps its bytes");
    assert.deepEqual(at().asked(), [read]);
  });

  it("looks them up by client id", async () => {
    const { clientId } = application.outputs;
    await at().plugin.invoke(lookUp("getServicePrincipal"), { clientId });
    assert.deepEqual(at().asked(), ["GET v1.0/servicePrincipals?$filter=appId eq '<appId>'", readPrincipal[1]]);
    await at().plugin.invoke(lookUp("getApplication"), { clientId });
    assert.deepEqual(at().asked(), ["GET v1.0/applications?$filter=appId eq '<appId>'", ...readApplication.slice(1)]);
  });

  it("deletes both: the adopted service principal without a look back, the application until it is gone", async () => {
    await at().plugin.delete(principal);
    assert.deepEqual(at().asked(), ["DELETE v1.0/servicePrincipals/<principal>"]);
    await at().plugin.delete(application);
    assert.deepEqual(at().asked(), ["DELETE v1.0/applications/<application>", "5x GET v1.0/applications/<application> -> 404"]);
    assert.equal(await at().plugin.refresh(application), undefined);
    assert.equal(await at().plugin.refresh(principal), undefined);
  });

  it("makes a plain application and a service principal of its own, both owned by the caller for a moment", async () => {
    at().forget();
    const caller = (await at().plugin.invoke(lookUp("getClientConfig")))["objectId"];
    assert.deepEqual(at().asked(), [], "answered from the token");
    at().name("caller", caller);
    const plain = await at().plugin.create(type("application"), "plain", { displayName: "plain" });
    at().name("application", plain.outputs["objectId"]);
    at().name("appId", plain.outputs["clientId"]);
    const owners = [`https://${at().host}/v1.0/directoryObjects/${String(caller)}`];
    assert.deepEqual(at().requests[0]?.body?.["owners@odata.bind"], owners);
    assert.deepEqual(
      at()
        .requests.slice(1, 3)
        .map(({ body }) => String(body?.["displayName"]).replace(/_[0-9a-f-]{36}$/, "_")),
      ["TERRAFORM_UPDATE_", "plain"],
    );
    assert.deepEqual(at().asked(), [
      "POST v1.0/applications",
      "2x PATCH v1.0/applications/<application>",
      "DELETE v1.0/applications/<application>/owners/<caller>/$ref",
      ...readApplication,
    ]);
    const own = await at().plugin.create(type("servicePrincipal"), "own", { clientId: plain.outputs["clientId"] });
    at().name("principal", own.outputs["objectId"]);
    const [creation, patch] = at().requests.slice(1, 3);
    assert.match(creation?.body?.["description"] as string, /^TERRAFORM_UPDATE_/);
    assert.deepEqual(creation?.body?.["owners@odata.bind"], owners);
    assert.equal(patch?.body?.["description"], null);
    assert.deepEqual(at().asked().slice(1), [
      "POST v1.0/servicePrincipals",
      "PATCH v1.0/servicePrincipals/<principal>",
      "DELETE v1.0/servicePrincipals/<principal>/owners/<caller>/$ref",
      ...readPrincipal,
    ]);
    await at().plugin.delete(own);
    assert.deepEqual(at().asked(), ["DELETE v1.0/servicePrincipals/<principal>", "5x GET v1.0/servicePrincipals/<principal> -> 404"]);
  });
});
