/**
 * Every combination of person, device, country and client with what becomes of it.
 */
import type { ConditionalAccessSettings } from "../settings/conditional-access";
import { CLIENT_TYPES, type ClientType, type ConditionalAccessPolicyModel } from "./policies";
import { personasOf, type Persona } from "./personas";
import { whatIf, type Enforcement, type Outcome } from "./what-if";

/** Where a sign-in comes from, as far as policies tell it apart. */
export const LOCATIONS = ["allowed country", "other country", "unknown country"] as const;

/** Where a sign-in comes from. */
export type Location = (typeof LOCATIONS)[number];

/** One combination. */
export interface TruthRow {
  readonly persona: Persona;
  readonly compliantDevice: boolean;
  readonly location: Location;
  readonly clientType: ClientType;
  readonly outcome: Outcome;
}

/** All combinations, in a fixed order. */
export function truthTable(
  settings: ConditionalAccessSettings,
  compliantDeviceGroups: readonly string[],
  policies: readonly ConditionalAccessPolicyModel[],
  enforcement: Enforcement = "asIfEnabled",
): TruthRow[] {
  return personasOf(settings, compliantDeviceGroups).flatMap((persona) =>
    CLIENT_TYPES.flatMap((clientType) =>
      LOCATIONS.flatMap((location) =>
        [true, false].map((compliantDevice): TruthRow => {
          const country = countryOf(location, settings.allowedCountries);
          const outcome = whatIf(policies, { groups: persona.groups, compliantDevice, country, clientType }, enforcement);
          return { persona, compliantDevice, location, clientType, outcome };
        }),
      ),
    ),
  );
}

/** A country that stands for all of its kind: policies ask only whether it is in the list. */
function countryOf(location: Location, allowed: readonly string[] | undefined): string {
  if (location === "unknown country") return "unknown";
  // ZZ is a user-assigned code that no country has.
  return location === "allowed country" ? (allowed?.[0] ?? "ZZ") : "ZZ";
}

/** Rows of the table joined where the outcome does not depend on a column. */
export interface JoinedRow {
  readonly persona: string;
  readonly devices: readonly ("compliant" | "not compliant")[];
  readonly locations: readonly Location[];
  readonly clientTypes: readonly ClientType[];
  readonly outcome: Outcome;
}

/**
 * The same table in the fewest rows that joining column by column gives; a column with all its values does not matter.
 */
export function joinedRows(rows: readonly TruthRow[]): JoinedRow[] {
  const single = rows.map(({ persona, compliantDevice, location, clientType, outcome }): JoinedRow => ({
    persona: persona.name,
    devices: [compliantDevice ? "compliant" : "not compliant"],
    locations: [location],
    clientTypes: [clientType],
    outcome,
  }));
  const columns = ["devices", "locations", "clientTypes"] as const;
  return columns.reduce<JoinedRow[]>((joined, column) => {
    const byOthers = new Map<string, JoinedRow>();
    for (const row of joined) {
      const key = JSON.stringify({ ...row, [column]: null });
      const same = byOthers.get(key);
      byOthers.set(key, same === undefined ? row : { ...same, [column]: [...same[column], ...row[column]] });
    }
    return [...byOthers.values()];
  }, single);
}

/** An outcome in words: `allowed`, `blocked`, `mfa and compliantDevice`. */
export function outcomeWords({ result, controls }: Outcome): string {
  if (result === "controls") return controls.join(" and ");
  return result === "allow" ? "allowed" : "blocked";
}
