import { samlMode } from "../../../rules/entra-app/saml-mode";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, app, principal, SP } from "./fixtures";

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
