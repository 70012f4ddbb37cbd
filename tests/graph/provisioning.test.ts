import assert from "node:assert/strict";
import { GraphError } from "../../graph/client";
import { lookAtProvisioning } from "../../graph/provisioning";

const place = { jobPath: "/servicePrincipals/sp/synchronization/jobs/aWSSingleSignon.1.2", since: new Date("2026-11-23T08:00:00Z") };
const refusal = (status: number, code: string, message: string) => new GraphError(status, code, message, "/v1.0/x");

describe("a look at provisioning", () => {
  /** Answers by the start of the path; an error is thrown. */
  const graph = (answers: Readonly<Record<string, unknown>>) => {
    const asked: string[] = [];
    const answer = async (path: string): Promise<unknown> => {
      asked.push(decodeURIComponent(path));
      const [, found] = Object.entries(answers).find(([start]) => path.startsWith(start)) ?? [];
      if (found instanceof Error) throw found;
      return found;
    };
    return { asked, get: async <Answer>(path: string) => (await answer(path)) as Answer, post: (path: string) => answer(`POST ${path}`) };
  };

  it("asks for job, connection and the log of this job since then", async () => {
    const event = { activityDateTime: "2026-11-23T08:01:00Z" };
    const entra = graph({ [place.jobPath]: { status: { code: "Active" } }, "/auditLogs/provisioning": { value: [event] } });
    assert.deepEqual(await lookAtProvisioning(entra, place), {
      status: { code: "Active" },
      connection: undefined,
      log: [event],
      unread: [],
    });
    assert.deepEqual(entra.asked.sort(), [
      "/auditLogs/provisioning?$filter=jobId eq 'aWSSingleSignon.1.2' and activityDateTime gt 2026-11-23T08:00:00.000Z&$top=200",
      place.jobPath,
      `POST ${place.jobPath}/validateCredentials`,
    ]);
  });

  it("knows credentials that the target refuses from a target that does not answer", async () => {
    const look = async (error: GraphError) =>
      (await lookAtProvisioning(graph({ [`POST ${place.jobPath}`]: error, "/": {} }), place)).connection;
    const refused = "SystemForCrossDomainIdentityManagementInvalidCredentials";
    assert.deepEqual(await look(refusal(400, refused, "wrong token")), { message: "wrong token", credentials: true });
    assert.deepEqual(await look(refusal(400, "Other", "It answered HTTP 401.")), { message: "It answered HTTP 401.", credentials: true });
    const validation = "SystemForCrossDomainIdentityManagementCredentialValidation";
    const answered = (status: string): string => `unexpected response: Operation: GET Response Status Code: ${status} Response Content: {}`;
    for (const [status, credentials] of [["Unauthorized", true] as const, ["Forbidden", true] as const, ["BadRequest", false] as const]) {
      const message = answered(status);
      assert.deepEqual(await look(refusal(400, `${validation}Failure`, message)), { message, credentials });
    }
    const down = refusal(400, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable", "no such host");
    assert.deepEqual(await look(down), { message: "no such host", credentials: false });
  });

  it("goes on with what it can read, and says what it may not", async () => {
    const closed = refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    const seen = await lookAtProvisioning(
      graph({ "/auditLogs": closed, "POST ": closed, [place.jobPath]: { status: { code: "Quarantine" } } }),
      place,
    );
    assert.deepEqual(seen.status, { code: "Quarantine" });
    assert.equal(seen.connection, undefined);
    const words = '"Insufficient privileges to complete the operation"';
    assert.deepEqual([...seen.unread].sort(), [
      `Entra's provisioning log cannot be read (it needs AuditLog.Read.All): ${words}`,
      `The result of Entra's connection test cannot be read (it needs Synchronization.ReadWrite.All): ${words}`,
    ]);
  });

  it("never ends the wait beside which it looks", async () => {
    const seen = await lookAtProvisioning(graph({ "": new Error("connect ECONNREFUSED") }), place);
    assert.equal(seen.unread.length, 3);
  });
});
