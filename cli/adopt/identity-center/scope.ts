import type { AdoptedGroup } from "../part";

/** What is adopted of an estate. */
export interface AdoptionScope {
  /** Whether accounts are folded into `all`, units and tags. */
  readonly fold: boolean;
  /** Whether a permission set is asked for. */
  readonly wantedSet: (name: string) => boolean;
  /** Whether an account is asked for. */
  readonly wantedAccount: (accountId: string) => boolean;
  /** Whether a set is adopted although its name or tags say that it is Control Tower's or a tool's. */
  readonly included: (name: string) => boolean;
  /** Groups of the identity store as the access list is to write them, by group id. */
  readonly groups: ReadonlyMap<string, AdoptedGroup>;
  /** Groups that cannot be named in settings, by group id: why. */
  readonly unnamed: ReadonlyMap<string, string>;
}
