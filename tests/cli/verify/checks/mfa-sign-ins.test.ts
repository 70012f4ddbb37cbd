import assert from "node:assert/strict";
import type { SignIn } from "../../../../cli/clouds/entra-types";
import { mfaSignIns } from "../../../../cli/verify/checks/mfa-sign-ins";
import type { Sources } from "../../../../cli/verify/context";
import { runChecks } from "../../../../cli/verify/run";
import { GraphError } from "../../../../graph/client";
import { contextWith } from "../fakes";

const member = "aaaaaaaa-0000-4000-8000-00000000000a";
const row = (change: Partial<SignIn>): SignIn => ({ userId: member, userPrincipalName: "ada", status: { errorCode: 0 }, ...change });
const policy = (result: string, ...enforcedGrantControls: string[]) => ({
  appliedConditionalAccessPolicies: [{ displayName: "p", result, enforcedGrantControls }],
});
async function found(read: () => Promise<SignIn[]>): Promise<string[]> {
  const change = (sources: Sources): Sources => ({
    ...sources,
    conditionalAccess: async () => ({ ...(await sources.conditionalAccess()), signIns: read }),
  });
  const [result] = await runChecks([mfaSignIns], contextWith(change));
  return result!.outcomes.map(({ status, message, remedy }) => `${status}: ${message}${status === "cannot tell" ? ` -> ${remedy}` : ""}`);
}

describe("verify, sign-ins with MFA (R9.5)", () => {
  it("counts people by group where each sign-in had MFA, by the policy that held or by the log's words", async () => {
    const rows = [
      row(policy("success", "mfa")),
      row({ status: { errorCode: 0, additionalDetails: "MFA completed in Azure AD" } }),
      row({ userId: "x", userPrincipalName: "bob", ...policy("success", "RequireAuthenticationStrength") }),
      row({ userPrincipalName: "eve", status: { errorCode: 50076 } }),
    ];
    assert.deepEqual(await found(async () => rows), [
      'ok: 3 sign-ins within 7 days, each with MFA: 1 of "admins", 1 of no group of the settings.',
    ]);
  });

  it("finds who came in without, by name and group: no policy, a report-only one, one that asks for a device only", async () => {
    const rows = [row(policy("notApplied", "mfa")), row(policy("reportOnlySuccess", "mfa")), row(policy("success", "compliantDevice"))];
    for (const one of rows)
      assert.deepEqual(await found(async () => [one]), ['finding: ada ("admins") signed in to AWS within 7 days without MFA.']);
  });

  it("cannot tell where the log does not say, has nobody, or may not be read: permission or licence", async () => {
    assert.match((await found(async () => [row({})]))[0]!, /^cannot tell: Entra does not say of 1 of 1 sign-ins .*Policy\.Read\.All/);
    assert.match((await found(async () => []))[0]!, /^cannot tell: Entra's log has no sign-in to AWS within 7 days\. -> By hand/);
    const refused = (code: string, message: string) =>
      found(() => Promise.reject(new GraphError(403, code, message, "/auditLogs/signIns")));
    assert.match((await refused("Authorization_RequestDenied", "Insufficient privileges."))[0]!, /AuditLog\.Read\.All/);
    assert.match(
      (
        await refused(
          "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
          "Neither tenant is B2C or tenant doesn't have premium license",
        )
      )[0]!,
      /-> The tenant lacks Entra ID P1/,
    );
  });
});
