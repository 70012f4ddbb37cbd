/**
 * How far a permission set reaches, and how dangerous that is in an account.
 */
import { allowedActions, type Catalogue } from "./actions";
import { RISKS, type Risk } from "./report";
import type { SetContent } from "./snapshot";

/** How far a set reaches, from most to least. What is not at hand counts as writing until somebody has looked. */
export type Reach = "administers" | "writes" | "unknown" | "reads" | "nothing";

/** Reach and why. */
export interface SetReach {
  readonly reach: Reach;
  /** Such as: AdministratorAccess. */
  readonly words: string;
}

/** AWS-managed policies that let their holder change who may do what. */
const ADMINISTERING = new Set(["AdministratorAccess", "IAMFullAccess", "AWSSSOMasterAccountAdministrator", "AWSOrganizationsFullAccess"]);
/** AWS names what only reads by these words. */
const READING = /(ReadOnly|ViewOnly|SecurityAudit|Auditor)/;
const WRITING = /(PowerUserAccess|FullAccess|Administrator|Operator|ReadWrite)/;
/** Services whose permissions management is about people and accounts. */
const IDENTITY = /^(iam|organizations|sso|sso-directory|identitystore|account):/;
/** What every job that runs something may do: it hands on or makes roles that others wrote. */
const HANDING_ON = /^iam:(PassRole|\w+ServiceLinkedRole)$/;

const ORDER: readonly Reach[] = ["administers", "writes", "unknown", "reads", "nothing"];

/** How far a permission set reaches; undefined content is that of a set that nothing describes. */
export function reachOf(set: SetContent | undefined, catalogue: Catalogue): SetReach {
  if (set === undefined) return { reach: "unknown", words: "its policies are not at hand" };
  const parts = [
    ...set.managedPolicies.map(managedReach),
    ...set.customerManagedPolicies.map((name): SetReach => ({ reach: "unknown", words: `customer-managed policy ${name}` })),
    ...(set.inlinePolicy === undefined ? [] : [inlineReach(set, catalogue)]),
    ...set.unknown.map((words): SetReach => ({ reach: "unknown", words })),
  ];
  return ORDER.flatMap((reach) => parts.find((part) => part.reach === reach) ?? [])[0] ?? { reach: "nothing", words: "no policies" };
}

function managedReach(path: string): SetReach {
  const name = path.split("/").at(-1)!;
  if (ADMINISTERING.has(name)) return { reach: "administers", words: path };
  if (READING.test(name)) return { reach: "reads", words: path };
  return { reach: WRITING.test(name) ? "writes" : "unknown", words: path };
}

function inlineReach({ inlinePolicy }: SetContent, catalogue: Catalogue): SetReach {
  const allowed = [...allowedActions(inlinePolicy, catalogue).values()].map(({ action }) => action);
  // IAM's writes make users, roles and keys, which AWS does not count as permissions management.
  const identity = allowed.find(
    ({ name, level }) =>
      (level === "permissionsManagement" && IDENTITY.test(name)) ||
      (level === "write" && name.startsWith("iam:") && !HANDING_ON.test(name)),
  );
  if (identity !== undefined) return { reach: "administers", words: `${identity.name} inline` };
  const writing = allowed.find(({ level }) => level !== "read" && level !== "list");
  if (writing !== undefined) return { reach: "writes", words: `${writing.name} inline` };
  return { reach: allowed.length === 0 ? "nothing" : "reads", words: "inline policy" };
}

/** Where the access is. */
export interface RiskPlace {
  readonly production: boolean;
  readonly managementAccount: boolean;
}

/** How dangerous a reach is at a place, and why in words. */
export function riskOf({ reach, words }: SetReach, { production, managementAccount }: RiskPlace): { risk: Risk; riskWords: string } {
  const dear = production || managementAccount;
  const base: Record<Reach, Risk> = { administers: "high", writes: "medium", unknown: "medium", reads: "low", nothing: "low" };
  const risk = RISKS[RISKS.indexOf(base[reach]) - (dear && reach !== "nothing" ? 1 : 0)]!;
  const where = managementAccount ? " in the management account" : production ? " in production" : "";
  return { risk, riskWords: `${REACH_WORDS[reach]}${where} (${words})` };
}

const REACH_WORDS: Readonly<Record<Reach, string>> = {
  administers: "administers",
  writes: "writes",
  unknown: "may write",
  reads: "reads",
  nothing: "grants nothing",
};

/** Order of risks, most dangerous first. */
export function compareRisk(a: Risk, b: Risk): number {
  return RISKS.indexOf(a) - RISKS.indexOf(b);
}
