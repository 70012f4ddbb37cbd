import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as openpgp from "openpgp";
import { problemSentence } from "../../../access/problems";
import { readCustodianKey } from "../../../access/breakglass/custodian-key";
import { fixedClock } from "../../../contract/clock";
import { readCustodians } from "../../../components/emergency-blueprint";
import { CLOCK, parsed } from "../fixtures";

const fixture = (name: string): string => readFileSync(join(__dirname, "../../fixtures/custodians", `${name}.asc`), "utf8");
const PATH = "federation:breakglass.users[0].custodian.pgpPublicKey";
const sentences = async (text: string, clock = CLOCK): Promise<string> => {
  const reading = await readCustodianKey(text, PATH, clock);
  return "problem" in reading ? problemSentence(reading.problem) : `fine ${reading.key.fingerprint}`;
};

describe("custodian's key", () => {
  it("is read with fingerprint and user ids, armoured and as base64", async () => {
    const reading = await readCustodianKey(fixture("one.public"), PATH, CLOCK);
    assert.ok("key" in reading);
    assert.equal(reading.key.fingerprint, "FAEBF840E0FA826910A5E705FF2E52418FCBE4AF");
    assert.deepEqual(reading.key.userIds, ["Grace Custodian <grace.custodian@example.com>"]);
    assert.deepEqual(await readCustodianKey(reading.key.binaryBase64, PATH, CLOCK), reading);
    assert.deepEqual(await readCustodianKey(reading.key.binaryBase64.replace(/(.{64})/g, "$1\n"), PATH, CLOCK), reading);
  });

  it("is what the provider encrypts to, without armour", async () => {
    const reading = await readCustodianKey(fixture("two.public"), PATH, CLOCK);
    assert.ok("key" in reading);
    const key = await openpgp.readKey({ binaryKey: Uint8Array.from(Buffer.from(reading.key.binaryBase64, "base64")) });
    const encrypted = await openpgp.encrypt({
      message: await openpgp.createMessage({ text: "secret" }),
      encryptionKeys: key,
      date: CLOCK.now(),
    });
    const message = await openpgp.readMessage({ armoredMessage: encrypted });
    const decryptionKeys = await openpgp.readPrivateKey({ armoredKey: fixture("two.private") });
    assert.equal((await openpgp.decrypt({ message, decryptionKeys, date: CLOCK.now() })).data, "secret");
  });

  it("is refused when it is none", async () => {
    const none = `${PATH} is no OpenPGP public key: write the output of \`gpg --armor --export <custodian's address>\`.`;
    assert.equal(await sentences("ssh-ed25519 AAAA"), none);
    assert.equal(await sentences(`mQINB${"Zm9vYmFy".repeat(20)}`), none);
    const armoured = fixture("one.public");
    assert.equal(await sentences(armoured.replace(/\n\n.{10}/, "\n\nAAAAAAAAAA")), none);
  });

  it("is refused when it is private, armoured or not, and is not shown", async () => {
    const sentence = new RegExp(`^${PATH.replace(/[[\].]/g, "\\$&")} is a private key: .*replace the key`);
    assert.match(await sentences(fixture("one.private")), sentence);
    const binary = (await openpgp.readPrivateKey({ armoredKey: fixture("one.private") })).write();
    assert.match(await sentences(Buffer.from(binary).toString("base64")), sentence);
  });

  it("is refused when it expired, with day and fingerprint, by the injected clock", async () => {
    assert.match(
      await sentences(fixture("expired.public")),
      /expired on 2026-01-02 \(fingerprint [0-9A-F]{40}\): let the custodian extend it/,
    );
    assert.match(await sentences(fixture("expired.public"), fixedClock("2026-01-01T12:00:00Z")), /^fine [0-9A-F]{40}$/);
  });

  it("is refused when it was revoked", async () =>
    assert.match(
      await sentences(fixture("revoked.public")),
      /is revoked \(fingerprint [0-9A-F]{40}\): write the custodian's present key\.$/,
    ));

  it("is refused when nothing can be encrypted to it", async () => {
    const { publicKey } = await openpgp.generateKey({
      type: "ecc",
      curve: "ed25519Legacy",
      userIDs: [{ name: "Signs Only" }],
      subkeys: [{ sign: true }],
      date: new Date("2026-01-01T00:00:00Z"),
      format: "armored",
    });
    assert.match(await sentences(publicKey), /has no valid subkey to encrypt to \(fingerprint [0-9A-F]{40}\)/);
  });
});

describe("custodians of both users", () => {
  const custodians = async (first: string, second: string) => {
    const { breakglass } = parsed({
      breakglass: {
        generation: "2026Q4",
        users: [
          { name: "breakglass-1", custodian: { name: "Grace", pgpPublicKey: first } },
          { name: "breakglass-2", custodian: { name: "Alan", pgpPublicKey: second } },
        ],
      },
      alarms: { subscribers: [{ email: "a@example.com" }] },
    });
    return readCustodians(breakglass, CLOCK);
  };

  it("have a key each", async () => {
    const { keys, problems } = await custodians(fixture("one.public"), fixture("two.public"));
    assert.deepEqual(problems, []);
    assert.deepEqual([...keys.keys()], ["breakglass-1", "breakglass-2"]);
  });

  it("are one where one key comes in two forms", async () => {
    const one = await readCustodianKey(fixture("one.public"), PATH, CLOCK);
    assert.ok("key" in one);
    const { keys, problems } = await custodians(fixture("one.public"), one.key.binaryBase64);
    assert.deepEqual([...keys.keys()], ["breakglass-1"]);
    assert.deepEqual(problems.map(problemSentence), [
      "federation:breakglass.users[1].custodian.pgpPublicKey is the key of the other user's custodian (fingerprint FAEBF840E0FA826910A5E705FF2E52418FCBE4AF): write another person's key.",
    ]);
  });
});
