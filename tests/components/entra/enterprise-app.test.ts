import assert from "node:assert/strict";
import { IDENTITY_CENTER_TEMPLATE } from "../../../contract/gallery-app";
import { EnterpriseApp } from "../../../components/entra/enterprise-app";
import { only, type Registered, resources, startMocks, valueOf } from "../mocks";

const certificateType = "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate";

describe("enterprise app", () => {
  let found: Registered[];
  let app: EnterpriseApp;

  before(async () => {
    await startMocks();
    await resources();
    app = new EnterpriseApp("enterprise-app", {
      displayName: "AWS",
      entityId: "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890",
      replyUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/a", "https://eu-west-1.sso.signin.aws/platform/saml/acs/a"],
      signOnUrl: "https://d-1234567890.awsapps.com/start",
      notificationEmails: ["z@example.com", "a@example.com"],
      signingCertificates: [
        { slot: "2026", endDate: "2029-01-01T00:00:00Z" },
        { slot: "2029", endDate: "2032-01-01T00:00:00Z" },
      ],
    });
    found = await resources();
  });

  it("comes from Identity Center's template, by id", () => {
    assert.equal(IDENTITY_CENTER_TEMPLATE, "21ed01d2-ec13-4e9e-86c1-cd546719ebc4");
    assert.equal(only(found, "azuread:index/application:Application").inputs["templateId"], IDENTITY_CENTER_TEMPLATE);
  });

  it("keeps reply URLs in order and the gallery's home page, which would be cleared", () => {
    assert.deepEqual(only(found, "azuread:index/application:Application").inputs["web"], {
      homepageUrl: "https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z",
      redirectUris: ["https://eu-west-1.signin.aws/platform/saml/acs/a", "https://eu-west-1.sso.signin.aws/platform/saml/acs/a"],
    });
  });

  it("declares the template's two app roles exactly, and one scope with a fixed id", () => {
    const { appRoles, api } = only(found, "azuread:index/application:Application").inputs as {
      appRoles: unknown;
      api: { oauth2PermissionScopes: { id: string }[] };
    };
    assert.deepEqual(appRoles, [
      { id: "8774f594-1d59-4279-b9d9-59ef09a23530", displayName: "User", description: "User", allowedMemberTypes: ["User"], enabled: true },
      {
        id: "e7f1a7f3-9eda-48e0-9963-bd67bf531afd",
        displayName: "msiam_access",
        description: "msiam_access",
        allowedMemberTypes: ["User"],
        enabled: true,
      },
    ]);
    assert.deepEqual(
      api.oauth2PermissionScopes.map(({ id }) => id),
      ["0d1b6f5e-6a3c-4c0e-9a53-3f1f6f0c2d41"],
    );
  });

  it("says every field that adoption would clear", () => {
    const { clientId, ...inputs } = only(found, "azuread:index/servicePrincipal:ServicePrincipal").inputs;
    assert.equal(clientId, "enterprise-app-client-id");
    assert.deepEqual(inputs, {
      useExisting: true,
      accountEnabled: true,
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: "saml",
      loginUrl: "https://d-1234567890.awsapps.com/start",
      notificationEmailAddresses: ["a@example.com", "z@example.com"],
      featureTags: [{ enterprise: true, gallery: true }],
    });
  });

  it("makes one certificate a slot, with the path form of the service principal's id and a fixed end", () => {
    assert.deepEqual(
      found.filter(({ type }) => type === certificateType).map(({ name, inputs }) => [name, inputs]),
      [
        [
          "enterprise-app/2026",
          { servicePrincipalId: "enterprise-app-id", displayName: "CN=AWS IAM Identity Center 2026", endDate: "2029-01-01T00:00:00Z" },
        ],
        [
          "enterprise-app/2029",
          { servicePrincipalId: "enterprise-app-id", displayName: "CN=AWS IAM Identity Center 2029", endDate: "2032-01-01T00:00:00Z" },
        ],
      ],
    );
  });

  it("tells the certificates' thumbprints by slot", async () => {
    assert.deepEqual(await valueOf(app.thumbprints), { "2026": "AB".repeat(20), "2029": "AB".repeat(20) });
  });
});
