import { tokenIssuer } from "../../../rules/assignments/token-issuer";
import { ssoadmin } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const TENANT = "22222222-2222-2222-2222-222222222222";
const OTHER = "33333333-3333-3333-3333-333333333333";
const issuer = (issuerUrl: unknown) =>
  resource(ssoadmin.trustedTokenIssuer, { trustedTokenIssuerConfiguration: { oidcJwtConfiguration: { issuerUrl } } });
const stackFacts = { tenantId: TENANT };

behaviours(tokenIssuer, {
  violates: {
    "a foreign issuer": {
      given: issuer("https://tokens.example.com"),
      stackFacts,
      says: ['issuerUrl is "https://tokens.example.com", which is no issuer of Entra\'s.'],
    },
    "one that only looks like Entra's": {
      given: issuer(`https://sts.windows.net.evil.example/${TENANT}/`),
      stackFacts,
      says: [`issuerUrl is "https://sts.windows.net.evil.example/${TENANT}/", which is no issuer of Entra's.`],
    },
    "that of every tenant": {
      given: issuer("https://login.microsoftonline.com/common/v2.0"),
      stackFacts,
      says: ['issuerUrl is "https://login.microsoftonline.com/common/v2.0", which is no issuer of Entra\'s.'],
    },
    "another tenant": {
      given: issuer(`https://login.microsoftonline.com/${OTHER}/v2.0`),
      stackFacts,
      says: [`issuerUrl is of the tenant ${OTHER}; the organization's is ${TENANT}.`],
    },
    "another tenant than configured": {
      given: issuer(`https://sts.windows.net/${TENANT}/`),
      stackFacts,
      config: { tenantId: OTHER },
      says: [`issuerUrl is of the tenant ${TENANT}; the organization's is ${OTHER}.`],
    },
    "none at all": {
      given: resource(ssoadmin.trustedTokenIssuer, {}),
      stackFacts,
      says: ['issuerUrl is "", which is no issuer of Entra\'s.'],
    },
  },
  conforms: {
    "the organization's tenant": { given: issuer(`https://login.microsoftonline.com/${TENANT}/v2.0`), stackFacts },
    "the same with tokens of the first version": { given: issuer(`https://sts.windows.net/${TENANT}/`), stackFacts },
    "the same in another of Microsoft's clouds": { given: issuer(`https://login.partner.microsoftonline.cn/${TENANT}/v2.0`), stackFacts },
    "a tenant that is configured, in capitals": {
      given: issuer("https://login.microsoftonline.com/ABCDEFAB-2222-2222-2222-222222222222/v2.0"),
      config: { tenantId: "AbcdefAB-2222-2222-2222-222222222222" },
    },
  },
  notes: {
    "a tenant where the stack tells none": {
      given: issuer(`https://login.microsoftonline.com/${TENANT}/v2.0`),
      says: [`issuerUrl is of the tenant ${TENANT}; whether that is the organization's own is not told (tenantId).`],
    },
    "an issuer that is not known yet": {
      given: issuer(UNKNOWN),
      stackFacts,
      says: [unknownNote("identity-center-token-issuer", "trustedTokenIssuerConfiguration.oidcJwtConfiguration.issuerUrl of it")],
    },
  },
  notApplicable: { "a permission set": { given: resource(ssoadmin.permissionSet, {}) } },
});
