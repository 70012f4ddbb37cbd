import { systemClock } from "../../contract/clock";
import { assignmentDrift } from "./assignments";
import { authorsIn, type FindAuthors } from "./authors";
import { setDrift } from "./changed";
import { changedFields } from "./fields";
import { setsInState, type FormerSets } from "./former-sets";
import type { Drift, DriftItem } from "./item";
import { exitStatus, sentence } from "../failure";
import { table } from "../output/table";
import { withProgress } from "../output/progress";
import { json } from "../output/writer";
import { readState } from "../stack/state";
import { loadSettings } from "../stack/load-settings";
import { coreOf } from "../stack/settings-file";
import { resolveStack } from "../stack/stack";
import { VerifyContext } from "../verify/context";
import { cloudSources } from "../verify/sources";
import type { Run, StackOptions } from "../commands/command";

/**
 * `federation drift`: what the clouds hold beside, without, or other than what the settings declare, who did it, and
 * the two ways out. Never writes.
 */
export const drift: Run<StackOptions> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const counts = { aws: { calls: 0 }, entra: { calls: 0 } };
  const context = new VerifyContext(settings, systemClock.now(), cloudSources(settings, counts));
  const found = await withProgress(
    writer,
    () => `Reading; ${counts.aws.calls} calls to AWS and ${counts.entra.calls} to Entra so far.`,
    () => readDrift(context, authorsIn(settings.homeRegion, counts.aws), async () => setsInState(await readState(coreOf(stack)))),
  );
  if (options.json === true) writer.out(json(found));
  else writer.out(report(found));
  const { undeclared, missing, changed, complete } = found;
  if (undeclared.length + missing.length + changed.length > 0) return exitStatus.findings;
  return complete ? exitStatus.fine : exitStatus.wrongUse;
};

/**
 * All drift of a stack. Who did it is left out, and said, where CloudTrail cannot be read; for a permission set that is
 * gone also where the state cannot, or is not given.
 */
export async function readDrift(
  context: VerifyContext,
  look: FindAuthors,
  readFormerSets: FormerSets = async () => new Map(),
): Promise<Drift> {
  const unread: string[] = [];
  const authors: FindAuthors = async (names, wanted, isOf) => {
    try {
      return await look(names, wanted, isOf);
    } catch (error) {
      unread.push(`CloudTrail's event history could not be read, so that nobody is named: ${sentence(error)}`);
      return new Map();
    }
  };
  const formerSets: FormerSets = async () => {
    try {
      return await readFormerSets();
    } catch (error) {
      unread.push(`The stack's state could not be read, so that nobody is named who deleted a permission set: ${sentence(error)}`);
      return new Map();
    }
  };
  const connect = context.settings.phase === "connect";
  // One after another: the event history answers two questions a second.
  const assignments = connect
    ? {
        undeclared: [],
        missing: [],
        leftAlone: [],
        complete: true,
        unjudged: ["The phase is connect: account assignments are not judged before the phase assign."],
      }
    : await assignmentDrift(context, authors);
  const sets = await setDrift(context, authors, formerSets);
  const fields = await changedFields(context, authors);
  const lacking = new Set(sets.missing.map(({ permissionSet }) => permissionSet));
  return {
    undeclared: assignments.undeclared,
    // Of a set that is not there nobody has an assignment: one cause, one line.
    missing: [...sets.missing, ...assignments.missing.filter(({ permissionSet }) => !lacking.has(permissionSet))],
    changed: [...sets.changed, ...fields.changed],
    leftAlone: assignments.leftAlone,
    unjudged: [...assignments.unjudged, ...sets.unread, ...fields.unjudged, ...new Set(unread)],
    complete: !fields.unread && assignments.complete && sets.unread.length === 0,
  };
}

function report({ undeclared, missing, changed, leftAlone, unjudged, complete }: Drift): string {
  const rows = (title: string, items: readonly DriftItem[]): string[][] =>
    items.map(({ what, actor, time, adopt, unadoptable, remove }) => [
      title,
      [what, ...(actor === null ? [] : [`by ${actor}${time === null ? "" : `, ${time}`}`])].join("\n"),
      [
        adopt === null ? `adopt: no setting says it: ${unadoptable}` : `adopt: ${adopt}`,
        `${title === "missing" ? "restore" : "remove"}: ${remove}`,
      ].join("\n"),
    ]);
  const all = [...rows("undeclared", undeclared), ...rows("missing", missing), ...rows("changed", changed)];
  return [
    ...(all.length === 0 ? [] : [table({ head: ["", "What", "Ways out"], rows: all, widths: [10, 48, 58] }), ""]),
    ...unjudged,
    ...[...new Map(leftAlone.map(({ setting, reason }) => [setting, reason]))].map(
      ([setting, reason]) => `${leftAlone.filter((each) => each.setting === setting).length} left alone by ${setting} (${reason}).`,
    ),
    all.length === 0
      ? complete
        ? "No drift: the clouds hold what the settings declare."
        : "No drift was found in what could be read."
      : `${undeclared.length} undeclared, ${missing.length} missing, ${changed.length} changed.`,
  ].join("\n");
}
