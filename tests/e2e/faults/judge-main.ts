/** Runs checks of `verify` for a parent process, again and again: one start of Node for many questions. */
import { systemClock } from "../../../contract/clock";
import { loadSettings } from "../../../cli/stack/load-settings";
import { VerifyContext } from "../../../cli/verify/context";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { cloudSources } from "../../../cli/verify/sources";

/** What is asked: checks of one stack; all of them where none is named. */
export interface Question {
  readonly stack: string;
  readonly ids?: readonly string[];
}

/** A finding, or a check that could not look. */
export interface Found {
  readonly id: string;
  readonly status: string;
  readonly message: string;
  readonly remedy: string;
}

process.on("message", ({ stack, ids }: Question) => {
  void (async () => {
    const { settings } = loadSettings(stack);
    const sources = cloudSources(settings, { aws: { calls: 0 }, entra: { calls: 0 } }, "OrganizationReadOnly");
    const asked = ids === undefined ? checks : checks.filter(({ id }) => ids.includes(id));
    const results = await runChecks(asked, new VerifyContext(settings, systemClock.now(), sources));
    process.send?.(
      results.flatMap(({ id, failed, outcomes }) =>
        outcomes
          .filter(({ status }) => status === "finding" || (failed === true && status === "cannot tell"))
          .map(({ status, message, remedy = "" }): Found => ({ id, status, message, remedy })),
      ),
    );
  })();
});
