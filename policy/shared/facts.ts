import { isUnknown, MalformedValueError } from "./known";
import { list, text } from "./values";

/** Component whose registered inputs tell the facts of a stack. */
export const FACTS_TYPE = "federation:index:Federation";

/**
 * What a stack tells about itself, on the inputs of its {@link FACTS_TYPE} component. Each is missing where the stack does not tell it; reading
 * one that preview does not know yet throws, as reading any such value does. Configuration of a rule overrides it.
 */
export interface Facts {
  /** `production` demands that Conditional Access is in force; what tells nothing counts as production. */
  readonly stage?: string;
  /** Id of the Entra tenant. */
  readonly tenantId?: string;
  /** Region of the Identity Center instance. */
  readonly homeRegion?: string;
  /** Twelve digits each. */
  readonly productionAccountIds?: readonly string[];
  /** Names of permission sets that are refused on production accounts. */
  readonly nonProductionOnlySets?: readonly string[];
  readonly managementAccountId?: string;
  /** Object id of the Entra group that every Conditional Access policy excludes. */
  readonly emergencyAccessGroupId?: string;
  /** Object id of the Entra group that may sign in from abroad. */
  readonly travelGroupId?: string;
  /** Object ids of the Entra groups that must sign in from a compliant device. */
  readonly compliantDeviceGroupIds?: readonly string[];
  /** Last day, `YYYY-MM-DD`, on which Conditional Access may be report-only. */
  readonly reportOnlyUntil?: string;
  /** Day of the last breakglass drill, `YYYY-MM-DD`; empty where none is recorded. */
  readonly lastDrill?: string;
  /** SAML reply URLs that the settings name. */
  readonly acsUrls?: readonly string[];
  /** SAML entity ID that the settings name. */
  readonly entityId?: string;
  /** `existing` where the account's password policy is kept outside of the stack. */
  readonly passwordPolicy?: string;
  /** Name or ARN of a trail that exists outside of the stack and watches the breakglass users. */
  readonly existingTrail?: string;
}

const TEXTS = [
  "stage",
  "tenantId",
  "homeRegion",
  "managementAccountId",
  "emergencyAccessGroupId",
  "travelGroupId",
  "reportOnlyUntil",
  "lastDrill",
  "entityId",
  "passwordPolicy",
  "existingTrail",
] as const;
const LISTS = ["productionAccountIds", "nonProductionOnlySets", "compliantDeviceGroupIds", "acsUrls"] as const;

/** Reads facts off the component's inputs; what is malformed is left out. */
export function readFacts(props: Readonly<Record<string, unknown>>): Facts {
  const facts: Record<string, unknown> = {};
  const tell = (name: string, read: () => unknown): void => {
    try {
      const value = wellFormed(read);
      if (value !== undefined) facts[name] = value;
    } catch (error) {
      if (!isUnknown(error)) throw error;
      Object.defineProperty(facts, name, { enumerable: true, get: () => thrown(error) });
    }
  };
  for (const name of TEXTS) tell(name, () => text(props[name], name));
  for (const name of LISTS) {
    tell(name, () => {
      const values = props[name];
      if (values === undefined || values === null) return undefined;
      const items = list(values);
      // By index: the SDK's proxies of a remediation do not bear map.
      return Array.from({ length: items.length }, (_, index) => wellFormed(() => text(items[index], name))).filter(
        (item) => item !== undefined,
      );
    });
  }
  return facts;
}

/** What is read; undefined where it is malformed. */
function wellFormed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedValueError) return undefined;
    throw error;
  }
}

function thrown(error: Error): never {
  throw error;
}

/** Facts from two sources; the second counts more, save for what it does not know yet. */
export function joinFacts(first: Facts, second: Facts): Facts {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(second));
  const told = descriptors.filter(([name, { get }]) => get === undefined || !(name in first));
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(first), ...Object.fromEntries(told) });
}

let seen: Facts = {};

/** Remembers the facts that passed by: the engine shows a component before what depends on it, one resource at a time. */
export function rememberFacts(props: Readonly<Record<string, unknown>>): void {
  seen = readFacts(props);
}

/** Facts of the stack that this process judges, as far as they passed by. */
export function rememberedFacts(): Facts {
  return seen;
}

/** Forgets what passed by; for tests, which judge many stacks in one process. */
export function forgetFacts(): void {
  seen = {};
}

/** Whether the stack is held to production's standard: unless it says otherwise, it is. */
export function isProduction(facts: Facts): boolean {
  return facts.stage !== "development";
}
