/**
 * A core and five access stacks against one stack: the first `up` of the same assignments, side by side in the split;
 * then one grant more where the federation has 20,000, previewed and applied in its stack, beside what the engine's own
 * log adds to it and what a preview of the same resources takes in a bare program. `FIRST` (2000) is the number of the
 * first `up`, `PART` (40) the accounts of an access stack at the end: 10 groups, 10 permission sets and 5 stacks make
 * 500 grants of each.
 *
 * The states at the end are grown from those of the first `up`: what differs between accounts is the account's id, in
 * the state too.
 */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type Exported, writeBareProgram } from "./engine/bare";
import { machine } from "./engine/machine";
import { groups, settings, world } from "./engine/organization";
import { bars } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { BenchSandbox, repository } from "./engine/sandbox";
import { measured, type Usage } from "./engine/usage";

const LIMITS = { firstUp: 1 / 3, oneGrantSeconds: 30 };
const PARTS = 5;
const CORE = "bench-several";
const parts = Array.from({ length: PARTS }, (_, part) => `${CORE}-${part + 1}`);

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: { readonly targetId?: string };
}

interface State {
  readonly deployment: { readonly resources: readonly Resource[] };
}

/** Measures, prints and writes bench/results/several-stacks.{json,md,svg}; true where the goals were met. */
export async function run(): Promise<boolean> {
  const first = Number(process.env["FIRST"] ?? 2000);
  const part = Number(process.env["PART"] ?? 40);
  const where = machine();
  const one = await inOneStack(first, part);
  console.error(`one stack: ${one.seconds.toFixed(0)} s, ${one.cpuSeconds.toFixed(0)} s of processor time`);
  const split = await inSeveral(first, part);
  const ratio = split.first.seconds / one.seconds;
  const result = {
    machine: where,
    limits: LIMITS,
    firstUp: {
      assignments: first,
      oneStack: { ...one },
      split: split.first,
      ratioTime: round(ratio),
      ratioCpu: round(split.first.cpuSeconds / one.cpuSeconds),
    },
    oneGrant: { grants: PARTS * part * groups.length * 10, ...split.oneGrant },
  };
  const { preview, up, bare, logged } = split.oneGrant;
  const seconds = preview.seconds + up.seconds;
  const rows: readonly (readonly [string, Cost])[] = [
    [`first up of ${first} assignments, one stack`, one],
    [`the same in ${PARTS} access stacks, side by side`, split.first],
    [`one grant more of ${result.oneGrant.grants}: preview in its stack`, preview],
    ["the same: up", up],
    ["a preview of it in a bare program", bare],
    ["one grant less, with the engine's own log: preview", logged.preview],
    ["the same, with the engine's own log: up", logged.up],
  ];
  const cells = rows.map(([what, cost]) => [what, cost.seconds.toFixed(1), cost.cpuSeconds.toFixed(1)]);
  const words =
    `The split takes ${ratio.toFixed(2)} of the time of one stack (goal ${LIMITS.firstUp.toFixed(2)}); ` +
    `one grant takes ${seconds.toFixed(1)} s (goal ${LIMITS.oneGrantSeconds} s).`;
  writeResults(
    "several-stacks",
    result,
    `# Several stacks\n\n${table(["What", "Seconds", "Processor seconds"], cells)}\n\n${words}`,
    bars({
      title: "One stack and several, processor time",
      x: "seconds",
      rows: rows.map(([name, { cpuSeconds }]) => ({ name, value: cpuSeconds })),
    }),
  );
  console.log(`Split: ${ratio.toFixed(2)} of one stack's time; one grant of ${result.oneGrant.grants}: ${seconds.toFixed(1)} s.`);
  return ratio <= LIMITS.firstUp && seconds <= LIMITS.oneGrantSeconds;
}

type Cost = Pick<Usage, "seconds" | "cpuSeconds">;

