import { assignmentRequired } from "../../../rules/entra-app/assignment-required";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

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
