/**
 * What the policy pack costs: whole previews on the engine, with no pack, an empty compiled pack, this pack and
 * @pulumi/awsguard, turn by turn in one run, in another order each round. Ratios of the fastest are what counts:
 * whatever else the machine does only ever makes a preview slower. `RESOURCES` (5,000) and `ROUNDS` (3; three times as
 * many for loading, which is short) change the size.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const AWSGUARD = "0.3.1";
const repository = join(__dirname, "..");
const folder = join(repository, ".sandbox", "bench", "policy");

/** What is measured: wall seconds of a preview, the fastest of the rounds. */
interface Measurement {
  readonly none: number;
  readonly empty: number;
  readonly ours: number;
  readonly awsguard: number;
}

/** Folders of the packs by name; made on first use. */
function packs(): Readonly<Record<keyof Measurement, string>> {
  const modules = join(repository, "policy", "node_modules");
  const pack = (name: string, main: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "PulumiPolicy.yaml"), `name: ${name}\nruntime: nodejs\nmain: index.js\n`);
    if (!existsSync(join(path, "package.json")))
      writeFileSync(join(path, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    writeFileSync(join(path, "index.js"), main);
    return path;
  };
  const empty = pack("empty", 'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n');
  if (!existsSync(join(empty, "node_modules"))) symlinkSync(modules, join(empty, "node_modules"));
  const awsguard = pack("awsguard", 'const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard({ all: "advisory" });\n');
  if (!existsSync(join(awsguard, "node_modules", "@pulumi", "awsguard"))) {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "-E", `@pulumi/awsguard@${AWSGUARD}`], { cwd: awsguard, stdio: "inherit" });
  }
  writeFileSync(join(folder, "advisory.json"), JSON.stringify({ all: "advisory" }));
  execFileSync("npm", ["--prefix", join(repository, "policy"), "run", "-s", "build"], { stdio: "inherit" });
  return { none: "", empty, ours: join(repository, "policy"), awsguard };
}

/**
 * Fastest previews of so many resources, pack by pack within each round, each round beginning with another one, so that
 * a slow minute slows all of them.
 */
function measure(resources: number, rounds: number): Measurement {
  const entries = Object.entries(packs());
  const preview = ([name, path]: [string, string]): string => {
    // A mandatory violation would end the preview early: every rule judges every resource.
    const flag = path === "" ? "" : `--policy-pack '${path}' --policy-pack-config '${join(folder, "advisory.json")}'`;
    // One that fails would be the fastest of all.
    return `s=$(date +%s%N); pulumi preview --non-interactive ${flag} >"$LOG" 2>&1 || { tail -n 40 "$LOG" >&2; exit 1; }; e=$(date +%s%N); echo "${name} $((e-s))"`;
  };
  const turns = Array.from({ length: rounds }, (_, round) => entries.map((_, turn) => entries[(round + turn) % entries.length]!)).flat();
  const script = `pulumi stack select --create policy-bench >&2; ${turns.map(preview).join("; ")}`;
  const output = execFileSync(
    process.execPath,
    [join(repository, "sandbox", "bootstrap.mjs"), "sandbox", "exec", "--", "bash", "-c", script],
    {
      cwd: repository,
      env: {
        ...process.env,
        INIT_CWD: join(__dirname, "policy", "program"),
        RESOURCES: String(resources),
        LOG: join(folder, "preview.log"),
        PULUMI_OPTION_CONFIG_FILE: "",
      },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const seconds = (name: string): number =>
    Math.min(...output.split("\n").flatMap((line) => (line.startsWith(`${name} `) ? [Number(line.split(" ")[1]) / 1e9] : [])));
  return { none: seconds("none"), empty: seconds("empty"), ours: seconds("ours"), awsguard: seconds("awsguard") };
}

/** Measures, prints and writes `bench/results/policy.json`; tells whether all limits hold. */
export function run(): boolean {
  const resources = Number(process.env["RESOURCES"] ?? 5000);
  const rounds = Number(process.env["ROUNDS"] ?? 3);
  const loading = measure(0, rounds * 3);
  const whole = measure(resources, rounds);
  const limits = [
    { what: `this pack over an empty one, ${resources} resources`, value: whole.ours / whole.empty, most: 1.15, unit: "times" },
    { what: `this pack over awsguard, ${resources} resources`, value: whole.ours / whole.awsguard, most: 1.1, unit: "times" },
    { what: "loading this pack over an empty one", value: loading.ours - loading.empty, most: 0.5, unit: "s" },
  ];
  for (const { what, value, most, unit } of limits) console.log(`${what}: ${value.toFixed(2)} ${unit} (at most ${most})`);
  const results = join(__dirname, "results");
  mkdirSync(results, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(repository, "policy", "package.json"), "utf8")) as { version: string };
  writeFileSync(
    join(results, "policy.json"),
    `${JSON.stringify({ date: new Date().toISOString(), version, resources, rounds, seconds: { loading, whole }, limits }, null, 2)}\n`,
  );
  return limits.every(({ value, most }) => value <= most);
}

if (require.main === module) process.exitCode = run() ? 0 : 1;
