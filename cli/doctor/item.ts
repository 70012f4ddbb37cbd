import type { Purpose } from "../../access/permissions/policy";

/** What became of one need. */
export interface DoctorItem {
  readonly cloud: "AWS" | "Entra";
  readonly purposes: readonly Purpose[];
  /** The action, permission or licence. */
  readonly need: string;
  readonly status: "ok" | "missing" | "cannot tell";
  /** One sentence. */
  readonly message: string;
  readonly remedy?: string;
  /** Whether the purpose works without it, and says less. */
  readonly optional?: true;
  /** It cannot be told because a call failed in passing, not because it was refused. */
  readonly unread?: true;
}

/** What one cloud answered. */
export interface Diagnosis {
  /** Whose permissions these are. */
  readonly identity: string;
  /** How they were found out. */
  readonly how: string;
  readonly items: readonly DoctorItem[];
}
