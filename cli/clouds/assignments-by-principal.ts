import { paginateListAccountAssignmentsForPrincipal, type SSOAdminClient } from "@aws-sdk/client-sso-admin";
import pMap from "p-map";
import { awsConcurrency, everyItem } from "./aws";
import type { LiveAssignment } from "./live-assignment";

/** Ids of everybody whom the identity store has. */
export interface Principals {
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/**
 * Sets in accounts up to which each is asked by itself, whatever asking principals would cost: 20 s at AWS's 20
 * requests a second, and what a deleted principal left behind is seen, too.
 */
export const FEW_PLACES = 400;

/** Whether asking everybody takes fewer calls than asking every set in every account that holds it. */
export function isCheaperByPrincipal(places: number, { groups, users }: Principals): boolean {
  return places > FEW_PLACES && groups.length + users.length < places;
}

/**
 * Every assignment that a group or user of the identity store holds itself: a call a hundred of them, at least one a
 * principal. What somebody has by a group is left out: it is the group's.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountAssignmentsForPrincipal.html
 */
export async function assignmentsByPrincipal(
  client: SSOAdminClient,
  InstanceArn: string,
  { groups, users }: Principals,
): Promise<LiveAssignment[]> {
  const everybody = [
    ...groups.map((id) => ({ PrincipalType: "GROUP" as const, PrincipalId: id })),
    ...users.map((id) => ({ PrincipalType: "USER" as const, PrincipalId: id })),
  ];
  const found = await pMap(
    everybody,
    async ({ PrincipalType, PrincipalId }) => {
      const asked = { InstanceArn, PrincipalType, PrincipalId, MaxResults: 100 };
      const its = await everyItem(paginateListAccountAssignmentsForPrincipal({ client }, asked), (page) => page.AccountAssignments);
      return its
        .filter((each) => each.PrincipalId === PrincipalId && each.PrincipalType === PrincipalType)
        .map(({ AccountId = "", PermissionSetArn = "" }): LiveAssignment => ({
          permissionSetArn: PermissionSetArn,
          accountId: AccountId,
          principalType: PrincipalType,
          principalId: PrincipalId,
        }));
    },
    { concurrency: awsConcurrency },
  );
  return found.flat();
}
