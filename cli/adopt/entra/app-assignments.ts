import { COMPONENT } from "../../../contract/component-types";
import { USER_APP_ROLE } from "../../../contract/gallery-app";
import type { AppRoleAssignment } from "../../clouds/entra-types";
import { type AdoptedGroup, type Decision, type FoundThing, type LeftAlone, ROOT } from "../part";
import { type Read, UNREAD } from "./readings";
import type { Found } from "./sources";

/** Groups of the access list whose assignment is not this stack's. */
export interface AssignmentSettings {
  readonly assignedElsewhere: readonly string[];
}

const ABOVE = { type: COMPONENT.appAssignments, name: "app-assignments" };

/**
 * Who is assigned to the application: groups of the access list in the role User are adopted, everybody else stays as
 * they are.
 */
export function adoptedAppAssignments(
  principalId: string,
  assignments: Read<readonly AppRoleAssignment[]>,
  groups: readonly AdoptedGroup[],
): Found<AssignmentSettings> {
  // Made by this stack they would be there twice, or be refused as there already.
  if (assignments === UNREAD)
    return {
      settings: { assignedElsewhere: groups.filter(({ ofEntra }) => ofEntra).map(({ written }) => written) },
      resources: [],
      decisions: [],
    };
  const assignedElsewhere: string[] = [];
  const decisions: Decision[] = [];
  const wanted = new Map(groups.filter(({ ofEntra }) => ofEntra).map((group) => [group.id.toLowerCase(), group]));
  const resources = [...wanted].flatMap(([id, { written, displayName }]) => {
    const own = assignments.filter((assignment) => assignment.principalId.toLowerCase() === id);
    const asUser = own.find(({ appRoleId }) => appRoleId.toLowerCase() === USER_APP_ROLE);
    if (asUser !== undefined) {
      if (own.length > 1)
        decisions.push({
          kind: "note",
          what: `group "${displayName}"`,
          text: "It is assigned to the application in another role as well, which means nothing to AWS. That assignment stays as it is.",
        });
      return [
        {
          type: "azuread:index/appRoleAssignment:AppRoleAssignment",
          name: `app-assignments/${id}`,
          id: idOf(principalId, asUser),
          parents: [ROOT, ABOVE, { type: COMPONENT.group, name: displayName }],
        },
      ];
    }
    assignedElsewhere.push(written);
    decisions.push({
      kind: "fault",
      what: `group "${displayName}"`,
      text: `${own.length > 0 ? "It is assigned to the application in another role than User" : "It holds permission sets in AWS and is not assigned to the application: no cycle keeps its members, and its members sign in only through another group"}. It is left so (federation:enterpriseApp.assignedElsewhere); take it out there, and \`pulumi up\` assigns it.`,
    });
    return [];
  });
  const others = assignments.filter((assignment) => !wanted.has(assignment.principalId.toLowerCase()));
  return {
    settings: { assignedElsewhere },
    resources,
    decisions: [...decisions, ...others.filter((each) => !isPerson(each)).map(foreign)],
    unmanaged: [leftAlone("Group", others), leftAlone("User", others)].flat(),
    found: others.filter(isPerson).map((each) => thing(principalId, each)),
  };
}

function idOf(principalId: string, { id }: AppRoleAssignment): string {
  return `/servicePrincipals/${principalId}/appRoleAssignedTo/${id}`;
}

function isPerson({ principalType = "" }: AppRoleAssignment): boolean {
  return /^(user|group)$/i.test(principalType);
}

function thing(application: string, assignment: AppRoleAssignment): FoundThing {
  const { principalType = "", principalDisplayName, principalId } = assignment;
  return {
    kind: "assignment to the application",
    what: `the assignment of ${principalType.toLowerCase()} "${principalDisplayName ?? principalId}" to the application`,
    names: [principalId, ...((principalDisplayName ?? undefined) === undefined ? [] : [principalDisplayName!])],
    principalType: /^user$/i.test(principalType) ? "USER" : "GROUP",
    id: idOf(application, assignment),
  };
}

function leftAlone(type: "Group" | "User", others: readonly AppRoleAssignment[]): LeftAlone[] {
  const found = new Map(
    others
      .filter(({ principalType = "" }) => principalType.toLowerCase() === type.toLowerCase())
      .map(({ principalId, principalDisplayName }) => [principalId.toLowerCase(), principalDisplayName ?? principalId]),
  );
  if (found.size === 0) return [];
  const reason = `Assigned to the application before the stack, and held nothing in AWS that was adopted: ${[...found.values()].sort().join(", ")}.`;
  // By object id: another of the same name is another.
  return [{ [type === "Group" ? "groups" : "users"]: [...found.keys()].sort(), reason }];
}

function foreign({ principalType = "principal", principalDisplayName, principalId }: AppRoleAssignment): Decision {
  return {
    kind: "left-alone",
    what: `${principalType} "${principalDisplayName ?? principalId}"`,
    text: "It is assigned to the application, and is neither group nor user. Nothing of it is changed.",
  };
}
