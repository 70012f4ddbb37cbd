/**
 * Calls to the clouds an operation, counted at the local endpoints, at growing numbers of assignments for the same
 * groups, permission sets and accounts: they must not grow, save by the pages in which AWS lists a group's assignments.
 * `SIZES` (1000,5000,10000) chooses the assignments, `OPERATIONS` what is counted: names of the table, or `engine` for
 * all that needs a sandbox.
 */
import type { Count } from "./count";
import { callsOfOne, countInSandbox, NEW, sandboxOperations, UP_OF_NEW } from "./sandbox";
import { countWhole, wholeOperations } from "./whole";
import { askedSizes } from "../engine/asked";
import { machine } from "../engine/machine";
import { plot } from "../engine/plot";
import { table, writeResults } from "../engine/results";

const OPERATIONS = [...wholeOperations, ...sandboxOperations];

/** Counts, prints and writes bench/results/calls.{json,md,svg}; true where nothing grows. */
export async function run(): Promise<boolean> {
  const sizes = askedSizes([1_000, 5_000, 10_000]);
  const wanted = (process.env["OPERATIONS"] ?? [...wholeOperations, "engine"].join(",")).split(",");
  const strange = wanted.find((name) => name !== "engine" && !wholeOperations.includes(name));
  if (strange !== undefined) throw new Error(`OPERATIONS: there is no "${strange}"; there are ${wholeOperations.join(", ")} and engine.`);
  const where = machine();
  const counts: Count[] = [];
  const note = (count: Count): void => {
    counts.push(count);
    const entra = count.entra === undefined ? "" : `, ${count.entra} to Entra`;
    console.log(`${count.operation} at ${count.assignments} assignments: ${count.aws} calls to AWS${entra}.`);
    writeResults("calls", { machine: where, sizes, counts }, markdown(counts, sizes), drawing(counts));
  };
  for (const size of sizes)
    for (const operation of wholeOperations.filter((each) => wanted.includes(each))) note(await countWhole(operation, size));
  if (wanted.includes("engine")) await countInSandbox(sizes, note);
  return OPERATIONS.every((operation) => isFlat(counts.filter((each) => each.operation === operation)));
}

/** Assignments that AWS lists in one answer. */
const PAGE = 100;
/** What lists assignments by group, where that is fewer calls than by place. */
const BY_GROUP = ["verify", "drift"];
/** How often more the provider may ask how far a new assignment is: as often as AWS takes longer. */
const POLLS = 2;

/** Whether the calls are the same at each size, but for pages of what is listed and for polls. */
function isFlat(counts: readonly Count[]): boolean {
  const [least, ...more] = [...counts].sort((a, b) => a.assignments - b.assignments);
  return more.every((count) => {
    const pages = BY_GROUP.includes(count.operation) ? (count.assignments - least!.assignments) / PAGE : 0;
    const polls = count.operation === UP_OF_NEW ? NEW * POLLS : 0;
    return totalOf(count) - totalOf(least!) <= pages + polls;
  });
}

const totalOf = ({ aws, entra = 0 }: Count): number => aws + entra;

function markdown(counts: readonly Count[], sizes: readonly number[]): string {
  const rows = OPERATIONS.flatMap((operation) => {
    const its = counts.filter((each) => each.operation === operation);
    if (its.length === 0) return [];
    const shown = ({ aws, entra }: Count): string => (entra === undefined ? String(aws) : `${aws} + ${entra}`);
    return [[operation, ...sizes.map((size) => its.filter(({ assignments }) => assignments === size).map(shown)[0] ?? "")]];
  });
  const ofOne = sizes.flatMap((size) => {
    const calls = callsOfOne(counts, size);
    return calls === undefined ? [] : [`${calls.toFixed(1)} at ${size}`];
  });
  return [
    "# Calls",
    `Calls to the clouds by number of assignments, for the same groups, permission sets and accounts: AWS, or AWS + Entra. They must not grow, save by a call for each ${PAGE} assignments where \`verify\` and \`drift\` list them by group.`,
    table(["Operation", ...sizes.map(String)], rows),
    ...(ofOne.length > 0
      ? [
          `What one new assignment adds to an \`up\`, from ${NEW}: ${ofOne.join(", ")} calls to AWS, all of the provider; how often it asks whether AWS is done depends on AWS.`,
        ]
      : []),
    "A preview asks what the program looks up; resources without a change are read by none. `report` and the questions ask no cloud.",
  ].join("\n\n");
}

function drawing(counts: readonly Count[]): string {
  const lines = OPERATIONS.map((name) => ({
    name,
    points: counts
      .filter(({ operation }) => operation === name)
      .map((count) => ({ x: count.assignments, median: totalOf(count), least: totalOf(count), most: totalOf(count) })),
  })).filter(({ points }) => points.length > 0);
  return plot({ title: "Calls to the clouds", x: "assignments", lines });
}
