/**
 * `federation:enterpriseApp`: the enterprise application in Entra, its certificates and its session attributes.
 */
import * as z from "zod";
import { isCalendarDay } from "../../contract/clock";
import { dayOf, yearsAfter, type Clock } from "../../contract/clock";
import type { Problem } from "../model";
import { configPath, mistake, passed, wrong } from "../problems";
import { either, nearest } from "../words";
import { checkedTextSchema, documented, flagSchema, listSchema, mappingSchema, oneOfSchema, issueOf } from "./fields";
import { groupSchema } from "./group";

/**
 * Longest life of a token signing certificate, in years. @see
 * https://learn.microsoft.com/graph/api/serviceprincipal-addtokensigningcertificate
 */
const CERTIFICATE_YEARS = 3;

/**
 * User attributes that a claims mapping policy can send, by the names that it takes.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-claims-customization
 */
export const USER_ATTRIBUTES: ReadonlySet<string> = new Set([
  ..."accountenabled ageGroup city companyname country createddatetime creationtype department displayname employeeid"
    .toLowerCase()
    .split(" "),
  ..."facsimiletelephonenumber givenname jobtitle lastpasswordchangedatetime mail mailnickname mobilephone objectid officelocation".split(
    " ",
  ),
  ..."onpremisesdistinguishedname onpremisesdomainname onpremisesimmutableid onpremisessamaccountname onpremisessecurityidentifier".split(
    " ",
  ),
  ..."onpremisessyncenabled onpremisesuserprincipalname othermail postalcode preferreddatalocation preferredlanguage proxyaddresses".split(
    " ",
  ),
  ..."state streetaddress surname telephonenumber userprincipalname usertype".split(" "),
  ...Array.from({ length: 15 }, (_, index) => `extensionattribute${index + 1}`),
]);

const ATTRIBUTE_REMEDY = "write a user attribute of Entra, such as department or extensionattribute1";
const attributeSchema = checkedTextSchema(ATTRIBUTE_REMEDY, (value) => {
  if (USER_ATTRIBUTES.has(value.toLowerCase())) return undefined;
  const near = nearest(value, USER_ATTRIBUTES);
  return near === undefined ? ATTRIBUTE_REMEDY : `Entra has no such user attribute; did you mean ${JSON.stringify(near)}?`;
}).toLowerCase();

const TAG_REMEDY = "write a session tag of up to 128 letters, digits, spaces and _.:/=+-@";

/** Session tags by key, each with the user attribute that fills it. */
const sessionAttributesSchema = z
  .record(z.string(), attributeSchema, { error: "write a mapping of session tag to user attribute, such as {Department: department}" })
  .check((context) => {
    const keys = Object.keys(context.value);
    const refuse = (fault: string, remedy: string, path: PropertyKey[] = []): void => {
      context.issues.push(issueOf({ fault, remedy }, context.value, path));
    };
    for (const key of keys) {
      if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key)) refuse("is no session tag", TAG_REMEDY, [key]);
    }
    if (keys.length > 50) refuse(`has ${keys.length} session tags, and AWS takes 50`, "remove some");
  });

const EMAIL = "write an e-mail address";

/** An e-mail address. */
export const emailSchema = z.email({ error: EMAIL });

const END_REMEDY = "write the end as a day or a UTC time, such as 2029-09-30T00:00:00Z";
const endDateSchema = checkedTextSchema(END_REMEDY, (value) => {
  const match = /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?Z)?$/.exec(value);
  return match !== null && isCalendarDay(match[1]!) ? undefined : END_REMEDY;
}).overwrite((value) => (value.length === 10 ? `${value}T00:00:00Z` : value.replace(/\.0+Z$/, "Z")));

const SLOT_REMEDY = "write a short name in quotes, such as the year";
// YAML makes a number of an unquoted year; nothing is lost by that.
const slotSchema = z.unknown().transform((value, context): string => {
  const slot = typeof value === "number" && Number.isInteger(value) && value >= 2000 && value < 3000 ? String(value) : value;
  if (typeof slot === "string" && /^[\w.-]{1,32}$/.test(slot)) return slot;
  context.issues.push(issueOf(SLOT_REMEDY, value));
  return z.NEVER;
});

/** What of an adopted application may be left as it was found although the program would write something else. */
export const LEFT_AS_FOUND = [
  "entityId",
  "replyUrls",
  "signOnUrl",
  "singleSignOnMode",
  "assignmentRequired",
  "accountEnabled",
  "claims",
] as const;

/** One of {@link LEFT_AS_FOUND}. */
export type LeftAsFound = (typeof LEFT_AS_FOUND)[number];

const CERTIFICATES_REMEDY = 'write at least one certificate, such as {slot: "2027", endDate: "2029-09-30T00:00:00Z"}';

