import { shortAnswer } from "../access/cloud-refusal";
import type { JobStatus, ProvisioningEvent, ProvisioningLook } from "../access/provisioning-health";
import { GraphError, odataLiteral, type GraphClient } from "./client";

/** Entries of the log that one look reads: the first page, newest first. */
const PAGE = 200;

/** What is looked at. */
export interface ProvisioningPlace {
  /** Path of the job, `/servicePrincipals/<uuid>/synchronization/jobs/<jobId>`. */
  readonly jobPath: string;
  /** Older entries of the log are of no interest. */
  readonly since: Date;
}

/**
 * Runs Entra's own connection test of a job with the credentials that it holds; rejects with the reason when it fails.
 * Writes nothing.
 */
export async function testConnection(graph: Pick<GraphClient, "post">, jobPath: string): Promise<void> {
  await graph.post(`${jobPath}/validateCredentials`, { useSavedCredentials: true });
}

/**
 * The newest entries of a job's provisioning log; needs AuditLog.Read.All or ProvisioningLog.Read.All, and Entra ID P1.
 *
 * @see https://learn.microsoft.com/graph/api/provisioningobjectsummary-list
 */
export async function provisioningLog(
  graph: Pick<GraphClient, "get">,
  { jobPath, since }: ProvisioningPlace,
): Promise<ProvisioningEvent[]> {
  const jobId = jobPath.split("/").at(-1) ?? "";
  // `gt`, as `ge` is not among the operators that this list documents.
  const filter = `jobId%20eq%20${odataLiteral(jobId)}%20and%20activityDateTime%20gt%20${since.toISOString()}`;
  const { value = [] } = await graph.get<{ value?: ProvisioningEvent[] }>(`/auditLogs/provisioning?$filter=${filter}&$top=${PAGE}`);
  return value;
}

/** Looks at job, connection and log at once. Never rejects: what cannot be read is said, and the rest stands. */
export async function lookAtProvisioning(graph: Pick<GraphClient, "get" | "post">, place: ProvisioningPlace): Promise<ProvisioningLook> {
  const unread: string[] = [];
  const readOr = async <Answer>(what: string, permission: string, ask: () => Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await ask();
    } catch (error) {
      const remedy = error instanceof GraphError && error.status === 403 ? ` (it needs ${permission})` : "";
      unread.push(`${what} cannot be read${remedy}: ${shortAnswer(error instanceof Error ? error.message : String(error))}`);
      return undefined;
    }
  };
  const [job, connection, log] = await Promise.all([
    readOr("The provisioning job", "Synchronization.Read.All", () => graph.get<{ status?: JobStatus }>(place.jobPath)),
    readOr("The result of Entra's connection test", "Synchronization.ReadWrite.All", () => failureOf(testConnection(graph, place.jobPath))),
    readOr("Entra's provisioning log", "AuditLog.Read.All", () => provisioningLog(graph, place)),
  ]);
  return { status: job?.status, connection, log: log ?? [], unread };
}

/** What the connection test says; a refusal to run it, or no answer at all, is no failure of the connection. */
async function failureOf(test: Promise<void>): Promise<ProvisioningLook["connection"]> {
  try {
    await test;
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphError) || ![400, 422].includes(error.status)) throw error;
    return { message: error.message, credentials: refusesCredentials(error) };
  }
}

/** Code of credentials that Entra itself knows to be wrong. */
const INVALID_CREDENTIALS = "SystemForCrossDomainIdentityManagementInvalidCredentials";

/**
 * Whether a connection test failed because the target refuses the credentials. One code says so. The other two do not
 * tell a refusal from anything else: `…CredentialValidationFailure` comes with what the target answered, be it 401 or
 * 400, `…CredentialValidationUnavailable` where there is no answer, or none of SCIM; only the message repeats the
 * target's status, as `Response Status Code: Unauthorized` (Forbidden), or as its number.
 */
export function refusesCredentials({ code, message }: GraphError): boolean {
  return code === INVALID_CREDENTIALS || /\b(unauthorized|401|403)\b|Status Code: Forbidden/i.test(message);
}
