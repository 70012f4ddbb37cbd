import assert from "node:assert/strict";
import {
  type Credentials,
  credentialTags,
  type LiveCredentials,
  readCredentialTags,
  rotationProblems,
  wantedUsers,
} from "../../../access/breakglass/rotation";
import { problemSentence } from "../../../access/problems";
import { parsed } from "../fixtures";

const KEYS = { "breakglass-1": "AAAA", "breakglass-2": "BBBB" } as const;
type Name = keyof typeof KEYS;
const DRILLS = { "breakglass-1": "2026-11-16", "breakglass-2": "2026-11-17" };

const want = (name: Name, generation: string, changes: Partial<Credentials> = {}) => ({
  name,
  generation,
  fingerprint: KEYS[name],
  accessKeyGenerations: [],
  ...changes,
});
const live = (one: LiveCredentials, two: LiveCredentials): Map<string, LiveCredentials> =>
  new Map(([["breakglass-1", one], ["breakglass-2", two]] as const).map(([name, given]) => [name, { fingerprint: KEYS[name], accessKeyGenerations: [], ...given }])); // prettier-ignore
const BOTH = live({ generation: "2026Q4" }, { generation: "2026Q4" });

const sentences = (
  one: string | Partial<Credentials>,
  two: string | Partial<Credentials>,
  now: Map<string, LiveCredentials> = BOTH,
  drills: Record<string, string> = DRILLS,
): string[] => {
  const user = (name: Name, given: string | Partial<Credentials>) =>
    typeof given === "string" ? want(name, given) : want(name, given.generation ?? "2026Q4", given);
  return rotationProblems([user("breakglass-1", one), user("breakglass-2", two)], now, drills).map(problemSentence);
};

