import assert from "node:assert/strict";
import { memberIamUsers } from "../../../../cli/verify/checks/member-iam-users";
import type { Sources } from "../../../../cli/verify/context";
import { runChecks } from "../../../../cli/verify/run";
import { federation } from "../../command";
import { contextWith, organization } from "../fakes";

const accounts = [
  ...organization.accounts,
  { id: "300000000002", name: "data", state: "ACTIVE" as const, ouPath: [], tags: {} },
  { id: "300000000003", name: "old", state: "SUSPENDED" as const, ouPath: [], tags: {} },
];

async function found(userNames?: (id: string) => Promise<string[]>): Promise<{ messages: string[]; asked: string[] }> {
  const asked: string[] = [];
  const change = ({ memberAccounts, ...sources }: Sources): Sources => ({
    ...sources,
    organization: async () => ({ organizationId: "o-1", featureSet: "ALL", organization: { ...organization, accounts } }),
    ...(userNames === undefined
      ? {}
      : {
          memberAccounts: {
            role: memberAccounts!.role,
            userNames: (id) => {
              asked.push(id);
              return userNames(id);
            },
          },
        }),
  });
  const [result] = await runChecks([memberIamUsers], contextWith(change));
  return { messages: result!.outcomes.map(({ status, message }) => `${status}: ${message}`), asked: asked.sort() };
}

describe("verify, IAM users of other accounts (R9.6)", () => {
  it("asks nobody without --all-accounts", async () => {
    assert.deepEqual((await found()).messages, [
      "not yet: Only with --all-accounts ROLE, the read-only role by which each account is entered.",
    ]);
  });

  it("asks every other active account, and is ok where none has a user", async () => {
    assert.deepEqual(await found(async () => []), {
      messages: ["ok: 2 other accounts have no IAM user; 1 are not active, and were not asked."],
      asked: ["300000000001", "300000000002"],
    });
  });

  it("names users by account, and an account that cannot be entered; one does not hide the other", async () => {
    const read = async (id: string): Promise<string[]> => {
      if (id === "300000000002") throw Object.assign(new Error("not authorized to perform: sts:AssumeRole"), { name: "AccessDenied" });
      return ["jenkins", "anna"];
    };
    assert.deepEqual((await found(read)).messages, [
      "finding: app (300000000001) has IAM users: anna, jenkins.",
      "cannot tell: data (300000000002) could not be looked into: AccessDenied: not authorized to perform: sts:AssumeRole.",
    ]);
  });

  it("takes the name of a role, and nothing else, before anything is asked", async () => {
    const { status, err } = await federation("verify", "--stack", "dev", "--all-accounts", "arn:aws:iam::1:role/x");
    assert.equal(status, 2);
    assert.match(err, /--all-accounts "arn:aws:iam::1:role\/x" is no name of an IAM role/);
  });
});
