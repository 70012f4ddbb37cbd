import assert from "node:assert/strict";
import { attachmentQuota } from "../../../rules/permission-sets/attachment-quota";
import { exclusiveAttachments } from "../../../rules/permission-sets/exclusive-attachments";
import { naming } from "../../../rules/permission-sets/naming";
import { isoHours, sessionDuration } from "../../../rules/permission-sets/session-duration";
import { iam, ssoadmin } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { partOf, permissionSet, withExclusive, withManaged } from "../../fixtures";

const set = (props: Record<string, unknown>) => resource(ssoadmin.permissionSet, props, { name: "Auditor" });
const lasting = (sessionDurationValue: unknown) => set({ name: "A", sessionDuration: sessionDurationValue });

behaviours(sessionDuration, {
  violates: {
    "thirteen hours": { given: lasting("PT13H"), says: ['sessionDuration is "PT13H"; it must be PT1H to PT12H.'] },
    "a second too long": { given: lasting("PT12H1S"), says: ['sessionDuration is "PT12H1S"; it must be PT1H to PT12H.'] },
    "half an hour": { given: lasting("PT30M"), says: ['sessionDuration is "PT30M"; it must be PT1H to PT12H.'] },
    "a minute too short": { given: lasting("PT59M59S"), says: ['sessionDuration is "PT59M59S"; it must be PT1H to PT12H.'] },
    "half an hour and a second": { given: lasting("PT30M1S"), says: ['sessionDuration is "PT30M1S"; it must be PT1H to PT12H.'] },
    "a day": { given: lasting("P1D"), says: ['sessionDuration is "P1D"; it must be PT1H to PT12H.'] },
    "no duration": { given: lasting("8h"), says: ['sessionDuration is "8h"; it must be PT1H to PT12H.'] },
    "an empty duration": { given: lasting("P"), says: ['sessionDuration is "P"; it must be PT1H to PT12H.'] },
    "a T with nothing after it": { given: lasting("PT"), says: ['sessionDuration is "PT"; it must be PT1H to PT12H.'] },
    "more than the configured hours": {
      given: lasting("PT5H"),
      config: { maxHours: 4 },
      says: ['sessionDuration is "PT5H"; it must be PT1H to PT4H.'],
    },
    "an object": { given: lasting({}), says: ["sessionDuration is malformed; it must be text."] },
  },
  conforms: {
    "the runbook's eight hours": { given: lasting("PT8H") },
    "one hour": { given: lasting("PT1H") },
    "sixty minutes": { given: lasting("PT60M") },
    "twelve hours": { given: lasting("PT12H") },
    "AWS's default of one hour": { given: set({}) },
    "days, which count 24 hours": { given: lasting("P0DT12H") },
    seconds: { given: lasting("PT3600S") },
  },
  notes: {
    "a duration that is not known yet": {
      given: lasting(UNKNOWN),
      says: [unknownNote("permission-set-session-duration", "sessionDuration of Auditor")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
  remedies: {
    "a longer session to the most": { given: lasting("PT13H"), leaves: { name: "A", sessionDuration: "PT12H" } },
    "a longer session to the configured most": {
      given: lasting("PT5H"),
      config: { maxHours: 4 },
      leaves: { name: "A", sessionDuration: "PT4H" },
    },
    "a shorter session to one hour": { given: lasting("PT5M"), leaves: { name: "A", sessionDuration: "PT1H" } },
    "what is no duration to one hour": { given: lasting("8h"), leaves: { name: "A", sessionDuration: "PT1H" } },
    "nothing where it is right": { given: lasting("PT8H"), leaves: undefined },
    "nothing at the limits": { given: lasting("PT12H"), leaves: undefined },
    "nothing at the lower limit": { given: lasting("PT1H"), leaves: undefined },
    "nothing where it is not text": { given: lasting({}), leaves: undefined },
  },
});

describe(`${sessionDuration.name} reads a duration`, () => {
  it("as the sum of its parts", () => assert.equal(isoHours("P1DT2H30M36S"), 26.51));
});

behaviours(naming, {
  violates: {
    "a set without a name": { given: set({}), says: ["name is not set, so that Pulumi makes one up and the role's name changes with it."] },
    "33 characters": {
      given: set({ name: "a".repeat(33) }),
      says: [`name is "${"a".repeat(33)}"; it must be 1 to 32 of the characters A-Z a-z 0-9 _ + = , . @ -.`],
    },
    "a space": {
      given: set({ name: "Read Only" }),
      says: ['name is "Read Only"; it must be 1 to 32 of the characters A-Z a-z 0-9 _ + = , . @ -.'],
    },
    "an empty description": { given: set({ name: "A", description: "" }), says: ["description has 0 characters; it must have 1 to 700."] },
    "a description of 701 characters": {
      given: set({ name: "A", description: "d".repeat(701) }),
      says: ["description has 701 characters; it must have 1 to 700."],
    },
    "an em dash": {
      given: set({ name: "A", description: "Reads \u2014 only" }),
      says: ["description has a character outside of Latin-1, such as a dash or quote of typography."],
    },
    "a relay state of 241 characters": {
      given: set({ name: "A", relayState: "r".repeat(241) }),
      says: ["relayState has 241 characters; it must have 1 to 240."],
    },
    "an empty relay state": { given: set({ name: "A", relayState: "" }), says: ["relayState has 0 characters; it must have 1 to 240."] },
  },
  conforms: {
    "32 characters": { given: set({ name: "a".repeat(32) }) },
    "every character that there is": {
      given: set({ name: "aZ09_+=,.@-", description: "Liest, schreibt nicht: \u00e4\u00ff\n~", relayState: "r" }),
    },
    "700 and 240 characters": { given: set({ name: "A", description: "d".repeat(700), relayState: "r".repeat(240) }) },
    "one character": { given: set({ name: "A", description: "d" }) },
  },
  notes: {
    "a name that is not known yet": { given: set({ name: UNKNOWN }), says: [unknownNote("permission-set-naming", "name of Auditor")] },
  },
  both: {
    "a wrong description beside a name that is not known": {
      given: set({ name: UNKNOWN, description: "" }),
      says: ["description has 0 characters; it must have 1 to 700."],
      notes: [unknownNote("permission-set-naming", "name of Auditor")],
    },
  },
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `Policy${index}`);
const customer = (of: ReturnType<typeof permissionSet>) =>
  partOf(of, ssoadmin.customerManagedPolicyAttachment, { customerManagedPolicyReference: { name: "Own" } }, { name: "customer" });
const both = withManaged("Big", ...many(10));
behaviours(attachmentQuota, {
  violates: {
    "eleven policies, one by one": {
      given: withManaged("Big", ...many(11)),
      says: ["11 managed policies are given to the permission set Big; at most 10 fit."],
    },
    "eleven policies in a list": {
      given: withExclusive("Big", ...many(11)),
      says: ["11 managed policies are given to the permission set Big; at most 10 fit."],
    },
    "AWS's and customers' together": {
      given: [...both, customer(both[0]!)],
      says: ["11 managed policies are given to the permission set Big; at most 10 fit."],
    },
    "more than configured": {
      given: withManaged("Big", ...many(3)),
      config: { maxPolicies: 2 },
      says: ["3 managed policies are given to the permission set Big; at most 2 fit."],
    },
  },
  conforms: {
    "ten policies": { given: withManaged("Big", ...many(10)) },
    "ten policies each of two sets": { given: [...withExclusive("A", ...many(10)), ...withExclusive("B", ...many(10))] },
  },
  notes: {
    "a list that is not known yet": {
      given: [permissionSet("A"), partOf("arn", ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: UNKNOWN })],
      says: [unknownNote("permission-set-attachment-quota", "managedPolicyArns of part")],
    },
  },
  notApplicable: { "a stack without attachments": { given: [permissionSet("A")] } },
});

const mixed = withExclusive("A", "ReadOnlyAccess");
behaviours(exclusiveAttachments, {
  violates: {
    "a list beside a single attachment": {
      given: [...mixed, partOf(mixed[0]!, ssoadmin.managedPolicyAttachment, { managedPolicyArn: "arn" }, { name: "single" })],
      says: ["The permission set has an exclusive list of policies as well, which removes this one."],
    },
    "policies that are not known yet": {
      given: [
        permissionSet("A"),
        partOf(permissionSet("A"), ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: UNKNOWN }, { name: "list" }),
        partOf(permissionSet("A"), ssoadmin.managedPolicyAttachment, { managedPolicyArn: UNKNOWN }, { name: "single" }),
      ],
      says: ["The permission set has an exclusive list of policies as well, which removes this one."],
    },
    "the same of customers' policies": {
      given: [
        permissionSet("A"),
        partOf(permissionSet("A"), ssoadmin.customerManagedPolicyAttachmentsExclusive, {}, { name: "list" }),
        customer(permissionSet("A")),
      ],
      says: ["The permission set has an exclusive list of policies as well, which removes this one."],
    },
  },
  conforms: {
    "a list alone": { given: mixed },
    "lists and single attachments of different sets": { given: [...mixed, ...withManaged("B", "Other")] },
    "a list of AWS's beside a customer's": { given: [...mixed, customer(mixed[0]!)] },
    "attachments of sets that cannot be told": {
      given: [
        partOf("x", ssoadmin.managedPolicyAttachmentsExclusive, {}),
        partOf("y", ssoadmin.managedPolicyAttachment, {}, { name: "b" }),
      ],
    },
  },
  notApplicable: { "a stack without lists": { given: withManaged("A", "B") } },
});
