import { template } from "../../../rules/entra-app/template";
import { SINGLE_ACCOUNT_TEMPLATE } from "../../../shared/entra-app";
import { azuread, iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ACS, app, ENTITY, reply } from "./fixtures";

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
    "a plain app that signs in to AWS as a page": {
      given: resource(azuread.application, { singlePageApplication: { redirectUris: [ACS] } }),
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
