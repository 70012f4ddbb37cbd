import assert from "node:assert/strict";
import type { Grant } from "../../access/model";
import type { Asked } from "../../access/queries";
import { grantsOfAccount, grantsOfGroup } from "../../cli/stack/access";
import { splitConfig } from "../../access/settings/stack-values";
import { settingsPath, shortName } from "../../cli/stack/settings-file";

describe("settings of a stack", () => {
  it("come from PULUMI_OPTION_CONFIG_FILE, else from the stack's own file", () => {
    assert.equal(settingsPath("acme/federation/prod", {}), "Pulumi.prod.yaml");
    assert.equal(settingsPath("prod", { PULUMI_OPTION_CONFIG_FILE: "/tmp/x.yaml" }), "/tmp/x.yaml");
    assert.equal(shortName("dev"), "dev");
  });

  it("leave out other namespaces and everything encrypted", () => {
    assert.deepEqual(
      splitConfig({
        "aws:region": "eu-west-1",
        "federation:stage": "production",
        "federation:scimToken": { secure: "v1:x" },
        "federation:access": [],
      }),
      { raw: { stage: "production", access: [] }, secrets: ["scimToken"] },
    );
  });
});

describe("access matrix of a stack", () => {
  const grant = (group: string, accountName: string, accountId: string): Grant => ({
    group,
    permissionSet: "Admin",
    accountId,
    accountName,
    because: [],
  });
  const grants = [grant("admins", "prod", "1"), grant("devs", "dev", "2"), grant("devs", "dev", "3")];
  const access: Asked = { grants, leftOut: [{ id: "4", name: "old", state: "SUSPENDED", ouPath: [], tags: {} }] };

  it("answers for an account by id and by name", () => {
    assert.deepEqual(grantsOfAccount(access, "1"), [grants[0]]);
    assert.deepEqual(grantsOfAccount(access, "prod"), [grants[0]]);
  });

  it("refuses a name that several accounts have, and one that nobody can reach", () => {
    assert.throws(() => grantsOfAccount(access, "dev"), /^Failure: Several accounts are called "dev": 2, 3; give the id\.$/);
    assert.throws(
      () => grantsOfAccount(access, "x"),
      /^Failure: No group has access to an account "x"; accounts with access: dev, prod\.$/,
    );
  });

  it("says that an account is suspended", () => {
    assert.throws(() => grantsOfAccount(access, "old"), /^Failure: No group has access to old \(4\): the account is SUSPENDED\.$/);
  });

  it("answers for a group whatever its capitals, and names the groups there are", () => {
    assert.deepEqual(grantsOfGroup(access, "Admins"), [grants[0]]);
    assert.throws(() => grantsOfGroup(access, "ops"), /groups with access: admins, devs\.$/);
  });
});
