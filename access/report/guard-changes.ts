/**
 * What becomes of what watches over the rest, and of what carries the access: breakglass users, alarms, the trail, the
 * SAML application, provisioning.
 */
import { stableJson } from "../json";
import { compareText } from "../words";
import type { GuardChange } from "./report";
import type { Guard } from "./snapshot";

/** Properties whose value tells the direction of a change: the value is the stronger one. */
const STRONGER: Readonly<Record<string, unknown>> = {
  enableLogging: true,
  isMultiRegionTrail: true,
  isOrganizationTrail: true,
  organization: true,
  enableLogFileValidation: true,
  includeGlobalServiceEvents: true,
  actionsEnabled: true,
  isEnabled: true,
  state: "ENABLED",
  forceDestroy: false,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
  enableKeyRotation: true,
  appRoleAssignmentRequired: true,
  protect: true,
};

type Effect = GuardChange["effect"];
/** What is said where a guard comes, goes or is made anew, and what that means. */
interface Phrases {
  /** Begins the sentence. */
  readonly label: string;
  /** Within the headline. */
  readonly short: string;
  readonly new: readonly [Effect, string];
  readonly removed: readonly [Effect, string];
  readonly replaced: string;
}

const watching = (label: string, short: string): Phrases => ({
  ...{ label, short, new: ["stronger", "is new."], removed: ["weaker", "is removed."] },
  replaced: "is made anew: nothing watches in between.",
});

/** Each kind of guard in words. */
export const GUARD_WORDS: Readonly<Record<GuardChange["kind"], Phrases>> = {
  breakglass: { ...watching("Breakglass", "breakglass"), new: ["check", "is new: it works without the federation."] },
  alarm: watching("Alarm", "alarms"),
  trail: watching("Trail", "trail"),
  "sign-in": {
    ...{ label: "Sign-in", short: "SAML sign-in", new: ["check", "is new."] },
    removed: ["weaker", "is removed: sign-in to AWS hangs on it."],
    replaced: "is made anew: sign-in to AWS fails in between.",
  },
  provisioning: {
    ...{ label: "Provisioning", short: "provisioning", new: ["check", "is new."] },
    removed: ["weaker", "is removed: what Entra changes in groups and people no longer reaches Identity Center by it."],
    replaced: "is made anew: nothing reaches Identity Center in between.",
  },
  membership: {
    ...{ label: "Group membership", short: "members of groups", new: ["check", "is new: its member gets what the group holds."] },
    removed: ["check", "is removed: its member loses what the group holds."],
    replaced: "is made anew: its member lacks what the group holds in between.",
  },
  iam: {
    ...{ label: "IAM", short: "roles and policies", new: ["check", "is new: what it allows whom is not worked out here."] },
    removed: ["check", "is removed: what it allowed whom is not worked out here."],
    replaced: "is made anew.",
  },
  unmanaged: watching("Left alone", "what is left alone"),
  production: watching("Production", "what counts as production"),
  attributes: watching("Session tag", "session tags"),
  ends: watching("End", "ends of access"),
  limits: watching("Limit", "limits of this report"),
};

/** Every guard that comes, goes, changes or is made anew; sorted as {@link sortGuards} does. */
export function diffGuards(before: readonly Guard[], after: readonly Guard[], replaced: ReadonlySet<string>): GuardChange[] {
  const [old, now] = [new Map(before.map((guard) => [guard.key, guard])), new Map(after.map((guard) => [guard.key, guard]))];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): GuardChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const { kind, name, type } = (is ?? was)!;
    const words = GUARD_WORDS[kind];
    const subject = `${words.label} ${name} (${type.split(":").at(-1)})`;
    const one = (change: GuardChange["change"], effect: Effect, phrase: string): GuardChange[] => [
      { kind, name, type, change, effect, sentence: `${subject} ${phrase}` },
    ];
    if (was === undefined) return one("new", ...words.new);
    if (is === undefined) return one("removed", ...words.removed);
    if (replaced.has(key)) return one("replaced", "check", words.replaced);
    const fields = [...new Set([...Object.keys(was.content), ...Object.keys(is.content)])]
      .filter((field) => stableJson({ value: was.content[field] }) !== stableJson({ value: is.content[field] }))
      .sort(compareText);
    return fields.length === 0 ? [] : one("changed", effectOf(fields, was, is), `changes: ${fields.join(", ")}.`);
  });
  return sortGuards(changes);
}

/** Weaker ones first, then by kind and name. */
export function sortGuards(changes: readonly GuardChange[]): GuardChange[] {
  const order = ["weaker", "check", "stronger"];
  return [...changes].sort(
    (a, b) => order.indexOf(a.effect) - order.indexOf(b.effect) || compareText(a.kind, b.kind) || compareText(a.name, b.name),
  );
}

function effectOf(fields: readonly string[], was: Guard, is: Guard): Effect {
  const known = fields.filter((field) => field in STRONGER);
  // An absent property means the provider's default, which preview does not tell.
  if (known.some((field) => was.content[field] === STRONGER[field] && is.content[field] !== STRONGER[field])) return "weaker";
  return known.length === fields.length && known.every((field) => is.content[field] === STRONGER[field]) ? "stronger" : "check";
}