describe("rotation of breakglass credentials", () => {
  it("lets a first deployment, and one without change, pass", () => {
    assert.deepEqual(sentences("2026Q4", "2026Q4", new Map(), {}), []);
    assert.deepEqual(sentences("2026Q4", "2026Q4"), []);
  });

  it("lets one user pass while the other was tried", () => {
    assert.deepEqual(sentences("2027Q1", "2026Q4"), []);
    assert.deepEqual(sentences("2026Q4", "2027Q1"), []);
  });

  it("refuses both at once", () =>
    assert.deepEqual(sentences("2027Q1", "2027Q1"), [
      "federation:breakglass.generation would replace the passwords of breakglass-1 and breakglass-2 in one update, so that no tried one is left: " +
        "write generation: 2026Q4 at federation:breakglass.users[1] until breakglass-1 was drilled.",
    ]));

  it("refuses the second until the first was drilled with its new password", () => {
    const now = live({ generation: "2027Q1" }, { generation: "2026Q4" });
    assert.deepEqual(sentences("2027Q1", "2027Q1", now), [
      "federation:breakglass.users[1].generation would replace the password of breakglass-2 while that of breakglass-1 was not tried (last drilled on 2026-11-16): " +
        "run `federation drill --user breakglass-1`, write its day into federation:drills.lastDrills, and rotate breakglass-2 then.",
    ]);
    assert.deepEqual(sentences("2027Q1", "2027Q1", now, { ...DRILLS, "breakglass-1": "2027-01-04" }), []);
    assert.match(
      sentences("2027Q1", "2027Q1", now, { "breakglass-2": "2026-11-17" })[0] ?? "",
      /was not tried \(the settings have no drill of it\)/,
    );
  });

  it("rotates again within a quarter, after a use", () => {
    const now = live({ generation: "2026Q4" }, { generation: "2026Q4-2" });
    assert.deepEqual(sentences("2026Q4-2", "2026Q4-2", now), []);
  });

  it("loses nothing by replacing what was never tried", () => {
    assert.deepEqual(sentences("2027Q1", "2027Q1", BOTH, {}), []);
    assert.deepEqual(sentences("2026Q4", "2027Q1", BOTH, { "breakglass-1": "2026-11-16" }), []);
    // A drill of an earlier quarter tried earlier credentials.
    assert.deepEqual(sentences("2027Q1", "2027Q1", BOTH, { "breakglass-1": "2026-09-30" }), []);
  });

  it("refuses another custodian's key without a new generation", () => {
    assert.deepEqual(sentences({ fingerprint: "CCCC" }, "2026Q4"), [
      "federation:breakglass.users[0].custodian.pgpPublicKey is another key than the one to which the credentials of 2026Q4 are encrypted (AAAA): " +
        "write a new generation for breakglass-1 as well, so that its new custodian gets credentials that the old one does not know.",
    ]);
    assert.deepEqual(sentences({ fingerprint: "CCCC", generation: "2027Q1" }, "2026Q4"), []);
  });

  describe("with access keys", () => {
    const keyed = live(
      { generation: "2026Q4", accessKeyGenerations: ["2026Q4"] },
      { generation: "2026Q4", accessKeyGenerations: ["2026Q4"] },
    );
    const other = { accessKeyGenerations: ["2026Q4"] };

    it("keeps the old one beside the new one, then lets it go", () => {
      const both = { generation: "2027Q1", accessKeyGenerations: ["2026Q4", "2027Q1"] };
      assert.deepEqual(sentences(both, other, keyed), []);
      const made = live(both, { generation: "2026Q4", accessKeyGenerations: ["2026Q4"] });
      assert.deepEqual(sentences({ generation: "2027Q1", accessKeyGenerations: ["2027Q1"] }, other, made), []);
    });

    it("refuses to retire the old one before the new one was tried", () =>
      assert.deepEqual(sentences({ generation: "2027Q1", accessKeyGenerations: ["2027Q1"] }, other, keyed), [
        "federation:breakglass.users[0].previousGeneration is needed: the access key of 2026Q4 would go before the new one was tried; " +
          "write previousGeneration: 2026Q4, and remove it afterwards.",
      ]));

    it("refuses a third one", () => {
      const made = live({ generation: "2027Q1", accessKeyGenerations: ["2026Q4", "2027Q1"] }, { generation: "2026Q4" });
      assert.match(
        sentences({ generation: "2027Q2", accessKeyGenerations: ["2027Q1", "2027Q2"] }, "2026Q4", made)[0] ?? "",
        /would make a third access key for breakglass-1, and IAM allows two/,
      );
    });

    it("begins and ends with them freely", () => {
      assert.deepEqual(sentences(other, other), []);
      assert.deepEqual(sentences({}, {}, keyed), []);
    });
  });

  it("knows a user's credentials by tags that IAM takes", () => {
    const credentials = { generation: "2027Q1", fingerprint: "AAAA", accessKeyGenerations: ["2026Q4", "2027Q1"] };
    assert.deepEqual(readCredentialTags(credentialTags(credentials)), credentials);
    for (const value of Object.values(credentialTags(credentials))) assert.match(value, /^[\w .:/=+@-]{1,256}$/);
    assert.deepEqual(readCredentialTags({ team: "x" }), { accessKeyGenerations: [] });
  });

  it("wants what the settings say, for each user with a key", () => {
    const { breakglass } = parsed({
      breakglass: {
        generation: "2026Q4",
        accessKeys: true,
        users: [
          {
            name: "breakglass-1",
            generation: "2027Q1",
            previousGeneration: "2026Q4",
            custodian: { name: "A", pgpPublicKey: `m${"A".repeat(120)}` },
          },
          { name: "breakglass-2", custodian: { name: "B", pgpPublicKey: `m${"B".repeat(120)}` } },
        ],
      },
      alarms: { subscribers: [{ email: "a@example.com" }] },
    });
    assert.deepEqual(wantedUsers(breakglass!, new Map(Object.entries(KEYS))), [
      want("breakglass-1", "2027Q1", { accessKeyGenerations: ["2026Q4", "2027Q1"] }),
      want("breakglass-2", "2026Q4", { accessKeyGenerations: ["2026Q4"] }),
    ]);
    assert.deepEqual(wantedUsers(breakglass!, new Map([["breakglass-2", "BBBB"]])).map(({ name }) => name), ["breakglass-2"]); // prettier-ignore
  });
});
