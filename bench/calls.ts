/**
 * Calls to the clouds an operation, counted at the local endpoints, at growing numbers of assignments for the same
 * groups, permission sets and accounts: they must not grow. `verify` and `drift` ask an AWS of this process that has all
 * assignments, Entra from memory; `preview` and `up` run on the engine, with nothing to change, and are counted at both
 * clouds. `SIZES` (1000,5000,10000) chooses the assignments, `OPERATIONS` (verify,drift,preview,up) what is counted.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { stringify } from "yaml";
import { systemClock } from "../contract/clock";
import { readDrift } from "../cli/drift/command";
import { loadSettings } from "../cli/stack/load-settings";
import { VerifyContext } from "../cli/verify/context";
import { checks } from "../cli/verify/registry";
import { runChecks } from "../cli/verify/run";
import { CountingProxy } from "./engine/counting-proxy";
import type { Exported } from "./engine/bare";
import { machine } from "./engine/machine";
import { settings as engineSettings, world } from "./engine/organization";
import { plot } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { BenchSandbox, repository } from "./engine/sandbox";
import { Stack } from "./registration";
import { LocalAws } from "./verify/local-aws";
import { assignmentsOf, settingsOf, type Size } from "./verify/size";
import { sourcesOf } from "./verify/sources";

const OPERATIONS = ["verify", "drift", "preview", "up"] as const;
type Operation = (typeof OPERATIONS)[number];

/** Calls of one operation at one size. */
interface Count {
  readonly operation: Operation;
  readonly assignments: number;
  readonly aws: number;
  /** Undefined where Entra is answered from memory. */
  readonly entra: number | undefined;
}

/** Counts, prints and writes bench/results/calls.{json,md,svg}; true where nothing grows. */
export async function run(): Promise<boolean> {
  const sizes = (process.env["SIZES"] ?? "1000,5000,10000").split(",").map(Number);
  const wanted = (process.env["OPERATIONS"] ?? OPERATIONS.join(",")).split(",");
  const operations = OPERATIONS.filter((operation) => wanted.includes(operation));
  const where = machine();
  const counts: Count[] = [];
  const note = (count: Count): void => {
    counts.push(count);
    const entra = count.entra === undefined ? "" : `, ${count.entra} to Entra`;
    console.log(`${count.operation} at ${count.assignments} assignments: ${count.aws} calls to AWS${entra}.`);
    writeResults("calls", { machine: where, sizes, counts }, markdown(counts, sizes), drawing(counts));
  };
  for (const size of sizes) for (const count of await ofCommands(size, operations)) note(count);
  if (operations.includes("preview") || operations.includes("up")) await ofEngine(sizes, operations, note);
  return operations.every((operation) => new Set(counts.filter((each) => each.operation === operation).map(totalOf)).size === 1);
}

const totalOf = ({ aws, entra = 0 }: Count): number => aws + entra;

/** A hundred sets and accounts' pairs that stay the same; each pair has as many groups as the size needs. */
function sizeOf(assignments: number): Size {
  const [sets, accounts] = [10, 101];
  const groupsOfSet = assignments / (sets * (accounts - 1));
  if (!Number.isInteger(groupsOfSet) || groupsOfSet < 1 || groupsOfSet > 10)
    throw new Error(`${assignments} assignments: a size of bench calls is a multiple of 1000, at most 10000.`);
  return { sets, accounts, groups: 10, accountsOfSet: accounts - 1, groupsOfSet, users: 20 };
}

