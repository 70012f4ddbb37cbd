import assert from "node:assert/strict";
import type { UserReading } from "../../../../cli/clouds/guard/iam";
import { breakglassCredentials } from "../../../../cli/verify/checks/breakglass-credentials";
import { settings } from "../fakes";
import { accountId, breakglassSettings, rightUser } from "../guard-fakes";
import { guarded, withGuard, withUser } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const { breakglass } = breakglassSettings;
const withKeys = settings({ ...breakglassSettings, breakglass: { ...breakglass, accessKeys: true } });
const SECOND = "ok: breakglass-2 has its password, 2 MFA devices and 0 access keys.";
/** What is said of breakglass-1 with something changed; the other one is right. */
async function found(change: Partial<UserReading>): Promise<string[]> {
  const rows = await messages(breakglassCredentials, withUser(change), guarded);
  assert.equal(rows.at(-1), SECOND);
  return rows.slice(0, -1);
}
const fido = (name: string) => `arn:aws:iam::${accountId}:u2f/user/breakglass-1/${name}`;
const PHONE = `arn:aws:iam::${accountId}:mfa/phone`;
const key = (id: string, status = "Active") => ({ id, status, made: new Date("2026-11-20T00:00:00Z") });
const FIND = "Find out in CloudTrail who did it, then";
const NO_KEY = "breakglass-1 has no FIDO2 security key: without MFA its guard lets it do nothing.";
const WITHOUT = "has access keys and no code device (TOTP): a FIDO2 key cannot raise them to a session with MFA.";

