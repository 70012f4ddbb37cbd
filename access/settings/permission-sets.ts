/**
 * `federation:permissionSets`: what differs from the runbook's archetypes, and the organization's own sets.
 */
import * as z from "zod";
import { PERMISSION_SET_NAME_LIMIT } from "../names";
import { bucketSchema } from "./bucket";
import { checkedTextSchema, documented, flagSchema, listSchema, mappingSchema } from "./fields";
import { inlinePolicySchema } from "./policy-document";
import { customerManagedPolicySchema, managedPolicySchema, permissionsBoundarySchema } from "./policy-name";

/** Hours that a session lasts when nothing is said (R5.6). */
export const DEFAULT_SESSION_HOURS = 8;
/**
 * Most managed and customer-managed policies in one set. @see
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export const POLICIES_LIMIT = 25;
/** Most characters of a description. */
export const DESCRIPTION_LIMIT = 700;

/** Names that AWS takes for a permission set; the provider's own check lets others through, and they fail at `up`. */
export const PERMISSION_SET_NAME = new RegExp(`^[\\w+=,.@-]{1,${PERMISSION_SET_NAME_LIMIT}}$`);

const descriptionSchema = checkedTextSchema(`write 1 to ${DESCRIPTION_LIMIT} characters`, (value) => {
  if (value.trim() === "" || value.length > DESCRIPTION_LIMIT)
    return `write 1 to ${DESCRIPTION_LIMIT} characters; this has ${value.trim() === "" ? 0 : value.length}`;
  const odd = /[^\t\n\r\u0020-\u007E\u00A1-\u00FF]/u.exec(value)?.[0];
  if (odd === undefined) return undefined;
  return `AWS does not take the character ${JSON.stringify(odd)} (U+${odd.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}); write plain Latin letters and punctuation`;
});

export const RELAY_STATE = "write a URL of the AWS console that begins with https://, up to 240 characters";
const relayStateSchema = checkedTextSchema(RELAY_STATE, (value) => (value.length > 0 && value.length <= 240 ? undefined : RELAY_STATE));

/** Whether a relay state is a page of the AWS console: what an adopted set has may be anything that AWS took. */
export function isConsoleUrl(value: string): boolean {
  const host = /^https:\/\/([^/?#@\s:]+)/.exec(value)?.[1] ?? "";
  return /(^|\.)console\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/.test(host) && !/\s/.test(value);
}

const SESSION = "write whole hours from 1 to 12, such as 8";
const sessionSchema = z
  .int({ error: (issue) => sessionRemedy(issue.input) })
  .min(1, { error: SESSION })
  .max(12, { error: SESSION });

function sessionRemedy(input: unknown): string {
  const iso = typeof input === "string" ? /^(?:PT)?(\d{1,2})H?$/i.exec(input)?.[1] : undefined;
  return iso !== undefined && Number(iso) >= 1 && Number(iso) <= 12 ? `write the hours as a number, ${Number(iso)}` : SESSION;
}

const DURATION = "write an ISO 8601 duration of 1 to 12 hours as Identity Center shows it, such as PT90M";
const durationSchema = checkedTextSchema(DURATION, (value) => {
  const hours = hoursOf(value);
  return hours === undefined || hours < 1 || hours > 12 ? DURATION : undefined;
});

/** Hours of an ISO 8601 duration of hours, minutes and seconds; undefined for anything else. */
export function hoursOf(duration: string): number | undefined {
  const match = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration);
  return match === null ? undefined : Number(match[1] ?? 0) + Number(match[2] ?? 0) / 60 + Number(match[3] ?? 0) / 3600;
}

/**
 * Most tags of one permission set. @see
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_TagResource.html
 */
const TAGS_LIMIT = 50;
const TAGS = `write a mapping of up to ${TAGS_LIMIT} keys to values, each as text`;
const tagsSchema = z
  .record(z.string().min(1).max(128), z.string({ error: "write the tag's value as text, in quotes" }).max(256), { error: TAGS })
  .refine((tags) => Object.keys(tags).length <= TAGS_LIMIT, { error: TAGS });

/** What every permission set may say. */
export const setFields = {
  description: documented(descriptionSchema, {
    about: "What the set is for, as people see it in the AWS console.",
    limits: `1 to ${DESCRIPTION_LIMIT} Latin-1 characters`,
  }).exactOptional(),
  sessionHours: documented(sessionSchema, {
    about: `How long a session lasts, in hours; ${DEFAULT_SESSION_HOURS} when not written.`,
    type: "whole number",
    limits: "1 to 12",
  }).exactOptional(),
  relayState: documented(relayStateSchema, {
    about: "Console page on which people land.",
    limits: "URL of the AWS console, up to 240 characters",
  }).exactOptional(),
  managedPolicies: documented(listSchema(managedPolicySchema, "write a list of AWS-managed policies"), {
    about: "AWS-managed policies by path and name, without ARN. An archetype's own are added to.",
    type: "list of names",
    limits: `${POLICIES_LIMIT} together with customerManagedPolicies; IAM allows 10 in a role until its quota is raised`,
  }).exactOptional(),
  customerManagedPolicies: documented(listSchema(customerManagedPolicySchema, "write a list of names, or of {name, path}"), {
    about: "Customer-managed policies; each must exist under this name and path in every target account.",
    type: "list of names or {name, path}",
  }).exactOptional(),
  inlinePolicy: inlinePolicySchema.exactOptional(),
  permissionsBoundary: permissionsBoundarySchema.exactOptional(),
  tags: documented(tagsSchema, {
    about: "Tags of the set's own.",
    type: "mapping of key to value",
    limits: "50 tags",
  }).exactOptional(),
  adopted: documented(flagSchema(), {
    about:
      "The set was there before this stack (docs/adopt.md): it is exactly what is written, without this stack's tags, and is itself given in the management account. Remove it to let the stack mark the set.",
  }).exactOptional(),
  archetype: documented(flagSchema(), {
    about: "false for an adopted set that has the name of an archetype and nothing else of it.",
  }).exactOptional(),
  sessionDuration: documented(durationSchema, {
    about: "Length of a session of an adopted set, where it is no whole number of hours. In place of sessionHours.",
    type: "ISO 8601 duration",
    limits: "1 to 12 hours",
  }).exactOptional(),
  nonProductionOnly: documented(flagSchema(), {
    about: "Refuse the set on production accounts and on the management account.",
  }).exactOptional(),
  compliantDevice: documented(flagSchema(), {
    about: "Whoever holds the set signs in from a compliant device only (needs conditionalAccess).",
  }).exactOptional(),
};

const NAMED_BUCKETS = "write a list of bucket names, at least one";

/** A list of buckets by name. */
export const buckets = (about: string) =>
  documented(listSchema(bucketSchema, NAMED_BUCKETS, 1), { about, type: "list of bucket names", limits: "no wildcards" });

const KEY_REMEDY = "write the ARN of a KMS key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/** ARN of a KMS key. */
export const keySchema = checkedTextSchema(KEY_REMEDY, (value) =>
  /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-)?[0-9a-f-]+$/.test(value) ? undefined : KEY_REMEDY,
);

/** Overrides of an archetype that is made of AWS-managed policies. */
export const overridesSchema = mappingSchema(setFields);

/** One of the organization's own sets. */
export const ownSetSchema = overridesSchema;

/** Overrides that every set shares. */
export type PermissionSetOverrides = z.output<typeof overridesSchema>;
