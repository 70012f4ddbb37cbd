import assert from "node:assert/strict";
import { GetLoginProfileCommand, IAMClient, ListAccessKeysCommand } from "@aws-sdk/client-iam";
import { createMessage, decrypt, encrypt, generateKey, readMessage, readPrivateKey } from "openpgp";
import { secret, type PluginClient } from "../../shared/plugin-client";
import { startPlugin, type Plugin } from "../plugin";

const loginType = "aws:iam/userLoginProfile:UserLoginProfile";
const keyType = "aws:iam/accessKey:AccessKey";
const allowAll = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

describe("the aws plugin's credentials", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  let client: PluginClient;
  let iam: IAMClient;
  let pgpKey: string;
  let fingerprint: string;
  let open: (text: string) => Promise<string>;

  before(async () => {
    plugin = await startPlugin();
    ({ client } = plugin);
    iam = new IAMClient(plugin.cloud.settings());
    await client.create("aws:iam/user:User", "user", { name: "bg-1" });
    const pair = await generateKey({ userIDs: [{ name: "Custodian" }], format: "object" });
    pgpKey = Buffer.from(pair.publicKey.write()).toString("base64");
    fingerprint = pair.publicKey.getFingerprint();
    const decryptionKeys = await readPrivateKey({ armoredKey: pair.privateKey.armor() });
    open = async (text) =>
      (await decrypt({ message: await readMessage({ binaryMessage: Buffer.from(text, "base64") }), decryptionKeys })).data;
  });
  after(() => plugin.stop());

  it("hands a password over so that only the custodian can read it", async () => {
    const made = await client.create(loginType, "login", { user: "bg-1", pgpKey, passwordLength: 32, passwordResetRequired: true });
    assert.equal(made.id, "bg-1");
    assert.equal(made.outputs["keyFingerprint"], fingerprint);
    assert.equal(made.outputs["password"], undefined);
    const password = await open(made.outputs["encryptedPassword"] as string);
    assert.match(password, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z\d]).{32}$/);
    assert.ok(!JSON.stringify(made).includes(password));
    assert.equal((await iam.send(new GetLoginProfileCommand({ UserName: "bg-1" }))).LoginProfile?.PasswordResetRequired, true);
    assert.deepEqual(await client.refresh(made), made);
    await client.delete(made);
  });

  it("keeps a password without a custodian as a secret", async () => {
    const made = await client.create(loginType, "login", { user: "bg-1" });
    const { value } = made.outputs["password"] as { value: string };
    assert.deepEqual(made.outputs["password"], secret(value));
    assert.equal(value.length, 20);
    assert.equal(made.outputs["encryptedPassword"], undefined);
    await client.delete(made);
  });

  it("makes nothing when the key is none", async () => {
    for (const type of [loginType, keyType]) {
      await assert.rejects(client.create(type, "x", { user: "bg-1", pgpKey: "bm8ga2V5" }), /Error parsing given PGP key/);
    }
    await assert.rejects(iam.send(new GetLoginProfileCommand({ UserName: "bg-1" })), named("NoSuchEntityException"));
    assert.deepEqual((await iam.send(new ListAccessKeysCommand({ UserName: "bg-1" }))).AccessKeyMetadata, []);
  });

  it("hands an access key over encrypted, or keeps it as a secret", async () => {
    const encrypted = await client.create(keyType, "k", { user: "bg-1", pgpKey });
    assert.equal(encrypted.outputs["secret"], undefined);
    assert.match(await open(encrypted.outputs["encryptedSecret"] as string), /^\S{40}$/);
    const plain = await client.create(keyType, "k2", { user: "bg-1", status: "Inactive" });
    assert.ok((plain.outputs["secret"] as Record<string, unknown>)["value"]);
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: "bg-1" }));
    assert.deepEqual(
      AccessKeyMetadata?.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]).sort(),
      [
        [encrypted.id, "Active"],
        [plain.id, "Inactive"],
      ].sort(),
    );
  });

  it("previews a login profile's outputs as unknown, its password as secret", async () => {
    const preview = await client.preview(loginType, "p", { user: "bg-1", pgpKey });
    assert.deepEqual(preview["password"], secret(preview["encryptedPassword"]));
  });

  it("deletes a user with credentials and policies only when it was told to", async () => {
    const made = await client.create("aws:iam/user:User", "u", { name: "bg-2" });
    await client.create(keyType, "k", { user: "bg-2" });
    await client.create("aws:iam/userPolicy:UserPolicy", "p", {
      user: "bg-2",
      name: "p",
      policy: allowAll,
    });
    await assert.rejects(client.delete(made), /deleting IAM User \(bg-2\): DeleteUser: DeleteConflict/);
    const forced = await client.update(made, { name: "bg-2", forceDestroy: true });
    await client.delete(forced);
    assert.equal(await client.refresh(forced), undefined);
  });

  it("knows a message that was not for it", async () => {
    const other = await generateKey({ userIDs: [{ name: "Other" }], format: "object" });
    const foreign = await encrypt({ message: await createMessage({ text: "x" }), encryptionKeys: other.publicKey, format: "binary" });
    await assert.rejects(open(Buffer.from(foreign as Uint8Array).toString("base64")), /decrypt/i);
  });
});

const named = (name: string) => ({ name });
