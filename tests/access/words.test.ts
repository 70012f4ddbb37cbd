import assert from "node:assert/strict";
import fc from "fast-check";
import { dayOf, daysAfter, fixedClock, systemClock, yearsAfter } from "../../contract/clock";
import { sortedKeys, stableJson } from "../../access/json";
import { assignmentName, managementCopyName } from "../../access/names";
import { acsHosts, awsManagedArn, partitionOf, scimHost } from "../../contract/partition";
import { configPath, distinctProblems, formatProblems, mistake, missing, wrong, problemSentence } from "../../access/problems";
import { capitalized, didYouMean, either, isSecretLike, listed, nearest, shown, withFullStop, withoutFullStop } from "../../access/words";

describe("clock", () => {
  const before = process.env["FEDERATION_NOW"];
  afterEach(() => {
    if (before === undefined) delete process.env["FEDERATION_NOW"];
    else process.env["FEDERATION_NOW"] = before;
  });

  it("tells FEDERATION_NOW when it is set", () => {
    process.env["FEDERATION_NOW"] = "2028-02-29T01:00:00+02:00";
    assert.equal(systemClock.now().toISOString(), "2028-02-28T23:00:00.000Z");
  });
  it("tells the machine's time when it is not", () => {
    delete process.env["FEDERATION_NOW"];
    assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 5_000);
  });
  it("refuses a time that is none", () => {
    process.env["FEDERATION_NOW"] = "tomorrow";
    assert.throws(() => systemClock.now(), {
      message: 'FEDERATION_NOW is "tomorrow": write an ISO 8601 time, such as 2027-01-31T00:00:00Z.',
    });
  });
  it("stands still when told so, whatever its readers do", () => {
    const clock = fixedClock("2027-01-01T00:00:00Z");
    clock.now().setUTCFullYear(1999);
    assert.equal(dayOf(clock.now()), "2027-01-01");
  });
  it("counts days and years of the calendar", () => {
    assert.equal(daysAfter("2027-12-31", 1), "2028-01-01");
    assert.equal(daysAfter("2028-02-28", 2), "2028-03-01");
    assert.equal(yearsAfter("2028-02-29", 1), "2029-03-01");
    assert.equal(yearsAfter("2026-11-23", 3), "2029-11-23");
  });
});

