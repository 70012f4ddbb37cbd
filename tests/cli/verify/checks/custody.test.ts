import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateKey } from "openpgp";
import type { Settings } from "../../../../access/settings";
import { custody } from "../../../../cli/verify/checks/custody";
import { settings } from "../fakes";
import { breakglassSettings, rightUser } from "../guard-fakes";
import { guarded, withGuard, withUser } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const [grace, alan] = breakglassSettings.breakglass.users as [object, object];
const custodianKey = (pgpPublicKey: string): Settings => {
  const users = [grace, { ...alan, custodian: { name: "Alan", pgpPublicKey } }];
  return settings({ ...breakglassSettings, breakglass: { ...breakglassSettings.breakglass, users } });
};
const fixture = (name: string): string => readFileSync(join(__dirname, "../../../fixtures/custodians", `${name}.public.asc`), "utf8");
const day = (text: string): Date => new Date(`${text}T08:00:00Z`);
const EXTEND = " -> Let Alan extend it, and write it anew (`gpg --armor --export`).";
const tagged = (tag: string, value: string | undefined) => {
  const others = Object.fromEntries(Object.entries(rightUser("breakglass-1").tags).filter(([name]) => name !== tag));
  return messages(custody, withUser({ tags: value === undefined ? others : { ...others, [tag]: value } }), guarded);
};
const back = (tag: string, value: string) =>
  `else find out in CloudTrail who changed the tag, and put it back: \`aws iam tag-user --user-name breakglass-1 --tags Key=${tag},Value=${value}\`.`;
const GENERATION = "federation:generation";
const KEY = "federation:custodian-key";
const GRACES = "FAEBF840E0FA826910A5E705FF2E52418FCBE4AF";

describe("verify: breakglass credentials and their custodians (R7.3)", () => {
  it("are of the settings' generation, encrypted to the custodians' keys", async () => {
    assert.deepEqual(await messages(custody, undefined, guarded), [
      "ok: breakglass-1: 2026Q4, with Grace. breakglass-2: 2026Q4, with Alan.",
    ]);
  });

  it("are a finding where a user is tagged with another generation, or none", async () => {
    const remedy = `Where the settings were changed, run \`pulumi up\`; ${back(GENERATION, "2026Q4")}`;
    assert.deepEqual(await tagged(GENERATION, "2026Q3"), [
      `finding: breakglass-1 is tagged with credentials 2026Q3, and the settings say 2026Q4. -> ${remedy}`,
    ]);
    assert.deepEqual(await tagged(GENERATION, undefined), [
      `finding: breakglass-1 is tagged with credentials of no generation, and the settings say 2026Q4. -> ${remedy}`,
    ]);
  });

  it("are a finding where a user is tagged with another custodian's key, or nobody's", async () => {
    const remedy = `Where the settings were changed, write a new generation with it and run \`pulumi up\`; ${back(KEY, GRACES)}`;
    assert.deepEqual(await tagged(KEY, "00"), [
      `finding: breakglass-1 is tagged with the custodian's key 00, and the settings have ${GRACES}. -> ${remedy}`,
    ]);
    assert.deepEqual(await tagged(KEY, undefined), [
      `finding: breakglass-1 is tagged with the custodian's key of nobody, and the settings have ${GRACES}. -> ${remedy}`,
    ]);
  });

  it("are a finding where a custodian's key ends within 30 days, by name, and not before", async () => {
    const { publicKey } = await generateKey({
      userIDs: [{ name: "Alan" }],
      date: day("2026-11-01"),
      keyExpirationTime: 60 * 86_400,
    });
    const nobody = withGuard({ iam: { user: async () => undefined } });
    const on = async (at: string) => messages(custody, nobody, custodianKey(publicKey), day(at));
    // Made at eight on 1 November; sixty days later it is 31 December.
    assert.deepEqual(await on("2026-12-01"), [`finding: The PGP key of Alan ends in 30 days.${EXTEND}`]);
    assert.match((await on("2026-11-30"))[0]!, /^ok: /);
    assert.deepEqual(await on("2026-12-30"), [`finding: The PGP key of Alan ends in 1 days.${EXTEND}`]);
    assert.deepEqual(await on("2026-12-31"), [`finding: The PGP key of Alan ends in 0 days.${EXTEND}`]);
    assert.deepEqual(await on("2027-01-01"), [`finding: The PGP key of Alan ended 1 days ago.${EXTEND}`]);
  });

  it("are a finding where nothing can be encrypted to a custodian's key any more", async () => {
    assert.deepEqual(await messages(custody, undefined, custodianKey(fixture("expired"))), [
      `finding: The PGP key of Alan ended 325 days ago.${EXTEND}`,
    ]);
    const [revoked, ...others] = await messages(custody, undefined, custodianKey(fixture("revoked")));
    assert.match(
      revoked!,
      /^finding: The PGP key of Alan is revoked \(fingerprint [0-9A-F]{40}\)\. -> Write the custodian's present key\.$/,
    );
    assert.deepEqual(others, []);
  });

  it("of a user that is not there are R7.1's to tell", async () => {
    assert.match((await messages(custody, withGuard({ iam: { user: async () => undefined } }), guarded))[0]!, /^ok: /);
  });

  it("cannot be told where IAM may not be read, and are none without breakglass users", async () => {
    assert.deepEqual(await messages(custody, withGuard({ iam: { user: deniedByAws } }), guarded), DENIED_BY_AWS);
    const none = ["not yet: The settings have no federation:breakglass."];
    assert.deepEqual(await messages(custody), none);
    assert.deepEqual(await messages(custody, undefined, { ...guarded, breakglass: undefined, drills: undefined } as never), none);
  });
});
