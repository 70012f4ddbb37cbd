/** Calls of what runs on the engine or asks no whole list of assignments, counted at both clouds of a sandbox. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import type { Exported } from "../engine/bare";
import { CountingProxy } from "../engine/counting-proxy";
import { settings, world } from "../engine/organization";
import { BenchSandbox, repository } from "../engine/sandbox";
import { Stack } from "../registration";
import type { Count } from "./count";

/** New assignments of the `up` that makes some: one of each group, in one account. */
export const NEW = 10;
export const UP_OF_NEW = `up of ${NEW} new`;

/** Previews to read and an inventory, which later operations take. */
interface Files {
  readonly preview: string;
  readonly inventory: string;
}

type Operation = (stack: Stack, files: Files) => Promise<unknown>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  [UP_OF_NEW]: (stack) => stack.pulumi(["up", "--yes", "--skip-preview"], repository),
  preview: async (stack, { preview }) => {
    const { stdout } = await stack.pulumi(["preview", "--json", "--expect-no-changes"], repository);
    writeFileSync(preview, stdout);
  },
  up: (stack) => stack.pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes"], repository),
  inventory: (stack, { inventory }) => command(stack, ["inventory", "--out", inventory]),
  // What the sandbox's identities lack is no matter here.
  doctor: (stack) => command(stack, ["doctor"], [0, 1]),
  report: (stack, { preview }) => command(stack, ["report", preview, "--format", "json"]),
  "who-can": (stack, { inventory }) => command(stack, ["who-can", "team-0", "--inventory", inventory]),
  "what-can": (stack, { inventory }) => command(stack, ["what-can", "aws-team-01", "--inventory", inventory]),
  why: (stack, { inventory }) => command(stack, ["why", "aws-team-01", "team-0", "--inventory", inventory]),
  matrix: (stack, { inventory }) => command(stack, ["matrix", "--json", "--inventory", inventory]),
};

/** What is counted here, in the order in which it runs. */
export const sandboxOperations = Object.keys(OPERATIONS);

/** Counts all of them at each size. */
export async function countInSandbox(sizes: readonly number[], note: (count: Count) => void): Promise<void> {
  const sandbox = new BenchSandbox("bench-calls");
  const original = sandbox.start(world(), settings());
  const proxy = new CountingProxy(original["AWS_ENDPOINT_URL"] ?? "");
  try {
    const stack = new Stack(sandbox, { ...original, AWS_ENDPOINT_URL: await proxy.start() });
    await stack.pulumi(["up", "--yes", "--skip-preview"], repository);
    const exported = JSON.parse((await stack.pulumi(["stack", "export"], repository)).stdout) as Exported;
    const files = { preview: join(sandbox.folder, "preview.json"), inventory: join(sandbox.folder, "inventory.json") };
    for (const assignments of sizes) {
      sandbox.touch();
      await stack.prepare(assignments - NEW, exported);
      stack.grant(assignments);
      for (const [operation, run] of Object.entries(OPERATIONS)) {
        const [before, began] = [proxy.calls, new Date().toISOString()];
        await run(stack, files);
        note({ operation, assignments, aws: proxy.calls - before, entra: await entraCalls(original, began) });
      }
    }
  } finally {
    proxy.stop();
    sandbox.reset();
  }
}

/**
 * Calls of making one assignment.
 *
 * @returns undefined where nothing was counted at that size
 */
export function callsOfOne(counts: readonly Count[], assignments: number): number | undefined {
  const of = (name: string): Count | undefined => counts.find((count) => count.operation === name && count.assignments === assignments);
  const [made, same] = [of(UP_OF_NEW), of("up")];
  return made === undefined || same === undefined ? undefined : (made.aws - same.aws) / NEW;
}

async function command(stack: Stack, args: readonly string[], statuses: readonly number[] = [0]): Promise<void> {
  const words = [join(repository, "cli", "bin.cjs"), ...args, "--stack", stack.name];
  await new Promise<void>((done, failed) => {
    const options = { cwd: repository, env: stack.env, maxBuffer: 1e9 };
    const child = execFile(process.execPath, words, options, (_error, stdout, stderr) => {
      if (statuses.includes(child.exitCode ?? -1)) done();
      else failed(new Error(`federation ${args.join(" ")} ended with ${child.exitCode}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`));
    });
  });
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
