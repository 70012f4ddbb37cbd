import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { readStackValue } from "../../../access/settings/stack-values";
import { readSettingsFrom } from "../../../cli/stack/settings-file";
import { commented, plainOf, writeStackFile, type SettingValue } from "../../../cli/stack-file/write";
import { isKept, ODD_TEXTS } from "../../stack-values";

describe("a stack file that is written", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-stack-file-"));
  const file = join(folder, "Pulumi.t.yaml");
  after(() => rmSync(folder, { recursive: true }));
  const readBack = (text: string) => {
    writeFileSync(file, text);
    return readSettingsFrom(file);
  };

  it("is what a person would write", () => {
    const text = writeStackFile({
      project: "federation",
      header: "What this is.\n\nSecond part.",
      entries: [
        { key: "aws:region", value: "eu-west-1", comment: "Default region." },
        { key: "stage", value: "production" },
        { key: "enterpriseApp", value: { name: "AWS", signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }] } },
        {
          key: "access",
          comment: "Who gets what.\nOne entry a line.",
          value: [
            { group: "aws-admins", permissionSet: "Admin", accounts: "all", until: undefined },
            commented(
              { group: "ops: night #2", permissionSet: "on", accounts: ["012345678901", { ou: "A/B" }], reason: "x".repeat(60) },
              "Why.",
            ),
          ],
        },
        {
          key: "permissionSets",
          value: {
            on: commented({ description: "first\nsecond" }, "A word of YAML 1.1."),
            "2026-01-01": { managedPolicies: ["ReadOnlyAccess"] },
          },
        },
      ],
      footer: "The end.",
    });
    assert.equal(
      text,
      `# What this is.
#
# Second part.
config:
  # Default region.
  aws:region: eu-west-1
  federation:stage: production

  federation:enterpriseApp:
    name: AWS
    signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }]

  # Who gets what.
  # One entry a line.
  federation:access:
    - { group: aws-admins, permissionSet: Admin, accounts: all }
    # Why.
    - group: "ops: night #2"
      permissionSet: "on"
      accounts: ["012345678901", { ou: A/B }]
      reason: ${"x".repeat(60)}

  federation:permissionSets:
    # A word of YAML 1.1.
    "on":
      description: |-
        first
        second
    "2026-01-01": { managedPolicies: [ReadOnlyAccess] }

# The end.
`,
    );
  });

  for (const odd of ODD_TEXTS) {
    it(`reads back ${JSON.stringify(odd)} as key, item, value and top-level value`, () => {
      const value = { [odd]: odd, list: [odd, { nested: odd }], more: { [odd]: { deep: [odd] } } };
      const { raw } = readBack(
        writeStackFile({
          project: "federation",
          entries: [
            { key: "structured", value },
            { key: "top", value: isKept(odd) ? odd : "" },
          ],
        }),
      );
      assert.deepEqual(raw, { structured: value, top: isKept(odd) ? odd : "" });
    });
  }

  it("reads back {secure: text}, which Pulumi takes for an encrypted value, as what it is", () => {
    const value = [{ group: "a", accounts: { tag: { secure: "yes" } } }];
    const text = writeStackFile({ project: "federation", entries: [{ key: "access", value }] });
    const { raw, secrets } = readBack(text);
    assert.deepEqual([raw, secrets], [{ access: value }, []]);
    assert.match(text, /federation:access: \|-\n/);
  });

  it("reads back equal whatever is in it", () => {
    const text = fc.oneof(
      fc.constantFrom(...ODD_TEXTS),
      fc.string({ unit: "binary", maxLength: 70 }),
      fc.string({ unit: "grapheme", maxLength: 70 }),
      fc.string({ unit: fc.constantFrom(..."aZ09 \n\t:#-_'\"{}[],&*!|>%@`~\\/.=+é"), maxLength: 40 }),
    );
    const key = text.filter((one) => one !== "__proto__");
    const { value } = fc.letrec<{ value: SettingValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.tuple(tie("value"), fc.string({ maxLength: 30 })).map(([inner, comment]) => commented(inner, comment)),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    const top = fc.oneof(fc.array(value, { maxLength: 5 }), fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true }));
    const comment = fc.option(fc.string({ unit: "binary", maxLength: 40 }), { nil: undefined });
    fc.assert(
      fc.property(top, comment, (written, words) => {
        const entry = { key: "k", value: written as SettingValue, ...(words === undefined ? {} : { comment: words, header: words }) };
        const { raw, secrets } = readBack(writeStackFile({ project: "federation", entries: [entry] }));
        assert.deepEqual([raw, secrets], [{ k: readStackValue(plainOf(written as SettingValue)) }, []]);
      }),
      { numRuns: 400 },
    );
  });

  it("refuses what no file can hold, and a key twice", () => {
    const write = (value: SettingValue, ...more: string[]) =>
      writeStackFile({ project: "federation", entries: [{ key: "k", value }, ...more.map((key) => ({ key, value: "x" }))] });
    assert.throws(() => write("a\uD800"), /^Failure: "a\\ud800" is no text: it has half a character, which no file can hold\.$/);
    assert.throws(() => write(null), /^Failure: federation:k has no value; leave it out\.$/);
    assert.throws(
      () => write("\n x"),
      /^Failure: federation:k is text of several lines that begins with white space, which Pulumi's CLI does/,
    );
    assert.throws(() => write(" [1]"), /^Failure: federation:k is text that spells a list or a mapping; write that list or mapping\.$/);
    assert.throws(() => write("x", "federation:k"), /^Failure: federation:k is there twice; write it once\.$/);
  });
});
