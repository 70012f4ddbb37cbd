import { roleTrustOpen } from "../../../rules/iam/role-trust-open";
import { behaviours } from "../../cases";
import { MALFORMED, notKnown, role, roleAllowing, SAML, SERVICE, statement } from "./fixtures";

const GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const everyoneAt = `The role trusts everyone at "${GITHUB}": no condition names the token's subject.`;
const POOL = "cognito-identity.amazonaws.com";
const web = (condition?: Record<string, unknown>) =>
  role(
    statement({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: GITHUB },
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  );

const EVERY_ACCOUNT = "The role trusts every AWS account (Principal *), and no condition says whose.";

behaviours(roleTrustOpen, {
  violates: {
    ...MALFORMED,
    everyone: { given: role(statement({ Principal: "*" })), says: [EVERY_ACCOUNT] },
    "everyone, in a list": { given: role(statement({ Principal: { AWS: ["*"] } })), says: [EVERY_ACCOUNT] },
    "everyone but some": {
      given: role(statement({ NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } })),
      says: ["The role trusts everyone but those in NotPrincipal."],
    },
    "everyone under a condition that narrows nothing": {
      given: role(statement({ Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } })),
      says: [EVERY_ACCOUNT],
    },
    "everyone under a condition of another key": {
      given: role(statement({ Principal: "*", Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } })),
      says: [EVERY_ACCOUNT],
    },
    "everyone but an organization": {
      given: role(statement({ Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } })),
      says: [EVERY_ACCOUNT],
    },
    "every repository of GitHub": { given: web(), says: [everyoneAt] },
    "any token where the condition is about something else": {
      given: web({ StringEquals: { "aws:SourceIp": "10.0.0.1" } }),
      says: [everyoneAt],
    },
    "every repository of GitHub, by an audience that all have": {
      given: web({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }),
      says: [everyoneAt],
    },
    "every repository of every owner": {
      given: web({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } }),
      says: [everyoneAt],
    },
    "everyone at another issuer": {
      given: role(statement({ Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: POOL } })),
      says: [`The role trusts everyone at "${POOL}": no condition names the token's audience or subject.`],
    },
    "an issuer that is configured to be shared": {
      given: role(
        statement({
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: POOL },
          Condition: { StringEquals: { [`${POOL}:aud`]: "eu-west-1:pool" } },
        }),
      ),
      config: { sharedIssuers: ["cognito-*"] },
      says: [`The role trusts everyone at "${POOL}": no condition names the token's subject.`],
    },
    "any token where one of the subjects is open": {
      given: web({ StringLike: { "token.actions.githubusercontent.com:sub": ["repo:acme/*", "repo:*"] } }),
      says: [everyoneAt],
    },
    "any token where the subject is open": {
      given: web({ StringLike: { "token.actions.githubusercontent.com:sub": "*" } }),
      says: [everyoneAt],
    },
  },
  conforms: {
    "a role for a service": { given: SERVICE },
    "the organization's accounts": {
      given: role(statement({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
    },
    "an audience of one's own": {
      given: role(
        statement({
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: POOL },
          Condition: { StringEquals: { [`${POOL}:aud`]: "eu-west-1:pool" } },
        }),
      ),
    },
    "a repository of GitHub": { given: web({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/*" } }) },
    "a denial to everyone": { given: role(statement({ Effect: "Deny", Principal: "*" })) },
    "a SAML provider, which has a rule of its own": { given: role(statement({ Principal: { Federated: SAML } })) },
  },
  notes: notKnown("iam-role-trust-open"),
});

behaviours(roleTrustOpen, {
  violates: {
    "a condition that any organization meets, beside one": {
      given: roleAllowing({
        Action: "sts:AssumeRole",
        Principal: "*",
        Condition: { StringLike: { "aws:PrincipalOrgID": ["o-0123456789", "*"] } },
      }),
      says: ["The role trusts every AWS account (Principal *), and no condition says whose."],
    },
  },
  conforms: {},
});
