/**
 * Estates of 100 accounts with odd names, made by hand on local clouds: `federation adopt` with 20 ms latency and AWS's
 * 20 requests a second, calls counted; then the import, an `up` that changes nothing, `verify`, and one change of
 * access. `SIZES` (1000,10000) chooses the assignments.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseDocument, stringify } from "yaml";
import { changedResources } from "../../tests/e2e/adopt/adopted-stack";
import { between, everythingOfAws, settled } from "../../tests/e2e/adopt/everything";
import { HandMade } from "../../tests/e2e/adopt/hand-made";
import { Estate, WORLD } from "./estate";
import { askedSizes } from "../engine/asked";
import { machine } from "../engine/machine";
import { plot } from "../engine/plot";
import { table, writeResults } from "../engine/results";
import { BenchSandbox, repository } from "../engine/sandbox";
import { measured, type Usage } from "../engine/usage";

const MOST_SECONDS = 60;
/** What every answer takes, and requests a second to each service. */
const LIMITS = { latencyMs: 20, ratePerSecond: { sso: 20, identitystore: 20, organizations: 20, tagging: 20 } };
const STACK = "bench-adopt";

/**
 * Measures, prints and writes bench/results/adopt.{json,md,svg}; true where the limits were kept. Wrong results are
 * errors.
 */
export async function run(): Promise<boolean> {
  const estates = askedSizes([1_000, 10_000]).map((size) => new Estate(size));
  const where = machine();
  const sizes: Size[] = [];
  for (const estate of estates) {
    sizes.push(await measure(estate));
    writeResults("adopt", { machine: where, limits: { adoptSeconds: MOST_SECONDS, ...LIMITS }, sizes }, words(sizes), drawing(sizes));
  }
  return sizes.every(({ adopt }) => adopt.seconds < MOST_SECONDS);
}

