import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import { UNKNOWN, type Wire, configured, facts, isNotApplicable, notes, remedied, violations } from "../testing";

/** One behaviour of a rule. */
interface Case {
  /** What is judged: a resource, or a stack. */
  readonly given: Wire | readonly Wire[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Facts that the stack tells. */
  readonly stackFacts?: Readonly<Record<string, unknown>>;
}

interface Saying extends Case {
  readonly says: readonly string[];
}

/** The day on which every test runs. */
export const TODAY = "2026-11-23T12:00:00Z";

/** Behaviours of one rule, by title. */
export interface Cases {
  /** Mandatory violations, exactly these. */
  readonly violates: Readonly<Record<string, Saying>>;
  /** Neither violation nor note. */
  readonly conforms: Readonly<Record<string, Case>>;
  /** Advisory notes, exactly these, and no violation. */
  readonly notes?: Readonly<Record<string, Saying>>;
  /** Violations and notes at once: what is known to be wrong is told though another part is unknown. */
  readonly both?: Readonly<Record<string, Saying & { readonly notes: readonly string[] }>>;
  readonly notApplicable?: Readonly<Record<string, Case>>;
  /** Inputs after remediation. */
  readonly remedies?: Readonly<Record<string, Case & { readonly leaves: Readonly<Record<string, unknown>> | undefined }>>;
}

/** Kinds of tests that each rule has, as far as they are loaded. */
export const tested = new Map<string, Set<"violating" | "conforming" | "unknown">>();

/** What all tests of rules judge, as far as they are loaded. */
export const judgedCases: (Pick<Case, "given" | "stackFacts"> & { readonly rule: Policies[number] })[] = [];

function remember(rule: Policies[number], { violates, conforms, notes: noted, both }: Cases): void {
  const kinds = tested.get(rule.name) ?? new Set();
  tested.set(rule.name, kinds);
  if (Object.keys(violates).length > 0) kinds.add("violating");
  if (Object.keys(conforms).length > 0) kinds.add("conforming");
  // What conforms first: it is read to the end.
  for (const [title, test] of Object.entries<Case>({ ...conforms, ...violates, ...noted, ...both })) {
    judgedCases.push({ ...test, rule: test.config === undefined ? rule : configured(rule, test.config) });
    if (title.includes("known") && JSON.stringify(test).includes(UNKNOWN)) kinds.add("unknown");
  }
}

/** Tests of one rule. */
export function behaviours(rule: Policies[number], cases: Cases): void {
  remember(rule, cases);
  const judged = (test: Case) =>
    [test.config === undefined ? rule : configured(rule, test.config), test.given, test.stackFacts && facts(test.stackFacts)] as const;
  describe(rule.name, () => {
    before(() => (process.env["FEDERATION_NOW"] = TODAY));
    after(() => delete process.env["FEDERATION_NOW"]);
    for (const [title, test] of Object.entries(cases.violates)) {
      it(`refuses ${title}`, async () => assert.deepEqual(await violations(...judged(test)), test.says));
    }
    for (const [title, test] of Object.entries(cases.conforms)) {
      it(`accepts ${title}`, async () => assert.deepEqual([...(await violations(...judged(test))), ...(await notes(...judged(test)))], []));
    }
    for (const [title, test] of Object.entries(cases.notes ?? {})) {
      it(`notes ${title}`, async () => {
        assert.deepEqual(await notes(...judged(test)), test.says);
        assert.deepEqual(await violations(...judged(test)), []);
      });
    }
    for (const [title, test] of Object.entries(cases.both ?? {})) {
      it(`tells both of ${title}`, async () => {
        assert.deepEqual(await violations(...judged(test)), test.says);
        assert.deepEqual(await notes(...judged(test)), test.notes);
      });
    }
    for (const [title, test] of Object.entries(cases.notApplicable ?? {})) {
      it(`has nothing to say of ${title}`, async () => assert.equal(await isNotApplicable(judged(test)[0], test.given), true));
    }
    for (const [title, test] of Object.entries(cases.remedies ?? {})) {
      it(`remedies ${title}`, async () => assert.deepEqual(await remedied(judged(test)[0], test.given as Wire), test.leaves));
    }
  });
}

/** The note of a rule that met an unknown value. */
export function unknownNote(rule: string, paths: string): string {
  return `${rule} cannot judge ${paths} before it is known; pulumi up judges it again.`;
}
