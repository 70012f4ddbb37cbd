/**
 * What questions cost (20 groups with access to every account), the start of the command included: as seconds, and as
 * ratio to a Node that does nothing, turn by turn in one run. `SIZES` (1000,10000) chooses the assignments, `ROUNDS`
 * (7) the turns.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { rightSettings } from "../tests/access/fixtures";
import { askedRounds, askedSizes } from "./engine/asked";
import { machine } from "./engine/machine";
import { plot } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { repository } from "./engine/sandbox";
import { median, spanOf, type Spread, spread } from "./engine/statistics";

/**
 * Times an empty Node, which takes 0.07 to 0.1 s where nothing else runs: less than a second there, however busy the
 * machine is.
 */
const LIMIT = 10;
const GROUPS = 20;
const TENANT = "22222222-2222-2222-2222-222222222222";

const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  "who-can": ["who-can", "team-25"],
  "who-can --json": ["who-can", "team-25", "--json"],
  "who-can --action": ["who-can", "team-25", "--action", "s3:DeleteBucket"],
  "what-can --action": ["what-can", "group-7", "--action", "s3:DeleteBucket", "--json"],
  why: ["why", "group-7", "team-25"],
  "matrix --json": ["matrix", "--json"],
  "--help": ["who-can", "--help"],
};

/** One question at one size. */
interface Cost {
  readonly question: string;
  readonly assignments: number;
  readonly seconds: Spread;
  /** By an empty Node. */
  readonly ratio: number;
}

/** Measures, prints and writes bench/results/questions.{json,md,svg}; true where the limit was kept. */
export function run(): boolean {
  const sizes = askedSizes([1_000, 10_000]);
  const odd = sizes.find((size) => !Number.isInteger(size / GROUPS) || size < 30 * GROUPS);
  if (odd !== undefined)
    throw new Error(`${odd} assignments: a size of bench questions is a multiple of ${GROUPS}, at least ${30 * GROUPS}.`);
  const rounds = askedRounds(7);
  const where = machine();
  const costs = sizes.flatMap((assignments) => measure(assignments, rounds));
  writeResults("questions", { machine: where, rounds, limit: LIMIT, costs }, markdown(costs, sizes, rounds), drawing(costs));
  return costs.every(({ ratio }) => ratio <= LIMIT);
}

function measure(assignments: number, rounds: number): Cost[] {
  const folder = mkdtempSync(join(tmpdir(), "bench-questions-"));
  try {
    const [settings, inventory] = [join(folder, "Pulumi.large.yaml"), join(folder, "inventory.json")];
    writeFileSync(settings, stringify({ config: settingsOf() }));
    writeFileSync(inventory, JSON.stringify(inventoryOf(assignments / GROUPS)));
    const env = { ...process.env, PULUMI_OPTION_CONFIG_FILE: settings, FEDERATION_NOW: "2026-11-28T12:00:00Z" };
    const seconds = (args: readonly string[]): number => {
      const began = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: repository, env, encoding: "utf8", maxBuffer: 1e9 });
      if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
      return Number(process.hrtime.bigint() - began) / 1e9;
    };
    const command = (words: readonly string[]): string[] => [
      join(repository, "cli", "bin.cjs"),
      ...words,
      ...(words.includes("--help") ? [] : ["--stack", "large", "--inventory", inventory]),
    ];
    return Object.entries(QUESTIONS).map(([question, words]) => {
      seconds(command(words));
      const turns = Array.from({ length: rounds }, () => ({ node: seconds(["-e", "0"]), ours: seconds(command(words)) }));
      const cost = {
        ...{ question, assignments, seconds: spread(turns.map(({ ours }) => ours)) },
        ratio: median(turns.map(({ node, ours }) => ours / node)),
      };
      console.log(
        `${assignments} ${question.padEnd(18)} ${cost.seconds.median.toFixed(2)} s, ${cost.ratio.toFixed(1)} times an empty Node.`,
      );
      return cost;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function markdown(costs: readonly Cost[], sizes: readonly number[], rounds: number): string {
  const rows = Object.keys(QUESTIONS).map((name) => {
    const its = costs.filter(({ question }) => question === name);
    return [name, ...its.flatMap(({ seconds, ratio }) => [spanOf(seconds, 2), ratio.toFixed(1)])];
  });
  return [
    "# Questions",
    `Seconds of a question with an inventory, the start of the command included, and how many times an empty Node; median (least–most) of ${rounds} rounds. Limit: ${LIMIT} times.`,
    table(["Question", ...sizes.flatMap((size) => [`${size} assignments`, "Times Node"])], rows),
  ].join("\n\n");
}

function drawing(costs: readonly Cost[]): string {
  const lines = Object.keys(QUESTIONS).map((name) => ({
    name,
    points: costs.filter(({ question }) => question === name).map(({ assignments, seconds }) => ({ x: assignments, ...seconds })),
  }));
  return plot({ title: "Questions, seconds", x: "assignments", lines });
}

function settingsOf(): Record<string, unknown> {
  const sets = ["Platform-Admin", "Security-Audit-RO", "Data-Engineer-RW", "Data-Analyst-RO"];
  return Object.fromEntries(
    Object.entries(
      rightSettings({
        access: Array.from({ length: GROUPS }, (_, index) => ({
          group: `group-${index}`,
          permissionSet: sets[index % sets.length],
          accounts: index % 2 === 0 ? "team-*" : { ou: "Workloads" },
        })),
        conditionalAccess: { state: "enabled", emergencyAccessGroup: "aws-emergency-access", allowedCountries: ["DE"] },
      }),
    ).map(([key, value]) => [`federation:${key}`, value]),
  );
}

function inventoryOf(accounts: number): unknown {
  const id = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  return {
    version: 1,
    made: "2026-11-28T10:00:00.000Z",
    origin: { organizationId: "o-abcdefghij", managementAccountId: "100000000000", homeRegion: "eu-west-1", tenantId: TENANT },
    accounts: [
      { id: "100000000000", name: "management", state: "ACTIVE", ouPath: [], tags: {} },
      ...Array.from({ length: accounts }, (_, index) => ({
        id: String(200000000000 + index),
        name: `team-${index}`,
        state: "ACTIVE",
        ouPath: ["Workloads", index % 3 === 0 ? "Production" : "Development"],
        tags: { env: index % 3 === 0 ? "prod" : "dev", cost: `c${index % 40}` },
      })),
    ],
    organizationalUnits: ["Workloads", "Workloads/Production", "Workloads/Development"],
    groups: Array.from({ length: GROUPS }, (_, index) => ({ id: id(index), displayName: `group-${index}` })).concat({
      id: id(GROUPS),
      displayName: "aws-emergency-access",
    }),
  };
}
