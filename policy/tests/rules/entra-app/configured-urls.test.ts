import { configuredUrls } from "../../../rules/entra-app/configured-urls";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ACS, app, ENTITY, ofApp, OTHER, SECOND, SP, TEMPLATED } from "./fixtures";

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
