import { appRole, USER_ROLE } from "../../rules/entra-app/app-role";
import { assignmentRequired } from "../../rules/entra-app/assignment-required";
import { certificateLife } from "../../rules/entra-app/certificate-life";
import { certificateRenewal } from "../../rules/entra-app/certificate-renewal";
import { configuredUrls } from "../../rules/entra-app/configured-urls";
import { entityId } from "../../rules/entra-app/entity-id";
import { nameId } from "../../rules/entra-app/name-id";
import { noCredentials } from "../../rules/entra-app/no-credentials";
import { replyUrlsRule } from "../../rules/entra-app/reply-urls";
import { samlMode } from "../../rules/entra-app/saml-mode";
import { scimEndpoint } from "../../rules/entra-app/scim-endpoint";
import { scimScope } from "../../rules/entra-app/scim-scope";
import { template } from "../../rules/entra-app/template";
import { IDENTITY_CENTER_TEMPLATE, SINGLE_ACCOUNT_TEMPLATE } from "../../shared/entra-app";
import { azuread, iam } from "../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../testing";
import { behaviours, unknownNote } from "../cases";

const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b";
const ENTITY = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367";
const app = (props: Record<string, unknown> = {}) =>
  resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, ...props }, { name: "app" });
const reply = (...redirectUris: unknown[]) => app({ web: { redirectUris } });
const APP = app();
const principal = (props: Record<string, unknown> = {}) =>
  resource(azuread.servicePrincipal, { clientId: UNKNOWN, ...props }, { name: "sp", refers: { clientId: APP } });
const SP = principal();
const ofSp = (type: string, props: Record<string, unknown> = {}, name = "part", property = "servicePrincipalId") =>
  resource(type, { [property]: UNKNOWN, ...props }, { name, refers: { [property]: SP } });
const ofApp = (type: string, props: Record<string, unknown> = {}) =>
  resource(type, { applicationId: UNKNOWN, ...props }, { name: "part", refers: { applicationId: APP } });
const OTHER = resource(azuread.application, { displayName: "HR" }, { name: "other" });

