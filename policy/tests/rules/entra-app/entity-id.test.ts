import { configuredUrls } from "../../../rules/entra-app/configured-urls";
import { entityId } from "../../../rules/entra-app/entity-id";
import { azuread } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ACS, ENTITY, OTHER, REGISTERED, SECOND, SP, TEMPLATED, app, ofApp, ofOther } from "./fixtures";

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
    "another host, of an app from its template": {
      given: [TEMPLATED, ofOther(azuread.applicationIdentifierUri, { identifierUri: "https://a.b/" }, TEMPLATED)],
      says: ['The entity ID "https://a.b/" is not on a sign-in host of AWS.'],
    },
    "AWS's, beside another app": {
      given: [REGISTERED, ofOther(azuread.applicationIdentifierUri, { identifierUri: ENTITY })],
      says: [`The entity ID "${ENTITY}" is AWS's, but registered is not made from Identity Center's template.`],
    },
  },
  conforms: {
    "AWS's": { given: [app({ identifierUris: [ENTITY] })] },
    "another app's": { given: [resource(azuread.application, { identifierUris: ["api://a", "api://b"] })] },
    "each app's own": { given: [app({ identifierUris: [ENTITY] }), { ...SECOND, props: { ...SECOND.props, identifierUris: [ENTITY] } }] },
    "another app's, beside it": { given: [REGISTERED, ofOther(azuread.applicationIdentifierUri, { identifierUri: "api://a" })] },
    "AWS's, beside an app outside of the stack": {
      given: [resource(azuread.applicationIdentifierUri, { applicationId: "/applications/x", identifierUri: ENTITY })],
    },
    "a configured host": { given: [app({ identifierUris: ["https://a.b/"] })], config: { signInHosts: ["a.b"] } },
  },
  notes: {
    "one that is not known yet beside one that is": {
      given: [app({ identifierUris: [ENTITY, UNKNOWN] })],
      says: [unknownNote("entra-app-entity-id", "identifierUris.1 of app")],
    },
    "another app's that is not known yet": {
      given: [REGISTERED, ofOther(azuread.applicationIdentifierUri, { identifierUri: UNKNOWN })],
      says: [unknownNote("entra-app-entity-id", "identifierUri of part")],
    },
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
      stackFacts: URLS,
      says: [`The reply URL "${ACS}2" is not among those configured.`],
    },
    "one fewer": { given: [app({ ...right, web: {} })], stackFacts: URLS, says: [`The configured reply URL "${ACS}" is missing.`] },
    "another entity ID": {
      given: [app({ ...right, identifierUris: [`${ENTITY}8`] })],
      stackFacts: URLS,
      says: [`The entity ID "${ENTITY}8" is not among those configured.`, `The configured entity ID "${ENTITY}" is missing.`],
    },
    "one from beside the app": {
      given: [app(right), ofApp(azuread.applicationRedirectUris, { redirectUris: [`${ACS}2`] })],
      stackFacts: URLS,
      says: [`The reply URL "${ACS}2" is not among those configured.`],
    },
    "no entity ID": {
      given: [app({ ...right, identifierUris: undefined })],
      stackFacts: URLS,
      says: [`The configured entity ID "${ENTITY}" is missing.`],
    },
    "one for another kind of client": {
      given: [app({ ...right, publicClient: { redirectUris: ["urn:x"] } })],
      stackFacts: URLS,
      says: ['The reply URL "urn:x" is not among those configured.'],
    },
    "another entity ID from beside the app": {
      given: [app(right), ofApp(azuread.applicationIdentifierUri, { identifierUri: "https://a.b/" })],
      stackFacts: URLS,
      says: ['The entity ID "https://a.b/" is not among those configured.'],
    },
    "nothing, of an app from its template": {
      given: [TEMPLATED],
      stackFacts: { acsUrls: [ACS] },
      says: [`The configured reply URL "${ACS}" is missing.`],
    },
    "what belongs to another app": {
      given: [app(right), SECOND],
      stackFacts: URLS,
      says: [`The configured reply URL "${ACS}" is missing.`, `The configured entity ID "${ENTITY}" is missing.`],
    },
    "other than the organization configured": {
      given: [app(right)],
      config: { acsUrls: [], entityId: "x" },
      stackFacts: URLS,
      says: [
        `The reply URL "${ACS}" is not among those configured.`,
        `The entity ID "${ENTITY}" is not among those configured.`,
        'The configured entity ID "x" is missing.',
      ],
    },
  },
  conforms: {
    "exactly those": { given: [app(right)], stackFacts: URLS },
    "an app from its template, whose URLs are added": {
      given: [
        TEMPLATED,
        resource(
          azuread.applicationRedirectUris,
          { applicationId: UNKNOWN, redirectUris: [ACS] },
          { name: "r", refers: { applicationId: TEMPLATED } },
        ),
        resource(
          azuread.applicationIdentifierUri,
          { applicationId: UNKNOWN, identifierUri: ENTITY },
          { name: "i", refers: { applicationId: TEMPLATED } },
        ),
      ],
      stackFacts: URLS,
    },
    "a stack that does not tell": { given: [app({ web: { redirectUris: ["x"] }, identifierUris: ["y"] })] },
    "another app": { given: [OTHER], stackFacts: URLS },
  },
  notes: {
    "URLs that are not known yet": {
      given: [app({ ...right, web: { redirectUris: [UNKNOWN] } })],
      stackFacts: URLS,
      says: [unknownNote("entra-app-configured-urls", "web.redirectUris.0 of app")],
    },
  },
  notApplicable: { "a stack without apps": { given: [SP] } },
});
