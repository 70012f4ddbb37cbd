import { credentialsEncrypted } from "../../../rules/iam/credentials-encrypted";
import { noAccessKeys } from "../../../rules/iam/no-access-keys";
import { noLoginProfiles } from "../../../rules/iam/no-login-profiles";
import { noSamlProviders } from "../../../rules/iam/no-saml-providers";
import { noUserGroups } from "../../../rules/iam/no-user-groups";
import { noUserPolicies } from "../../../rules/iam/no-user-policies";
import { noUsers } from "../../../rules/iam/no-users";
import { noVirtualMfa } from "../../../rules/iam/no-virtual-mfa";
import { iam } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const user = (props: Record<string, unknown>) => resource(iam.user, props);
const KEY = "x".repeat(64);

behaviours(noUsers, {
  violates: {
    "a user of any other name": {
      given: user({ name: "deployer" }),
      says: ['The IAM user "deployer" is not one of breakglass-1 and breakglass-2.'],
    },
    "a user whose name Pulumi makes up": {
      given: user({}),
      says: ["name is not set, so that Pulumi makes one up; only breakglass-1 and breakglass-2 may exist."],
    },
    "a runbook name where the organization configured another": {
      given: user({ name: "breakglass-1" }),
      config: { breakglassUsers: ["rescue"] },
      says: ['The IAM user "breakglass-1" is not one of rescue.'],
    },
    "a name that is no text": { given: user({ name: { a: 1 } }), says: ["name is malformed; it must be text."] },
    "a name that the stack itself declares to be for emergencies": {
      given: user({ name: "me" }),
      stackFacts: { breakglassUsers: ["me"] },
      says: ['The IAM user "me" is not one of breakglass-1 and breakglass-2.'],
    },
  },
  conforms: {
    "a breakglass user": { given: user({ name: "breakglass-2" }) },
    "a configured name": { given: user({ name: "rescue" }), config: { breakglassUsers: ["rescue"] } },
  },
  notes: { "a name that is not known yet": { given: user({ name: UNKNOWN }), says: [unknownNote("iam-no-users", "name of it")] } },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});

behaviours(noAccessKeys, {
  violates: {
    "the key of another user": {
      given: resource(iam.accessKey, { user: "deployer" }),
      says: ['The access key belongs to "deployer", which is no breakglass user.'],
    },
    "a key of nobody": { given: resource(iam.accessKey, {}), says: ["user is not set; an access key must belong to a breakglass user."] },
    "a service-specific credential, a breakglass user's too": {
      given: resource(iam.serviceSpecificCredential, { userName: "breakglass-1" }),
      says: ["Only access keys of breakglass users may exist; this is another kind of long-lived credential."],
    },
    "an SSH key": {
      given: resource(iam.sshKey, { username: "breakglass-1" }),
      says: ["Only access keys of breakglass users may exist; this is another kind of long-lived credential."],
    },
    "a signing certificate": {
      given: resource(iam.signingCertificate, { userName: "breakglass-1" }),
      says: ["Only access keys of breakglass users may exist; this is another kind of long-lived credential."],
    },
  },
  conforms: { "a breakglass user's key": { given: resource(iam.accessKey, { user: "breakglass-1" }) } },
  notes: {
    "a user that is not known yet": {
      given: resource(iam.accessKey, { user: UNKNOWN }),
      says: [unknownNote("iam-no-access-keys", "user of it")],
    },
  },
  notApplicable: { "a user": { given: user({}) } },
});

behaviours(noLoginProfiles, {
  violates: {
    "another user's password": {
      given: resource(iam.userLoginProfile, { user: "ada" }),
      says: ['The login profile belongs to "ada", which is no breakglass user.'],
    },
    "a password of nobody": {
      given: resource(iam.userLoginProfile, {}),
      says: ["user is not set; a login profile must belong to a breakglass user."],
    },
  },
  conforms: { "a breakglass user's password": { given: resource(iam.userLoginProfile, { user: "breakglass-2" }) } },
  notes: {
    "a user that is not known yet": {
      given: resource(iam.userLoginProfile, { user: UNKNOWN }),
      says: [unknownNote("iam-no-login-profiles", "user of it")],
    },
  },
});

