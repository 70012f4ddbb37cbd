import type { SettingValue } from "../stack-file/write";
import { listed } from "../../access/words";

/** Something of the source that is not in the settings, or that has to be looked at there. */
export interface Remark {
  /** Such as `permission set Audit` or `assignments to users`. */
  readonly what: string;
  /** Why, and what the way is; whole sentences. */
  readonly why: string;
}

/** How accounts are named in the access list: an id, a name, `all`, or an organizational unit. */
export type ConvertedAccount = string | { readonly ou: string };

/** One entry of the access list. */
export interface ConvertedEntry {
  readonly group: string;
  readonly permissionSet: string;
  readonly accounts: readonly ConvertedAccount[];
  readonly except?: readonly ConvertedAccount[];
  /** What it was called in the source, as a comment. */
  readonly comment?: string;
}

/** Settings of a permission set, as the stack file has them. */
export type ConvertedSet = Readonly<Record<string, SettingValue>>;

/** What the source says that is no access. */
export interface SourceFacts {
  homeRegion?: string;
  tenantId?: string;
  appName?: string;
  notificationEmails?: readonly string[];
  acsUrls?: readonly string[];
}

/** What a converter found: nothing of the source is in neither of its parts. */
export class Conversion {
  readonly sets = new Map<string, ConvertedSet>();
  readonly facts: SourceFacts = {};
  /** Not carried over. */
  readonly leftOut: Remark[] = [];
  /** Carried over, but not surely the same. */
  readonly toCheck: Remark[] = [];
  private readonly assigned = new Map<string, { group: string; permissionSet: string; accounts: Map<string, ConvertedAccount> }>();
  private readonly single: ConvertedEntry[] = [];
  private readonly broken = new Map<string, string>();

  /**
   * A permission set that cannot be carried over whole is left out whole: a part of its policies may be what denies.
   */
  leaveSet(name: string, why: string): void {
    this.sets.delete(name);
    this.broken.set(name, why);
    this.leave(`permission set ${name}`, why);
  }

  set(name: string, settings: ConvertedSet): void {
    if (!this.broken.has(name)) this.sets.set(name, settings);
  }

  leave(what: string, why: string): void {
    if (!this.leftOut.some((one) => one.what === what && one.why === why)) this.leftOut.push({ what, why });
  }

  check(what: string, why: string): void {
    if (!this.toCheck.some((one) => one.what === what && one.why === why)) this.toCheck.push({ what, why });
  }

  /** Lists what a part of the source says beside the keys that are read; what is empty says nothing. */
  leaveOthers(what: string, fields: Readonly<Record<string, unknown>>, read: readonly string[]): void {
    const others = Object.keys(fields).filter((key) => !read.includes(key) && !isEmpty(fields[key]));
    if (others.length > 0) this.leave(`${listed(others)} of ${what}`, "The converter does not know it.");
  }

  /** Gives a set to a group in an account; all accounts of a group and a set make one entry. */
  give(group: string, permissionSet: string, account: ConvertedAccount): void {
    const key = JSON.stringify([group, permissionSet]);
    const entry = this.assigned.get(key) ?? { group, permissionSet, accounts: new Map<string, ConvertedAccount>() };
    entry.accounts.set(JSON.stringify(account), account);
    this.assigned.set(key, entry);
  }

  /** An entry of its own, such as one with exceptions. */
  giveAs(entry: ConvertedEntry): void {
    this.single.push(entry);
  }

  /** The access list; entries of sets that are left out are left out with them. */
  entries(): ConvertedEntry[] {
    const all = [
      ...[...this.assigned.values()].map(({ group, permissionSet, accounts }) => ({
        group,
        permissionSet,
        accounts: [...accounts.values()],
      })),
      ...this.single,
    ];
    return all.filter((entry) => {
      if (!this.broken.has(entry.permissionSet)) return true;
      this.leave(accessWords(entry), `The permission set is left out.`);
      return false;
    });
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** An entry in words, as a remark names it. */
export function accessWords({ group, permissionSet, accounts }: ConvertedEntry): string {
  const words = accounts.map((account) => (typeof account === "string" ? account : `ou: ${account.ou}`));
  return `access of group ${group} with ${permissionSet} to ${listed(words)}`;
}
