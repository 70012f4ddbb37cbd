import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { rules } from "../../rules";
import { type Wire, facts, judge } from "../../testing";
import { analyze, analyzeStack, remediate } from "../../sdk/analyze";
import { spoil, stack, wire } from "../arbitrary";
import { TODAY, judgedCases } from "../cases";
import { BAD, places, withReplaced } from "../spoil";

// What rules are tested with is spoilt here: all of it, also when only this file is run.
const tests = join(__dirname, "..", "rules");
for (const area of readdirSync(tests))
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- each a test, found by folder
  for (const file of readdirSync(join(tests, area))) if (file.endsWith(".test.ts")) require(join(tests, area, file));

/** One of the cases of the rules' tests, spoilt. */
const spoiltCase: fc.Arbitrary<{ readonly given: readonly Wire[]; readonly stackFacts: Wire | undefined }> = fc
  .nat()
  .map((index) => judgedCases[index % judgedCases.length] ?? assert.fail("There are no tests of rules."))
  .chain(({ given, stackFacts }) =>
    spoil(Array.isArray(given) ? (given as readonly Wire[]) : [given as Wire]).map((wires) => ({
      given: wires,
      stackFacts: stackFacts && facts(stackFacts),
    })),
  );

/**
 * Tens of thousands: each case of the rules' tests with each bad value in each of its places; places of one name within
 * a type three times.
 */
function* eachSpoilt(): Generator<readonly [(typeof judgedCases)[number], readonly Wire[], title: string]> {
  const seen = new Map<string, number>();
  for (const one of judgedCases) {
    const given = Array.isArray(one.given) ? (one.given as readonly Wire[]) : [one.given as Wire];
    for (const [at, wire] of given.entries())
      for (const { path, name } of places(wire.props))
        for (const bad of BAD) {
          const title = `${one.rule.name}: ${wire.type}${name} as ${JSON.stringify(bad) ?? "missing"}`;
          const times = seen.get(title) ?? 0;
          if (times === 3) continue;
          seen.set(title, times + 1);
          yield [one, given.with(at, withReplaced(wire, path, bad)), title];
        }
  }
}

const RUNS = { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 150) };

describe("every rule", function () {
  // Seconds on a machine of its own.
  this.timeout(60_000);

  before(() => (process.env["FEDERATION_NOW"] = TODAY));
  after(() => delete process.env["FEDERATION_NOW"]);

  it("judges what it is tested with without an exception, with each bad value in each place", async function () {
    this.timeout(180_000);
    const failed: string[] = [];
    let tried = 0;
    for (const [{ rule, stackFacts, given }, spoilt, title] of eachSpoilt()) {
      tried++;
      try {
        await judge(rule, Array.isArray(given) ? spoilt : (spoilt[0] as Wire), stackFacts && facts(stackFacts));
        if (!Array.isArray(given)) await remediate([rule], spoilt[0] as Wire);
      } catch (error) {
        failed.push(`${title}: ${String(error)}`);
      }
    }
    assert.deepEqual(failed, []);
    assert.ok(tried > 5_000, `${tried} were tried`);
  });
  it("judges what it is tested with without an exception, however it is spoilt", async () => {
    await fc.assert(
      fc.asyncProperty(spoiltCase, async ({ given, stackFacts }) => {
        const before = stackFacts === undefined ? [] : [stackFacts];
        for (const each of given) {
          await analyze(rules, each, before);
          await remediate(rules, each);
        }
        await analyzeStack(rules, [...before, ...given]);
      }),
      { numRuns: 5 * RUNS.numRuns },
    );
  });
  it("judges any resource without an exception", async () => {
    await fc.assert(
      fc.asyncProperty(wire, async (given) => void (await analyze(rules, given))),
      RUNS,
    );
  });
  it("judges any stack without an exception", async () => {
    await fc.assert(
      fc.asyncProperty(stack, async (given) => void (await analyzeStack(rules, given))),
      RUNS,
    );
  });
  it("remedies any resource without an exception", async () => {
    await fc.assert(
      fc.asyncProperty(wire, async (given) => void (await remediate(rules, given))),
      RUNS,
    );
  });
  it("leaves nothing to complain of after a remediation of its own", async () => {
    const remedial = rules.filter((rule) => "remediateResource" in rule && rule.remediateResource !== undefined);
    await fc.assert(
      fc.asyncProperty(wire, fc.constantFrom(...remedial), async (given, rule) => {
        const left = await remediate([rule], given);
        if (left === undefined) return;
        const { diagnostics } = await analyze([rule], { ...given, props: left });
        assert.deepEqual(
          diagnostics.filter(({ level }) => level === "mandatory"),
          [],
        );
      }),
      RUNS,
    );
  });
  it("keeps to itself what may be secret", async () => {
    const SECRET = "5up3r-s3cr3t-v4lue";
    const secrets = fc.constantFrom("password", "secret", "token", "pgpKey", "value", "scimToken", "encryptedPassword");
    const given = fc.tuple(wire, secrets).map(([each, key]) => ({
      ...each,
      props: {
        ...each.props,
        [key]: SECRET,
        credentials: [
          { key: "SecretToken", value: SECRET },
          { key: "BaseAddress", value: `https://${SECRET}.example.com` },
        ],
      },
    }));
    await fc.assert(
      fc.asyncProperty(given, async (each) => {
        const messages = JSON.stringify([await analyze(rules, each), await analyzeStack(rules, [each])]);
        assert.equal(messages.includes(SECRET), false);
      }),
      RUNS,
    );
  });
});
