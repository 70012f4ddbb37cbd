import { roleTrustOpen } from "../../../rules/iam/role-trust-open";
import { roleTrustSaml } from "../../../rules/iam/role-trust-saml";
import { iam } from "../../../shared/types";
import { resource } from "../../../testing";
import { behaviours } from "../../cases";

const role = (statement: Record<string, unknown>) =>
  resource(iam.role, { assumeRolePolicy: JSON.stringify({ Statement: { Effect: "Allow", ...statement } }) });

behaviours(roleTrustOpen, {
  violates: {
    "a condition that any organization meets, beside one": {
      given: role({
        Action: "sts:AssumeRole",
        Principal: "*",
        Condition: { StringLike: { "aws:PrincipalOrgID": ["o-0123456789", "*"] } },
      }),
      says: ["The role trusts every AWS account (Principal *), and no condition says whose."],
    },
  },
  conforms: {},
});

behaviours(roleTrustSaml, {
  violates: {},
  conforms: {
    "an account that may do more than sign in by SAML": {
      given: role({ Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRole"], Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
    },
  },
});