describe("verify: passwords, security keys and access keys of breakglass users (R7.2)", () => {
  it("are there, and nothing else is", async () => {
    assert.deepEqual(await messages(breakglassCredentials, undefined, guarded), [
      "ok: breakglass-1 has its password, 2 MFA devices and 0 access keys.",
      SECOND,
    ]);
  });

  it("are a finding without a security key, and a note with one only", async () => {
    assert.deepEqual(await found({ mfaSerials: [] }), [
      `finding: ${NO_KEY} -> Enrol one in the console: \`federation steps\` says where (R7.2).`,
    ]);
    assert.deepEqual(await found({ mfaSerials: [fido("a")] }), [
      "note: breakglass-1 has one FIDO2 security key only. -> Enrol a spare that lies elsewhere.",
      "ok: breakglass-1 has its password, 1 MFA device and 0 access keys.",
    ]);
  });

  it("are a finding for each code device beside FIDO2", async () => {
    assert.deepEqual(await found({ mfaSerials: [fido("a"), fido("b"), PHONE] }), [
      `finding: breakglass-1 has a code device (${PHONE}) beside FIDO2: a way around it. -> ${FIND} run \`aws iam deactivate-mfa-device --user-name breakglass-1 --serial-number ${PHONE}\`.`,
    ]);
  });

  it("are a finding without a password", async () => {
    assert.deepEqual(await found({ passwordMade: undefined }), [
      `finding: breakglass-1 has no console password. -> ${FIND} run \`pulumi up --refresh\`, which makes one; hand it over to its custodian (docs/breakglass.md).`,
    ]);
  });

  it("are a finding where access keys are there that nobody wants, by their last letters", async () => {
    assert.deepEqual(await found({ accessKeys: [key("AKIAWXYZ"), key("AKIAABCD", "Inactive")] }), [
      `finding: breakglass-1 has 2 access keys (…WXYZ, …ABCD), and the settings want none. -> ${FIND} delete each: \`aws iam delete-access-key --user-name breakglass-1 --access-key-id <id>\`.`,
    ]);
  });

  it("are a finding for each other credential", async () => {
    assert.deepEqual(await found({ otherCredentials: ["SSH key APKA", "signing certificate"] }), [
      `finding: breakglass-1 has a SSH key APKA, which nobody declared. -> ${FIND} delete it (IAM > Users > breakglass-1 > Security credentials).`,
      `finding: breakglass-1 has a signing certificate, which nobody declared. -> ${FIND} delete it (IAM > Users > breakglass-1 > Security credentials).`,
    ]);
  });

  describe("where the settings want access keys", () => {
    const keyed = (change: Partial<UserReading>) =>
      messages(
        breakglassCredentials,
        withGuard({
          iam: {
            user: async (name) => ({
              ...rightUser(name),
              mfaSerials: [...rightUser(name).mfaSerials, PHONE],
              accessKeys: [key("AKIAGOOD")],
              ...(name === "breakglass-1" ? change : {}),
            }),
          },
        }),
        withKeys,
      );
    const RIGHT = "ok: breakglass-2 has its password, 3 MFA devices and 1 access keys.";

    it("are right with one key and a code device", async () => {
      assert.deepEqual(await keyed({}), ["ok: breakglass-1 has its password, 3 MFA devices and 1 access keys.", RIGHT]);
    });

    it("are a finding without a code device", async () => {
      assert.deepEqual(await keyed({ mfaSerials: [fido("a"), fido("b")] }), [
        `finding: breakglass-1 ${WITHOUT} -> Enrol one in the console, or set federation:breakglass.accessKeys to false.`,
        RIGHT,
      ]);
    });

    it("are a finding with a key too many, a key too few, and a key that is switched off", async () => {
      assert.deepEqual(await keyed({ accessKeys: [key("AKIAGOOD"), key("AKIAMORE")] }), [
        `finding: breakglass-1 has 2 access keys (…GOOD, …MORE), and the settings want 1. -> ${FIND} delete the one that is not in \`pulumi stack output breakglassHandOver\`.`,
        RIGHT,
      ]);
      assert.deepEqual(await keyed({ accessKeys: [] }), [
        `finding: breakglass-1 has 0 access keys, and the settings want 1. -> ${FIND} run \`pulumi up --refresh\`, which makes what is missing.`,
        RIGHT,
      ]);
      assert.deepEqual(await keyed({ accessKeys: [key("AKIAGOOD", "Inactive")] }), [
        `finding: Access key …GOOD of breakglass-1 is inactive. -> ${FIND} run \`pulumi up --refresh\`, which activates it.`,
        RIGHT,
      ]);
    });
  });

  it("have two weeks to be enrolled after the program made the users", async () => {
    const fresh = (made: string, wanted = guarded) =>
      messages(
        breakglassCredentials,
        withGuard({ iam: { user: async (name) => ({ ...rightUser(name), mfaSerials: [], accessKeys: wanted === withKeys ? [key("AKIAGOOD")] : [], passwordMade: new Date(made) }) } }),
        { ...wanted, drills: { ...wanted.drills, lastDrills: {} } } as never,
      ); // prettier-ignore
    assert.equal((await fresh("2026-11-09T08:00:01Z"))[0], `not yet: ${NO_KEY} \`federation steps\` says how to enrol one.`);
    assert.match((await fresh("2026-11-09T08:00:00Z"))[0]!, /^finding: /);
    assert.equal((await fresh("2026-11-20T00:00:00Z", withKeys))[1], `not yet: breakglass-1 ${WITHOUT}`);
  });

  it("of a user that is not there are R7.1's to tell", async () => {
    const gone = withGuard({ iam: { user: async (name) => (name === "breakglass-1" ? undefined : rightUser(name)) } });
    assert.deepEqual(await messages(breakglassCredentials, gone, guarded), [SECOND]);
  });

  it("cannot be told where IAM may not be read, and are none without breakglass users", async () => {
    assert.deepEqual(await messages(breakglassCredentials, withGuard({ iam: { user: deniedByAws } }), guarded), DENIED_BY_AWS);
    const none = ["not yet: The settings have no federation:breakglass."];
    assert.deepEqual(await messages(breakglassCredentials), none);
    assert.deepEqual(
      await messages(breakglassCredentials, undefined, { ...guarded, breakglass: undefined, drills: undefined } as never),
      none,
    );
  });
});
