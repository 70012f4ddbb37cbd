import { type Case, itTells } from "../bad-input";
import type { Raw } from "../fixtures";
import { ALAN, armor, breakglass, USERS } from "./fixtures";

const second = (changes: Raw): Raw => breakglass({ users: [USERS[0], { ...USERS[1], ...changes }] });

const cases: readonly Case[] = [
  {
    name: "a breakglass user's name that is too long for the alarms",
    wrong: second({ name: "b".repeat(33) }),
    sentences: [
      `federation:breakglass.users[1].name is "${"b".repeat(33)}": write the name of an IAM user: up to 32 letters, digits and +=,.@_-.`,
    ],
    right: second({ name: "b".repeat(32) }),
  },
  {
    name: "three breakglass users",
    wrong: breakglass({ users: [...USERS, { ...USERS[0], name: "breakglass-3" }] }),
    sentences: ["federation:breakglass.users is a list: write exactly 2 users, each {name, custodian: {name, pgpPublicKey}}."],
    right: breakglass({}),
  },
  {
    name: "one name for both users",
    wrong: second({ name: "Breakglass-1" }),
    sentences: ['federation:breakglass.users[1].name is "Breakglass-1": give the second user a name of its own.'],
    right: second({ name: "Breakglass-2" }),
  },
  {
    name: "one custodian for both users",
    wrong: second({ custodian: { ...ALAN, name: "ada byron" } }),
    sentences: [
      'federation:breakglass.users[1].custodian.name is "ada byron": that is the custodian of the first user; name another person.',
    ],
    right: second({ custodian: ALAN }),
  },
  {
    name: "one key for both users, folded otherwise",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: armor("Comment: mine\nmDME\nada") } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey is the key of the first user's custodian: write the second custodian's own key.",
    ],
    right: second({ custodian: { ...ALAN, pgpPublicKey: `mQINB${"Zm9vYmFy".repeat(20)}` } }),
  },
  {
    name: "what is no PGP key",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: "ssh-ed25519 AAAA" } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey is no PGP public key: write the custodian's PGP public key, ASCII-armoured or in base64.",
    ],
    right: second({}),
  },
  {
    name: "a private PGP key, without showing it",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: "-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc" } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey is a PGP private key: write the public key, and treat this one as disclosed.",
    ],
    right: second({}),
  },
  {
    name: "a Keybase key",
    wrong: second({ custodian: { ...ALAN, pgpPublicKey: "keybase:alan" } }),
    sentences: [
      "federation:breakglass.users[1].custodian.pgpPublicKey names a Keybase key: write the public key itself, so that nobody can change it elsewhere.",
    ],
    right: second({}),
  },
  {
    name: "a generation that is no quarter",
    wrong: breakglass({ generation: "2027Q5" }),
    sentences: [
      'federation:breakglass.generation is "2027Q5": write the quarter in which the credentials were made, such as 2027Q1, or 2027Q1-2 for the second in it.',
    ],
    right: breakglass({ generation: "2027Q4-2" }),
  },
  {
    name: "an older generation that is not older",
    wrong: breakglass({ accessKeys: true, users: [{ ...USERS[0], previousGeneration: "2027Q1" }, USERS[1]] }),
    sentences: ['federation:breakglass.users[0].previousGeneration is "2027Q1": write a generation before 2027Q1.'],
    right: breakglass({ accessKeys: true, users: [{ ...USERS[0], previousGeneration: "2026Q4" }, USERS[1]] }),
  },
  {
    name: "an older generation of keys that do not exist",
    wrong: second({ previousGeneration: "2026Q4" }),
    sentences: [
      'federation:breakglass.users[1].previousGeneration is "2026Q4": remove it: without accessKeys there is no older key to keep.',
    ],
    right: second({ generation: "2026Q4" }),
  },
  {
    name: "breakglass users without alarms",
    wrong: { breakglass: { users: USERS, generation: "2027Q1" } },
    sentences: [
      "federation:alarms is missing: breakglass users need an alarm on every use; write its subscribers, such as {subscribers: [{email: security@example.com}]}.",
    ],
    right: breakglass({}),
  },
];

describe("settings of breakglass users: every mistake", () => itTells(cases));
