/**
 * `federation:breakglass`: the two IAM users that are left when the federation is down (R7).
 */
import * as z from "zod";
import type { Problem } from "../model";
import { configPath, mistake, wrong } from "../problems";
import { didYouMean, either } from "../words";
import { checkedTextSchema, documented, flagSchema, listSchema, mappingSchema, oneOfSchema, textSchema } from "./fields";

/** How many breakglass users there are (R7.1). */
export const BREAKGLASS_USERS = 2;

const USER_REMEDY = "write the name of an IAM user: up to 32 letters, digits and +=,.@_-";
const KEY_REMEDY = "write the custodian's PGP public key, ASCII-armoured or in base64";

const pgpKeySchema = checkedTextSchema(KEY_REMEDY, (value) => {
  const key = value.trim();
  if (/BEGIN PGP PRIVATE KEY/.test(key))
    return { fault: "is a PGP private key", remedy: "write the public key, and treat this one as disclosed" };
  if (key.startsWith("keybase:"))
    return { fault: "names a Keybase key", remedy: "write the public key itself, so that nobody can change it elsewhere" };
  if (/^-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n[^]+-----END PGP PUBLIC KEY BLOCK-----$/.test(key)) return undefined;
  // A binary OpenPGP packet begins with a set high bit; in base64 that is a letter after the 31st, a digit, + or /.
  return /^[g-z0-9+/][A-Za-z0-9+/\s]{100,}={0,2}$/.test(key) ? undefined : { fault: "is no PGP public key", remedy: KEY_REMEDY };
}).overwrite((value) => value.trim());

const GENERATION_REMEDY = "write the quarter in which the credentials were made, such as 2027Q1, or 2027Q1-2 for the second in it";
const generation = () =>
  checkedTextSchema(GENERATION_REMEDY, (value) => (/^20\d\dQ[1-4](-[2-9])?$/.test(value) ? undefined : GENERATION_REMEDY));

const userSchema = mappingSchema({
  name: documented(textSchema(USER_REMEDY, /^[\w+=,.@-]{1,32}$/), {
    about: "Name of the IAM user, such as breakglass-1.",
    limits: "1 to 32 letters, digits and `+=,.@_-`: event patterns that name both users have an end",
  }),
  custodian: documented(
    mappingSchema({
      name: documented(textSchema("write the custodian's name"), { about: "Person who keeps the credentials in the vault." }),
      pgpPublicKey: documented(pgpKeySchema, {
        about: "That person's PGP public key; passwords and keys leave AWS encrypted to it.",
        type: "ASCII-armoured or base64 text",
      }),
    }),
    { about: "Who keeps the credentials; a different person for each user." },
  ),
  generation: documented(generation(), {
    about: "Overrides breakglass.generation for this user, so that one user is rotated and verified before the other.",
    limits: "year and quarter, such as 2027Q1; 2027Q1-2 after a use within it",
  }).exactOptional(),
  previousGeneration: documented(generation(), {
    about: "Generation whose access key still lives beside the new one until that one is verified; only with accessKeys.",
    limits: "before generation",
  }).exactOptional(),
});

export const breakglassSchema = mappingSchema({
  users: documented(
    listSchema(
      userSchema,
      `write exactly ${BREAKGLASS_USERS} users, each {name, custodian: {name, pgpPublicKey}}`,
      BREAKGLASS_USERS,
      BREAKGLASS_USERS,
    ),
    {
      about: "The two breakglass users, in the management account.",
      limits: `exactly ${BREAKGLASS_USERS}`,
    },
  ),
  generation: documented(generation(), {
    about:
      "Quarter in which the credentials were made; a new one rotates them. One user at a time: an update that would rotate both is refused.",
    limits: "year and quarter, such as 2027Q1; 2027Q1-2 after a use within it",
  }),
  accessKeys: documented(flagSchema(), {
    about:
      "Whether the users also get an access key. A user whose only second factor is FIDO2 cannot use one: it needs a TOTP device as well.",
  }).default(false),
  passwordPolicy: documented(oneOfSchema(["own", "existing"]), {
    about:
      "Whose the account's password policy is: `own` makes one (CIS 1.8, 1.9: 14 characters, 24 former passwords), which holds for every IAM user of the account; `existing` leaves to others what the account has.",
  }).default("own"),
  path: documented(
    z
      .string({ error: "write a path such as /breakglass/" })
      .regex(/^\/([\w+=,.@-]+\/)*$/, { error: "write a path that begins and ends with a slash" })
      .max(32, { error: "write a path of at most 32 characters" }),
    {
      about: "IAM path of the users.",
      limits: "begins and ends with `/`; at most 32 characters",
    },
  ).default("/breakglass/"),
});

/** Settings of the breakglass users. */
export type BreakglassSettings = z.output<typeof breakglassSchema>;

/** Users, custodians or keys that are one and the same, and generations out of order. */
export function breakglassProblems({ users, accessKeys, generation: shared }: BreakglassSettings): Problem[] {
  const [first, second] = users;
  const problems: Problem[] = [];
  const place = (...parts: PropertyKey[]): string => configPath(["breakglass", "users", ...parts]);
  if (first !== undefined && second !== undefined) {
    if (first.name.toLowerCase() === second.name.toLowerCase())
      problems.push(wrong(place(1, "name"), second.name, "give the second user a name of its own"));
    if (sameText(first.custodian.name, second.custodian.name)) {
      problems.push(
        wrong(place(1, "custodian", "name"), second.custodian.name, "that is the custodian of the first user; name another person"),
      );
    }
    if (keyBody(first.custodian.pgpPublicKey) === keyBody(second.custodian.pgpPublicKey)) {
      problems.push(
        mistake(place(1, "custodian", "pgpPublicKey"), "is the key of the first user's custodian", "write the second custodian's own key"),
      );
    }
  }
  users.forEach(({ generation: own = shared, previousGeneration }, index) => {
    if (previousGeneration === undefined) return;
    const path = place(index, "previousGeneration");
    if (!accessKeys) problems.push(wrong(path, previousGeneration, "remove it: without accessKeys there is no older key to keep"));
    else if (previousGeneration >= own) problems.push(wrong(path, previousGeneration, `write a generation before ${own}`));
  });
  return problems;
}

function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function keyBody(key: string): string {
  return key
    .replace(/-----[^-]+-----/g, "")
    .replace(/^[\w-]+: .*$/gm, "")
    .replace(/\s/g, "");
}

/** The problem of naming a breakglass user that is not configured, if it is one. */
export function unknownBreakglassUser(path: string, name: string, breakglass: BreakglassSettings | undefined): Problem | undefined {
  const names = (breakglass?.users ?? []).map((user) => user.name);
  if (names.includes(name)) return undefined;
  const otherwise = names.length === 0 ? "add federation:breakglass first" : `the breakglass users are ${either(names, "and")}`;
  return mistake(path, `names the unknown breakglass user ${JSON.stringify(name)}`, didYouMean(name, names, otherwise));
}
