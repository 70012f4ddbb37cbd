import type { Policies } from "@pulumi/policy";
import { groupsOnly } from "./assignments/groups-only";
import { noUsers } from "./iam/no-users";
import { sessionDuration } from "./permission-sets/session-duration";

/** Every rule of the pack, by area. */
export const rules: Policies = [noUsers, sessionDuration, groupsOnly];
