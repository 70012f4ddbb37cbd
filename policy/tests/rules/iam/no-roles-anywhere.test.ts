import { noRolesAnywhere } from "../../../rules/iam/no-roles-anywhere";
import { iam, rolesanywhere } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";
import { notKnown, trusting } from "./fixtures";

const CERTIFICATES = ["The role trusts IAM Roles Anywhere, which gives it to holders of certificates."];

behaviours(noRolesAnywhere, {
  violates: {
    "a trust anchor": {
      given: resource(rolesanywhere.trustAnchor, { source: { sourceType: "CERTIFICATE_BUNDLE" } }),
      says: ["The trust anchor gives roles to whoever holds a certificate of its authority."],
    },
    "a profile": {
      given: resource(rolesanywhere.profile, { roleArns: [UNKNOWN] }),
      says: ["The profile gives its roles to whoever holds a certificate of a trust anchor."],
    },
    "a role for certificates": { given: trusting("rolesanywhere.amazonaws.com"), says: CERTIFICATES },
    "a role for certificates among others, in one region": {
      given: trusting(["ec2.amazonaws.com", "RolesAnywhere.eu-west-1.amazonaws.com"]),
      says: CERTIFICATES,
    },
    "a role for a service, and in a second statement for certificates": {
      given: resource(iam.role, {
        assumeRolePolicy: JSON.stringify({
          Statement: ["ec2.amazonaws.com", "rolesanywhere.amazonaws.com"].map((Service) => ({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service },
          })),
        }),
      }),
      says: CERTIFICATES,
    },
    "another anchor than the one that is named": {
      given: resource(rolesanywhere.trustAnchor, {}, { name: "other" }),
      config: { allowed: ["build-*"] },
      says: ["The trust anchor gives roles to whoever holds a certificate of its authority."],
    },
  },
  conforms: {
    "a role for a service": { given: trusting("ec2.amazonaws.com") },
    "a role for an account": { given: trusting(undefined, { Principal: { AWS: "123456789012" } }) },
    "what only looks like it": { given: trusting("rolesanywhere.amazonaws.com.evil.example") },
    "a denial": { given: trusting("rolesanywhere.amazonaws.com", { Effect: "Deny" }) },
    "an anchor that is named": {
      given: resource(rolesanywhere.trustAnchor, {}, { name: "build-hosts" }),
      config: { allowed: ["build-*"] },
    },
  },
  notes: notKnown("iam-no-roles-anywhere"),
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});
