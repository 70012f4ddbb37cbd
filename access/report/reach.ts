/**
 * How far a permission set reaches, and how dangerous that is in an account.
 */
import type { ManagedDocuments } from "../iam/decision";
import type { PolicyDocument } from "../model";
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
/** AWS names what only reads by these words, although its reference files some of their actions as writing. */
const READING = /(ReadOnly|ViewOnly|SecurityAudit|Auditor)/;
/**
 * Of what it allows, only Identity Center's actions would administer, and those work in the management account alone.
 */
const POWER_USER = "PowerUserAccess";
/** What a name tells where the document is not at hand. */
const WRITING = /(FullAccess|Administrator|Operator|ReadWrite)/;
/** Services whose permissions management is about people and accounts. */
const IDENTITY = /^(iam|organizations|sso|sso-directory|identitystore|account):/;
/** What every job that runs something may do: it hands on or makes roles that others wrote. */
const HANDING_ON = /^iam:(PassRole|\w+ServiceLinkedRole)$/;

const ORDER: readonly Reach[] = ["administers", "writes", "unknown", "reads", "nothing"];

/**
 * How far a permission set reaches; undefined content is that of a set that nothing describes.
 *
 * @param managed Documents of AWS's policies, for those whose name does not tell.
 */
export function reachOf(set: SetContent | undefined, catalogue: Catalogue, managed: ManagedDocuments = () => undefined): SetReach {
  if (set === undefined) return { reach: "unknown", words: "its policies are not at hand" };
  const parts = [
    ...set.managedPolicies.map((path) => managedReach(path) ?? writtenReach(path, managed(path), catalogue)),
    ...set.customerManagedPolicies.map((name): SetReach => ({ reach: "unknown", words: `customer-managed policy ${name}` })),
    ...(set.inlinePolicy === undefined ? [] : [documentReach(set.inlinePolicy, "inline", "inline policy", catalogue)]),
    ...set.unknown.map((words): SetReach => ({ reach: "unknown", words })),
  ];
  return ORDER.flatMap((reach) => parts.find((part) => part.reach === reach) ?? [])[0] ?? { reach: "nothing", words: "no policies" };
}

/** How far one of AWS's policies reaches, where its name tells that. */
export function managedReach(path: string): SetReach | undefined {
  const name = path.split("/").at(-1)!;
  if (ADMINISTERING.has(name)) return { reach: "administers", words: path };
  if (READING.test(name)) return { reach: "reads", words: path };
  return name === POWER_USER ? { reach: "writes", words: path } : undefined;
}

/** By its document; by further words of its name where that is not at hand. */
function writtenReach(path: string, document: PolicyDocument | undefined, catalogue: Catalogue): SetReach {
  if (document !== undefined) return documentReach(document, `of ${path}`, path, catalogue);
  return { reach: WRITING.test(path.split("/").at(-1)!) ? "writes" : "unknown", words: path };
}

function documentReach(document: PolicyDocument, where: string, otherwise: string, catalogue: Catalogue): SetReach {
  const allowed = [...allowedActions(document, catalogue).values()].map(({ action }) => action);
  // IAM's writes make users, roles and keys, which AWS does not count as permissions management.
  const identity = allowed.find(
    ({ name, level }) =>
      (level === "permissionsManagement" && IDENTITY.test(name) && !HANDING_ON.test(name)) ||
      (level === "write" && name.startsWith("iam:") && !HANDING_ON.test(name)),
  );
  if (identity !== undefined) return { reach: "administers", words: `${identity.name} ${where}` };
  const writing = allowed.find(({ level }) => level !== "read" && level !== "list");
  if (writing !== undefined) return { reach: "writes", words: `${writing.name} ${where}` };
  return { reach: allowed.length === 0 ? "nothing" : "reads", words: otherwise };
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
