/**
 * Mocha's own report, and the numbers for the one that adds them up.
 */
import { writeFileSync } from "node:fs";
import { reporters, type MochaOptions, type Runner, type Suite, type Test } from "mocha";

/** How one run of the tests ended. */
export interface TestNumbers {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
  /** The failed tests and hooks, each with what it said. */
  readonly failed: readonly FailedTest[];
  /** The outermost suites with the time that each took, hooks included. */
  readonly parts?: readonly { readonly title: string; readonly seconds: number }[];
}

export interface FailedTest {
  readonly title: string;
  readonly message: string;
}

/**
 * The spec report; a signal ends the run after the test at hand, and at its end the numbers go to the file named in
 * FEDERATION_TEST_NUMBERS.
 */
class NumbersReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const failed: FailedTest[] = [];
    runner.on("fail", (test: Test, error: unknown) => {
      failed.push({ title: test.titlePath().join(" › "), message: error instanceof Error ? error.message : String(error) });
    });
    const parts: { title: string; seconds: number }[] = [];
    const isOutermost = (suite: Suite): boolean => suite.parent?.root === true;
    let began = 0;
    runner.on("suite", (suite: Suite) => {
      if (isOutermost(suite)) began = performance.now();
    });
    runner.on("suite end", (suite: Suite) => {
      if (isOutermost(suite)) parts.push({ title: suite.title, seconds: (performance.now() - began) / 1000 });
    });
    // The test at hand and the hooks after it still run, which stop what they started; a second signal ends it at once.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        process.exitCode = 1;
        runner.abort();
      });
    }
    runner.once("end", () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      const file = process.env["FEDERATION_TEST_NUMBERS"];
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending, failed, parts } satisfies TestNumbers));
    });
  }
}

module.exports = NumbersReporter;
