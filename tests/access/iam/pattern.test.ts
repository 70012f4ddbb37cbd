import assert from "node:assert/strict";
import fc from "fast-check";
import { actionPattern, arnPattern, covers, literalPattern, overlaps, resourcePattern } from "../../../access/iam/pattern";

/** Text with wildcards over a small alphabet, so that matches are frequent. */
const anyWritten = fc.array(fc.constantFrom("a", "/", "*", "?"), { maxLength: 6 }).map((parts) => parts.join(""));
const anyText = fc.array(fc.constantFrom("a", "b", "/"), { maxLength: 7 }).map((parts) => parts.join(""));

const asRegExp = (written: string): RegExp =>
  new RegExp(`^${[...written].map((c) => (c === "*" ? "[^]*" : c === "?" ? "[^]" : c.replace("/", "\\/"))).join("")}$`);

/** Every text of up to six characters of the alphabet. */
const texts = Array.from({ length: 7 }, (_, length) => length).reduce<string[][]>(
  (all, length) => [...all, length === 0 ? [""] : all[length - 1]!.flatMap((text) => ["a", "b", "/"].map((c) => text + c))],
  [],
);

describe("IAM wildcards", () => {
  const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
  const BUCKET = "arn:${Partition}:s3:::${BucketName}";
  const known = { Partition: "aws", Account: "012345678901" };

  for (const [written, action, expected] of [
    ["s3:GetObject", "s3:getobject", true],
    ["S3:getOBJECT", "s3:getobject", true],
    ["s3:Get*", "s3:getobject", true],
    ["s3:*Object", "s3:getobject", true],
    ["s3:Get?bject", "s3:getobject", true],
    ["s3:Get??bject", "s3:getobject", false],
    ["*", "s3:getobject", true],
    ["s3:Get", "s3:getobject", false],
    ["s3:GetObject*", "s3:getobjectacl", true],
    ["s3:GetObject", "s3:getobjectacl", false],
  ] as const) {
    it(`${written} ${expected ? "is" : "is not"} about ${action}`, () =>
      assert.equal(covers(actionPattern(written), literalPattern(action)), expected));
  }

  for (const [written, form, all, some] of [
    ["*", OBJECT, true, true],
    ["arn:aws:s3:::*", OBJECT, true, true],
    ["arn:aws:s3:::*/*", OBJECT, true, true],
    ["arn:*:s3:::*", OBJECT, true, true],
    ["arn:aws-cn:s3:::*", OBJECT, false, false],
    ["arn:aws:s3:::lake/*", OBJECT, false, true],
    ["arn:aws:s3:::lake", OBJECT, false, false],
    ["arn:aws:s3:::lake*", OBJECT, false, true],
    ["arn:aws:s3:::lake", BUCKET, false, true],
    ["arn:aws:s3:::lake/*", BUCKET, false, false],
    ["arn:aws:s3:::${aws:PrincipalTag/bucket}/*", OBJECT, false, true],
    ["arn:aws:s3:::*/${aws:userid}", OBJECT, false, true],
    ["arn:aws:iam::*:role/job", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}", false, true],
    ["arn:aws:iam::012345678901:*", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}", true, true],
    ["arn:aws:iam::999999999999:*", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}", false, false],
  ] as const) {
    it(`${written} is ${all ? "every" : some ? "some" : "no"} ${form}`, () => {
      const [pattern, target] = [resourcePattern(written), arnPattern(form, known)];
      assert.deepEqual([covers(pattern, target), overlaps(pattern, target)], [all, some]);
    });
  }

  it("a dollar in braces is a character, not a variable", () => {
    assert.equal(covers(resourcePattern("a${*}b${$}"), literalPattern("a*b$")), true);
    assert.equal(covers(resourcePattern("a${*}b"), literalPattern("axb")), false);
  });

  it("match a text as the regular expression of the same wildcards does", () => {
    fc.assert(
      fc.property(anyWritten, anyText, (written, text) => {
        const expected = asRegExp(written).test(text);
        assert.equal(covers(resourcePattern(written), literalPattern(text)), expected);
        assert.equal(overlaps(resourcePattern(written), literalPattern(text)), expected);
        assert.equal(overlaps(literalPattern(text), resourcePattern(written)), expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("overlap where there is a text of both, and only there", () => {
    const few = fc.array(fc.constantFrom("a", "/", "*", "?"), { maxLength: 3 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(few, few, (a, b) => {
        const [left, right] = [asRegExp(a), asRegExp(b)];
        // Three characters each: what has a common text has one of at most six.
        const witness = texts.flat().some((text) => left.test(text) && right.test(text));
        assert.equal(overlaps(resourcePattern(a), resourcePattern(b)), witness);
      }),
      { numRuns: 500 },
    );
  });

  it("cover only what they match in whole", () => {
    fc.assert(
      fc.property(anyWritten, anyWritten, (a, b) => {
        fc.pre(covers(resourcePattern(a), resourcePattern(b)));
        const [left, right] = [asRegExp(a), asRegExp(b)];
        const outside = texts.flat().find((text) => right.test(text) && !left.test(text));
        assert.equal(outside, undefined);
      }),
      { numRuns: 300 },
    );
  });
});
