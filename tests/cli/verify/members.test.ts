import assert from "node:assert/strict";
import type { Member } from "../../../cli/clouds/entra-types";
import { memberOutcomes } from "../../../cli/verify/members";

const ADA = "aaaaaaaa-0000-4000-8000-00000000000a";
const BOB = "aaaaaaaa-0000-4000-8000-00000000000b";
const ada = { id: ADA, displayName: "Ada Byron", userPrincipalName: "ada@example.com", givenName: "Ada", surname: "Byron" };
const bob = { id: BOB, displayName: "Bob Moran", userPrincipalName: "bob@example.com", givenName: "Bob", surname: "Moran" };
const store = (userName: string, ...externalIds: string[]) => ({ userId: `store-${userName}`, userName, externalIds });
const place = { region: "eu-west-1", identityStoreId: "d-1", groupId: "g-1" };
type User = ReturnType<typeof store>;
type More = Parameters<typeof memberOutcomes> extends [unknown, ...infer Rest] ? Rest : never;
const compared = (displayName: string, entra: readonly Member[], there: readonly User[], users: readonly User[] = there) => ({
  displayName,
  entra,
  store: there,
  users,
  place,
});
const sentences = (group: string, entra: readonly Member[], there: readonly User[], ...more: More) =>
  memberOutcomes(compared(group, entra, there), ...more).map(({ status, message }) => `${status}: ${message}`);

describe("verify: members of a group", () => {
  it("are the same people, by object id or user name, whatever its letter case", () => {
    assert.deepEqual(sentences("g", [ada, bob], [store("Ada@Example.com"), store("renamed@example.com", BOB.toUpperCase())]), []);
  });

  it("of the same number, but others, are a finding that names both", () => {
    assert.deepEqual(sentences("g", [ada], [store("bob@example.com", BOB)]), [
      'finding: "g" in Identity Center has bob@example.com, who is no member in Entra, and lacks ada@example.com, who is.',
    ]);
  });

  it("are others where the object id is another's, though the user name is the same", () => {
    assert.deepEqual(sentences("g", [ada], [store("ada@example.com", BOB)]), [
      'finding: "g" in Identity Center has ada@example.com, who is no member in Entra, and lacks ada@example.com, who is.',
    ]);
  });

  it("that are under way are not yet there, by name", () => {
    assert.deepEqual(sentences("g", [ada, bob], [store("ada@example.com")]), [
      'not yet: "g" lacks bob@example.com in Identity Center; a cycle brings this person.',
    ]);
  });

  it("whom the provisioning log's last word refuses or skips are a finding with its reason", () => {
    const event = (id: string, at: string, status: string, reason?: string) => ({
      activityDateTime: at,
      sourceIdentity: { id, displayName: "Bob Moran" },
      provisioningStatusInfo: { status, errorInformation: reason === undefined ? null : { reason } },
    });
    const skipped = event(BOB, "2026-11-27T10:00:00Z", "skipped", "the account is disabled");
    assert.deepEqual(sentences("g", [ada, bob], [], [skipped]), [
      'finding: "g" lacks bob@example.com in Identity Center: the provisioning log says "the account is disabled" about Bob Moran.',
      'not yet: "g" lacks ada@example.com in Identity Center; a cycle brings this person.',
    ]);
    assert.deepEqual(sentences("g", [bob], [], [skipped, event(BOB, "2026-11-27T11:00:00Z", "success")]), [
      'not yet: "g" lacks bob@example.com in Identity Center; a cycle brings this person.',
    ]);
  });

  const cycle = "2026-11-27T10:00:00Z";
  const since = (entries: Readonly<Record<string, string>>) => ({ cycle, seen: cycle, since: new Map(Object.entries(entries)) });

  it("whom a whole cycle passed over are a finding that names them; who joined since its begin is not yet there", () => {
    assert.deepEqual(sentences("g", [ada, bob], [], [], since({ [ADA]: "2026-11-20T09:00:00Z", [BOB]: "2026-11-27T10:00:01Z" })), [
      `finding: "g" lacks ada@example.com (a member since 2026-11-20T09:00:00Z) in Identity Center: the cycle of ${cycle} has ended without this person, and the provisioning log does not say why.`,
      'not yet: "g" lacks bob@example.com in Identity Center; a cycle brings this person.',
    ]);
  });

  it("who are members for longer than the log reaches were there before the cycle", () => {
    assert.deepEqual(sentences("g", [bob], [], [], since({})), [
      `finding: "g" lacks bob@example.com (a member for longer than Entra's audit log reaches) in Identity Center: the cycle of ${cycle} has ended without this person, and the provisioning log does not say why.`,
    ]);
  });

  it("are put in by AWS's API where Identity Center has them, else looked at again by a restart", () => {
    const [{ remedy }] = memberOutcomes(compared("g", [ada], [], [store("ada@example.com", ADA)]), [], since({})) as unknown as [
      { remedy: string },
    ];
    const put =
      "`aws identitystore create-group-membership --region eu-west-1 --identity-store-id d-1 --group-id g-1 --member-id UserId=store-ada@example.com`";
    assert.equal(remedy, `Put them into the group there, as provisioning takes them for sent: ${put}.`);
    const [restart] = memberOutcomes(compared("g", [ada], []), [], since({}));
    assert.match(restart!.remedy!, /^Run `federation repair --restart-provisioning`/);
    const [exchanged] = memberOutcomes(compared("g", [ada], [store("bob@example.com", BOB)], [store("ada@example.com", ADA)]));
    assert.match(
      exchanged!.remedy!,
      /delete-group-membership .*--member-id UserId=store-bob@example\.com .*create-group-membership .*ada@/,
    );
  });

  it("cannot be told from those whom a cycle brings where the audit log is closed", () => {
    assert.deepEqual(sentences("g", [ada, bob], [], [], { cycle, seen: cycle, since: undefined }), [
      `cannot tell: "g" lacks ada@example.com, bob@example.com in Identity Center; since when they are members cannot be told, so that the cycle of ${cycle} may have passed some of them over.`,
    ]);
  });

  it("whom no cycle will ever bring are a finding with the cause", () => {
    assert.deepEqual(sentences("g", [{ ...ada, surname: null, givenName: "" }], []), [
      `finding: ada@example.com will never come to "g" in Identity Center: Entra has no given name and no surname for them, which AWS's SCIM needs.`,
    ]);
  });

  it("that are guests are a note; nested groups and devices are no people", () => {
    const guest = { ...bob, userPrincipalName: "bob_partner.com#EXT#@example.com" };
    const nested = { id: "n", "@odata.type": "#microsoft.graph.group", displayName: "inner" };
    assert.deepEqual(sentences("g", [guest, nested], [store("bob_partner.com#EXT#@example.com")]), [
      'note: "g" has guests: bob_partner.com#EXT#@example.com.',
    ]);
  });
});