async function measure(estate: Estate): Promise<Size> {
  const sandbox = new BenchSandbox(STACK);
  const folder = mkdtempSync(join(tmpdir(), "bench-adopt-"));
  try {
    const example = parse(readFileSync(join(repository, "Pulumi.dev.yaml"), "utf8")) as object;
    const env = sandbox.start(WORLD, example);
    const hand = await new HandMade(env).begin();
    await estate.make(hand);
    const found = await settled(env, hand.assigned);
    const touching = setInterval(() => sandbox.touch(), 300_000);
    try {
      const adopted = new Adopted(env, folder, estate);
      const adoption = await adopted.adopt();
      console.error(`${estate.assignments} assignments: adopt ${adoption.seconds.toFixed(1)} s, ${adoption.calls} calls`);
      adopted.comparesWith(hand);
      const steps = await adopted.follow(found);
      console.error(`one change: ${steps.oneChange.seconds.toFixed(0)} s`);
      return { assignments: estate.assignments, pairs: estate.pairs, adopt: adoption, ...steps };
    } finally {
      clearInterval(touching);
    }
  } finally {
    sandbox.reset();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Size extends Steps {
  readonly assignments: number;
  /** Permission sets in accounts. */
  readonly pairs: number;
  readonly adopt: Adoption;
}

interface Adoption extends Cost {
  readonly calls: number;
  readonly toImport: number;
}

interface Steps {
  readonly import: Cost;
  readonly firstUp: Cost;
  readonly verify: Cost;
  readonly oneChange: Cost;
}

type Cost = Pick<Usage, "seconds" | "cpuSeconds">;

/** The adopted estate, and its commands. */
class Adopted {
  private readonly out: string;
  private readonly file: string;
  private readonly env: NodeJS.ProcessEnv;

  constructor(
    private readonly clouds: NodeJS.ProcessEnv,
    folder: string,
    private readonly estate: Estate,
  ) {
    this.out = join(folder, "adopted");
    this.file = join(folder, `Pulumi.${STACK}.yaml`);
    this.env = { ...clouds, PULUMI_OPTION_CONFIG_FILE: this.file };
  }

  /** Runs the command with the latency and the rates of AWS. */
  async adopt(): Promise<Adoption> {
    const faults = `${this.clouds["AWS_ENDPOINT_URL"]}/_sandbox/faults`;
    const asked = await fetch(faults, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(LIMITS) });
    must(asked.ok, `the local AWS does not take ${JSON.stringify(LIMITS)}: ${await asked.text()}`);
    try {
      const { seconds, cpuSeconds, stdout } = await this.command(["adopt", "--out", this.out, "--half", "aws", "--json"], this.clouds);
      const { calls, toImport } = JSON.parse(stdout) as { calls: number; toImport: number };
      return { seconds: round(seconds), cpuSeconds: round(cpuSeconds), calls, toImport };
    } finally {
      await fetch(faults, { method: "DELETE" });
    }
  }

  /** Fails unless exactly the assignments that were made by hand to groups are imported. */
  comparesWith(hand: HandMade): void {
    const { resources } = JSON.parse(readFileSync(join(this.out, "import.json"), "utf8")) as { resources: { type: string; id?: string }[] };
    const imported = resources.flatMap(({ type, id }) => (type.endsWith(":AccountAssignment") ? [id!] : [])).sort();
    const made = this.estate
      .groupAssignments()
      .map(
        ({ set, principal, account }) =>
          `${hand.principalId(principal)},GROUP,${account},AWS_ACCOUNT,${hand.setArn(set)},${hand.InstanceArn}`,
      );
    must(imported.join("\n") === made.sort().join("\n"), "the assignments to import are not those that were made by hand");
    const users = new Set(this.estate.userAssignments().map(({ principal }) => principal));
    const text = readFileSync(join(this.out, `Pulumi.${STACK}.yaml`), "utf8");
    for (const user of users) must(text.includes(user), `${user} is not told under federation:unmanaged`);
  }

  /** Import, first up, verify and one change; each compared with what was there. */
  async follow(found: readonly string[]): Promise<Steps> {
    const { encryptionsalt } = parse(readFileSync(this.clouds["PULUMI_OPTION_CONFIG_FILE"]!, "utf8")) as { encryptionsalt: string };
    const { config } = parse(readFileSync(join(this.out, `Pulumi.${STACK}.yaml`), "utf8")) as { config: object };
    writeFileSync(this.file, stringify({ encryptionsalt, config }));
    // As docs/adopt.md has it for thousands: neither makes anything in a cloud that a kill could lose.
    const atTheEnd = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
    const importing = [
      "import",
      "--file",
      join(this.out, "import.json"),
      "--protect=false",
      "--generate-code=false",
      "--yes",
      "--skip-preview",
    ];
    const imported = await this.pulumi(importing, atTheEnd);
    console.error(`import: ${imported.seconds.toFixed(0)} s`);
    const up = await this.pulumi(["up", "--yes", "--skip-preview", "--json"], atTheEnd);
    const changed = changedResources(up.stdout);
    must(changed.length === 0, `the first up changed ${changed.slice(0, 5).join(", ")}`);
    const now = await everythingOfAws(this.clouds);
    must(now.join("\n") === found.join("\n"), "the first up changed Identity Center");
    console.error(`first up: ${up.seconds.toFixed(0)} s`);
    const verified = await this.command(["verify", "--json"], this.env);
    const { checks } = JSON.parse(verified.stdout) as { checks: { id: string; outcomes: { status: string; message: string }[] }[] };
    const wrong = checks.flatMap(({ id, outcomes }) =>
      outcomes.filter(({ status }) => status === "finding").map(({ message }) => `${id}: ${message}`),
    );
    must(wrong.length === 0, `verify finds ${wrong.slice(0, 5).join("\n")}`);
    await this.command(["adopt", "--check"], this.env);

    const file = parseDocument(readFileSync(this.file, "utf8"));
    const { set, principal, account } = this.estate.missing();
    file.addIn(["config", "federation:access"], file.createNode({ group: principal, permissionSet: set, accounts: account }));
    writeFileSync(this.file, file.toString());
    const change = await this.pulumi(["up", "--yes", "--skip-preview", "--json"]);
    const steps = changedResources(change.stdout);
    must(
      steps.length === 1 && steps[0]!.startsWith("create "),
      `one change of access changed ${steps.slice(0, 5).join(", ") || "nothing"}`,
    );
    const { more, less } = between(found, await everythingOfAws(this.clouds));
    must(more.length === 1 && less.length === 0, `one change of access changed ${[...more, ...less].slice(0, 5).join(", ")}`);
    return { import: costOf(imported), firstUp: costOf(up), verify: costOf(verified), oneChange: costOf(change) };
  }

  private pulumi(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Usage> {
    const env = { ...this.env, ...more };
    return measured("pulumi", [...args, "--stack", STACK, "--non-interactive", "--color", "never"], repository, env);
  }

  private command(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Usage> {
    return measured(process.execPath, [join(repository, "cli", "bin.cjs"), ...args, "--stack", STACK], repository, env);
  }
}

function words(sizes: readonly Size[]): string {
  const cost = ({ seconds, cpuSeconds }: Cost): string => `${seconds.toFixed(1)} (${cpuSeconds.toFixed(1)})`;
  const rows = STEPS.map(([what, of]) => [what, ...sizes.map((size) => cost(of(size)))]);
  const calls = sizes.map(({ adopt, assignments }) => `${adopt.calls} calls for ${assignments} assignments`).join(", ");
  return [
    "# Adopting an estate of 100 accounts",
    "Seconds, and of processor time, by assignments.",
    table(["What", ...sizes.map(({ assignments }) => String(assignments))], rows),
    `${calls}, in ${sizes[0]!.pairs} places (a permission set in an account). The goal of \`adopt\` is ${MOST_SECONDS} s.`,
  ].join("\n\n");
}

const STEPS: readonly (readonly [string, (size: Size) => Cost])[] = [
  ["`federation adopt`, 20 requests a second", ({ adopt }) => adopt],
  ["`pulumi import`", (size) => size.import],
  ["first `pulumi up`, nothing changes", ({ firstUp }) => firstUp],
  ["`federation verify`", ({ verify }) => verify],
  ["`pulumi up` of one more grant", ({ oneChange }) => oneChange],
];

function drawing(sizes: readonly Size[]): string {
  const point = (assignments: number, { seconds }: Cost) => ({ x: assignments, median: seconds, least: seconds, most: seconds });
  const lines = STEPS.map(([what, of]) => ({
    name: what.replace(/,.*/, "").replaceAll("`", ""),
    points: sizes.map((size) => point(size.assignments, of(size))),
  }));
  return plot({ title: "Adopting an estate, seconds", x: "assignments", lines });
}

function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(`bench adopt: ${otherwise}.`);
}

function costOf({ seconds, cpuSeconds }: Usage): Cost {
  return { seconds: round(seconds), cpuSeconds: round(cpuSeconds) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