describe("words", () => {
  it("end with one full stop, or with none, and begin with a capital", () => {
    assert.deepEqual(["refused", "refused."].map(withFullStop), ["refused.", "refused."]);
    assert.deepEqual(["refused", "refused."].map(withoutFullStop), ["refused", "refused"]);
    assert.deepEqual(["the log", ""].map(capitalized), ["The log", ""]);
  });
  it("show values in quotes, numbers bare, structures by kind", () => {
    const values = ["a\"b", 13, true, null, [], [1], {}, "x".repeat(81), "https://u:p@h/?k=v"]; // prettier-ignore
    assert.deepEqual(values.map(shown), [
      '"a\\"b"',
      "13",
      "true",
      "empty",
      "an empty list",
      "a list",
      "a mapping",
      `"${"x".repeat(80)}…"`,
      '"https://…@h/?…"',
    ]);
  });
  it("hide what looks like a credential, not what looks like an id", () => {
    assert.equal(shown(`${"aB3".repeat(14)}`), "a value that looks like a credential and is not shown");
    assert.equal(shown("22222222-2222-2222-2222-222222222222"), '"22222222-2222-2222-2222-222222222222"');
    assert.equal(shown("-----BEGIN RSA PRIVATE KEY-----"), "a value that looks like a credential and is not shown");
  });
  it("hide values by the name of their key", () => {
    assert.deepEqual(["scimToken", "clientSecret", "password", "https", "tokenExpires", "group"].map(isSecretLike), [
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    assert.equal(
      problemSentence(wrong("federation:x.clientSecret", "s3cr3t", "remove it")),
      "federation:x.clientSecret is a value that is not shown: remove it.",
    );
  });
  it("list five and count the others", () => {
    assert.equal(listed(["a", "b"]), "a, b");
    assert.equal(listed(["a", "b", "c", "d", "e", "f", "g"]), "a, b, c, d, e and 2 more");
    assert.deepEqual([either([]), either(["a"]), either(["a", "b"]), either(["a", "b", "c"], "and")], ["", "a", "a or b", "a, b and c"]);
  });
  it("find the nearest word, and none where nothing is near", () => {
    const words = ["accounts", "access", "except"];
    assert.equal(nearest("acounts", words), "accounts");
    assert.equal(nearest("ACCESS", words), "access");
    assert.equal(nearest("excpet", words), "except");
    assert.equal(nearest("zebra", words), undefined);
    assert.equal(nearest("ab", ["cd"]), undefined);
    assert.equal(didYouMean("acess", words, "no"), 'did you mean "access"?');
    assert.equal(didYouMean("zebra", words, "no"), "no");
  });
  it("one slip of the finger in a longer word is always found", () => {
    const word = fc.string({ minLength: 5, maxLength: 20, unit: fc.constantFrom(..."abcdefghij") });
    fc.assert(
      fc.property(word, fc.nat(), (text, at) => {
        const position = at % text.length;
        assert.equal(nearest(text.slice(0, position) + text.slice(position + 1), [text]), text);
        assert.equal(nearest(`${text.slice(0, position)}x${text.slice(position)}`, [text]), text);
      }),
    );
  });
  it("long nonsense costs no time", () => {
    const started = performance.now();
    for (let round = 0; round < 20; round++) {
      shown("x".repeat(100_000));
      nearest("x".repeat(100_000), ["access"]);
    }
    assert.ok(performance.now() - started < 2_000);
  });
});

describe("problems", () => {
  it("name the config path as Pulumi writes it", () => {
    assert.equal(configPath(["access", 2, "accounts"]), "federation:access[2].accounts");
    assert.equal(configPath(["permissionSets", "Data-Analyst-RO", "buckets", 0]), "federation:permissionSets.Data-Analyst-RO.buckets[0]");
    assert.equal(configPath(["permissionSets", "a.b"]), 'federation:permissionSets["a.b"]');
  });
  it("are whole sentences, one a line, each once", () => {
    const problems = [
      wrong("p", "v", "write x"),
      missing("q", "write y"),
      mistake("r", "is odd", "did you mean z?"),
      wrong("p", undefined, "write x"),
    ];
    assert.equal(formatProblems(problems), 'p is "v": write x.\nq is missing: write y.\nr is odd: did you mean z?\np is missing: write x.');
    assert.equal(distinctProblems([...problems, ...problems]).length, 4);
  });
});

describe("names, partitions and JSON", () => {
  it("an assignment is named by what nobody can rename: object id and account id", () => {
    assert.equal(
      assignmentName({ groupId: "3F0C1111-1111-4111-8111-111111111111", permissionSet: "Data-Analyst-RO", accountId: "123456789012" }),
      "Data-Analyst-RO/3f0c1111-1111-4111-8111-111111111111/123456789012",
    );
    assert.equal(managementCopyName("Platform-Admin"), "Platform-Admin-Mgmt");
  });
  it("partitions follow the region", () => {
    assert.deepEqual(["eu-west-1", "us-gov-west-1", "cn-north-1"].map(partitionOf), ["aws", "aws-us-gov", "aws-cn"]);
    assert.equal(awsManagedArn("job-function/Billing", "aws-cn"), "arn:aws-cn:iam::aws:policy/job-function/Billing");
    assert.equal(scimHost("eu-west-1"), "scim.eu-west-1.amazonaws.com");
    assert.deepEqual(acsHosts("eu-west-1"), ["eu-west-1.signin.aws", "eu-west-1.sso.signin.aws", "eu-west-1.signin.aws.amazon.com"]);
  });
  it("JSON is the same for the same content", () => {
    assert.equal(stableJson({ b: [{ d: 1, c: undefined }], a: null }), '{"a":null,"b":[{"d":1}]}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(stableJson(value)), JSON.parse(JSON.stringify(value)));
        assert.equal(stableJson(sortedKeys(value)), stableJson(value));
      }),
    );
  });
});
