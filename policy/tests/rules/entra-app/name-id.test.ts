import { nameId } from "../../../rules/entra-app/name-id";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN, type Wire } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, SP } from "./fixtures";

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
