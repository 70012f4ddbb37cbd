import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import { PASSWORD_POLICY, type PasswordPolicy } from "../../../access/breakglass/password-policy";
import { judgePasswordPolicy } from "../../../components/aws/password-policy";

const place = { accountId: "100000000001", region: "eu-west-1" };
const OWN = { urn: "u", type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy", name: "breakglass/password-policy", outputs: {} };
const meet = (answer: () => Promise<PasswordPolicy | undefined>, state: readonly (typeof OWN)[] = []) =>
  judgePasswordPolicy(state, place, answer);
const NOTHING = { problems: [], notices: [] };

describe("the account's password policy", () => {
  it("may be made where there is none, and where there is the same", async () => {
    assert.deepEqual(await meet(() => Promise.resolve(undefined)), NOTHING);
    assert.deepEqual(await meet(() => Promise.resolve(PASSWORD_POLICY)), NOTHING);
  });

  it("is not asked for once the state holds it", async () => {
    assert.deepEqual(await meet(() => Promise.reject(new Error("asked")), [OWN]), NOTHING);
  });

  it("is told where it replaces a weaker one", async () => {
    const { problems, notices } = await meet(() =>
      Promise.resolve({ ...PASSWORD_POLICY, minimumPasswordLength: 8, passwordReusePrevention: 0, requireSymbols: false }),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(notices, [
      "The account's password policy, which is not in this stack's state, is replaced: every IAM user's next password then needs at least 14 characters, not 8; 24 former passwords not to come again, not 0; symbols (federation:breakglass.passwordPolicy: existing leaves it as it is).",
    ]);
  });

  it("is refused where it replaces one that is stricter in anything, though weaker in the rest", async () => {
    const { problems, notices } = await meet(() =>
      Promise.resolve({ ...PASSWORD_POLICY, minimumPasswordLength: 8, hardExpiry: true, allowUsersToChangePassword: false }),
    );
    assert.deepEqual(problems.map(problemSentence), [
      "federation:breakglass.passwordPolicy would replace the account's password policy, which is not in this stack's state and also demands an administrator for a password that ended; an administrator for every change of a password: write \"existing\" to leave it as it is, or delete it first (`aws iam delete-account-password-policy`) if this stack's shall hold.",
    ]);
    assert.deepEqual(notices, []);
  });

  it("is told where it could not be read, in one line", async () => {
    assert.deepEqual(await meet(() => Promise.reject(new Error("User: x is not authorized\n    at y"))), {
      problems: [],
      notices: [
        "Whether account 100000000001 has a password policy already could not be read (User: x is not authorized): `pulumi up` replaces one without a word, unless federation:breakglass.passwordPolicy is existing.",
      ],
    });
  });
});
