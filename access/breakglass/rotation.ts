/**
 * Rotation of the breakglass credentials (R7.5): one user after another, and never the old away before the new was
 * tried.
 *
 * An IAM user has one password, so that its new one can only replace the old. What keeps the company safe meanwhile is
 * the other user: it is rotated once the first was drilled. Access keys are two at most, and the old one stays until
 * the new one was tried.
 */
import type { Problem } from "../model";
import { configPath, mistake } from "../problems";
import type { BreakglassSettings } from "../settings/breakglass";

/** Tags on a user that tell which credentials it has. */
export const CREDENTIAL_TAGS = {
  generation: "federation:generation",
  fingerprint: "federation:custodian-key",
  accessKeys: "federation:access-keys",
} as const;

/** Which credentials a user has, or is to have. */
export interface Credentials {
  readonly generation: string;
  /** Fingerprint of the key that they are encrypted to. */
  readonly fingerprint: string;
  /** Generations of its access keys, the newest last. */
  readonly accessKeyGenerations: readonly string[];
}

/**
 * What the tags of a user say of its credentials; fingerprint and generation are missing from a user that the program
 * did not make.
 */
export type LiveCredentials = Partial<Credentials>;

/** The tags that tell a user's credentials. */
export function credentialTags({ generation, fingerprint, accessKeyGenerations }: Credentials): Record<string, string> {
  return {
    [CREDENTIAL_TAGS.generation]: generation,
    [CREDENTIAL_TAGS.fingerprint]: fingerprint,
    ...(accessKeyGenerations.length === 0 ? {} : { [CREDENTIAL_TAGS.accessKeys]: accessKeyGenerations.join(" ") }),
  };
}

/** What the tags of a user tell. */
export function readCredentialTags(tags: Readonly<Record<string, string>>): LiveCredentials {
  const {
    [CREDENTIAL_TAGS.generation]: generation,
    [CREDENTIAL_TAGS.fingerprint]: fingerprint,
    [CREDENTIAL_TAGS.accessKeys]: accessKeys = "",
  } = tags;
  return {
    ...(generation === undefined ? {} : { generation }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    accessKeyGenerations: accessKeys.split(" ").filter((each) => each !== ""),
  };
}

/** A user with what it is to have. */
export interface WantedUser extends Credentials {
  readonly name: string;
}

/**
 * What would lose credentials in the next update.
 *
 * @param users in the order of the settings.
 * @param live of the users that exist already.
 * @param lastDrills day of each user's last drill, `YYYY-MM-DD`.
 */
export function rotationProblems(
  users: readonly WantedUser[],
  live: ReadonlyMap<string, LiveCredentials>,
  lastDrills: Readonly<Record<string, string>>,
): Problem[] {
  return [
    ...lostPasswords(users, live, lastDrills),
    ...users.flatMap((user, index) => {
      const now = live.get(user.name);
      return now === undefined ? [] : [...strandedKey(user, index, now), ...lostAccessKeys(user, index, now)];
    }),
  ];
}

/**
 * One password that was tried is left at any moment, if there is one now: a drill since the quarter of its generation
 * is what tries it.
 */
function lostPasswords(
  users: readonly WantedUser[],
  live: ReadonlyMap<string, LiveCredentials>,
  lastDrills: Readonly<Record<string, string>>,
): Problem[] {
  const generationOf = ({ name }: WantedUser): string | undefined => live.get(name)?.generation;
  const isRotated = (user: WantedUser): boolean => generationOf(user) !== undefined && generationOf(user) !== user.generation;
  const isTried = (user: WantedUser): boolean => {
    const generation = generationOf(user);
    const drilled = lastDrills[user.name];
    return generation !== undefined && drilled !== undefined && drilled >= firstDayOf(generation);
  };
  const rotated = users.filter(isRotated);
  const kept = users.filter((user) => !isRotated(user));
  const lost = rotated.find(isTried);
  if (lost === undefined || kept.some(isTried)) return [];
  const other = users.find((user) => user !== lost);
  if (other === undefined) return [];
  if (isRotated(other)) {
    return [
      mistake(
        configPath(["breakglass", "generation"]),
        `would replace the passwords of ${rotated.map(({ name }) => name).join(" and ")} in one update, so that no tried one is left`,
        `write generation: ${generationOf(other)!} at ${configPath(["breakglass", "users", users.indexOf(other)])} until ${lost.name} was drilled`,
      ),
    ];
  }
  const drilled = lastDrills[other.name];
  return [
    mistake(
      configPath(["breakglass", "users", users.indexOf(lost), "generation"]),
      `would replace the password of ${lost.name} while that of ${other.name} was not tried (${drilled === undefined ? "the settings have no drill of it" : `last drilled on ${drilled}`})`,
      `run \`federation drill --user ${other.name}\`, write its day into federation:drills.lastDrills, and rotate ${lost.name} then`,
    ),
  ];
}

/** Encryption happens once, when credentials are made: another key alone changes nothing in the vault. */
function strandedKey({ name, generation, fingerprint }: WantedUser, index: number, now: LiveCredentials): Problem[] {
  if (now.generation !== generation || now.fingerprint === undefined || now.fingerprint === fingerprint) return [];
  return [
    mistake(
      configPath(["breakglass", "users", index, "custodian", "pgpPublicKey"]),
      `is another key than the one to which the credentials of ${generation} are encrypted (${now.fingerprint})`,
      `write a new generation for ${name} as well, so that its new custodian gets credentials that the old one does not know`,
    ),
  ];
}

/** The old access key stays until the new one was tried, and there are two at most. */
function lostAccessKeys({ name, accessKeyGenerations }: WantedUser, index: number, now: LiveCredentials): Problem[] {
  const existing = now.accessKeyGenerations ?? [];
  const newest = existing.at(-1);
  if (newest === undefined || accessKeyGenerations.every((each) => existing.includes(each))) return [];
  const at = (key: string): string => configPath(["breakglass", "users", index, key]);
  if (!accessKeyGenerations.includes(newest)) {
    const remedy = `write previousGeneration: ${newest}, and remove it afterwards`;
    return [mistake(at("previousGeneration"), "is needed", `the access key of ${newest} would go before the new one was tried; ${remedy}`)];
  }
  if (existing.length < 2) return [];
  return [
    mistake(
      at("generation"),
      `would make a third access key for ${name}, and IAM allows two`,
      "keep the generation, remove previousGeneration, run `pulumi up`, and rotate then",
    ),
  ];
}

/** First day of a generation's quarter: `2027Q2` and `2027Q2-2` begin on 2027-04-01. */
export function firstDayOf(generation: string): string {
  const month = (Number(generation[5]) - 1) * 3 + 1;
  return `${generation.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
}

/** The credentials that the settings want for each user with a valid key. */
export function wantedUsers(breakglass: BreakglassSettings, fingerprints: ReadonlyMap<string, string>): WantedUser[] {
  return breakglass.users.flatMap(({ name, generation = breakglass.generation, previousGeneration }) => {
    const fingerprint = fingerprints.get(name);
    if (fingerprint === undefined) return [];
    const older = previousGeneration === undefined ? [] : [previousGeneration];
    return [{ name, generation, fingerprint, accessKeyGenerations: breakglass.accessKeys ? [...older, generation] : [] }];
  });
}
