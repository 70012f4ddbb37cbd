/**
 * What the Entra half asks of Microsoft Graph, one by one: a reading that is refused takes away only what hangs on it.
 */
import { withoutFullStop } from "../../../access/words";
import { GraphError } from "../../../graph/client";
import { sentence } from "../../failure";

/** One question to Graph. */
interface Reading {
  /** As the beginning of a sentence. */
  readonly what: string;
  /** The application permission for it. */
  readonly needs: string;
  /** What of the adoption stays open without it; whole sentences. */
  readonly open: string;
}

const APPLICATIONS = "Application.Read.All";
const GROUPS = "Group.Read.All";
const POLICIES = "Policy.Read.All";
const SYNCHRONIZATION = "Synchronization.Read.All";

/** Ends what is said of a reading without which nothing of the application can be adopted safely. */
const AWS_ALONE = "The AWS half alone is adopted, in phase `aws`, which writes nothing in Entra.";

/**
 * Every reading of the half, with the permission that Microsoft's page of the call names for an application that only
 * reads. @see https://learn.microsoft.com/graph/permissions-reference
 */
export const GRAPH_READINGS = {
  groups: {
    what: "The groups of the access list",
    needs: GROUPS,
    open: "The access list names them by the object id that provisioning wrote; a group that carries none is left alone with its assignments.",
  },
  applications: {
    what: "The applications made from Identity Center's template",
    needs: APPLICATIONS,
    open: `Which application leads to Identity Center cannot be told. ${AWS_ALONE}`,
  },
  otherApplications: {
    what: "Applications of other templates with Identity Center's Entity ID",
    needs: APPLICATIONS,
    open: `Whether one of them leads to Identity Center cannot be told, and an application beside it would be a second. ${AWS_ALONE}`,
  },
  servicePrincipal: {
    what: "The application's service principal",
    needs: APPLICATIONS,
    open: `Without it nothing of the application can be imported. ${AWS_ALONE}`,
  },
  certificates: {
    what: "The application's signing certificates",
    needs: APPLICATIONS,
    open: `One that is not imported would be made a second time. ${AWS_ALONE}`,
  },
  jobs: {
    what: "The application's provisioning jobs",
    needs: SYNCHRONIZATION,
    open: `A job that is not imported would be made a second time. ${AWS_ALONE}`,
  },
  secrets: {
    what: "The settings of provisioning (tenant URL and scope)",
    needs: SYNCHRONIZATION,
    open: "Entra keeps them as they are; where it sends to, and whether to everybody, is not known here.",
  },
  claimsPolicies: {
    what: "The application's claims mapping policies",
    needs: POLICIES,
    open: "Claims stay as they are (federation:enterpriseApp.leaveAsFound has `claims`), session attributes too.",
  },
  portalClaims: {
    what: "The application's claims of the portal",
    needs: "Policy.Read.ApplicationConfiguration",
    open: "They stay as they are; look in the portal, under Attributes & Claims, whether somebody edited them.",
  },
  assignments: {
    what: "Who is assigned to the application",
    needs: APPLICATIONS,
    open: "Every assignment stays as it is, and none is this stack's (federation:enterpriseApp.assignedElsewhere has the groups of the access list). Whoever else is assigned is in no federation:unmanaged: `federation verify` names them (R4.6), until you adopt again with the permission.",
  },
  conditionalAccess: {
    what: "Conditional Access policies",
    needs: POLICIES,
    open: "They stay as they are, and none is adopted.",
  },
  namedLocations: {
    what: "Named locations of Conditional Access",
    needs: POLICIES,
    open: "A policy that blocks by country stays as it is, and is not adopted.",
  },
  excludedGroups: {
    what: "Groups that Conditional Access policies include or exclude",
    needs: GROUPS,
    open: "The settings name them by object id.",
  },
  groupMembers: {
    what: "Members of the groups",
    needs: GROUPS,
    open: "Nested and dynamic groups are not told.",
  },
} as const satisfies Readonly<Record<string, Reading>>;

/** One of {@link GRAPH_READINGS}. */
export type GraphReading = keyof typeof GRAPH_READINGS;

/** In place of an answer. */
export const UNREAD = Symbol("unread");

/** An answer, or that there was none. */
export type Read<Answer> = Answer | typeof UNREAD;

/** Reads, and keeps a sentence of whatever could not be read. */
export class Readings {
  readonly unread: string[] = [];

  /** The answer, or {@link UNREAD}; a mistake of this program is thrown on. */
  async of<Answer>(reading: GraphReading, read: () => Promise<Answer>): Promise<Read<Answer>> {
    try {
      return await read();
    } catch (error) {
      return this.failed(reading, error);
    }
  }

  /** Keeps why a reading gave no answer. */
  failed(reading: GraphReading, error: unknown): typeof UNREAD {
    if (error instanceof TypeError) throw error;
    this.unread.push(unreadSentence(reading, error));
    return UNREAD;
  }
}

/** What could not be read, which permission it needs, and what stays open. */
export function unreadSentence(reading: GraphReading, error: unknown): string {
  const { what, needs, open } = GRAPH_READINGS[reading];
  const cause = withoutFullStop(sentence(error));
  return isRefusal(error)
    ? `${what}: Microsoft Graph refuses to show them, and the permission for it is ${needs} (${cause}). ${open}`
    : `${what} could not be read (the permission for it is ${needs}): ${cause}. ${open}`;
}

/** Whether Graph refuses for want of a permission. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GraphError && (error.status === 401 || error.status === 403);
}

/** All permissions with which everything can be read, sorted. */
export function graphPermissions(): string[] {
  return [...new Set(Object.values(GRAPH_READINGS).map(({ needs }) => needs))].sort();
}
