import { noDirectorySignIn } from "../../../rules/iam/no-directory-sign-in";
import { noRolesAnywhere } from "../../../rules/iam/no-roles-anywhere";
import { directoryservice, iam, rolesanywhere } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const trusting = (Service: unknown, more: Record<string, unknown> = {}) =>
  resource(iam.role, {
    assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service }, ...more }] }),
  });
const notKnown = (rule: string) => ({
  "a trust policy that is not known yet": {
    given: resource(iam.role, { assumeRolePolicy: UNKNOWN }),
    says: [unknownNote(rule, "assumeRolePolicy of it")],
  },
});
const CERTIFICATES = ["The role trusts IAM Roles Anywhere, which gives it to holders of certificates."];
const DIRECTORY = ["The role trusts AWS Directory Service, whose users take it in the AWS console."];
const SSO = ["enableSso signs the directory's users in to AWS applications past Entra."];

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

behaviours(noDirectorySignIn, {
  violates: {
    "a directory with single sign-on": { given: resource(directoryservice.directory, { enableSso: true }), says: SSO },
    "the same as text": { given: resource(directoryservice.directory, { enableSso: "true" }), says: SSO },
    "a role for its users": { given: trusting("ds.amazonaws.com"), says: DIRECTORY },
    "a role for its users in China": { given: trusting("ds.amazonaws.com.cn"), says: DIRECTORY },
    "another directory than the one that is named": {
      given: resource(directoryservice.directory, { enableSso: true }, { name: "other" }),
      config: { allowed: ["files"] },
      says: SSO,
    },
  },
  conforms: {
    "a directory": { given: resource(directoryservice.directory, { name: "corp.example.com", enableSso: false }) },
    "a directory that does not say": { given: resource(directoryservice.directory, {}) },
    "a role for a database that asks the directory": { given: trusting("directoryservice.rds.amazonaws.com") },
    "a directory that is named": {
      given: resource(directoryservice.directory, { enableSso: true }, { name: "files" }),
      config: { allowed: ["files"] },
    },
  },
  notes: {
    ...notKnown("iam-no-directory-sign-in"),
    "a choice that is not known yet": {
      given: resource(directoryservice.directory, { enableSso: UNKNOWN }),
      says: [unknownNote("iam-no-directory-sign-in", "enableSso of it")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});
