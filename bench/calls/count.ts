/** Calls of one operation at one size. */
export interface Count {
  readonly operation: string;
  readonly assignments: number;
  readonly aws: number;
  /** Undefined where Entra is answered from memory. */
  readonly entra: number | undefined;
}
