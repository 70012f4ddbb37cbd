import { replyUrlsRule } from "../../../rules/entra-app/reply-urls";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ACS, APP, app, ofApp, ofOther, OTHER, REGISTERED, reply, SP, TEMPLATED } from "./fixtures";

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
    "a page's URL elsewhere": {
      given: [app({ singlePageApplication: { redirectUris: ["https://evil.example.com/"] } })],
      says: ['The reply URL "https://evil.example.com/" is not on a sign-in host of AWS.'],
    },
    "a public client's URL": {
      given: [app({ publicClient: { redirectUris: ["myapp://auth"] } })],
      says: ['The reply URL "myapp://auth" is not https.'],
    },
    "another app's URL without https": {
      given: [resource(azuread.application, { web: { redirectUris: ["http://hr.example.com/", "http://localhost.example.com/"] } })],
      says: ['The reply URL "http://hr.example.com/" is not https.', 'The reply URL "http://localhost.example.com/" is not https.'],
    },
    "AWS's URL beside an app that is registered": {
      given: [REGISTERED, ofOther(azuread.applicationRedirectUris, { redirectUris: [ACS] })],
      says: [`The reply URL "${ACS}" is AWS's, but registered is not made from Identity Center's template.`],
    },
    "AWS's URL beside another app": {
      given: [OTHER, ofOther(azuread.applicationRedirectUris, { redirectUris: [ACS] }, OTHER)],
      says: [`The reply URL "${ACS}" is AWS's, but other is not made from Identity Center's template.`],
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
    "a developer's own machine": {
      given: [
        resource(azuread.application, {
          web: { redirectUris: ["http://localhost:8080/", "http://localhost", "http://127.0.0.1/x", "http://[::1]:1/"] },
          publicClient: { redirectUris: ["myapp://auth"] },
        }),
      ],
    },
    "AWS's URL in another app's own list, which has a rule of its own": {
      given: [resource(azuread.application, { web: { redirectUris: [ACS] } })],
    },
    "AWS's URL beside an app outside of the stack": {
      given: [resource(azuread.applicationRedirectUris, { applicationId: "/applications/x", redirectUris: [ACS] })],
    },
    "another URL beside another app": {
      given: [OTHER, ofOther(azuread.applicationRedirectUris, { redirectUris: ["https://a.b/"] }, OTHER)],
    },
    "AWS's URL beside an app from its template": {
      given: [TEMPLATED, ofOther(azuread.applicationRedirectUris, { redirectUris: [ACS] }, TEMPLATED)],
    },
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
