import { roleTrustOpen } from "../../../rules/iam/role-trust-open";
import { roleTrustSaml } from "../../../rules/iam/role-trust-saml";
import { roleTrustUsers } from "../../../rules/iam/role-trust-users";
import { iam } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const statement = (more: Record<string, unknown>) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...more });
const role = (...statements: Record<string, unknown>[]) =>
  resource(iam.role, { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
const SERVICE = role(statement({ Principal: { Service: "ec2.amazonaws.com" } }));
const SAML = "arn:aws:iam::123456789012:saml-provider/okta";
const MALFORMED = {
  "a missing trust policy": { given: resource(iam.role, {}), says: ["assumeRolePolicy is malformed: it is missing."] },
  "a trust policy that is no JSON": {
    given: resource(iam.role, { assumeRolePolicy: "{" }),
    says: ["assumeRolePolicy is malformed: it is not a JSON object."],
  },
};
const notKnown = (rule: string) => ({
  "a trust policy that is not known yet": {
    given: resource(iam.role, { assumeRolePolicy: UNKNOWN }),
    says: [unknownNote(rule, "assumeRolePolicy of it")],
  },
});

behaviours(roleTrustSaml, {
  violates: {
    ...MALFORMED,
    "a role that trusts a SAML provider": {
      given: role(statement({ Action: "sts:AssumeRoleWithSAML", Principal: { Federated: SAML } })),
      says: [`The role trusts the SAML provider "${SAML}".`],
    },
    "one as an object": {
      given: resource(iam.role, { assumeRolePolicy: { Statement: statement({ Principal: { Federated: [SAML] } }) } }),
      says: [`The role trusts the SAML provider "${SAML}".`],
    },
    "a SAML sign-in without a provider": {
      given: role(statement({ Action: "sts:AssumeRoleWithSAML", Principal: "*" })),
      says: ["The role may be taken with a SAML sign-in (sts:AssumeRoleWithSAML)."],
    },
  },
  conforms: {
    "a role for a service": { given: SERVICE },
    "a denial": { given: role(statement({ Effect: "Deny", Principal: { Federated: SAML } })) },
    "a provider for emergencies": {
      given: role(statement({ Action: "sts:AssumeRoleWithSAML", Principal: { Federated: SAML } })),
      config: { allowedProviders: ["arn:aws:iam::*:saml-provider/okta"] },
    },
    "a web identity": {
      given: role(statement({ Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: "accounts.google.com" } })),
    },
    "every action of sts for a service": { given: role(statement({ Action: "sts:*", Principal: { Service: "ec2.amazonaws.com" } })) },
  },
  notes: notKnown("iam-role-trust-saml"),
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});

behaviours(roleTrustUsers, {
  violates: {
    ...MALFORMED,
    "a role that trusts a user": {
      given: role(statement({ Principal: { AWS: ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/ci/deployer"] } })),
      says: ['The role trusts the IAM user "ci/deployer".'],
    },
    "a user by a condition": {
      given: role(
        statement({
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Condition: { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:user/ada"] } },
        }),
      ),
      says: ['The role trusts the IAM user "ada".'],
    },
    "a user by its id": {
      given: role(statement({ Principal: { AWS: "AIDAACKCEVSQ6C2EXAMPLE" } })),
      says: ['The role trusts the IAM user "AIDAACKCEVSQ6C2EXAMPLE".'],
    },
  },
  conforms: {
    "a role for a service": { given: SERVICE },
    "a role for an account": { given: role(statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })) },
    "everyone but a user, and another key": {
      given: role(
        statement({
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Condition: {
            ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:user/ada" },
            StringEquals: { "aws:SourceArn": "arn:aws:iam::123456789012:user/ada" },
          },
        }),
      ),
    },
    "a breakglass user": { given: role(statement({ Principal: { AWS: "arn:aws:iam::123456789012:user/breakglass-1" } })) },
    "a denial": { given: role(statement({ Effect: "Deny", Principal: { AWS: "arn:aws:iam::123456789012:user/ada" } })) },
  },
  notes: notKnown("iam-role-trust-users"),
});

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
