import fc from "fast-check";
import { accessKey, type HeldAccess } from "../../../access/report/snapshot";

/** Access of a group, set and account, each by one letter or digit. */
export function held(group: string, permissionSet: string, accountId: string, more: Partial<HeldAccess> = {}): HeldAccess {
  return {
    group,
    groupKey: group,
    groupId: null,
    principal: "group",
    permissionSet,
    accountId,
    because: [],
    origin: `urn of ${group} ${permissionSet} ${accountId}`,
    ...more,
  };
}

/** Any list of access without repetitions. */
export const anyHeld = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("P", "Q", "R"), fc.constantFrom("1", "2", "3", "4"))
    .map(([group, set, account]) => held(group, set, account)),
  { selector: accessKey },
);
