/** One difference between what the settings declare and what the clouds hold. */
export interface DriftItem {
  readonly kind: "account assignment" | "permission set" | "application" | "provisioning" | "Conditional Access";
  /** In words. */
  readonly what: string;
  /** Of assignments and sets. */
  readonly permissionSet?: string;
  /** Who holds an assignment: display name of the group, or name of the user. */
  readonly group?: string;
  readonly user?: string;
  readonly accountId?: string;
  readonly accountName?: string;
  /**
   * Who did it, as CloudTrail knows it: an ARN. Null where its event history does not tell (it reaches back 90 days).
   */
  readonly actor: string | null;
  /** When, ISO 8601 in UTC. */
  readonly time: string | null;
  /** What to write into, or take out of, the settings so that they say what is there; null where they cannot. */
  readonly adopt: string | null;
  /** Why no setting can say it; only, and always, where `adopt` is null. */
  readonly unadoptable?: string;
  /** What puts the cloud back to what the settings say. */
  readonly remove: string;
}

/** Something that the settings leave alone. */
export interface LeftAlone {
  readonly what: string;
  /** The entry, such as `federation:unmanaged[1]`. */
  readonly setting: string;
  readonly reason: string;
  /** Last day on which the entry holds; null where it has no end. */
  readonly until: string | null;
}

/** The document of `federation drift --json`. */
export interface Drift {
  readonly undeclared: readonly DriftItem[];
  readonly missing: readonly DriftItem[];
  readonly changed: readonly DriftItem[];
  /** What nobody declared and federation:unmanaged leaves alone; no drift. */
  readonly leftAlone: readonly LeftAlone[];
  /** What could not be judged, or not be read; a sentence each. */
  readonly unjudged: readonly string[];
  /** False where a part could not be read: that nothing was found there proves nothing. */
  readonly complete: boolean;
}
