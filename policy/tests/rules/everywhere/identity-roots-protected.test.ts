import { IDENTITY_CENTER_TEMPLATE } from "../../../../contract/gallery-app";
import { identityRootsProtected } from "../../../rules/everywhere/identity-roots-protected";
import { azuread, iam, organizations } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const app = (props: Record<string, unknown>, opts = {}) => resource(azuread.application, props, { opts });

behaviours(identityRootsProtected, {
  violates: {
    "the app": { given: app({ templateId: IDENTITY_CENTER_TEMPLATE }), says: ["The enterprise application is not protected."] },
    "the app from its template": {
      given: resource(azuread.applicationFromTemplate, { templateId: IDENTITY_CENTER_TEMPLATE.toUpperCase() }),
      says: ["The enterprise application is not protected."],
    },
    "its service principal": {
      given: resource(azuread.servicePrincipal, { preferredSingleSignOnMode: "saml" }),
      says: ["The service principal of a SAML app is not protected."],
    },
    "a token signing certificate": {
      given: resource(azuread.tokenSigningCertificate, { servicePrincipalId: UNKNOWN }),
      says: ["The token signing certificate is not protected."],
    },
    "the organization": { given: resource(organizations.organization, {}), says: ["The organization is not protected."] },
  },
  conforms: {
    "the app, protected": { given: app({ templateId: IDENTITY_CENTER_TEMPLATE }, { protect: true }) },
    "a token signing certificate, protected": { given: resource(azuread.tokenSigningCertificate, {}, { opts: { protect: true } }) },
    "another app": { given: app({ templateId: "other" }) },
    "an app without a template": { given: app({}) },
    "a service principal of another mode": { given: resource(azuread.servicePrincipal, { preferredSingleSignOnMode: "oidc" }) },
    "the organization, protected": { given: resource(organizations.organization, {}, { opts: { protect: true } }) },
  },
  notes: {
    "a template that is not known yet": {
      given: app({ templateId: UNKNOWN }),
      says: [unknownNote("identity-roots-protected", "templateId of it")],
    },
  },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});
