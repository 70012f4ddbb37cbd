import { USER_APP_ROLE } from "../../../../contract/gallery-app";
import { appRole } from "../../../rules/entra-app/app-role";
import { assignmentRequired } from "../../../rules/entra-app/assignment-required";
import { nameId } from "../../../rules/entra-app/name-id";
import { samlMode } from "../../../rules/entra-app/saml-mode";
import { azuread } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { app, APP, principal, SP, ofSp } from "./fixtures";

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
    "a second NameID from another source": {
      given: assigned(policy(claims(NAME_CLAIM, { ...NAME_CLAIM, ID: "mail" }))),
      says: ['NameID comes from "user.mail"; it must come from user.userprincipalname.'],
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

const role = (appRoleId: unknown) => ofSp(azuread.appRoleAssignment, { appRoleId }, "role", "resourceObjectId");
behaviours(appRole, {
  violates: {
    "another role": {
      given: [APP, SP, role("e7f1a7f3-9eda-48e0-9963-bd67bf531afd")],
      says: [`appRoleId is "e7f1a7f3-9eda-48e0-9963-bd67bf531afd"; it must be ${USER_APP_ROLE} (User).`],
    },
    none: { given: [APP, SP, role(undefined)], says: [`appRoleId is not set; it must be ${USER_APP_ROLE} (User).`] },
  },
  conforms: {
    User: { given: [APP, SP, role(USER_APP_ROLE.toUpperCase())] },
    "another app's role": { given: [APP, SP, resource(azuread.appRoleAssignment, { appRoleId: "x", resourceObjectId: "y" })] },
  },
  notes: {
    "a role that is not known yet": { given: [APP, SP, role(UNKNOWN)], says: [unknownNote("entra-app-role-user", "appRoleId of role")] },
  },
  notApplicable: { "a stack without roles": { given: [APP, SP] } },
});
