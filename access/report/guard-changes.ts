/**
 * What becomes of what watches over the rest: breakglass users, alarms and the trail.
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
  protect: true,
};

/** Every guard that comes, goes, changes or is made anew; weaker ones first. */
export function diffGuards(before: readonly Guard[], after: readonly Guard[], replaced: ReadonlySet<string>): GuardChange[] {
  const [old, now] = [new Map(before.map((guard) => [guard.key, guard])), new Map(after.map((guard) => [guard.key, guard]))];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): GuardChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const { kind, name, type } = (is ?? was)!;
    const subject = `${KIND[kind]} ${name} (${type.split(":").at(-1)})`;
    if (was === undefined)
      return kind === "breakglass"
        ? [{ kind, name, type, change: "new", effect: "check", sentence: `${subject} is new: it works without the federation.` }]
        : [{ kind, name, type, change: "new", effect: "stronger", sentence: `${subject} is new.` }];
    if (is === undefined) return [{ kind, name, type, change: "removed", effect: "weaker", sentence: `${subject} is removed.` }];
    if (replaced.has(key))
      return [{ kind, name, type, change: "replaced", effect: "check", sentence: `${subject} is made anew: nothing watches in between.` }];
    const fields = [...new Set([...Object.keys(was.content), ...Object.keys(is.content)])]
      .filter((field) => stableJson({ value: was.content[field] }) !== stableJson({ value: is.content[field] }))
      .sort(compareText);
    if (fields.length === 0) return [];
    const effect = effectOf(fields, was, is);
    return [{ kind, name, type, change: "changed", effect, sentence: `${subject} changes: ${fields.join(", ")}.` }];
  });
  const order = ["weaker", "check", "stronger"];
  return changes.sort(
    (a, b) => order.indexOf(a.effect) - order.indexOf(b.effect) || compareText(a.kind, b.kind) || compareText(a.name, b.name),
  );
}

const KIND = { breakglass: "Breakglass", alarm: "Alarm", trail: "Trail" } as const;

function effectOf(fields: readonly string[], was: Guard, is: Guard): GuardChange["effect"] {
  const known = fields.filter((field) => field in STRONGER);
  // An absent property means the provider's default, which preview does not tell.
  if (known.some((field) => was.content[field] === STRONGER[field] && is.content[field] !== STRONGER[field])) return "weaker";
  return known.length === fields.length && known.every((field) => is.content[field] === STRONGER[field]) ? "stronger" : "check";
}
