import assert from "node:assert/strict";
import { iamUsers } from "../../../../cli/verify/checks/iam-users";
import { settings } from "../fakes";
import { accountId, breakglassSettings } from "../guard-fakes";
import { guarded, withGuard } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const OURS = ["breakglass-1", "breakglass-2"];
const users = (names: string[], wanted = guarded) => messages(iamUsers, withGuard({ iam: { userNames: async () => names } }), wanted);
const found = (names: string, more = "") =>
  `finding: The management account has IAM users that nobody declared: ${names}.${more} -> Find out who uses each (IAM > Users > Last activity), move that use to the federation or to a role, then delete the user.`;
const leaving = (entry: object) => settings({ ...breakglassSettings, unmanaged: [{ iamUsers: ["ses-*"], reason: "mail", ...entry }] });

describe("verify: IAM users of the management account (R9.6)", () => {
  it("are the breakglass users alone", async () => {
    assert.deepEqual(await messages(iamUsers, undefined, guarded), [`ok: ${accountId} has no IAM user but breakglass-1 and breakglass-2.`]);
    const none = { ...guarded, breakglass: undefined, drills: undefined } as unknown as typeof guarded;
    assert.deepEqual(await users([], none), [`ok: ${accountId} has no IAM user but none.`]);
  });

  it("that nobody declared are a finding, by name and in order, ten of them", async () => {
    assert.deepEqual(await users([...OURS, "jenkins", "ada"]), [found("ada, jenkins")]);
    const many = Array.from({ length: 12 }, (_, at) => `u${at + 10}`);
    assert.deepEqual(await users([...OURS, ...many]), [found(`${many.slice(0, 10).join(", ")} and 2 more`)]);
  });

  it("that the settings leave alone are a note, and no other", async () => {
    const left = "note: 1 IAM user left alone by federation:unmanaged[0] (mail): ses-smtp.";
    assert.deepEqual(await users([...OURS, "ses-smtp"], leaving({})), [left]);
    assert.deepEqual(await users([...OURS, "ses-smtp", "jenkins"], leaving({})), [found("jenkins"), left]);
  });

  it("are a finding again after the last day of their entry, which is said once", async () => {
    const ended = " federation:unmanaged[0] left it alone until 2026-11-22 (mail).";
    assert.deepEqual(await users([...OURS, "ses-a", "ses-b"], leaving({ until: "2026-11-22" })), [found("ses-a, ses-b", ended)]);
  });

  it("cannot be told where IAM may not be read, and are not looked at without alarms", async () => {
    assert.deepEqual(await messages(iamUsers, withGuard({ iam: { userNames: deniedByAws } }), guarded), DENIED_BY_AWS);
    assert.deepEqual(await messages(iamUsers), ["not yet: The settings have no federation:alarms; IAM is not looked at."]);
  });
});
