import assert from "node:assert/strict";
import { instance } from "../../../../cli/verify/checks/instance";
import { instanceArn } from "../fakes";
import { DENIED_BY_AWS, deniedByAws, messages, withCenter } from "../messages";

const one = { instanceArn, identityStoreId: "d-9367abcdef" };
const found = (...instances: (typeof one)[]) => messages(instance, withCenter({ instances: async () => instances }));

describe("verify: the Identity Center instance (R1.1)", () => {
  it("is the one of the home region", async () => {
    assert.deepEqual(await messages(instance), [`ok: ${instanceArn}, identity store d-9367abcdef.`]);
  });

  it("is a finding where there is none, and where there are two, each by its ARN", async () => {
    assert.deepEqual(await found(), [
      "finding: There is no Identity Center instance in eu-west-1. -> Enable IAM Identity Center in eu-west-1; `federation steps` says where.",
    ]);
    assert.deepEqual(await found(one, { instanceArn: "arn:aws:sso:::instance/ssoins-other", identityStoreId: "d-2" }), [
      `finding: There are 2 Identity Center instances in eu-west-1: ${instanceArn}, arn:aws:sso:::instance/ssoins-other. -> Run it with credentials of the management account, and delete account instances that nobody uses.`,
    ]);
  });

  it("cannot be told where instances may not be listed", async () => {
    assert.deepEqual(await messages(instance, withCenter({ instances: deniedByAws })), DENIED_BY_AWS);
  });
});