const costOf = ({ seconds, cpuSeconds }: Usage): Cost => ({ seconds: round(seconds), cpuSeconds: round(cpuSeconds) });

async function inOneStack(first: number, part: number): Promise<Cost> {
  const federation = new Federation(part);
  try {
    await federation.up(CORE);
    federation.settings({ "federation:access": granting(accountsOf(first / PARTS / 100)) });
    return costOf(await federation.up(CORE));
  } finally {
    federation.end();
  }
}

interface OneGrant {
  readonly preview: Cost;
  readonly up: Cost;
  /** Preview of a bare program with the same resources. */
  readonly bare: Cost;
  /** With the log that the CLI writes of every run, which the sandbox turns off. */
  readonly logged: { readonly preview: Cost; readonly up: Cost };
}

async function inSeveral(first: number, part: number): Promise<{ first: Cost; oneGrant: OneGrant }> {
  const federation = new Federation(part);
  try {
    federation.settings({
      "federation:stacks": Object.fromEntries(parts.map((name, index) => [name, { ou: `Workloads/Part-${index + 1}` }])),
    });
    await federation.command(["split", "--stack", CORE, "--yes"]);
    await federation.up(CORE);
    federation.settings({ "federation:access": granting(accountsOf(first / PARTS / 100)) });
    await federation.up(CORE);
    const began = process.hrtime.bigint();
    const ups = await Promise.all(parts.map((name) => federation.up(name)));
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    const cpuSeconds = ups.reduce((sum, usage) => sum + usage.cpuSeconds, 0);
    console.error(`${PARTS} access stacks: ${seconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s of processor time`);

    // By pattern: a list of every name, a hundred times, is more than a process takes as one variable.
    const all = granting(["part-*"]);
    const lacking = { ...all[0], except: "part-1-0" };
    federation.settings({ "federation:access": [...all.slice(1), lacking] });
    await federation.up(CORE);
    for (const [index, name] of parts.entries()) await federation.grow(name, index, part, first / PARTS / 100);
    federation.settings({ "federation:access": all });
    const stack = parts[0]!;
    const preview = costOf(await federation.pulumi(stack, ["preview"]));
    const up = costOf(await federation.up(stack));
    console.error(`one grant: ${preview.cpuSeconds} and ${up.cpuSeconds} s of processor time`);
    const bare = costOf(await federation.bare(stack));
    federation.settings({ "federation:access": [...all.slice(1), lacking] });
    federation.writeLogs();
    const logged = {
      preview: costOf(await federation.pulumi(stack, ["preview"])),
      up: costOf(await federation.pulumi(stack, ["up", "--yes", "--skip-preview"])),
    };
    return { first: { seconds: round(seconds), cpuSeconds: round(cpuSeconds) }, oneGrant: { preview, up, bare, logged } };
  } finally {
    federation.end();
  }
}

/** Names of so many accounts of each part. */
function accountsOf(each: number): string[] {
  if (!Number.isInteger(each) || each < 1) throw new Error(`FIRST is a multiple of ${PARTS * 100}, the grants of an account in each part.`);
  return parts.flatMap((_name, part) => Array.from({ length: each }, (_, index) => `part-${part + 1}-${index}`));
}

function granting(accounts: readonly string[]): { group: string; permissionSet: string; accounts: readonly string[] }[] {
  const sets = Array.from({ length: 10 }, (_, index) => `Team-${String(index + 1).padStart(2, "0")}-RO`);
  // The account that the base has stays as it is.
  return sets.flatMap((permissionSet) => groups.map((group) => ({ group, permissionSet, accounts: [...accounts, "team-0"] })));
}

const accountId = (part: number, index: number): string => String(400_000_000_000 + part * 10_000 + index);

/** A core and its access stacks in clouds of their own. */
class Federation {
  private readonly sandbox = new BenchSandbox(CORE);
  private readonly env: NodeJS.ProcessEnv;

