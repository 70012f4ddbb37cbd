import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** The organization that these tests see; a test overrides what it is about. */
export const world = {
  homeRegion: "eu-west-1",
  organization: { managementAccount: "100000000001", featureSet: "ALL" },
  identityCenter: { enabled: true, instanceId: "ssoins-1111222233334444", identityStoreId: "d-9367abcdef" },
  ous: ["Security", "Workloads/Production", "Workloads/Development"],
  accounts: [
    {
      id: "012345678901",
      name: "data-prod",
      email: "data-prod@example.com",
      ou: "Workloads/Production",
      state: "ACTIVE",
      tags: { env: "prod" },
    },
    {
      id: "012345678902",
      name: "data-dev",
      email: "data-dev@example.com",
      ou: "Workloads/Development",
      state: "ACTIVE",
      tags: { env: "dev" },
    },
    { id: "012345678903", name: "closed", email: "closed@example.com", ou: "", state: "SUSPENDED", tags: {} },
    {
      id: "012345678904",
      name: "app-dev",
      email: "app-dev@example.com",
      ou: "Workloads/Development",
      state: "ACTIVE",
      tags: { env: "dev", team: "app" },
    },
  ],
};

export const instanceArn = "arn:aws:sso:::instance/ssoins-1111222233334444";

/** A running local AWS; `stop` ends it. */
export interface Cloud {
  readonly endpoint: string;
  /**
   * Settings for any client of the AWS SDK; the region defaults to the home region, `account` to the management
   * account.
   */
  settings(
    region?: string,
    account?: string,
  ): {
    endpoint: string;
    region: string;
    maxAttempts: number;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** A control route: its JSON, or an error with the answer's text. */
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts the launcher on a free port; `flags` go to it as they are. */
export async function startCloud(seed: object = world, flags: string[] = []): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const file = join(folder, "world.json");
  writeFileSync(file, JSON.stringify(seed));
  const child = spawn(python(), ["sandbox/aws/launcher.py", "--port", "0", "--world", file, ...flags], {
    cwd: join(__dirname, "../../.."),
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const port = await firstLine(child);
  // A test that failed before its `stop` must not keep mocha alive.
  hold(child, false);
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    settings: (region = "eu-west-1", account = "test") => ({
      endpoint,
      region,
      maxAttempts: 1,
      credentials: { accessKeyId: account, secretAccessKey: "test" },
    }),
    control: async (method, path, body) => {
      const answer = await fetch(`${endpoint}/_sandbox/${path}`, {
        method,
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} ${text}`);
      return JSON.parse(text) as Record<string, unknown>;
    },
    stop: () =>
      new Promise((resolve) => {
        hold(child, true);
        child.once("exit", () => {
          running.delete(child);
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill();
      }),
  };
}

const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill()));

/** Whether this process waits for the child before it ends. */
function hold(child: ChildProcess, waits: boolean): void {
  for (const handle of [child, child.stdout as Socket, child.stderr as Socket]) {
    if (waits) handle.ref();
    else handle.unref();
  }
}

/** A Python that has moto: `SANDBOX_PYTHON`, else the one that `npm run sandbox` made. */
export function python(): string {
  if (process.env["SANDBOX_PYTHON"]) return process.env["SANDBOX_PYTHON"];
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "aws-entra-federation");
  const found = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("moto-5.2.5")) : [];
  const candidate = found.map((name) => join(cache, name, "bin/python")).find((path) => existsSync(path));
  if (candidate === undefined) throw new Error("No Python with moto: run `npm run sandbox` once, or set SANDBOX_PYTHON.");
  return candidate;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim().split(" ")[1] ?? ""));
    child.once("exit", (code) => reject(new Error(`The local AWS ended with ${code}: ${errors}`)));
  });
}

/** Waits until `done` gives a value; asynchronous requests take about 0.3 s here. */
export async function until<T>(done: () => Promise<T | undefined>, seconds = 10): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await done();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`Nothing came within ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
