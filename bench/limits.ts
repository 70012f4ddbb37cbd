/**
 * What an `up` of hundreds of new assignments takes under AWS's documented limits, which the local AWS keeps here: 20
 * calls of Identity Center a second, 15 assignments under way at once, each of one to four seconds, refused with
 * ConflictException beyond; the provider at its official pace of waits. Against the best possible schedule: what no
 * program can be faster than with this provider. `ASSIGNMENTS` (300) is their number, `PARALLEL` (60) the engine's
 * `--parallel`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { machine } from "./engine/machine";
import { accessOf, settings, world } from "./engine/organization";
import { bars } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { BenchSandbox, repository } from "./engine/sandbox";
import { measured, type Usage } from "./engine/usage";

const LIMIT = 1.15;
/** https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const AWS = { callsPerSecond: 20, outstanding: 15, seconds: [1, 4] } as const;
/**
 * What the provider does for one assignment: it looks whether there is one, makes it, lets ten seconds pass, asks how
 * far it is, and reads it.
 */
const PROVIDER = { calls: 4, callsBeforeWait: 2, waitSeconds: 10 };
/** Assignments that are there before, so that the number of permission sets and groups is the same in both runs. */
const BEFORE = 10;

interface Counts {
  readonly calls: Readonly<Record<string, Readonly<Record<string, { readonly calls: number; readonly refused: number }>>>>;
  readonly assignmentsTook: number;
}

/** Measures, prints and writes bench/results/limits.{json,md,svg}; true where the goal was met. */
export async function run(): Promise<boolean> {
  const assignments = Number(process.env["ASSIGNMENTS"] ?? 300);
  const parallel = Number(process.env["PARALLEL"] ?? 60);
  accessOf(assignments); // A size that cannot be had is told before anything starts.
  const where = machine();
  const sandbox = new BenchSandbox("bench-limits");
  try {
    const { config, ...rest } = settings();
    const granting = (number: number): object => ({ ...rest, config: { ...config, "federation:access": accessOf(number) } });
    const env = sandbox.start(world(), granting(BEFORE));
    const up = (official: boolean): Promise<Usage> => {
      const pace = official ? { SANDBOX_AWS_POLL_MS: "5000" } : {};
      const args = ["up", "--yes", "--skip-preview", "--parallel", String(parallel), "--stack", sandbox.stack, "--non-interactive"];
      return measured("pulumi", args, repository, { ...env, ...pace });
    };
    await up(false);
    const control = `${env["AWS_ENDPOINT_URL"]}/_sandbox/faults`;
    const faults = { ratePerSecond: { sso: AWS.callsPerSecond }, assignments: { seconds: AWS.seconds, refusal: "ConflictException" } };
    await fetch(control, { method: "POST", body: JSON.stringify(faults) });
    const unchanged = await up(true);
    await fetch(control, { method: "POST", body: JSON.stringify(faults) });
    const file = env["PULUMI_OPTION_CONFIG_FILE"]!;
    const stack = parse(readFileSync(file, "utf8")) as { config: object };
    const access = { "federation:access": accessOf(BEFORE + assignments) };
    writeFileSync(file, stringify({ ...stack, config: { ...stack.config, ...access } }));
    const changed = await up(true);
    const { calls, assignmentsTook } = (await (await fetch(control)).json()) as Counts;
    const made = calls["sso"]?.["CreateAccountAssignment"];
    if (made === undefined || made.calls - made.refused !== assignments)
      throw new Error(`The run was to make ${assignments} assignments and made ${(made?.calls ?? 0) - (made?.refused ?? 0)}.`);
    const sso = Object.values(calls["sso"] ?? {});
    const best = unchanged.seconds + leastSeconds(assignments, assignmentsTook);
    const result = {
      machine: where,
      limit: LIMIT,
      assignments,
      parallel,
      seconds: round(changed.seconds),
      unchangedSeconds: round(unchanged.seconds),
      leastSeconds: round(leastSeconds(assignments, assignmentsTook)),
      ratio: round(changed.seconds / best),
      calls: sso.reduce((sum, one) => sum + one.calls, 0),
      refused: sso.reduce((sum, one) => sum + one.refused, 0),
      refusedCreations: made.refused,
    };
    const rows = [
      { name: `up of ${assignments} new assignments`, value: result.seconds },
      { name: "up without a change", value: result.unchangedSeconds },
      { name: "the best schedule beside it", value: result.leastSeconds },
    ];
    const cells = rows.map(({ name, value }) => [name, value.toFixed(1)]);
    const words =
      `The up takes ${result.ratio.toFixed(2)} times an up without a change and the best schedule together (goal ${LIMIT}). ` +
      `Identity Center was called ${result.calls} times and refused ${result.refused} of these calls; nothing failed.`;
    const text = `# AWS's limits\n\n${table(["What", "Seconds"], cells)}\n\n${words}`;
    writeResults("limits", result, text, bars({ title: "Under AWS's limits", x: "seconds", rows }));
    console.log(words);
    return result.ratio <= LIMIT;
  } finally {
    sandbox.reset();
  }
}

/**
 * No schedule takes less, whatever is under way at once: either all calls have to pass, or the last assignment is not
 * begun before there is a place for it, and then has the provider's wait before it.
 *
 * @param took seconds that all assignments took together at AWS
 */
function leastSeconds(assignments: number, took: number): number {
  const begun = Math.max((PROVIDER.callsBeforeWait * assignments) / AWS.callsPerSecond, took / AWS.outstanding - AWS.seconds[1]);
  return Math.max((PROVIDER.calls * assignments) / AWS.callsPerSecond, begun + PROVIDER.waitSeconds);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
