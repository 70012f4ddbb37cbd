/**
 * What must hold for every combination of person, device, country and client, whatever the settings say.
 */
import type { ConditionalAccessSettings } from "../settings/conditional-access";
import type { ConditionalAccessPolicyModel } from "./policies";
import { truthTable, type TruthRow } from "./truth-table";
import { isLegacy } from "./what-if";

/** One thing that must hold. */
export interface Invariant {
  readonly name: string;
  /** What is wrong with a row, as a sentence without its full stop; nothing where the row is right. */
  readonly breach: (row: TruthRow, settings: ConditionalAccessSettings) => string | undefined;
}

/** A breach with the combination that shows it. */
export interface Breach {
  readonly invariant: string;
  readonly message: string;
}

/** The invariants, by the runbook's lines. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: "emergency access survives every policy",
    breach: ({ persona, outcome }) => (persona.emergency && outcome.result !== "allow" ? `is held by ${outcome.by.join(", ")}` : undefined),
  },
  {
    name: "nobody is uncovered (R6.1)",
    breach: ({ persona, outcome }, { strength }) => {
      if (persona.emergency || outcome.result === "block" || outcome.controls.includes(strength)) return undefined;
      return `signs in without ${strength}`;
    },
  },
  {
    name: "administrators need a compliant device (R6.2)",
    breach: ({ persona, compliantDevice, outcome }) =>
      persona.administrator && !persona.emergency && !compliantDevice && outcome.result !== "block"
        ? "signs in from a device that is not compliant"
        : undefined,
  },
  {
    name: "legacy authentication is blocked (R6.3)",
    breach: ({ persona, clientType, outcome }) =>
      !persona.emergency && isLegacy(clientType) && outcome.result !== "block" ? "signs in by legacy authentication" : undefined,
  },
  {
    name: "other countries are blocked save for travellers (R6.4)",
    breach: ({ persona, location, outcome }, { allowedCountries, includeUnknownCountries }) => {
      const outside = location === "other country" || (location === "unknown country" && !includeUnknownCountries);
      const free = allowedCountries === undefined || persona.emergency || persona.travelling || !outside;
      return free || outcome.result === "block" ? undefined : "signs in from outside the allowed countries";
    },
  },
  {
    name: "nobody is locked out",
    breach: ({ compliantDevice, location, clientType, outcome }) =>
      compliantDevice && location === "allowed country" && clientType === "browser" && outcome.result === "block"
        ? "is locked out"
        : undefined,
  },
];

/** Every breach of an invariant by the policies as if they were enabled; one for each invariant and persona. */
export function breachesOf(
  settings: ConditionalAccessSettings,
  compliantDeviceGroups: readonly string[],
  policies: readonly ConditionalAccessPolicyModel[],
): Breach[] {
  const asIfEnabled = policies.map((policy) => ({ ...policy, state: "enabled" as const }));
  const breaches = new Map<string, Breach>();
  if (settings.emergencyAccessGroup === undefined) {
    breaches.set("", {
      invariant: INVARIANTS[0]!.name,
      message: "No emergency-access group is named: a wrong policy would lock everybody out.",
    });
  }
  for (const row of truthTable(settings, compliantDeviceGroups, asIfEnabled)) {
    for (const { name, breach } of INVARIANTS) {
      const found = breach(row, settings);
      const key = `${name} ${row.persona.name}`;
      if (found === undefined || breaches.has(key)) continue;
      const device = row.compliantDevice ? "a compliant device" : "a device that is not compliant";
      breaches.set(key, {
        invariant: name,
        message: `${capital(row.persona.name)} (${row.clientType}, ${row.location}, ${device}) ${found}.`,
      });
    }
  }
  return [...breaches.values()];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
