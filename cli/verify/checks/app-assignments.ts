import { groupKey } from "../../../access/settings/group";
import { USER_APP_ROLE } from "../../../contract/gallery-app";
import type { Adoption } from "../adoption";
import { finding, follows, ok, type Check, type Outcome } from "../check";
import { type Undeclared, undeclaredOutcomes } from "../left-alone";

/** R4.6: the groups of the access list, and nobody else, are assigned to the enterprise application. */
export const appAssignments: Check = {
  id: "R4.6",
  runbook: "R4.6",
  cloud: "Entra",
  title: "Groups assigned to the enterprise application",
  assignOnly: true,
  async run(context) {
    const [groups, assignments, unresolved, unassignable, unmanaged] = await Promise.all([
      context.directoryGroups(),
      context.appRoleAssignments(),
      context.unresolvedGroups(),
      context.unassignable(),
      context.unmanaged(),
    ]);
    const inDoubt = new Set(
      unresolved.flatMap(({ found, formerIds }) => [...found.map(({ id }) => id), ...formerIds]).map((id) => id.toLowerCase()),
    );
    const wanted = new Map(groups.map((group) => [group.id.toLowerCase(), group.displayName]));
    const assigned = new Set(assignments.map(({ principalId }) => principalId.toLowerCase()));
    const elsewhere = new Set(context.settings.enterpriseApp.assignedElsewhere?.map(groupKey));
    const others = new Set(
      groups
        .filter(({ written, id, displayName }) => [written, id, displayName].some((each) => elsewhere.has(groupKey(each))))
        .map(({ id }) => id.toLowerCase()),
    );
    const set = (id: string): string =>
      others.has(id)
        ? "Take the group out of federation:enterpriseApp.assignedElsewhere and run `pulumi up`, which assigns it in the role User."
        : "Run `pulumi refresh` and `pulumi up`.";
    const outcomes: Outcome[] = [];
    for (const [id, name] of wanted) {
      if (assigned.has(id)) continue;
      if (unassignable.has(id)) outcomes.push(follows(`Group "${name}" is not assigned, as it is no security group (see R5.7 groups).`));
      else
        outcomes.push(
          finding(`Group "${name}" is not assigned to the application.`, set(id), {
            about: { ids: [id], names: [name] },
            adopt: { kind: "entry", change: "remove", setting: "federation:access", group: name },
          }),
        );
    }
    const undeclared: Undeclared[] = [];
    for (const { principalId, principalType = "principal", principalDisplayName, appRoleId } of assignments) {
      const shown = principalDisplayName ?? principalId;
      const name = `${principalType.toLowerCase()} "${shown}"`;
      const about = { ids: [principalId], names: [shown] };
      if (inDoubt.has(principalId.toLowerCase())) {
        outcomes.push(follows(`The ${name} is assigned; whether the settings mean it cannot be told (see R5.7 groups).`));
      } else if (!wanted.has(principalId.toLowerCase())) {
        undeclared.push({
          what: `The ${name} is assigned, but is not in the access list`,
          remedy: "Remove the assignment in Entra, or add the group to federation:access.",
          short: name,
          parts: { about, adopt: adoptionOf(principalType, shown) },
          entry: unmanaged.appAssignment({
            type: principalType === "User" ? "USER" : "GROUP",
            names: [principalId, ...[principalDisplayName ?? []].flat()],
          }),
        });
      } else if (appRoleId !== USER_APP_ROLE) {
        outcomes.push(finding(`The ${name} has another app role than User.`, set(principalId.toLowerCase()), { about }));
      }
    }
    outcomes.push(...undeclaredOutcomes("assignment", undeclared));
    return outcomes.length > 0 ? outcomes : [ok(`${wanted.size} groups are assigned, nobody else.`)];
  },
};

/** None for a service principal: no setting gives it access. */
function adoptionOf(principalType: string, name: string): Adoption | undefined {
  if (principalType === "Group") return { kind: "entry", change: "add", setting: "federation:access", group: name };
  return principalType === "User" ? { kind: "entry", change: "add", setting: "federation:unmanaged", user: name } : undefined;
}
