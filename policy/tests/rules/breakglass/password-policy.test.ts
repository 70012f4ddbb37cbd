import { passwordPolicy } from "../../../rules/breakglass/password-policy";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, ofOne, ONE, TWO } from "./fixtures";

const LOGIN = ofOne(iam.userLoginProfile, {}, "breakglass-1/password");
const policy = (props: Record<string, unknown> = {}) =>
  resource(
    iam.accountPasswordPolicy,
    { minimumPasswordLength: 14, passwordReusePrevention: 24, hardExpiry: false, ...props },
    { name: "policy" },
  );

const NONE = ["breakglass-1 has a console password, and the account no password policy."];

behaviours(passwordPolicy, {
  violates: {
    "a console password without a policy": { given: [ONE, TWO, LOGIN], says: NONE },
    "the same where the stack says that the policy is its own": { given: [ONE, LOGIN], stackFacts: { passwordPolicy: "own" }, says: NONE },
    "a configured user's password, by name": {
      given: [ADA, resource(iam.userLoginProfile, { user: "ada" })],
      config: { breakglassUsers: ["ada"] },
      says: ["ada has a console password, and the account no password policy."],
    },
    "thirteen characters": {
      given: [ONE, LOGIN, policy({ minimumPasswordLength: 13 })],
      says: ["minimumPasswordLength is 13; it must be 14 at least."],
    },
    "a length that is not said": {
      given: [policy({ minimumPasswordLength: undefined })],
      says: ["minimumPasswordLength is 6; it must be 14 at least."],
    },
    "twenty-three former passwords": {
      given: [policy({ passwordReusePrevention: 23 })],
      says: ["passwordReusePrevention is 23; it must be 24 at least."],
    },
    "former passwords that are not said": {
      given: [policy({ passwordReusePrevention: undefined })],
      says: ["passwordReusePrevention is 0; it must be 24 at least."],
    },
    "less than what is configured": {
      given: [policy()],
      config: { minLength: 15 },
      says: ["minimumPasswordLength is 14; it must be 15 at least."],
    },
    "a hard end of passwords": {
      given: [policy({ hardExpiry: true })],
      says: ["hardExpiry keeps whoever holds a sealed password that ended from signing in."],
    },
  },
  conforms: {
    "a console password with a policy": { given: [ONE, TWO, LOGIN, policy()] },
    "a policy elsewhere, as the stack tells": { given: [ONE, LOGIN], stackFacts: { passwordPolicy: "existing" } },
    "a policy elsewhere, as configured": { given: [ONE, LOGIN], config: { existingPolicy: true } },
    "another user's console password, which has a rule of its own": { given: [ADA, resource(iam.userLoginProfile, { user: "ada" })] },
    "a breakglass user without a console password": { given: [ONE, ADA, resource(iam.userLoginProfile, { user: "ada" })] },
    "what is configured": { given: [policy({ passwordReusePrevention: 5 })], config: { minReuse: 5 } },
  },
  notes: {
    "a length that is not known yet": {
      given: [policy({ minimumPasswordLength: UNKNOWN })],
      says: [unknownNote("breakglass-password-policy", "minimumPasswordLength of policy")],
    },
  },
  both: {
    "a hard end beside what is not known yet": {
      given: [policy({ passwordReusePrevention: UNKNOWN, hardExpiry: true })],
      says: ["hardExpiry keeps whoever holds a sealed password that ended from signing in."],
      notes: [unknownNote("breakglass-password-policy", "passwordReusePrevention of policy")],
    },
  },
  notApplicable: { "a stack without console passwords": { given: [ONE, TWO] } },
});
