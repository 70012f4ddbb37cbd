import { administrator } from "../../../rules/breakglass/administrator";
import { drill } from "../../../rules/breakglass/drill";
import { breakglassProtected } from "../../../rules/breakglass/protected";
import { twoUsers } from "../../../rules/breakglass/two-users";
import { iam } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { user, ONE, TWO, ADA, notApplicable, ofOne } from "./fixtures";

behaviours(twoUsers, {
  violates: {
    "one alone": { given: [ONE], says: ["The stack has breakglass-1 without breakglass-2; there must be 2."] },
    "one of them twice": {
      given: [ONE, TWO, user("breakglass-1", {}, "again")],
      says: ["The stack has 3 breakglass users; there must be 2."],
    },
    "two of three": {
      given: [ONE, TWO],
      config: { users: 3, breakglassUsers: ["breakglass-1", "breakglass-2", "b3"] },
      says: ["The stack has breakglass-1 and breakglass-2 without b3; there must be 3."],
    },
  },
  conforms: {
    both: { given: [ONE, TWO, ADA] },
    "a stack of other users": { given: [ADA] },
  },
  notes: {
    "a name that is not known yet": {
      given: [ONE, TWO, user(UNKNOWN, {}, "third")],
      says: [unknownNote("breakglass-two-users", "name of third")],
    },
  },
  notApplicable,
});

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const NO_ADMIN = ["breakglass-1 does not have AdministratorAccess."];
behaviours(administrator, {
  violates: {
    "a user without policies": { given: [ONE], says: NO_ADMIN },
    "a user with another policy": {
      given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })],
      says: NO_ADMIN,
    },
    "another user's policy": {
      given: [ONE, resource(iam.userPolicyAttachment, { user: "breakglass-2", policyArn: ADMIN })],
      says: NO_ADMIN,
    },
  },
  conforms: {
    "an attachment": { given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: ADMIN })] },
    "an exclusive list": { given: [ONE, ofOne(iam.userPolicyAttachmentsExclusive, { policyArns: ["arn:x", ADMIN] }, "list", "userName")] },
    "an attachment from the other side": {
      given: [ONE, resource(iam.policyAttachment, { users: ["ada", "breakglass-1"], policyArn: ADMIN })],
    },
    "a user of another name": { given: [ADA] },
  },
  notes: {
    "a policy that is not known yet": {
      given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: UNKNOWN })],
      says: [unknownNote("breakglass-administrator", "policyArn of part")],
    },
  },
  notApplicable,
});

behaviours(breakglassProtected, {
  violates: { "a user that is not protected": { given: ONE, says: ["protect is not true."] } },
  conforms: {
    "a user that is": { given: { ...ONE, opts: { protect: true } } },
    "another user": { given: ADA },
    "a user without a name": { given: resource(iam.user, {}) },
  },
  notes: { "a name that is not known yet": { given: user(UNKNOWN, {}, "u"), says: [unknownNote("breakglass-protected", "name of u")] } },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});

const last = (lastDrill?: string) => ({ stage: "production", ...(lastDrill === undefined ? {} : { lastDrill }) });
behaviours(drill, {
  violates: {
    "none, in production": { given: [ONE], stackFacts: last(), says: ["No drill is recorded (lastDrill is missing)."] },
    "an empty one": { given: [ONE], stackFacts: last(""), says: ["No drill is recorded (lastDrill is missing)."] },
    "none, in a stack that tells nothing": { given: [ONE], says: ["No drill is recorded (lastDrill is missing)."] },
    "93 days": {
      given: [ONE],
      stackFacts: last("2026-08-22"),
      says: ["The last drill was on 2026-08-22, 93 days ago; at most 92 may pass."],
    },
    "93 days in development": {
      given: [ONE],
      stackFacts: { ...last("2026-08-22"), stage: "development" },
      says: ["The last drill was on 2026-08-22, 93 days ago; at most 92 may pass."],
    },
    "more than configured": {
      given: [ONE],
      stackFacts: last("2026-11-21"),
      config: { maxDays: 1 },
      says: ["The last drill was on 2026-11-21, 2 days ago; at most 1 may pass."],
    },
    "more than the stack's own interval": {
      given: [ONE],
      stackFacts: { ...last("2026-10-23"), drillIntervalDays: 30 },
      says: ["The last drill was on 2026-10-23, 31 days ago; at most 30 may pass."],
    },
    "more than configured, whatever the stack's interval": {
      given: [ONE],
      stackFacts: { ...last("2026-10-23"), drillIntervalDays: 300 },
      config: { maxDays: 30 },
      says: ["The last drill was on 2026-10-23, 31 days ago; at most 30 may pass."],
    },
    "one to come": { given: [ONE], stackFacts: last("2026-11-24"), says: ["lastDrill is 2026-11-24, which is to come."] },
    "what is no day": {
      given: [ONE],
      stackFacts: last("2026-02-30"),
      says: ['lastDrill is "2026-02-30"; it must be a day such as 2027-01-31.'],
    },
    "one that configuration overrides": {
      given: [ONE],
      stackFacts: last("2026-11-20"),
      config: { lastDrill: "2026-01-01" },
      says: ["The last drill was on 2026-01-01, 326 days ago; at most 92 may pass."],
    },
  },
  conforms: {
    "92 days": { given: [ONE], stackFacts: last("2026-08-23") },
    "as many as the stack's own interval": { given: [ONE], stackFacts: { ...last("2026-08-22"), drillIntervalDays: 93 } },
    today: { given: [ONE], stackFacts: last("2026-11-23") },
    "a stack without breakglass users": { given: [ADA] },
  },
  notes: {
    "a day that is not known yet": {
      given: [ONE],
      stackFacts: { ...last(), lastDrill: UNKNOWN },
      says: [unknownNote("breakglass-drill", "lastDrill")],
    },
    "none, in development": { given: [ONE], stackFacts: { stage: "development" }, says: ["No drill is recorded (lastDrill is missing)."] },
  },
  notApplicable,
});
