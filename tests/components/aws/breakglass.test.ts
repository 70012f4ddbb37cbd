import assert from "node:assert/strict";
import { breakglassUserArns, guardArns, trailOf } from "../../../access/breakglass/watch";
import { Breakglass, type BreakglassUserArgs } from "../../../components/aws/breakglass";
import { only, type Registered, resources, startMocks, valueOf } from "../mocks";
import { options, watchOptions } from "../options";

const place = { accountId: "100000000001", partition: "aws", homeRegion: "eu-west-1" };
const key = (fingerprint: string) => ({ fingerprint, userIds: ["x"], binaryBase64: `base64-${fingerprint}` });
const USERS: BreakglassUserArgs[] = [
  { name: "breakglass-1", custodian: "Grace", key: key("AAAA"), generation: "2026Q4", accessKeyGenerations: [] },
  { name: "breakglass-2", custodian: "Alan", key: key("BBBB"), generation: "2026Q4", accessKeyGenerations: [] },
];

async function breakglass(users = USERS, ownPasswordPolicy = true) {
  await resources();
  await options();
  const path = "/breakglass/";
  const userArns = breakglassUserArns(users, path, place);
  const component = new Breakglass("breakglass", {
    users,
    path,
    userArns,
    partition: "aws",
    guard: guardArns(place, path, trailOf({}, place)),
    ownPasswordPolicy,
  });
  const found: readonly Registered[] = await resources();
  return { component, found, of: await options() };
}

