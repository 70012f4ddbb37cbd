/**
 * The parts of `npm test`: each is one run of mocha, independent of the others, with sandboxes of its own.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./paths";

/** One run of mocha. */
export interface TestPart {
  /** Also the name of the folder of its sandboxes, and what stands before each of its lines. */
  readonly name: string;
  readonly folder: string;
  /** Arguments of mocha. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

const year = 365 * 86_400_000;

/**
 * Tests that start programs, clouds, the engine or a browser; a year more or less makes no difference to those that
 * matters in the others.
 */
const notPure = [
  ...["tests/e2e/**", "tests/browser/**", "tests/workflows/**", "tests/policy/**", "tests/start/**", "tests/repository/**"],
  "tests/cli/rotate/process.test.ts",
  "tests/cli/output/interrupt.test.ts",
];

/**
 * Parts that take longest, longest first (measured on two cores). They begin first, so that none is left over at the
 * end when the others are through; those that are not here follow.
 */
const longest = ["prod", "recover", "outside-access", "outside", "tests", "report", "tests-a-year-ahead", "phases", "policy", "sandbox"];

/**
 * Every part, in the order in which they begin. What is run a year ahead leaves out the mutation check, which asks no
 * clock.
 */
export function allParts(): TestPart[] {
  const policy = join(repository, "policy");
  const nextYear = { FEDERATION_NOW: new Date(Date.now() + year).toISOString() };
  const ignored = (...patterns: string[]): string[] => patterns.flatMap((pattern) => ["--ignore", pattern]);
  const here = (name: string, ...args: string[]): TestPart => ({ name, folder: repository, args });
  const ofPolicy = (name: string, ...args: string[]): TestPart => ({ name, folder: policy, args: ["tests/**/*.test.ts", ...args] });
  const ahead = (part: TestPart): TestPart => ({ ...part, env: nextYear });

  const parts = [
    ...onEngine(),
    here("tests", "tests/**/*.test.ts", ...ignored("tests/e2e/**", "tests/browser/**")),
    ahead(here("tests-a-year-ahead", "tests/**/*.test.ts", ...ignored(...notPure))),
    here("sandbox", "sandbox/tests/**/*.test.ts"),
    // The mutants of a third of the files, others after each change of the pack; `npm --prefix policy test` has all.
    { ...ofPolicy("policy"), env: { FEDERATION_MUTATION_SHARE: "3" } },
    ahead(ofPolicy("policy-a-year-ahead", ...ignored("tests/mutation.test.ts", "tests/shared/robust.test.ts"))),
    here("browser", "tests/browser/**/*.test.ts"),
  ];
  const rank = ({ name }: TestPart): number => (longest.includes(name) ? longest.indexOf(name) : longest.length);
  return parts.filter(isThere).sort((left, right) => rank(left) - rank(right));
}

/** A part for each file of tests on the real engine. */
function onEngine(): TestPart[] {
  const folder = join("tests", "e2e");
  if (!existsSync(join(repository, folder))) return [];
  return readdirSync(join(repository, folder)).flatMap((file) => {
    const [, name] = /^(.*)\.test\.ts$/.exec(file) ?? [];
    return name === undefined ? [] : [{ name, folder: repository, args: [join(folder, file)] }];
  });
}

/**
 * Whether there is the folder that the part's first pattern begins with: mocha takes a pattern that finds nothing for a
 * mistake.
 */
function isThere({ folder, args: [pattern = ""] }: TestPart): boolean {
  return existsSync(join(folder, pattern.split("/**")[0] ?? pattern));
}