  constructor(part: number) {
    const { ous, accounts, ...rest } = world() as { ous: string[]; accounts: object[] };
    const members = parts.flatMap((_name, index) =>
      Array.from({ length: part }, (_, at) => ({
        id: accountId(index, at),
        name: `part-${index + 1}-${at}`,
        ou: `Workloads/Part-${index + 1}`,
      })),
    );
    const units = parts.map((_name, index) => `Workloads/Part-${index + 1}`);
    const base = settings();
    this.env = this.sandbox.start({ ...rest, ous: [...ous, ...units], accounts: [...accounts.slice(0, 2), ...members] }, base);
    copyFileSync(join(repository, "Pulumi.yaml"), join(this.sandbox.folder, "Pulumi.yaml"));
    writeFileSync(this.file(CORE), readFileSync(this.env["PULUMI_OPTION_CONFIG_FILE"]!, "utf8"));
  }

  private file(stack: string): string {
    return join(this.sandbox.folder, `Pulumi.${stack}.yaml`);
  }

  /** Changes settings of the core. */
  settings(changes: Readonly<Record<string, unknown>>): void {
    const { config, ...rest } = parse(readFileSync(this.file(CORE), "utf8")) as { config: Record<string, unknown> };
    writeFileSync(this.file(CORE), stringify({ ...rest, config: { ...config, ...changes } }));
  }

  pulumi(stack: string, args: readonly string[], cwd = repository): Promise<Usage> {
    const env = { ...this.env, PULUMI_OPTION_CONFIG_FILE: this.file(stack) };
    return measured("pulumi", [...args, "--stack", stack, "--non-interactive", "--color", "never"], cwd, env);
  }

  /** A preview of the stack's resources by a bare program. */
  async bare(stack: string): Promise<Usage> {
    const shown = JSON.parse((await this.pulumi(stack, ["stack", "export", "--show-secrets"])).stdout) as Exported;
    const folder = join(this.sandbox.folder, "bare");
    writeBareProgram(folder, shown.deployment.resources, groups);
    return this.pulumi(stack, ["preview"], folder);
  }

  /** The engine writes its log from now on, until the sandbox is used the next time. */
  writeLogs(): void {
    rmSync(join(this.env["PULUMI_HOME"]!, "logs"));
  }

  up(stack: string): Promise<Usage> {
    this.sandbox.touch();
    return this.pulumi(stack, ["up", "--yes", "--skip-preview"]);
  }

  command(args: readonly string[]): Promise<Usage> {
    const env = { ...this.env, PULUMI_OPTION_CONFIG_FILE: this.file(CORE) };
    return measured(process.execPath, [join(repository, "cli", "bin.cjs"), ...args], repository, env);
  }

  /** Grows a state to all accounts of its part, without the one grant that is to come. */
  async grow(stack: string, part: number, accounts: number, from: number): Promise<void> {
    const state = JSON.parse((await this.pulumi(stack, ["stack", "export"])).stdout) as State;
    const isAssignment = ({ type }: Resource): boolean => type.endsWith(":AccountAssignment");
    const source = state.deployment.resources.filter((one) => isAssignment(one) && one.inputs?.targetId === accountId(part, 0));
    const copies = Array.from({ length: accounts - from }, (_, index) => accountId(part, from + index)).flatMap((id) =>
      source.map((one) => JSON.parse(JSON.stringify(one).replaceAll(accountId(part, 0), id)) as Resource),
    );
    const file = join(this.sandbox.folder, "state.json");
    writeFileSync(
      file,
      JSON.stringify({ ...state, deployment: { ...state.deployment, resources: [...state.deployment.resources, ...copies] } }),
    );
    await this.pulumi(stack, ["stack", "import", "--file", file]);
    // The facts name the new accounts; and the one grant goes that is to come back.
    await this.up(stack);
  }

  end(): void {
    this.sandbox.reset();
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