const BAD_KEY = "pgpKey is neither the base64 of a binary public key nor keybase:<user>; armour (BEGIN PGP ...) is not taken.";
behaviours(credentialsEncrypted, {
  violates: {
    "a password without a key": {
      given: resource(iam.userLoginProfile, { user: "breakglass-1" }),
      says: ["pgpKey is not set, so that the credential is in the state in plain text."],
    },
    "an access key with an empty key": {
      given: resource(iam.accessKey, { user: "breakglass-1", pgpKey: " " }),
      says: ["pgpKey is not set, so that the credential is in the state in plain text."],
    },
    "armour, without repeating it": {
      given: resource(iam.accessKey, { pgpKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----\n${KEY}` }),
      says: [BAD_KEY],
    },
    "what is too short for a key": { given: resource(iam.accessKey, { pgpKey: "x".repeat(63) }), says: [BAD_KEY] },
  },
  conforms: {
    "a binary key in base64": { given: resource(iam.userLoginProfile, { pgpKey: KEY }) },
    "a Keybase user": { given: resource(iam.accessKey, { pgpKey: "keybase:ada" }) },
  },
  notes: {
    "a key that is not known yet": {
      given: resource(iam.accessKey, { pgpKey: UNKNOWN }),
      says: [unknownNote("iam-credentials-encrypted", "pgpKey of it")],
    },
  },
});

behaviours(noVirtualMfa, {
  violates: {
    "any such device": {
      given: resource(iam.virtualMfaDevice, {}),
      says: ["The seed of the device's codes is in the state in plain text."],
    },
    "one of which nothing is known yet": {
      given: resource(iam.virtualMfaDevice, { virtualMfaDeviceName: UNKNOWN }),
      says: ["The seed of the device's codes is in the state in plain text."],
    },
  },
  conforms: { "a stack without such a device": { given: user({ name: "breakglass-1" }) } },
  notApplicable: { "a breakglass user": { given: user({ name: "breakglass-1" }) } },
});

behaviours(noSamlProviders, {
  violates: {
    "a provider": { given: resource(iam.samlProvider, { name: "okta" }), says: ['The SAML provider "okta" goes around Identity Center.'] },
    "a provider without a name, by its resource's": {
      given: resource(iam.samlProvider, {}, { name: "adfs" }),
      says: ['The SAML provider "adfs" goes around Identity Center.'],
    },
  },
  conforms: {
    "a configured one": { given: resource(iam.samlProvider, { name: "emergency-1" }), config: { allowedProviders: ["emergency-*"] } },
  },
  notes: {
    "a name that is not known yet": {
      given: resource(iam.samlProvider, { name: UNKNOWN }),
      says: [unknownNote("iam-no-saml-providers", "name of it")],
    },
  },
});

behaviours(noUserGroups, {
  violates: {
    "a user with groups": {
      given: resource(iam.userGroupMembership, { user: "breakglass-1", groups: ["admins"] }),
      says: ["The IAM user is in groups."],
    },
    "a group with members": {
      given: resource(iam.groupMembership, { group: "admins", users: ["ada"] }),
      says: ["The group has IAM users as members."],
    },
    "a group whose members are not known one by one": {
      given: resource(iam.groupMembership, { users: [UNKNOWN] }),
      says: ["The group has IAM users as members."],
    },
  },
  conforms: {
    "an empty membership": { given: resource(iam.groupMembership, { group: "admins", users: [], groups: ["x"] }) },
    "a user without groups": { given: resource(iam.userGroupMembership, { user: "u", groups: [], users: ["x"] }) },
  },
  notes: {
    "members that are not known yet": {
      given: resource(iam.groupMembership, { users: UNKNOWN }),
      says: [unknownNote("iam-no-user-groups", "users of it")],
    },
  },
});

behaviours(noUserPolicies, {
  violates: {
    "an inline policy": {
      given: resource(iam.userPolicy, { user: "ada" }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "an attached policy": {
      given: resource(iam.userPolicyAttachment, { user: "ada" }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "an exclusive list of inline policies": {
      given: resource(iam.userPoliciesExclusive, { userName: "ada", policyNames: ["p"] }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "an exclusive list of attached policies": {
      given: resource(iam.userPolicyAttachmentsExclusive, { userName: "ada", policyArns: ["arn:p"] }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "each user of an attachment from the other side": {
      given: resource(iam.policyAttachment, { users: ["ada", "breakglass-1", "bob"], roles: ["r"] }),
      says: [
        'The policy is on the IAM user "ada", which is no breakglass user.',
        'The policy is on the IAM user "bob", which is no breakglass user.',
      ],
    },
  },
  conforms: {
    "a breakglass user's policy": { given: resource(iam.userPolicy, { user: "breakglass-1" }) },
    "an exclusive list that takes policies away": { given: resource(iam.userPoliciesExclusive, { userName: "ada", policyNames: [] }) },
    "the same of attached ones": { given: resource(iam.userPolicyAttachmentsExclusive, { userName: "ada", policyArns: [] }) },
    "a breakglass user's list that is not known yet": {
      given: resource(iam.userPolicyAttachmentsExclusive, { userName: "breakglass-1", policyArns: UNKNOWN }),
    },
    "an attachment to roles only": { given: resource(iam.policyAttachment, { roles: ["r"] }) },
  },
  notes: {
    "a list that is not known yet": {
      given: resource(iam.userPolicyAttachmentsExclusive, { userName: "ada", policyArns: UNKNOWN }),
      says: [unknownNote("iam-no-user-policies", "policyArns of it")],
    },
    "a user that is not known yet": {
      given: resource(iam.userPolicy, { user: UNKNOWN }),
      says: [unknownNote("iam-no-user-policies", "user of it")],
    },
  },
  both: {
    "a known and an unknown user": {
      given: resource(iam.policyAttachment, { users: [UNKNOWN, "ada"] }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
      notes: [unknownNote("iam-no-user-policies", "users.0 of it")],
    },
  },
});
