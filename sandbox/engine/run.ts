/**
 * `npm run sandbox`: from nothing to a federation that is up and verified, with everything shown on the way.
 */
import { createWriteStream, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Listr, type ListrTask } from "listr2";
import { type AccessReport, keepState, reportAccess } from "./access-report";
import { wantedVersion } from "./pulumi-cli/version";
import { Operation } from "./engine-events";
import { ensureSet, ensureTools, type RunningSet, type Tools, type Wanted } from "./ensure";
import { environmentFor } from "./environment";
import { explain, SandboxError, type Say } from "./failure";
import { readIfThere, writeAtomically } from "./files";
import { uploadMetadata } from "./operator";
import { federation } from "./own-command";
import { repository } from "./paths";
import { run } from "./processes";

/** Lines of progress below a task on a terminal. */
const shownLines = 6;

interface Context {
  tools: Tools;
  running: RunningSet;
  matrix: string;
  /** A `federation why` that this stack has an answer to. */
  question: string | undefined;
  access: AccessReport;
  verified: { readonly status: number; readonly text: string };
}

/** Sets up, runs `pulumi up`, verifies; returns the exit status. */
export async function runSandbox(wanted: Wanted): Promise<number> {
  const began = Date.now();
  const context = {} as Context;
  const tasks = [
    step("Pulumi CLI, language host, provider plugins", async (say) => {
      context.tools = await ensureTools(wanted, say);
      return `Pulumi CLI ${wantedVersion}, language host, provider plugins`;
    }),
    step(`Local clouds of ${wanted.stack}`, async (say) => {
      context.running = await ensureSet(wanted, context.tools, say);
      const { aws, entra } = context.running.record.ports;
      return `Local clouds of ${wanted.stack}: AWS on http://127.0.0.1:${aws}, Entra on https://localhost:${entra}`;
    }),
    step("pulumi up --policy-pack policy", async (say, title) => {
      await keepState(context.running, "before");
      const done = await up(context, say, title);
      await keepState(context.running, "after");
      return done;
    }),
    step("As an operator would: signing certificate activated, Federation Metadata uploaded to the local AWS", async () => {
      await federation(context.running, ["activate-certificate", "--yes"]);
      const file = join(context.running.set.folder, "federation-metadata.xml");
      await federation(context.running, ["fetch-metadata", "--out", file]);
      await uploadMetadata(context.running.record, readIfThere(file) ?? "");
      return undefined;
    }),
    step("Verified: both clouds against the settings", async () => {
      context.matrix = (await federation(context.running, ["matrix"])).text;
      context.question = questionAbout((await federation(context.running, ["matrix", "--json"])).stdout);
      context.verified = await federation(context.running, ["verify"], true);
      if (context.verified.status !== 0) throw new SandboxError("`federation verify` found what should not be:\n" + context.verified.text);
      return undefined;
    }),
    step("federation report: what this did to access", async () => {
      context.access = await reportAccess(context.running);
      return undefined;
    }),
  ];
  try {
    await new Listr(tasks, {
      concurrent: false,
      registerSignalListeners: false, // It would end this process and leave the engine alone with a half-written state.
      renderer: process.stdout.isTTY ? "default" : "simple",
      rendererOptions: { collapseErrors: false, showErrorMessage: false, lazy: false },
    }).run();
  } catch (error) {
    process.stdout.write(`\n${explain(failure ?? error)}\n`);
    if (context.running !== undefined) process.stdout.write(`\nLogs: ${shown(context.running.set.logs())}\n`);
    return 1;
  }
  const report = writeReport(context);
  process.stdout.write(lastWords(context, report, began));
  return 0;
}

/** What went wrong, whole; the task list has room for a line only. */
let failure: unknown;

function step(title: string, work: (say: Say, title: (text: string) => void) => Promise<string | undefined>): ListrTask {
  return {
    title,
    task: async (_, task): Promise<void> => {
      const retitle = (text: string): void => void (process.stdout.isTTY && (task.title = text));
      const done = await work((line) => (task.output = line), retitle).catch((error: unknown) => {
        failure = error;
        throw new Error("see below");
      });
      if (done !== undefined) task.title = done;
    },
    rendererOptions: { outputBar: shownLines },
  };
}

async function up({ running: { set, record } }: Context, say: Say, title: (text: string) => void): Promise<string> {
  mkdirSync(set.logs(), { recursive: true });
  const log = createWriteStream(join(set.logs(), "up.log"));
  const operation = new Operation();
  const show = (line: string): void => {
    for (const text of operation.take(line)) {
      log.write(`${text}\n`);
      say(text);
    }
    title(`pulumi up --policy-pack policy: ${operation.done} resources done, ${operation.underWay.size} under way`);
  };
  // Without a preview first: the pack judges the update itself, and everything is judged before it is created.
  const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--json", "--policy-pack", "policy", "--stack", set.name.stack];
  const touching = setInterval(() => set.touch(), 20_000);
  const { status, stderr } = await run(join(set.home(), "bin", "pulumi"), args, {
    cwd: repository,
    env: environmentFor(set, record, repository),
    endsItself: true,
    onLine: show,
  }).finally(() => clearInterval(touching));
  log.end();
  if (status !== 0) {
    const reasons = operation.errors.length > 0 ? operation.errors : [stderr.trim() || `it ended with status ${status}`];
    throw new SandboxError(`pulumi up failed:\n${reasons.join("\n")}`);
  }
  const changes = Object.entries(operation.changes).map(([op, count]) => `${count} ${op}`);
  return `pulumi up --policy-pack policy: ${changes.join(", ") || `${operation.done} resources`}`;
}

/** The first grant, as a question to the command; names with spaces in quotes. */
function questionAbout(grants: string): string | undefined {
  const [first] = (JSON.parse(grants) as { readonly grants: readonly { readonly group: string; readonly accountName: string }[] }).grants;
  if (first === undefined) return undefined;
  const [group, account] = [first.group, first.accountName].map((name) => (/^[\w.@-]+$/.test(name) ? name : JSON.stringify(name)));
  return `npx federation why ${group} ${account}`;
}

function writeReport({ running: { set }, matrix, access, verified }: Context): string {
  const file = join(set.folder, "report.txt");
  writeAtomically(file, `${verified.text}\n\n${matrix}\n\n${access.headline}\n`);
  return file;
}

function lastWords({ running: { set, record }, matrix, question, access, verified }: Context, report: string, began: number): string {
  const flags = [
    ...(set.name.stack === "dev" ? [] : [`--stack ${set.name.stack}`]),
    ...(set.name.real.length === 0 ? [] : [`--real ${set.name.real.join(",")}`]),
  ];
  const inside = ["npm run -s sandbox -- exec", ...flags, "--"].join(" ");
  return [
    "",
    verified.text,
    "",
    matrix,
    "",
    "What this did to access:",
    `  ${access.headline}`,
    `  Page for a browser: ${shown(access.page)}`,
    "",
    `Done in ${Math.round((Date.now() - began) / 1000)} s. Report: ${shown(report)}, log: ${shown(join(set.logs(), "up.log"))}`,
    `World: ${shown(record.world.file)}. The local clouds stay up until \`npm run sandbox -- stop\`, or until nobody used them for two hours.`,
    "",
    "Next:",
    `  ${inside} pulumi preview --policy-pack policy`,
    ...(question === undefined ? [] : [`  ${inside} ${question}`]),
    `  npm run sandbox -- status`,
    "",
  ].join("\n");
}

function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
