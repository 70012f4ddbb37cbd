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

/** Every kind of person that the settings tell apart: with and without each of the groups that a policy names. */
export function personasOf(settings: ConditionalAccessSettings, compliantDeviceGroups: readonly string[]): Persona[] {
  const { emergencyAccessGroup: emergency, travelExceptionGroup: travel } = settings;
  const administrators = compliantDeviceGroups.filter((group) => group !== emergency);
  const personas: Persona[] = [];
  for (const isEmergency of emergency === undefined ? [false] : [false, true]) {
    for (const administrator of administrators.length === 0 ? [false] : [false, true]) {
      for (const travelling of travel === undefined ? [false] : [false, true]) {
        const base = administrator ? "administrator" : isEmergency ? "emergency access" : "member";
        const name = [
          base,
          ...(isEmergency && administrator ? ["with emergency access"] : []),
          ...(travelling ? ["with travel exception"] : []),
        ].join(" ");
        const groups = [
          ...(isEmergency ? [emergency!] : []),
          // Every administrator group is treated alike: the first stands for all.
          ...(administrator ? [administrators[0]!] : []),
          ...(travelling ? [travel!] : []),
        ];
        personas.push({ name, groups, administrator, travelling, emergency: isEmergency });
      }
    }
  }
  return personas;
}