export const enterpriseAppSchema = mappingSchema({
  name: documented(
    checkedTextSchema("write the name of the application", (value) =>
      value.trim() !== "" && value === value.trim() && value.length <= 120
        ? undefined
        : "write a name of 1 to 120 characters, without spaces at its ends",
    ),
    { about: "Display name of the enterprise application.", limits: "1 to 120 characters" },
  ).default("AWS IAM Identity Center"),
  notificationEmails: documented(listSchema(emailSchema, "write a list of e-mail addresses"), {
    about: "Addresses that Entra writes to before a signing certificate ends.",
    type: "list of e-mail addresses",
  }).default([]),
  signingCertificates: documented(
    listSchema(
      mappingSchema({
        slot: documented(slotSchema, {
          about: "Name of the certificate, never changed, such as the year it was made.",
          type: "text",
          limits: "1 to 32 letters, digits, `.`, `_`, `-`",
        }),
        endDate: documented(endDateSchema, {
          about: "When the certificate ends.",
          type: "day or UTC time",
          limits: `in the future, at most ${CERTIFICATE_YEARS} years ahead, unless adopted`,
        }),
        adopted: documented(flagSchema(), {
          about: "Whether the certificate existed before this stack: it keeps its name and its end, and is never made.",
          limits: "only of an adopted application",
        }).exactOptional(),
      }),
      CERTIFICATES_REMEDY,
      1,
    ),
    { about: "Token signing certificates, one entry each, never edited: rotate by adding the next slot.", type: "list of {slot, endDate}" },
  ),
  sessionAttributes: documented(sessionAttributesSchema, {
    about: "Attributes for access control: session tag to the Entra user attribute that fills it.",
    type: "mapping of session tag to user attribute",
    limits: "50 tags",
  }).default({}),
  adopted: documented(flagSchema(), {
    about: "Whether the application existed before this stack (`federation adopt`): what these settings do not say of it stays as it is.",
  }).exactOptional(),
  leaveAsFound: documented(listSchema(oneOfSchema(LEFT_AS_FOUND), `write a list of ${either(LEFT_AS_FOUND)}`), {
    about: "What of an adopted application stays as it was found although it is not as it should be; take an entry out to have it set.",
    type: `list of ${LEFT_AS_FOUND.join(", ")}`,
    limits: "only of an adopted application",
  }).exactOptional(),
  assignedElsewhere: documented(
    listSchema(groupSchema("Group whose assignment to the application is somebody else's."), "write a list of groups"),
    {
      about: "Groups of the access list whose assignment to the application this stack neither makes nor changes.",
      type: "list of groups",
    },
  ).exactOptional(),
});

/** Settings of the enterprise application. */
export type EnterpriseAppSettings = z.output<typeof enterpriseAppSchema>;

/** Certificates that are expired, too long-lived or named twice. */
export function enterpriseAppProblems(
  { signingCertificates, sessionAttributes, adopted = false, leaveAsFound = [] }: EnterpriseAppSettings,
  clock: Clock,
): Problem[] {
  const now = clock.now();
  // A day of grace: a certificate asked for with three years from today is made a moment later.
  const latest = `${yearsAfter(dayOf(now), CERTIFICATE_YEARS)}T23:59:59Z`;
  const onlyAdopted = (path: string): Problem =>
    mistake(path, "is for an application that existed before this stack", "write enterpriseApp.adopted: true, or remove it");
  const certificates = signingCertificates.flatMap(({ slot, endDate, ...certificate }, index) => {
    const path = configPath(["enterpriseApp", "signingCertificates", index]);
    const repeated = signingCertificates.findIndex((other) => other.slot === slot) < index;
    return [
      ...(certificate.adopted === true && !adopted ? [onlyAdopted(`${path}.adopted`)] : []),
      ...(repeated ? [mistake(`${path}.slot`, `repeats ${JSON.stringify(slot)}`, "give every certificate a name of its own")] : []),
      ...(Date.parse(endDate) <= now.getTime()
        ? [passed(`${path}.endDate`, endDate, "that is in the past; add the next slot with a later end and remove this one")]
        : []),
      ...(endDate > latest && certificate.adopted !== true
        ? [
            wrong(
              `${path}.endDate`,
              endDate,
              `Entra makes certificates for at most ${CERTIFICATE_YEARS} years; write ${latest.slice(0, 10)} or earlier`,
            ),
          ]
        : []),
    ];
  });
  const path = "federation:enterpriseApp.leaveAsFound";
  return [
    ...certificates,
    ...(leaveAsFound.length > 0 && !adopted ? [onlyAdopted(path)] : []),
    ...(leaveAsFound.includes("claims") && Object.keys(sessionAttributes).length > 0
      ? [mistake(path, "has claims although enterpriseApp.sessionAttributes sets them", "write one of the two")]
      : []),
  ];
}
