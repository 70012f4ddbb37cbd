/**
 * Gallery templates, with what instantiating them brings along.
 *
 * @see https://learn.microsoft.com/graph/application-saml-sso-configure-api
 */
import { randomUUID } from "node:crypto";
import type { Application, AppRole, ServicePrincipal } from "./entities";
import { notFound } from "./graph-error";
import { without } from "./object";

/** Marks an enterprise application in the portal's list. */
export const ENTERPRISE_TAG = "WindowsAzureActiveDirectoryIntegratedApp";

/** A template, with the parts that its instances get; `instance` and `synchronizationTemplate` are not answered. */
export interface Template {
  readonly id: string;
  readonly displayName: string;
  readonly publisher: string;
  readonly homePageUrl: string;
  readonly supportedSingleSignOnModes: readonly string[];
  readonly supportedProvisioningTypes: readonly string[];
  /** Properties of a new application's `web`. */
  readonly web: { readonly homePageUrl: string | null; readonly redirectUris: readonly string[] };
  /** Id of the template's synchronization template; none when it cannot be provisioned here. */
  readonly synchronizationTemplate?: string;
}

/** Template of the AWS IAM Identity Center gallery app, the one that this project uses. */
export const IDENTITY_CENTER = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";

const TEMPLATES: readonly Template[] = [
  {
    id: IDENTITY_CENTER,
    displayName: "AWS IAM Identity Center (successor to AWS Single Sign-On)",
    publisher: "Amazon Web Services, Inc.",
    homePageUrl: "https://aws.amazon.com/",
    supportedSingleSignOnModes: ["saml", "external"],
    supportedProvisioningTypes: ["sync"],
    web: {
      homePageUrl: "https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z",
      redirectUris: ["https://*.signin.aws.amazon.com/platform/saml/acs/*"],
    },
    synchronizationTemplate: "aWSSingleSignon",
  },
  {
    id: "8b1025e4-1dd2-430b-a150-2ef79cd700f5",
    displayName: "AWS Single-Account Access",
    publisher: "Amazon",
    homePageUrl: "https://aws.amazon.com/",
    supportedSingleSignOnModes: ["password", "saml", "external"],
    supportedProvisioningTypes: ["sync"],
    web: {
      homePageUrl: "https://signin.aws.amazon.com/saml?metadata=aws|ISV9.1|primary|z",
      redirectUris: ["https://signin.aws.amazon.com/saml"],
    },
  },
  {
    id: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
    displayName: "Custom",
    publisher: "Microsoft Corporation",
    homePageUrl: "https://account.activedirectory.windowsazure.com:444/applications/default.aspx",
    supportedSingleSignOnModes: ["password", "saml", "external"],
    supportedProvisioningTypes: ["sync"],
    web: { homePageUrl: null, redirectUris: [] },
  },
];

/** All templates, as Graph answers them. */
export function templates(): object[] {
  return TEMPLATES.map((template) => ({
    ...without(template, "web", "synchronizationTemplate"),
    categories: ["developerServices"],
    description: null,
    logoUrl: `https://images.microsoft.com/${template.id}.png`,
  }));
}

/** A template by id; 404 when unknown. */
export function templateOf(id: string): Template {
  const template = TEMPLATES.find((candidate) => candidate.id === id.toLowerCase());
  if (template === undefined) throw notFound(id);
  return template;
}

/** Id of the synchronization template that an application made from this template offers. */
export function synchronizationTemplateOf(applicationTemplateId: string | null): string | undefined {
  return TEMPLATES.find((template) => template.id === applicationTemplateId)?.synchronizationTemplate;
}

/** The two roles of every SAML gallery app, with the same ids everywhere. */
function templateRoles(): AppRole[] {
  const role = (id: string, name: string): AppRole => ({
    allowedMemberTypes: ["User"],
    description: name,
    displayName: name,
    id,
    isEnabled: true,
    origin: "Application",
    value: null,
  });
  return [role("8774f594-1d59-4279-b9d9-59ef09a23530", "User"), role("e7f1a7f3-9eda-48e0-9963-bd67bf531afd", "msiam_access")];
}

/** A blank application with Graph's defaults. */
export function newApplication(displayName: string, now: string, properties: Partial<Application> = {}): Application {
  return {
    id: randomUUID(),
    deletedDateTime: null,
    appId: randomUUID(),
    applicationTemplateId: null,
    createdDateTime: now,
    description: null,
    displayName,
    disabledByMicrosoftStatus: null,
    groupMembershipClaims: null,
    identifierUris: [],
    isDeviceOnlyAuthSupported: null,
    isFallbackPublicClient: null,
    notes: null,
    publisherDomain: null,
    serviceManagementReference: null,
    signInAudience: "AzureADMyOrg",
    tags: [],
    tokenEncryptionKeyId: null,
    defaultRedirectUri: null,
    optionalClaims: null,
    addIns: [],
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: null,
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
    },
    appRoles: [],
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    keyCredentials: [],
    passwordCredentials: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    spa: { redirectUris: [] },
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
    ...properties,
  };
}

/** The application that a template's instance starts as. */
export function instanceOf(template: Template, displayName: string, now: string): Application {
  const application = newApplication(displayName, now, { applicationTemplateId: template.id, appRoles: templateRoles() });
  application.web = {
    ...application.web,
    homePageUrl: template.web.homePageUrl,
    redirectUris: [...template.web.redirectUris],
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: true },
  };
  application.api.oauth2PermissionScopes = [
    {
      adminConsentDescription: `Allow the application to access ${displayName} on behalf of the signed-in user.`,
      adminConsentDisplayName: `Access ${displayName}`,
      id: randomUUID(),
      isEnabled: true,
      type: "User",
      userConsentDescription: `Allow the application to access ${displayName} on your behalf.`,
      userConsentDisplayName: `Access ${displayName}`,
      value: "user_impersonation",
    },
  ];
  return application;
}

/** A service principal for an application, with Graph's defaults. */
export function newServicePrincipal(
  application: Application,
  tenantId: string,
  properties: Partial<ServicePrincipal> = {},
): ServicePrincipal {
  const principal = {
    id: randomUUID(),
    deletedDateTime: null,
    accountEnabled: true,
    alternativeNames: [],
    appId: application.appId,
    applicationTemplateId: application.applicationTemplateId,
    appDescription: null,
    appOwnerOrganizationId: tenantId,
    appRoleAssignmentRequired: false,
    createdDateTime: application.createdDateTime,
    description: null,
    keyCredentials: [],
    loginUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    passwordCredentials: [],
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    preferredTokenSigningKeyEndDateTime: null,
    resourceSpecificApplicationPermissions: [],
    samlMetadataUrl: null,
    samlSingleSignOnSettings: null,
    servicePrincipalType: "Application",
    tags: [],
    tokenEncryptionKeyId: null,
    ...properties,
  };
  return Object.assign(principal, mirrored(application)) as ServicePrincipal;
}

/** Properties that a service principal takes over from its application, now and after each change of it. */
export function mirrored(application: Application): Partial<ServicePrincipal> {
  return {
    appDisplayName: application.displayName,
    displayName: application.displayName,
    appRoles: application.appRoles,
    homepage: application.web.homePageUrl,
    info: application.info,
    logoutUrl: application.web.logoutUrl,
    oauth2PermissionScopes: application.api.oauth2PermissionScopes,
    replyUrls: [...application.web.redirectUris, ...application.spa.redirectUris, ...application.publicClient.redirectUris],
    servicePrincipalNames: [...application.identifierUris, application.appId],
    signInAudience: application.signInAudience,
  };
}
