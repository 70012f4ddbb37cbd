import { roleTrustSaml } from "../../../rules/iam/role-trust-saml";
import { iam } from "../../../shared/types";
import { resource } from "../../../testing";
import { behaviours } from "../../cases";
import { MALFORMED, notKnown, role, roleAllowing, SAML, SERVICE, statement } from "./fixtures";

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

behaviours(roleTrustSaml, {
  violates: {},
  conforms: {
    "an account that may do more than sign in by SAML": {
      given: roleAllowing({ Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRole"], Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
    },
  },
});