async function ofCommands(assignments: number, operations: readonly Operation[]): Promise<Count[]> {
  const size = sizeOf(assignments);
  const found: Count[] = [];
  for (const operation of operations.filter((each) => each === "verify" || each === "drift")) {
    const aws = new LocalAws(size, false);
    const file = join(new BenchSandbox("bench-calls").folder, "Pulumi.large.yaml");
    writeFileSync(file, stringify({ config: settingsOf(size) }, { aliasDuplicateObjects: false }));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: await aws.start(),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      PULUMI_OPTION_CONFIG_FILE: file,
      FEDERATION_NOW: "2026-11-28T12:00:00Z",
    });
    try {
      const { settings } = loadSettings("large");
      const context = new VerifyContext(settings, systemClock.now(), sourcesOf(settings, { aws: { calls: 0 }, entra: { calls: 0 } }));
      if (operation === "verify") {
        const results = await runChecks(checks, context);
        const said = JSON.stringify(results);
        if (!said.includes(`${assignmentsOf(size)} assignments, none missing`))
          throw new Error(`verify did not see ${assignments} assignments.`);
      } else {
        const { missing, undeclared } = await readDrift(context, async () => new Map());
        const strange = [...missing, ...undeclared].find(({ accountId }) => accountId !== undefined);
        if (strange !== undefined) throw new Error(`drift did not see all assignments: ${strange.what}`);
      }
      found.push({ operation, assignments, aws: aws.calls, entra: undefined });
    } finally {
      aws.stop();
    }
  }
  return found;
}

async function ofEngine(sizes: readonly number[], operations: readonly Operation[], note: (count: Count) => void): Promise<void> {
  const sandbox = new BenchSandbox("bench-calls");
  const original = sandbox.start(world(), engineSettings());
  const proxy = new CountingProxy(original["AWS_ENDPOINT_URL"] ?? "");
  try {
    const stack = new Stack(sandbox, { ...original, AWS_ENDPOINT_URL: await proxy.start() });
    await stack.pulumi(["up", "--yes", "--skip-preview"], repository);
    const exported = JSON.parse((await stack.pulumi(["stack", "export"], repository)).stdout) as Exported;
    for (const assignments of sizes) {
      sandbox.touch();
      await stack.prepare(assignments, exported);
      const words = { preview: ["preview", "--expect-no-changes"], up: ["up", "--yes", "--skip-preview", "--expect-no-changes"] };
      for (const operation of operations.filter((each) => each === "preview" || each === "up")) {
        const [before, began] = [proxy.calls, new Date().toISOString()];
        await stack.pulumi(words[operation], repository);
        note({ operation, assignments, aws: proxy.calls - before, entra: await entraCalls(original, began) });
      }
    }
  } finally {
    proxy.stop();
    sandbox.reset();
  }
}

/** What the local Entra was asked since a time, as it logs it. */
async function entraCalls(env: NodeJS.ProcessEnv, since: string): Promise<number> {
  const text = await new Promise<string>((done, failed) => {
    get(`${env["GRAPH_ENDPOINT"]}/_sandbox/requests`, { ca: readFileSync(env["SSL_CERT_FILE"] ?? "") }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (more: string) => (body += more));
      response.on("end", () => done(body));
    }).on("error", failed);
  });
  const { requests } = JSON.parse(text) as { requests: readonly { readonly time: string; readonly path: string }[] };
  return requests.filter(({ time, path }) => time >= since && !path.startsWith("/_sandbox")).length;
}

function markdown(counts: readonly Count[], sizes: readonly number[]): string {
  const rows = OPERATIONS.flatMap((operation) => {
    const its = counts.filter((each) => each.operation === operation);
    if (its.length === 0) return [];
    const told = ({ aws, entra }: Count): string => (entra === undefined ? String(aws) : `${aws} + ${entra}`);
    return [[operation, ...sizes.map((size) => its.filter(({ assignments }) => assignments === size).map(told)[0] ?? "")]];
  });
  return [
    "# Calls",
    "",
    "Calls to the clouds by number of assignments, for the same groups, permission sets and accounts: AWS, or AWS + Entra. They must not grow.",
    "",
    table(["Operation", ...sizes.map(String)], rows),
    "",
    "`report` and the questions with an inventory ask no cloud. A preview asks what the program looks up; resources without a change are read by none.",
    "",
  ].join("\n");
}

function drawing(counts: readonly Count[]): string {
  return plot({
    title: "Calls to the clouds",
    x: "assignments",
    lines: OPERATIONS.map((name) => ({
      name,
      points: counts
        .filter(({ operation }) => operation === name)
        .map((count) => ({ x: count.assignments, median: totalOf(count), least: totalOf(count), most: totalOf(count) })),
    })).filter(({ points }) => points.length > 0),
  });
}
