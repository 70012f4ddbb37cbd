import type { ConditionalAccessSettings } from "../../access/settings/conditional-access";
import type { ConditionalAccessPolicy } from "../clouds/entra-types";
import type { Adoption } from "./adoption";

const SECTION = "federation:conditionalAccess";
const KEYS = ["signInFrequencyHours", "signInFrequencyDays", "signInEveryTime"] as const;

/** The setting that asks for a policy's sign-in frequency; undefined where the policy has none. */
export function frequencyAdoption(settings: ConditionalAccessSettings, { sessionControls }: ConditionalAccessPolicy): Adoption | undefined {
  const live = sessionControls?.["signInFrequency"] as
    { value?: number; type?: string; isEnabled?: boolean; frequencyInterval?: string } | null | undefined;
  if (live === null || live === undefined || live.isEnabled === false) return undefined;
  const { value, type, frequencyInterval } = live;
  const set =
    frequencyInterval === "everyTime"
      ? ({ key: "signInEveryTime", value: true } as const)
      : value !== undefined && (type === "hours" || type === "days")
        ? ({ key: type === "hours" ? "signInFrequencyHours" : "signInFrequencyDays", value } as const)
        : undefined;
  if (set === undefined) return undefined;
  // Two of the three are refused.
  const other = KEYS.find((key) => key !== set.key && settings[key] !== undefined && settings[key] !== false);
  return {
    kind: "value",
    setting: `${SECTION}.${set.key}`,
    value: set.value,
    ...(other === undefined ? {} : { insteadOf: `${SECTION}.${other}` }),
  };
}
