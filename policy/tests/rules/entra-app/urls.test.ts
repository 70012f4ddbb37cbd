import { configuredUrls } from "../../../rules/entra-app/configured-urls";
import { entityId } from "../../../rules/entra-app/entity-id";
import { replyUrlsRule } from "../../../rules/entra-app/reply-urls";
import { template } from "../../../rules/entra-app/template";
import { SINGLE_ACCOUNT_TEMPLATE } from "../../../shared/entra-app";
import { azuread, iam } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ACS, ENTITY, app, reply, APP, SP, ofApp, OTHER } from "./fixtures";

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
