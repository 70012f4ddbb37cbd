import { entityId } from "../../../rules/entra-app/entity-id";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { app, ENTITY, ofApp, ofOther, REGISTERED, SECOND, SP, TEMPLATED } from "./fixtures";

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
