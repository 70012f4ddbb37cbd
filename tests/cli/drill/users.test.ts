import assert from "node:assert/strict";
import type { DrillSubject } from "../../../cli/drill/subject";
import { checkUsers } from "../../../cli/drill/users";
import { type Answers, daysAgo, error, guards, NOW, subject, sentences, withAws } from "./fakes";

describe("what a drill reads of the users", () => {
  const ADMINISTRATOR = { PolicyName: "AdministratorAccess", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
  const GUARD = { PolicyName: "breakglass-guard", PolicyArn: guards.policy };
  const fine: Answers = {
    GetUser: {},
    ListAttachedUserPolicies: { AttachedPolicies: [ADMINISTRATOR, GUARD] },
    ListUserPolicies: { PolicyNames: [] },
    ListGroupsForUser: { Groups: [] },
    GetPolicy: { Policy: { DefaultVersionId: "v2" } },
    GetPolicyVersion: (_: string, { VersionId }: { VersionId?: string }) => ({
      PolicyVersion: { Document: encodeURIComponent(JSON.stringify(VersionId === "v2" ? subject.guard : {})) },
    }),
    ListMFADevices: { MFADevices: ["a", "b"].map((key) => ({ SerialNumber: `arn:aws:iam::100000000001:u2f/user/breakglass-1/${key}` })) },
    GetLoginProfile: { LoginProfile: { CreateDate: daysAgo(10) } },
    ListAccessKeys: { AccessKeyMetadata: [] },
  };
  const users = (changes: Answers = {}, changed: Partial<DrillSubject> = {}) =>
    withAws({ ...fine, ...changes }, () => checkUsers({ ...subject, ...changed }, NOW));

  it("passes users as declared, with two security keys and a fresh password", async () => {
    assert.deepEqual(
      (await users()).map(({ outcome, evidence }) => `${outcome}: ${evidence}`),
      [
        "passed: AdministratorAccess and the unchanged guard policy, nothing else.",
        "passed: 2 FIDO2, 0 code device(s).",
        "passed: password 10 days old.",
      ],
    );
  });

  for (const [what, id, changes, evidence] of [
    ["a user that is gone", "user", { GetUser: error("NoSuchEntityException") }, "failed: The user does not exist; run `pulumi up`."],
    [
      "no administrator",
      "user",
      { ListAttachedUserPolicies: { AttachedPolicies: [GUARD] } },
      "failed: AdministratorAccess is not attached.",
    ],
    [
      "a policy of that name that is not AWS's",
      "user",
      {
        ListAttachedUserPolicies: {
          AttachedPolicies: [
            { PolicyName: "AdministratorAccess", PolicyArn: "arn:aws:iam::100000000001:policy/AdministratorAccess" },
            GUARD,
          ],
        },
      },
      "failed: AdministratorAccess is not attached; it has policies that nobody declared: AdministratorAccess.",
    ],
    [
      "a missing guard",
      "user",
      { ListAttachedUserPolicies: { AttachedPolicies: [ADMINISTRATOR] } },
      "failed: Its guard policy is not attached.",
    ],
    ["a changed guard", "user", { GetPolicy: { Policy: { DefaultVersionId: "v3" } } }, "failed: Its guard policy was changed."],
    ["another policy", "user", { ListUserPolicies: { PolicyNames: ["mine"] } }, "failed: It has policies that nobody declared: mine."],
    ["a group", "user", { ListGroupsForUser: { Groups: [{ GroupName: "devs" }] } }, "failed: It is in groups: devs."],
    ["no device", "mfa", { ListMFADevices: {} }, "failed: No FIDO2 security key is enrolled (console-only: `federation steps`)."],
    [
      "a code device beside the key",
      "mfa",
      {
        ListMFADevices: {
          MFADevices: [{ SerialNumber: "arn:aws:iam::100000000001:u2f/user/x/y" }, { SerialNumber: "arn:aws:iam::100000000001:mfa/phone" }],
        },
      },
      "failed: 1 code device(s) stand beside the security keys.",
    ],
    [
      "no spare",
      "mfa",
      { ListMFADevices: { MFADevices: [{ SerialNumber: "arn:aws:iam::100000000001:u2f/user/x/y" }] } },
      "passed: 1 FIDO2, 0 code device(s). Only one: enrol a spare that lies elsewhere.",
    ],
    [
      "an old password",
      "age",
      { GetLoginProfile: { LoginProfile: { CreateDate: daysAgo(185) } } },
      "failed: The password is 185 days old, more than 184.",
    ],
    ["no password", "age", { GetLoginProfile: error("NoSuchEntityException") }, "failed: It has no console password."],
    [
      "an access key that nobody wants",
      "age",
      { ListAccessKeys: { AccessKeyMetadata: [{ AccessKeyId: "AKIAEXAMPLE1234", CreateDate: daysAgo(1), Status: "Active" }] } },
      "failed: It has 1 access key(s), and the settings want none.",
    ],
  ] as const) {
    it(`notices ${what}`, async () => assert.equal(sentences(await users(changes), id), evidence));
  }

  it("takes access keys and code devices where the settings want them, and tells the old ones", async () => {
    const keys = {
      ListAccessKeys: { AccessKeyMetadata: [{ AccessKeyId: "AKIAEXAMPLE1234", CreateDate: daysAgo(200), Status: "Active" }] },
    };
    assert.equal(sentences(await users(keys, { accessKeys: true }), "age"), "failed: Key …1234 is 200 days old, more than 184.");
  });
});
