import { roleTrustUsers } from "../../../rules/iam/role-trust-users";
import { behaviours } from "../../cases";
import { MALFORMED, notKnown, role, SERVICE, statement } from "./fixtures";

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
