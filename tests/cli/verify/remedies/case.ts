import type { Settings } from "../../../../access/settings";
import type { UserReading } from "../../../../cli/clouds/guard/iam";
import type { Sources } from "../../../../cli/verify/context";
import type { GuardSources } from "../../../../cli/verify/emergency";
import { everyPolicy, graphPolicy } from "../conditional-access-fakes";
import { settings } from "../fakes";
import { breakglassSettings, rightGuard, rightUser } from "../guard-fakes";

/** Something that is wrong, what `verify` says to do about it, and both clouds once that is done. */
export interface Case {
  readonly id: string;
  /** Part of the finding's sentence. */
  readonly says: string;
  /** Part of what to do. */
  readonly remedy: string;
  /** The clouds as they are wrong; without it the settings are. */
  readonly wrong?: (sources: Sources) => Sources;
  /** The clouds after the remedy; exactly as the settings want them where nothing else is said. */
  readonly followed?: (sources: Sources) => Sources;
  /** Settings before. */
  readonly before?: Settings;
  /** Settings after; the same where nothing else is said. */
  readonly after?: Settings;
  /** When it is wrong; today where nothing else is said. */
  readonly at?: Date;
}

export type Entra = Awaited<ReturnType<Sources["entra"]>>;
type ConditionalAccess = Awaited<ReturnType<Sources["conditionalAccess"]>>;

/** Entra with parts replaced. */
export const withEntra =
  (change: Partial<Entra> | ((entra: Entra) => Partial<Entra>)) =>
  (sources: Sources): Sources => ({
    ...sources,
    entra: async () => {
      const entra = await sources.entra();
      return { ...entra, ...(typeof change === "function" ? change(entra) : change) };
    },
  });

/** Conditional Access with parts replaced. */
export const withPolicies =
  (change: (reader: ConditionalAccess) => Partial<ConditionalAccess>) =>
  (sources: Sources): Sources => ({
    ...sources,
    conditionalAccess: async () => {
      const reader = await sources.conditionalAccess();
      return { ...reader, ...change(reader) };
    },
  });

/** What watches the breakglass users, with parts replaced. */
export const withGuard =
  (change: { readonly [Part in "iam" | "trail" | "alarms"]?: Partial<GuardSources[Part]> }) =>
  (sources: Sources): Sources => ({
    ...sources,
    guard: {
      ...sources.guard,
      iam: { ...sources.guard.iam, ...change.iam },
      trail: { ...sources.guard.trail, ...change.trail },
      alarms: { ...sources.guard.alarms, ...change.alarms },
    },
  });

/** breakglass-1 with something changed. */
export const withUser = (change: Partial<UserReading>): ((sources: Sources) => Sources) =>
  withGuard({ iam: { user: async (name) => (name === "breakglass-1" ? { ...rightUser(name), ...change } : rightUser(name)) } });

export const guarded = settings(breakglassSettings);
export const right = rightGuard(guarded);
export const conditional = settings({ conditionalAccess: everyPolicy });

/** Settings with fields of one part replaced. */
export function changed<Part extends keyof Settings>(part: Part, fields: object, of: Settings = settings()): Settings {
  return { ...of, [part]: { ...(of[part] as object), ...fields } };
}

/** The same of what is no finding. */
export interface BesideCase extends Case {
  readonly status: "note" | "cannot tell";
  /** The remedy is to look: what people see then the clouds do not tell. */
  readonly byHand?: true;
}

/** An enabled policy of somebody else's beside the settings', which blocks every sign-in. */
export const blockedBeside = (users: object = {}) =>
  withPolicies((reader) => ({
    policies: async () => [
      ...(await reader.policies()),
      graphPolicy("Foreign", { users, grantControls: { operator: "OR", builtInControls: ["block"] } }),
    ],
  }));
