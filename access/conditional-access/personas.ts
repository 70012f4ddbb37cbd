/**
 * The kinds of people that Conditional Access treats differently.
 */
import type { ConditionalAccessSettings } from "../settings/conditional-access";

/** One kind of person. */
export interface Persona {
  readonly name: string;
  /** Groups by which policies know the person. */
  readonly groups: readonly string[];
  /** Held by policies that need a compliant device (R6.2). */
  readonly administrator: boolean;
  readonly travelling: boolean;
  readonly emergency: boolean;
}

/** Every kind of person that the settings tell apart: in each combination of the groups that policies name. */
export function personasOf(settings: ConditionalAccessSettings, compliantDeviceGroups: readonly string[]): Persona[] {
  const { emergencyAccessGroup: emergency, travelExceptionGroup: travel } = settings;
  const administrators = compliantDeviceGroups.filter((group) => group !== emergency);
  // Administrator groups are treated alike, so that one stands for all; the travellers' group may be one of them.
  const administrator = administrators.find((group) => group !== travel);
  const named = [travel, administrator, emergency].filter((group) => group !== undefined);

  const personas = new Map<string, Persona>();
  for (let members = 0; members < 2 ** named.length; members++) {
    const groups = named.filter((_, index) => (members >> index) % 2 === 1);
    const has = (group: string | undefined): boolean => group !== undefined && groups.includes(group);
    const persona = {
      groups,
      administrator: groups.some((group) => administrators.includes(group)),
      travelling: has(travel),
      emergency: has(emergency),
    };
    const name = nameOf(persona);
    if (!personas.has(name)) personas.set(name, { ...persona, name });
  }
  return [...personas.values()];
}

function nameOf({ administrator, travelling, emergency }: Omit<Persona, "name" | "groups">): string {
  const base = administrator ? "administrator" : emergency ? "emergency access" : "member";
  return [base, ...(emergency && administrator ? ["with emergency access"] : []), ...(travelling ? ["with travel exception"] : [])].join(
    " ",
  );
}
