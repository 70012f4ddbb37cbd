import assert from "node:assert/strict";
import { restartProvisioning } from "../../../cli/repair/restart";

const job = { servicePrincipalId: "sp", jobId: "job", because: "" };
const quarantined = { status: { code: "Quarantine", quarantine: { reason: "EncounteredQuarantineException" } } };

describe("federation repair: the restart", () => {
  const graph = (...answers: object[]) => {
    const posted: unknown[] = [];
    return {
      posted,
      post: async (path: string, body?: unknown) => posted.push(path, body),
      get: async <Answer>(): Promise<Answer> => (answers.length > 1 ? answers.shift() : answers[0]) as Answer,
    };
  };

  it("looks at everybody again, forgets no link and forces no deletion", async () => {
    const entra = graph(quarantined, { status: { code: "Active", quarantine: null } });
    assert.equal(await restartProvisioning(job, entra, { pollSeconds: 0 }), undefined);
    assert.deepEqual(entra.posted, [
      "/servicePrincipals/sp/synchronization/jobs/job/restart",
      { criteria: { resetScope: "QuarantineState, Watermark, Escrows" } },
    ]);
  });

  it("says so where the quarantine stays", async () => {
    assert.match(
      (await restartProvisioning(job, graph(quarantined), { waitSeconds: 0, pollSeconds: 0 })) ?? "",
      /^Provisioning was restarted, and Entra still shows it in quarantine \(EncounteredQuarantineException\)/,
    );
  });
});
