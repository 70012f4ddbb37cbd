import assert from "node:assert/strict";
import type { SignIn } from "../../../../cli/clouds/entra-types";
import type { Sources } from "../../../../cli/verify/context";
import { signIns } from "../../../../cli/verify/checks/sign-ins";
import { runChecks } from "../../../../cli/verify/run";
import { GraphError } from "../../../../graph/client";
import { contextWith, now, settings } from "../fakes";
import { everyPolicy } from "../conditional-access-fakes";

const wanted = settings({ conditionalAccess: everyPolicy });
const row = (userPrincipalName: string, conditionalAccessStatus: string, errorCode = 0, userId = userPrincipalName): SignIn => ({
  userId,
  userPrincipalName,
  conditionalAccessStatus,
  status: { errorCode },
});
async function found(read: () => Promise<SignIn[]>): Promise<{ failed: boolean; messages: string[]; asked: [string, Date][] }> {
  const asked: [string, Date][] = [];
  const change = (sources: Sources): Sources => ({
    ...sources,
    conditionalAccess: async () => ({
      ...(await sources.conditionalAccess()),
      signIns: (clientId, since) => {
        asked.push([clientId, since]);
        return read();
      },
    }),
  });
  const [result] = await runChecks([signIns], contextWith(change, wanted));
  return { failed: result!.failed === true, messages: result!.outcomes.map(({ status, message }) => `${status}: ${message}`), asked };
}

describe("verify, sign-ins (R9.1)", () => {
  it("asks for the app's sign-ins of seven days, and is ok where each was held by a policy", async () => {
    const { messages, asked } = await found(async () => [row("ada", "success"), row("eve", "failure", 53003)]);
    assert.deepEqual(messages, ["ok: 1 sign-ins within 7 days, each under Conditional Access."]);
    assert.deepEqual(asked, [["client", new Date(now.getTime() - 7 * 86_400_000)]]);
  });

  it("finds whoever came through without a policy, each once, and not whom Entra refused", async () => {
    const { messages } = await found(async () => [
      row("bob", "notApplied"),
      row("bob", "notApplied"),
      row("ada", "success"),
      row("eve", "notApplied", 50105),
    ]);
    assert.deepEqual(messages, ["finding: bob signed in to AWS within 7 days with no policy of Conditional Access in force."]);
  });

  it("finds a use of emergency access, which no policy holds", async () => {
    const member = "aaaaaaaa-0000-4000-8000-00000000000a";
    const { messages } = await found(async () => [row("emergency-1", "notApplied", 0, member.toUpperCase()), row("ada", "success")]);
    assert.deepEqual(messages, ["finding: Emergency access was used within 7 days: emergency-1."]);
  });

  it("cannot tell without sign-ins, and without permission, which keeps nothing else from being verified", async () => {
    assert.deepEqual((await found(async () => [])).messages, ["cannot tell: Nobody signed in to AWS within 7 days."]);
    const { failed, messages } = await found(() =>
      Promise.reject(new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/v1.0/auditLogs/signIns")),
    );
    assert.equal(failed, false);
    assert.deepEqual(messages, ["cannot tell: Entra does not show its sign-in log: Insufficient privileges."]);
    assert.equal((await found(() => Promise.reject(new Error("socket hang up")))).failed, true);
  });
});