describe("breakglass users", () => {
  before(async () => {
    await startMocks({}, (type) =>
      type === "aws:iam/userLoginProfile:UserLoginProfile" || type === "aws:iam/accessKey:AccessKey"
        ? { encryptedPassword: "encrypted password", encryptedSecret: "encrypted secret", keyFingerprint: "f1nger" }
        : {},
    );
    watchOptions();
  });

  it("come with a password policy for the account that lets no sealed password end (CIS 1.8, 1.9)", async () => {
    const { found } = await breakglass();
    assert.deepEqual(only(found, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "breakglass/password-policy").inputs, {
      minimumPasswordLength: 14,
      passwordReusePrevention: 24,
      maxPasswordAge: 0,
      hardExpiry: false,
      allowUsersToChangePassword: true,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
    });
  });

  it("leave the account's password policy alone where the settings say so", async () => {
    const { found } = await breakglass(USERS, false);
    assert.ok(!found.some(({ type }) => type === "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"));
  });

  it("are two administrators under one guard policy, in the management account's own IAM", async () => {
    const { found } = await breakglass();
    assert.deepEqual(
      found
        .filter(({ type }) => type !== "federation:aws:Breakglass")
        .map(({ name }) => name)
        .sort(),
      [
        "breakglass-1",
        "breakglass-1/administrator",
        "breakglass-1/guard",
        "breakglass-1/password",
        "breakglass-2",
        "breakglass-2/administrator",
        "breakglass-2/guard",
        "breakglass-2/password",
        "breakglass/guard",
        "breakglass/password-policy",
      ],
    );
    assert.deepEqual(only(found, "aws:iam/user:User", "breakglass-1").inputs, {
      name: "breakglass-1",
      path: "/breakglass/",
      forceDestroy: true,
      tags: {
        "federation:breakglass": "true",
        "aws-entra-federation:stack": "organization/federation/test",
        "federation:generation": "2026Q4",
        "federation:custodian-key": "AAAA",
      },
    });
    for (const user of ["breakglass-1", "breakglass-2"]) {
      assert.deepEqual(only(found, "aws:iam/userPolicyAttachment:UserPolicyAttachment", `${user}/administrator`).inputs, {
        user,
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      });
      assert.deepEqual(only(found, "aws:iam/userPolicyAttachment:UserPolicyAttachment", `${user}/guard`).inputs, {
        user,
        policyArn: "arn:breakglass/guard",
      });
    }
    const { inputs } = only(found, "aws:iam/policy:Policy");
    assert.equal(inputs["name"], "breakglass-guard");
    assert.match(String(inputs["policy"]), /"Sid":"DenyWithoutMfa"/);
  });

  it("cannot be deleted by an edit", async () => {
    const { of } = await breakglass();
    for (const name of ["breakglass-1", "breakglass-2"]) assert.equal(of(`User ${name}`).protect, true);
    assert.equal(of("UserLoginProfile breakglass-1/password").protect, false, "its own replacement is how it rotates");
  });

  it("have a password only once guard and administrator's rights are there, encrypted to their own custodian", async () => {
    const { found, of } = await breakglass();
    for (const [user, fingerprint] of [
      ["breakglass-1", "AAAA"],
      ["breakglass-2", "BBBB"],
    ] as const) {
      assert.deepEqual(only(found, "aws:iam/userLoginProfile:UserLoginProfile", `${user}/password`).inputs, {
        user,
        pgpKey: `base64-${fingerprint}`,
        passwordLength: 40,
        passwordResetRequired: false,
      });
      const [guard, administrator] = [`UserPolicyAttachment ${user}/guard`, `UserPolicyAttachment ${user}/administrator`];
      assert.deepEqual(of(administrator).dependencies, [`User ${user}`, guard]);
      assert.deepEqual(of(`UserLoginProfile ${user}/password`).dependencies, [`User ${user}`, administrator, guard]);
    }
  });

  it("replace a password by its generation only, the old before the new: a user has one", async () => {
    const { of } = await breakglass([{ ...USERS[0]!, generation: "2027Q1" }, USERS[1]!]);
    for (const [user, generation] of [
      ["breakglass-1", "2027Q1"],
      ["breakglass-2", "2026Q4"],
    ] as const) {
      const { ignoreChanges, replacementTrigger, deleteBeforeReplace } = of(`UserLoginProfile ${user}/password`);
      assert.deepEqual(ignoreChanges, ["pgpKey", "passwordLength", "passwordResetRequired"]);
      assert.deepEqual([replacementTrigger, deleteBeforeReplace], [generation, true]);
    }
  });

  it("have an access key a generation, each after the guard, the older beside the newer", async () => {
    const { found, of } = await breakglass([{ ...USERS[0]!, generation: "2027Q1", accessKeyGenerations: ["2026Q4", "2027Q1"] }, USERS[1]!]);
    assert.deepEqual(found.filter(({ type }) => type === "aws:iam/accessKey:AccessKey").map(({ name, inputs }) => [name, inputs["user"], inputs["pgpKey"]]), [
      ["breakglass-1/key/2026Q4", "breakglass-1", "base64-AAAA"],
      ["breakglass-1/key/2027Q1", "breakglass-1", "base64-AAAA"],
    ]); // prettier-ignore
    assert.deepEqual(of("AccessKey breakglass-1/key/2027Q1").dependencies, [
      "User breakglass-1",
      "UserPolicyAttachment breakglass-1/guard",
    ]);
    assert.deepEqual(of("AccessKey breakglass-1/key/2026Q4").ignoreChanges, ["pgpKey"]);
    assert.match(String(only(found, "aws:iam/policy:Policy").inputs["policy"]), /sts:GetSessionToken/);
    assert.equal(
      (only(found, "aws:iam/user:User", "breakglass-1").inputs["tags"] as Record<string, string>)["federation:access-keys"],
      "2026Q4 2027Q1",
    );
  });

  it("hand over what the cloud encrypted, with whose key it was", async () => {
    const { component } = await breakglass([{ ...USERS[0]!, accessKeyGenerations: ["2026Q4"] }, USERS[1]!]);
    assert.deepEqual(await valueOf(component.handOver), {
      "breakglass-1": {
        custodian: "Grace",
        fingerprint: "F1NGER",
        generation: "2026Q4",
        encryptedPassword: "encrypted password",
        accessKeys: { "breakglass-1/key/2026Q4-id": "encrypted secret" },
      },
      "breakglass-2": {
        custodian: "Alan",
        fingerprint: "F1NGER",
        generation: "2026Q4",
        encryptedPassword: "encrypted password",
        accessKeys: {},
      },
    });
  });
});
