import { type Field, texts } from "./config";
import { matchesAny } from "./glob";

/**
 * The setting that names the permission sets of administrators; the management account's double of a set ends in
 * `-Mgmt`.
 */
export const adminSets: Field<readonly string[]> = texts(
  ["Platform-Admin", "Platform-Admin-Mgmt"],
  "Names of the permission sets that may administer; * stands for any text.",
);

/** Whether a permission set may administer; one outside of the stack may not. */
export function mayAdminister(set: string | undefined, sets: readonly string[]): boolean {
  return set !== undefined && matchesAny(set, sets);
}