behaviours(template, {
  violates: {
    "the single-account template": {
      given: app({ templateId: SINGLE_ACCOUNT_TEMPLATE }),
      says: ["templateId is that of AWS Single-Account Access, which signs in to one account past Identity Center."],
    },
    "the same from a template": {
      given: resource(azuread.applicationFromTemplate, { templateId: SINGLE_ACCOUNT_TEMPLATE.toUpperCase() }),
      says: ["templateId is that of AWS Single-Account Access, which signs in to one account past Identity Center."],
    },
    "a plain app that signs in to AWS": {
      given: resource(azuread.application, { web: { redirectUris: ["https://app.example.com", ACS] } }),
      says: ["The application signs in to AWS, but is not made from Identity Center's template."],
    },
    "a plain app with AWS's entity ID": {
      given: resource(azuread.application, { identifierUris: [ENTITY] }),
      says: ["The application signs in to AWS, but is not made from Identity Center's template."],
    },
    "a plain app with a wildcard at AWS": {
      given: resource(azuread.application, { web: { redirectUris: ["https://*.signin.aws.amazon.com/platform/saml/acs/*"] } }),
      says: ["The application signs in to AWS, but is not made from Identity Center's template."],
    },
  },
  conforms: {
    "Identity Center's template": { given: reply(ACS) },
    "an app for something else": {
      given: resource(azuread.application, { identifierUris: ["api://x"], web: { redirectUris: ["https://app.example.com/signin.aws"] } }),
    },
  },
  notes: {
    "a template that is not known yet": {
      given: app({ templateId: UNKNOWN }),
      says: [unknownNote("entra-app-template", "templateId of app")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});

behaviours(replyUrlsRule, {
  violates: {
    "a wildcard": {
      given: [reply("https://*.signin.aws.amazon.com/platform/saml/acs/*")],
      says: ['The reply URL "https://*.signin.aws.amazon.com/platform/saml/acs/*" has a wildcard.'],
    },
    "another host": {
      given: [reply(ACS, "https://evil.example.com/acs")],
      says: ['The reply URL "https://evil.example.com/acs" is not on a sign-in host of AWS.'],
    },
    "a host that ends alike": {
      given: [reply("https://evilsignin.aws/x")],
      says: ['The reply URL "https://evilsignin.aws/x" is not on a sign-in host of AWS.'],
    },
    "AWS's host as a user name": {
      given: [reply("https://eu-west-1.signin.aws@evil.example.com/")],
      says: ['The reply URL "https://eu-west-1.signin.aws@evil.example.com/" is not on a sign-in host of AWS.'],
    },
    "a password at AWS's host": {
      given: [reply("https://:p@eu-west-1.signin.aws/")],
      says: ['The reply URL "https://:p@eu-west-1.signin.aws/" is not on a sign-in host of AWS.'],
    },
    "another port": {
      given: [reply("https://eu-west-1.signin.aws:8443/")],
      says: ['The reply URL "https://eu-west-1.signin.aws:8443/" is not on a sign-in host of AWS.'],
    },
    http: { given: [reply(ACS.replace("https", "http"))], says: [`The reply URL "${ACS.replace("https", "http")}" is not https.`] },
    "no URL": { given: [reply("acs")], says: ['The reply URL "acs" is no URL.'] },
    "a URL from beside the app": {
      given: [APP, ofApp(azuread.applicationRedirectUris, { redirectUris: ["https://evil.example.com/"] })],
      says: ['The reply URL "https://evil.example.com/" is not on a sign-in host of AWS.'],
    },
    "a wildcard of another app": {
      given: [resource(azuread.application, { web: { redirectUris: ["https://*.example.com/", "https://app.example.com/"] } })],
      says: ['The reply URL "https://*.example.com/" has a wildcard.'],
    },
    "a wildcard beside another app": {
      given: [resource(azuread.applicationRedirectUris, { redirectUris: ["https://*.example.com/"] })],
      says: ['The reply URL "https://*.example.com/" has a wildcard.'],
    },
  },
  conforms: {
    "both kinds of ACS URL, and the legacy one": {
      given: [
        reply(
          ACS,
          "https://eu-west-1.sso.signin.aws/platform/saml/acs/0a1b",
          "https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/0a1b",
        ),
      ],
    },
    "another app's URLs": { given: [resource(azuread.application, { web: { redirectUris: ["https://app.example.com/"] } }), OTHER] },
    "an app without URLs": { given: [APP] },
    "a configured host": { given: [reply("https://sso.example.com/")], config: { signInHosts: ["sso.example.com"] } },
  },
  notes: {
    "URLs that are not known yet": {
      given: [app({ web: { redirectUris: UNKNOWN } })],
      says: [unknownNote("entra-app-reply-urls", "web.redirectUris of app")],
    },
  },
  both: {
    "a known and an unknown URL": {
      given: [reply(UNKNOWN, "acs")],
      says: ['The reply URL "acs" is no URL.'],
      notes: [unknownNote("entra-app-reply-urls", "web.redirectUris.0 of app")],
    },
  },
  notApplicable: { "a stack without apps": { given: [SP] } },
});

behaviours(entityId, {
  violates: {
    "another host": {
      given: [app({ identifierUris: ["https://example.com/saml"] })],
      says: ['The entity ID "https://example.com/saml" is not on a sign-in host of AWS.'],
    },
    two: { given: [app({ identifierUris: [ENTITY, ENTITY] })], says: ["The app has 2 entity IDs; it must have one."] },
    "a second one from beside the app": {
      given: [app({ identifierUris: [ENTITY] }), ofApp(azuread.applicationIdentifierUri, { identifierUri: ENTITY })],
      says: ["The app has 2 entity IDs; it must have one."],
    },
    http: {
      given: [app({ identifierUris: ["http://eu-west-1.signin.aws.amazon.com/x"] })],
      says: ['The entity ID "http://eu-west-1.signin.aws.amazon.com/x" is not https.'],
    },
  },
  conforms: {
    "AWS's": { given: [app({ identifierUris: [ENTITY] })] },
    "another app's": { given: [resource(azuread.application, { identifierUris: ["api://a", "api://b"] })] },
    "a configured host": { given: [app({ identifierUris: ["https://a.b/"] })], config: { signInHosts: ["a.b"] } },
  },
  notes: {
    "one that is not known yet": {
      given: [app({ identifierUris: UNKNOWN })],
      says: [unknownNote("entra-app-entity-id", "identifierUris of app")],
    },
  },
  notApplicable: { "a stack without apps": { given: [SP] } },
});

const URLS = { acsUrls: [ACS], entityId: ENTITY };
const right = { web: { redirectUris: [ACS] }, identifierUris: [ENTITY] };
behaviours(configuredUrls, {
  violates: {
    "one more reply URL": {
      given: [app({ ...right, web: { redirectUris: [ACS, `${ACS}2`] } })],
      told: URLS,
      says: [`The reply URL "${ACS}2" is not among those configured.`],
    },
    "one fewer": { given: [app({ ...right, web: {} })], told: URLS, says: [`The configured reply URL "${ACS}" is missing.`] },
    "another entity ID": {
      given: [app({ ...right, identifierUris: [`${ENTITY}8`] })],
      told: URLS,
      says: [`The entity ID is "${ENTITY}8"; configured is "${ENTITY}".`],
    },
    "one from beside the app": {
      given: [app(right), ofApp(azuread.applicationRedirectUris, { redirectUris: [`${ACS}2`] })],
      told: URLS,
      says: [`The reply URL "${ACS}2" is not among those configured.`],
    },
    "other than the organization configured": {
      given: [app(right)],
      config: { acsUrls: [], entityId: "x" },
      told: URLS,
      says: [`The reply URL "${ACS}" is not among those configured.`, `The entity ID is "${ENTITY}"; configured is "x".`],
    },
  },
  conforms: {
    "exactly those": { given: [app(right)], told: URLS },
    "a stack that does not tell": { given: [app({ web: { redirectUris: ["x"] }, identifierUris: ["y"] })] },
    "another app": { given: [OTHER], told: URLS },
  },
  notes: {
    "URLs that are not known yet": {
      given: [app({ ...right, web: { redirectUris: [UNKNOWN] } })],
      told: URLS,
      says: [unknownNote("entra-app-configured-urls", "web.redirectUris.0 of app, web.redirectUris.0")],
    },
  },
  notApplicable: { "a stack without apps": { given: [SP] } },
});

behaviours(samlMode, {
  violates: {
    "another mode": {
      given: [APP, principal({ preferredSingleSignOnMode: "password" })],
      says: ['preferredSingleSignOnMode is "password"; it must be saml.'],
    },
    none: { given: [APP, SP], says: ["preferredSingleSignOnMode is not set; it must be saml."] },
    "none, linked by client id": {
      given: [app({ clientId: "c" }), resource(azuread.servicePrincipal, { clientId: "c" }, { name: "sp" })],
      says: ["preferredSingleSignOnMode is not set; it must be saml."],
    },
  },
  conforms: {
    SAML: { given: [APP, principal({ preferredSingleSignOnMode: "saml" })] },
    "another app's mode": { given: [APP, resource(azuread.servicePrincipal, { clientId: "other", preferredSingleSignOnMode: "oidc" })] },
  },
  notes: {
    "a mode that is not known yet": {
      given: [APP, principal({ preferredSingleSignOnMode: UNKNOWN })],
      says: [unknownNote("entra-app-saml-mode", "preferredSingleSignOnMode of sp")],
    },
  },
  notApplicable: { "a stack without service principals": { given: [APP] } },
});

const saml = (props: Record<string, unknown> = {}) => resource(azuread.servicePrincipal, { preferredSingleSignOnMode: "saml", ...props });
behaviours(assignmentRequired, {
  violates: {
    "what is not said": { given: saml(), says: ["appRoleAssignmentRequired is not true."] },
    false: { given: saml({ appRoleAssignmentRequired: false }), says: ["appRoleAssignmentRequired is not true."] },
    "what is no truth": {
      given: saml({ appRoleAssignmentRequired: "yes" }),
      says: ["appRoleAssignmentRequired is malformed; it must be true or false."],
    },
  },
  conforms: {
    true: { given: saml({ appRoleAssignmentRequired: true }) },
    "a service principal of another mode": { given: resource(azuread.servicePrincipal, {}) },
  },
  notes: {
    "a value that is not known yet": {
      given: saml({ appRoleAssignmentRequired: UNKNOWN }),
      says: [unknownNote("entra-app-assignment-required", "appRoleAssignmentRequired of it")],
    },
  },
  remedies: {
    false: {
      given: saml({ appRoleAssignmentRequired: false }),
      leaves: { preferredSingleSignOnMode: "saml", appRoleAssignmentRequired: true },
    },
    "nothing where it is true": { given: saml({ appRoleAssignmentRequired: true }), leaves: undefined },
    "nothing of another mode": { given: resource(azuread.servicePrincipal, { appRoleAssignmentRequired: false }), leaves: undefined },
  },
});

const NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";
const FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const claims = (...schema: unknown[]) => JSON.stringify({ ClaimsMappingPolicy: { ClaimsSchema: schema } });
const NAME_CLAIM = { Source: "user", ID: "userPrincipalName", SamlClaimType: NAME, SamlNameIdFormat: FORMAT };
const policy = (...definitions: unknown[]) => resource(azuread.claimsMappingPolicy, { definitions }, { name: "claims" });
const assigned = (of: Wire) => [
  APP,
  SP,
  of,
  resource(
    azuread.claimsMappingPolicyAssignment,
    { claimsMappingPolicyId: UNKNOWN, servicePrincipalId: UNKNOWN },
    { name: "assigned", refers: { claimsMappingPolicyId: of, servicePrincipalId: SP } },
  ),
];
const ABAC = { Source: "user", ID: "department", SamlClaimType: "https://aws.amazon.com/SAML/Attributes/AccessControl:Department" };
behaviours(nameId, {
  violates: {
    "a policy without a NameID": {
      given: assigned(policy(claims({}))),
      says: ["No claim is the NameID; a policy must say it, since it overrides Entra's own."],
    },
    "a policy for AWS that is not assigned here": {
      given: [policy(claims(ABAC))],
      says: ["No claim is the NameID; a policy must say it, since it overrides Entra's own."],
    },
    "another source": {
      given: assigned(policy(claims({ ...NAME_CLAIM, ID: "mail" }))),
      says: ['NameID comes from "user.mail"; it must come from user.userprincipalname.'],
    },
    "another format": {
      given: assigned(policy(claims({ ...NAME_CLAIM, SamlNameIdFormat: "x" }))),
      says: [`NameID's format is "x"; it must be ${FORMAT}.`],
    },
    "no format": {
      given: assigned(policy(claims({ ...NAME_CLAIM, SamlNameIdFormat: undefined }))),
      says: [`NameID's format is not set; it must be ${FORMAT}.`],
    },
    "what is no JSON": { given: assigned(policy("{")), says: ["definitions is malformed: no ClaimsMappingPolicy with a ClaimsSchema."] },
    "what is no policy": {
      given: assigned(policy("null")),
      says: ["definitions is malformed: no ClaimsMappingPolicy with a ClaimsSchema."],
    },
    "a claim that is no claim": {
      given: assigned(policy(claims(null, 5))),
      says: ["No claim is the NameID; a policy must say it, since it overrides Entra's own."],
    },
  },
  conforms: {
    "the user principal name as e-mail address": { given: assigned(policy(claims(ABAC, NAME_CLAIM))) },
    "another app's policy": { given: [APP, SP, policy(claims({}))] },
  },
  notes: {
    "a policy that is not known yet": {
      given: assigned(policy(UNKNOWN)),
      says: [unknownNote("entra-app-name-id", "definitions.0 of claims")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP, SP] } },
});

const CREDENTIAL = ["It is a credential of Identity Center's app."];
behaviours(noCredentials, {
  violates: {
    "a password of the app's own": { given: [app({ password: { displayName: "x", value: "secret" } })], says: ["The app has a password."] },
    "a password that is not known yet": { given: [app({ password: UNKNOWN })], says: ["The app has a password."] },
    "a client secret": { given: [APP, ofApp(azuread.applicationPassword, { value: UNKNOWN })], says: CREDENTIAL },
    "a certificate": { given: [APP, ofApp(azuread.applicationCertificate)], says: CREDENTIAL },
    "a federated credential": { given: [APP, ofApp(azuread.applicationFederatedIdentityCredential)], says: CREDENTIAL },
    "a flexible one": { given: [APP, ofApp(azuread.applicationFlexibleFederatedIdentityCredential)], says: CREDENTIAL },
    "a secret of the service principal": { given: [APP, SP, ofSp(azuread.servicePrincipalPassword)], says: CREDENTIAL },
    "a certificate of the service principal": { given: [APP, SP, ofSp(azuread.servicePrincipalCertificate)], says: CREDENTIAL },
  },
  conforms: {
    "the app": { given: [app({ password: null }), SP, ofSp(azuread.tokenSigningCertificate)] },
    "an empty block, as state keeps it": { given: [app({ password: {} })] },
    "another app's secret": { given: [APP, resource(azuread.applicationPassword, { applicationId: "/applications/other" })] },
    "another app's password": { given: [APP, resource(azuread.application, { password: { displayName: "x" } }, { name: "hr" })] },
  },
  notApplicable: { "a stack without apps": { given: [SP] } },
});

const certificate = (endDate: unknown, name = "2026") => ofSp(azuread.tokenSigningCertificate, { endDate }, name);
behaviours(certificateLife, {
  violates: {
    "no end": { given: certificate(undefined), says: ["endDate is not set; the end of the certificate must be known."] },
    "a day without a time": {
      given: certificate("2029-01-01"),
      says: ['endDate is "2029-01-01"; it must be a time such as 2029-09-30T00:00:00Z.'],
    },
    "a time that does not exist": {
      given: certificate("2029-13-01T00:00:00Z"),
      says: ['endDate is "2029-13-01T00:00:00Z"; it must be a time such as 2029-09-30T00:00:00Z.'],
    },
    "a day longer than three years": {
      given: certificate("2029-11-24T12:00:00Z"),
      says: ["endDate is 1097 days ahead; at most 1096 are allowed."],
    },
    "longer than configured": {
      given: certificate("2027-11-24T12:00:00Z"),
      config: { maxDays: 365 },
      says: ["endDate is 366 days ahead; at most 365 are allowed."],
    },
  },
  conforms: {
    "three years": { given: certificate("2029-11-23T12:00:00Z") },
    "one that has ended": { given: certificate("2020-01-01T00:00:00+02:00") },
  },
  notes: {
    "an end that is not known yet": { given: certificate(UNKNOWN), says: [unknownNote("entra-certificate-life", "endDate of 2026")] },
  },
  notApplicable: { "another kind of certificate": { given: ofSp(azuread.servicePrincipalCertificate) } },
});

behaviours(certificateRenewal, {
  violates: {
    "29 days": {
      given: [APP, SP, certificate("2026-12-23T11:59:59Z")],
      says: ["The last token signing certificate ends in 29 days; at least 30 must be left."],
    },
    "one that has ended": {
      given: [APP, SP, certificate("2026-11-22T00:00:00Z")],
      says: ["The last token signing certificate has ended; at least 30 must be left."],
    },
    "one that ends today": {
      given: [APP, SP, certificate("2026-11-23T13:00:00Z")],
      says: ["The last token signing certificate ends in 0 days; at least 30 must be left."],
    },
    "fewer than configured": {
      given: [APP, SP, certificate("2026-12-23T12:00:00Z")],
      config: { minDays: 31 },
      says: ["The last token signing certificate ends in 30 days; at least 31 must be left."],
    },
    "an end that is no time": {
      given: [APP, SP, certificate("soon")],
      says: ["The last token signing certificate has ended; at least 30 must be left."],
    },
  },
  conforms: {
    "thirty days": { given: [APP, SP, certificate("2026-12-23T12:00:00Z")] },
    "an old one beside a new one": { given: [APP, SP, certificate("2026-11-01T00:00:00Z"), certificate("2029-01-01T00:00:00Z", "2029")] },
    "another app's": {
      given: [
        APP,
        SP,
        resource(azuread.tokenSigningCertificate, { servicePrincipalId: "/servicePrincipals/x", endDate: "2020-01-01T00:00:00Z" }),
      ],
    },
  },
  notes: {
    "an end that is not known yet": {
      given: [APP, SP, certificate(UNKNOWN), certificate("2020-01-01T00:00:00Z", "2020")],
      says: [unknownNote("entra-certificate-renewal", "endDate of 2026")],
    },
  },
  notApplicable: { "a stack without certificates": { given: [APP, SP] } },
});

const SCIM = "https://scim.eu-west-1.amazonaws.com/0a1b-2c/scim/v2/";
const secret = (...credentials: unknown[]) => ofSp(azuread.synchronizationSecret, { credentials }, "secret");
const to = (value: unknown, ...more: unknown[]) => secret({ key: "BaseAddress", value }, { key: "SecretToken", value: "s3cr3t" }, ...more);
behaviours(scimEndpoint, {
  violates: {
    "no address": {
      given: [APP, SP, secret({ key: "SecretToken", value: "s3cr3t" })],
      says: ["BaseAddress is missing among the credentials."],
    },
    "another host": {
      given: [APP, SP, to("https://scim.eu-west-1.amazonaws.com.evil.example/x/scim/v2/")],
      says: ["BaseAddress is no SCIM endpoint of AWS's."],
    },
    http: { given: [APP, SP, to(SCIM.replace("https", "http"))], says: ["BaseAddress is no SCIM endpoint of AWS's."] },
    "another path": {
      given: [APP, SP, to("https://scim.eu-west-1.amazonaws.com/x/")],
      says: ["BaseAddress is no SCIM endpoint of AWS's."],
    },
    "another port": { given: [APP, SP, to(SCIM.replace(".com", ".com:444"))], says: ["BaseAddress is no SCIM endpoint of AWS's."] },
    "a user name": { given: [APP, SP, to(SCIM.replace("scim.eu", "u@scim.eu"))], says: ["BaseAddress is no SCIM endpoint of AWS's."] },
    "another region than home": {
      given: [APP, SP, to(SCIM)],
      told: { homeRegion: "us-east-1" },
      says: ["BaseAddress is in eu-west-1; the home region is us-east-1."],
    },
    "another region than configured": {
      given: [APP, SP, to(SCIM)],
      told: { homeRegion: "eu-west-1" },
      config: { homeRegion: "eu-west-2" },
      says: ["BaseAddress is in eu-west-1; the home region is eu-west-2."],
    },
  },
  conforms: {
    "AWS's address": { given: [APP, SP, to(SCIM)], told: { homeRegion: "eu-west-1" } },
    "an address without the last slash, in a stack that does not tell": { given: [APP, SP, to(SCIM.slice(0, -1))] },
    "another app's address": {
      given: [
        APP,
        SP,
        resource(azuread.synchronizationSecret, {
          servicePrincipalId: "/x",
          credentials: [{ key: "BaseAddress", value: "https://hr.example.com" }],
        }),
      ],
    },
    "a token that is not known yet": {
      given: [APP, SP, secret({ key: "BaseAddress", value: SCIM }, { key: "SecretToken", value: UNKNOWN })],
    },
  },
  notes: {
    "an address that is not known yet": {
      given: [APP, SP, to(UNKNOWN)],
      says: [unknownNote("entra-scim-endpoint", "credentials.0.value of secret")],
    },
  },
  notApplicable: { "a stack without provisioning": { given: [APP, SP] } },
});

const all = (value: unknown) => ({ key: "SyncAll", value });
behaviours(scimScope, {
  violates: {
    everybody: { given: to(SCIM, all("true")), says: ["SyncAll is not false."] },
    "what is not said": { given: to(SCIM), says: ["SyncAll is not among the credentials, so that the portal's setting decides."] },
  },
  conforms: {
    "assigned ones": { given: to(SCIM, all("false")) },
    "another spelling of false": { given: to(SCIM, all("False")) },
    "another app's provisioning": { given: to("https://hr.example.com/scim", all("true")) },
    "what has no address": { given: secret(all("true")) },
  },
  notes: {
    "a value that is not known yet": {
      given: to(SCIM, all(UNKNOWN)),
      says: [unknownNote("entra-scim-scope", "credentials.2.value of secret")],
    },
  },
  remedies: {
    everybody: {
      given: resource(azuread.synchronizationSecret, {
        credentials: [{ key: "BaseAddress", value: SCIM }, all("true"), { key: "SecretToken", value: "t" }],
      }),
      leaves: { credentials: [{ key: "BaseAddress", value: SCIM }, all("false"), { key: "SecretToken", value: "t" }] },
    },
    "what is not said, beside what is not known yet": {
      given: resource(azuread.synchronizationSecret, { servicePrincipalId: UNKNOWN, credentials: [{ key: "BaseAddress", value: SCIM }] }),
      leaves: { servicePrincipalId: UNKNOWN, credentials: [{ key: "BaseAddress", value: SCIM }, all("false")] },
    },
    "everybody, said first": {
      given: resource(azuread.synchronizationSecret, { credentials: [all("true"), { key: "BaseAddress", value: SCIM }] }),
      leaves: { credentials: [all("false"), { key: "BaseAddress", value: SCIM }] },
    },
    "nothing where it is right": { given: to(SCIM, all("false")), leaves: undefined },
    "nothing of another app": { given: to("https://hr.example.com/scim", all("true")), leaves: undefined },
    "nothing without an address": { given: secret(all("true")), leaves: undefined },
  },
});

const role = (appRoleId: unknown) => ofSp(azuread.appRoleAssignment, { appRoleId }, "role", "resourceObjectId");
behaviours(appRole, {
  violates: {
    "another role": {
      given: [APP, SP, role("e7f1a7f3-9eda-48e0-9963-bd67bf531afd")],
      says: [`appRoleId is "e7f1a7f3-9eda-48e0-9963-bd67bf531afd"; it must be ${USER_ROLE} (User).`],
    },
    none: { given: [APP, SP, role(undefined)], says: [`appRoleId is not set; it must be ${USER_ROLE} (User).`] },
  },
  conforms: {
    User: { given: [APP, SP, role(USER_ROLE.toUpperCase())] },
    "another app's role": { given: [APP, SP, resource(azuread.appRoleAssignment, { appRoleId: "x", resourceObjectId: "y" })] },
  },
  notes: {
    "a role that is not known yet": { given: [APP, SP, role(UNKNOWN)], says: [unknownNote("entra-app-role-user", "appRoleId of role")] },
  },
  notApplicable: { "a stack without roles": { given: [APP, SP] } },
});
