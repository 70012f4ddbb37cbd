/**
 * `federation:alarms`: who hears of every use of a breakglass user, and where CloudTrail's events come from (R7.4).
 */
import * as z from "zod";
import type { Problem } from "../model";
import { configPath, missing, mistake } from "../problems";
import { bucketSchema } from "./bucket";
import { checkedTextSchema, documented, flagSchema, listSchema, mappingSchema, parseHttpsUrl, textSchema, issueOf } from "./fields";
import { emailSchema } from "./enterprise-app";

/**
 * Days for which CloudWatch keeps log events. @see
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const SUBSCRIBERS_REMEDY = "an alarm that nobody hears is none; write at least one subscriber, {email: address} or {https: URL}";
const SUBSCRIBER_FAULT = { fault: "needs either email or https", remedy: "write exactly one of them" };

const subscriberSchema = mappingSchema({
  email: documented(emailSchema, {
    about: "Address that gets the alarm; its owner confirms the subscription by a link in the first mail.",
    type: "e-mail address",
  }).exactOptional(),
  https: documented(
    checkedTextSchema("write a URL that begins with https://", (value) => {
      const url = parseHttpsUrl(value);
      return typeof url === "string" ? url : undefined;
    }),
    { about: "Webhook that gets the alarm, such as an on-call service's. Mistakes never show it, as it may hold a key.", type: "URL" },
  ).exactOptional(),
}).check((context) => {
  if ((context.value.email === undefined) === (context.value.https === undefined)) {
    context.issues.push(issueOf(SUBSCRIBER_FAULT, context.value));
  }
});

const TRAIL_ARN = "write the ARN of a trail, such as arn:aws:cloudtrail:eu-west-1:123456789012:trail/organization";
const LOG_GROUP = "write the name of the log group that the trail writes to";

const trailSchema = mappingSchema({
  existing: documented(textSchema(TRAIL_ARN, /^arn:aws[\w-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]{3,64}$/), {
    about: "ARN of a multi-region trail that exists already. Without it a trail is made.",
    type: "ARN",
  }).exactOptional(),
  logGroup: documented(textSchema(LOG_GROUP, /^[\w/.#-]{1,128}$/), {
    about: "Log group of the existing trail, in the home region.",
    limits: "with `existing` and only with it",
  }).exactOptional(),
  bucket: documented(bucketSchema, {
    about: "Bucket of the trail: with `existing` where it writes (needed by siem), else the name of the bucket to make.",
    type: "bucket name",
  }).exactOptional(),
  name: documented(textSchema("write 3 to 54 letters, digits, dots, underscores and hyphens", /^[A-Za-z0-9][\w.-]{2,53}$/), {
    about: "Name of the trail to make.",
    limits: "3 to 54 characters, as a role is named after it; not together with `existing`",
  }).exactOptional(),
  organization: documented(flagSchema(), {
    about: "Whether the trail covers every account of the organization; its files then lie below the organization's id.",
  }).exactOptional(),
});

/** Roles that a pattern names; EventBridge takes patterns of 2,048 characters. */
const MOST_ROLES = 4;
const ROLE_ARN = "write the ARN of an IAM role, such as arn:aws:iam::123456789012:role/deploy, of at most 200 characters";
const ROLES_REMEDY = `write up to ${MOST_ROLES} ARNs of roles that run \`pulumi up\`; an empty list makes every deployment an alarm`;

const changesSchema = mappingSchema({
  deployingRoles: documented(
    listSchema(textSchema(ROLE_ARN, /^(?=.{1,200}$)arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/), ROLES_REMEDY).check((context) => {
      if (context.value.length > MOST_ROLES) context.issues.push(issueOf(ROLES_REMEDY, context.value));
    }),
    {
      about: "IAM roles that run `pulumi up`: their changes, and only theirs, are expected.",
      type: "list of ARNs",
      limits: `at most ${MOST_ROLES}; exact ARNs, also of a role that Identity Center made`,
    },
  ).default([]),
});

export const alarmsSchema = mappingSchema({
  subscribers: documented(listSchema(subscriberSchema, SUBSCRIBERS_REMEDY, 1), {
    about: "Who hears the alarms.",
    type: "list of {email} or {https}",
  }),
  trail: documented(trailSchema, { about: "The CloudTrail trail that the alarms hear." }).default({}),
  changes: documented(changesSchema, {
    about:
      "Tells the subscribers of changes by hand: to Identity Center, to what IAM trusts of it, by root, to the organization's guard. Left out, nobody is told.",
    limits: "the policy pack demands it in production",
  }).exactOptional(),
  logRetentionDays: documented(
    z.int({ error: "write a number of days" }).check((context) => {
      if (!RETENTION_DAYS.includes(context.value)) {
        const next = RETENTION_DAYS.find((days) => days >= context.value) ?? RETENTION_DAYS.at(-1);
        context.issues.push(issueOf(`CloudWatch keeps logs for fixed numbers of days; write ${next}`, context.value));
      }
    }),
    { about: "How long the log group keeps events, in days.", limits: RETENTION_DAYS.join(", ") },
  ).default(365),
});

/** Settings of the alarms. */
export type AlarmsSettings = z.output<typeof alarmsSchema>;

/** Subscribers written twice, and keys of a trail that exists mixed with keys of one to make. */
export function alarmsProblems({ subscribers, trail }: AlarmsSettings): Problem[] {
  const addresses = subscribers.map(({ email, https }) => (email ?? https ?? "").toLowerCase());
  const repeated = addresses.flatMap((address, index) =>
    addresses.indexOf(address) === index
      ? []
      : [mistake(configPath(["alarms", "subscribers", index]), `repeats subscriber ${addresses.indexOf(address)}`, "write each once")],
  );
  return [...repeated, ...trailProblems(trail)];
}

/** A trail over the organization that AWS would refuse, told before it is made. */
export function untrustedTrailProblems(alarms: AlarmsSettings | undefined, trustedServices: readonly string[]): Problem[] {
  const { existing, organization = false } = alarms?.trail ?? {};
  const service = "cloudtrail.amazonaws.com";
  if (existing !== undefined || !organization || trustedServices.includes(service)) return [];
  return [
    mistake(
      "federation:alarms.trail.organization",
      "is true, but CloudTrail has no trusted access to the organization",
      `run \`aws organizations enable-aws-service-access --service-principal ${service}\` in the management account`,
    ),
  ];
}

function trailProblems(trail: AlarmsSettings["trail"]): Problem[] {
  const path = "federation:alarms.trail";
  if (trail.existing === undefined) {
    return trail.logGroup === undefined
      ? []
      : [mistake(`${path}.logGroup`, "is of a trail that exists", "write existing as well, or remove it")];
  }
  return [
    ...(trail.name === undefined ? [] : [mistake(path, "has both existing and name", "write one of them")]),
    ...(trail.logGroup === undefined ? [missing(`${path}.logGroup`, LOG_GROUP)] : []),
  ];
}
