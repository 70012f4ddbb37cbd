/**
 * What `federation verify` takes at 100 accounts, 50 permission sets and 5,000 assignments, with 20 ms latency and
 * AWS's 20 requests a second: seconds, calls and memory, and how the calls grow from a size with half the groups of a
 * set, where they must not.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { stringify } from "yaml";
import { LocalAws } from "./local-aws";
import type { Measured } from "./main";
import { assignmentsOf, settingsOf, type Size } from "./size";

const repository = join(__dirname, "../..");
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 300;

const SIZES: readonly Size[] = [
  { accounts: 100, sets: 50, groups: 50, accountsOfSet: 10, groupsOfSet: 5, users: 1000 },
  { accounts: 100, sets: 50, groups: 50, accountsOfSet: 10, groupsOfSet: 10, users: 1000 },
];
/** The same number of assignments spread over every account: ten times the sets in accounts, fewer principals. */
const SPREAD: Size = { accounts: 101, sets: 50, groups: 50, accountsOfSet: 100, groupsOfSet: 1, users: 500 };

/** Measures, prints and writes the result; true where the limits were kept. */
export async function run(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "bench-verify-"));
  try {
    // Compiled beforehand, as the command's own cache is: no compiler is measured.
    const program = join(repository, "node_modules", ".cache", "bench-verify.cjs");
    buildSync({
      entryPoints: [join(__dirname, "main.ts")],
      bundle: true,
      platform: "node",
      packages: "external",
      outfile: program,
      logLevel: "error",
    });
    const sizes = [];
    for (const size of [...SIZES, SPREAD]) {
      const measured = await measure(program, folder, size);
      const assignments = assignmentsOf(size);
      const expected = `${assignments} assignments, none missing, none too much.`;
      if (measured.checks["R5.7"] !== expected) throw new Error(`verify said of R5.7: ${measured.checks["R5.7"]}`);
      const seconds = measured.milliseconds / 1000;
      console.log(
        `${assignments} assignments: ${seconds.toFixed(1)} s, ${measured.calls} calls (${measured.throttled} throttled), ${measured.megabytes.toFixed(0)} MB.`,
      );
      sizes.push({ ...size, assignments, seconds, calls: measured.calls, throttled: measured.throttled, megabytes: measured.megabytes });
    }
    mkdirSync(join(repository, "bench", "results"), { recursive: true });
    writeFileSync(join(repository, "bench", "results", "verify.json"), `${JSON.stringify({ sizes }, null, 2)}\n`);
    const [half, whole] = sizes;
    return sizes.every(({ seconds, megabytes }) => seconds < MOST_SECONDS && megabytes < MOST_MEGABYTES) && half!.calls === whole!.calls;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(program: string, folder: string, size: Size): Promise<Measured & { readonly throttled: number }> {
  const settings = join(folder, "Pulumi.large.yaml");
  writeFileSync(settings, stringify({ config: settingsOf(size) }, { aliasDuplicateObjects: false }));
  const aws = new LocalAws(size);
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: await aws.start(),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    PULUMI_OPTION_CONFIG_FILE: settings,
    FEDERATION_NOW: "2026-11-28T12:00:00Z",
  };
  try {
    return { ...(await finished(program, env)), throttled: aws.throttled };
  } finally {
    aws.stop();
  }
}

function finished(program: string, env: NodeJS.ProcessEnv): Promise<Measured> {
  const child = spawn(process.execPath, ["--no-warnings", program], { cwd: repository, env, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (status) => {
      if (status === 0) done(JSON.parse(out) as Measured);
      else failed(new Error(`verify ended with ${status}`));
    });
  });
}
