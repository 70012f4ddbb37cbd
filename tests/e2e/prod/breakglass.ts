import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as openpgp from "openpgp";
import { filesWith, repository, succeeded } from "../sandbox";
import { account, type Prod } from "./context";

interface HandedOver {
  readonly encryptedPassword: string;
  readonly fingerprint: string;
  readonly custodian: string;
  readonly generation: string;
}

/** The two users, what their custodians get, and their rotation. */
export function itSavesTheDay(prod: Prod): void {
  const handOvers = async (): Promise<Partial<Record<string, HandedOver>>> => {
    const { stdout } = succeeded(await prod.sandbox.pulumi(["stack", "output", "breakglassHandOver", "--json"]));
    return JSON.parse(stdout) as Record<string, HandedOver>;
  };
  /** What the custodian does with `base64 --decode | gpg --decrypt`. */
  const open = async (handedOver: HandedOver | undefined, custodian: string): Promise<string> => {
    const armoredKey = readFileSync(join(repository, "tests/fixtures/custodians", `${custodian}.private.asc`), "utf8");
    const binaryMessage = Uint8Array.from(Buffer.from(handedOver!.encryptedPassword, "base64"));
    const message = await openpgp.readMessage({ binaryMessage });
    return (await openpgp.decrypt({ message, decryptionKeys: await openpgp.readPrivateKey({ armoredKey }) })).data;
  };

  it("has two administrators outside of the federation who can do nothing without MFA", async () => {
    const iam = new IAMClient(prod.settings("us-east-1"));
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    assert.deepEqual(Users.map(({ UserName }) => UserName).sort(), ["breakglass-1", "breakglass-2"]);
    for (const UserName of ["breakglass-1", "breakglass-2"]) {
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
      assert.deepEqual(AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(), [
        `arn:aws:iam::${account}:policy/breakglass/breakglass-guard`,
        "arn:aws:iam::aws:policy/AdministratorAccess",
      ]);
    }
    const PolicyArn = `arn:aws:iam::${account}:policy/breakglass/breakglass-guard`;
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId }));
    const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion!.Document!)) as { Statement: Record<string, unknown>[] };
    const [first] = Statement;
    assert.deepEqual([first?.["Effect"], first?.["Condition"]], ["Deny", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }]);
    assert.ok((first?.["NotAction"] as string[]).includes("iam:EnableMFADevice"));
  });

  it("hands over passwords that only their custodian can read, and keeps them nowhere", async () => {
    const handOver = await handOvers();
    const passwords = [await open(handOver["breakglass-1"], "one"), await open(handOver["breakglass-2"], "two")];
    assert.notEqual(passwords[0], passwords[1]);
    await assert.rejects(open(handOver["breakglass-1"], "two"));
    const outputs = succeeded(await prod.sandbox.pulumi(["stack", "output", "--json", "--show-secrets"])).stdout;
    const folder = dirname(prod.environment["PULUMI_BACKEND_URL"]!.replace("file://", ""));
    for (const password of passwords) {
      assert.ok(password.length >= 32);
      assert.deepEqual(filesWith(folder, password), []);
      assert.ok(!prod.state.includes(password) && !prod.log.includes(password) && !outputs.includes(password));
    }
  });

  it("rotates one user while the other's password stays, and refuses both at once", async () => {
    const before = await handOvers();
    const source = readFileSync(prod.environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8");
    const both = prod.copy(source.replace(/generation: "?2026Q4"?/, "generation: 2027Q1"), source);
    const refused = await prod.sandbox.pulumi(["preview"], { env: { PULUMI_OPTION_CONFIG_FILE: both } });
    assert.notEqual(refused.status, 0);
    assert.match(
      refused.text,
      /federation:breakglass\.generation would replace the passwords of breakglass-1 and breakglass-2 in one update/,
    );

    const one = prod.copy(source.replace(/( +)- name: "?breakglass-1"?\n/, "$&$1  generation: 2027Q1\n"), source);
    const { text } = succeeded(await prod.sandbox.pulumi(["up", "--yes"], { env: { PULUMI_OPTION_CONFIG_FILE: one } }));
    assert.match(
      text,
      /breakglass-1: credentials 2027Q1 will be encrypted to Grace Custodian .*, key FAEBF840E0FA826910A5E705FF2E52418FCBE4AF/,
    );
    const after = await handOvers();
    assert.equal(after["breakglass-1"]?.generation, "2027Q1");
    assert.notEqual(await open(after["breakglass-1"], "one"), await open(before["breakglass-1"], "one"));
    assert.deepEqual(after["breakglass-2"], before["breakglass-2"]);
    prod.rotated = one;
  });
}
