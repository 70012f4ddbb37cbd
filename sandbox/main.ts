/**
 * The command line of the sandbox. Started by bootstrap.mjs with `sandbox` or `test` as first argument.
 */
import { constants } from "node:os";
import { Command, CommanderError, Option } from "commander";
import type { Wanted } from "./engine/ensure";
import { setExampleClock } from "./engine/example-clock";
import { exec, sandboxFailed } from "./engine/exec";
import { explain, type Say } from "./engine/failure";
import { checkStackName, parseReal } from "./engine/set";

interface SetOptions {
  readonly stack: string;
  readonly world?: string;
  readonly real?: string[];
}

/** Standard error: the output of `exec` is its command's alone. */
const say: Say = (line) => process.stderr.write(`sandbox: ${line}\n`);

const collect = (value: string, before: string[] = []): string[] => [...before, value];

function withSetOptions(command: Command): Command {
  return command
    .addOption(new Option("--stack <name>", "stack whose settings and clouds are meant").default("dev"))
    .addOption(
      new Option(
        "--world <file>",
        "organization and directory to start with (default: the running set's, else sandbox/worlds/<stack>.yaml)",
      ),
    )
    .addOption(
      new Option("--real <provider>", "official plugin in place of the stand-in: aws, azuread; may be repeated")
        .argParser(collect)
        .default([], ""),
    );
}

function wantedBy({ stack, world, real = [] }: SetOptions): Wanted {
  return { stack: checkStackName(stack), real: parseReal(real), ...(world === undefined ? {} : { world }) };
}

function sandboxCommand(finish: (status: number) => void): Command {
  const program = new Command("npm run sandbox --")
    .description("Local AWS and Entra, and the real Pulumi engine on them. Nothing of it reaches a real cloud.")
    .enablePositionalOptions()
    .showHelpAfterError("(--help tells how)")
    .exitOverride();

  withSetOptions(program.command("run", { isDefault: true }))
    .description("sets everything up, runs `pulumi up` with the policy pack, then verifies (the default)")
    .action(async (options: SetOptions) => finish(await (await import("./engine/run.js")).runSandbox(wantedBy(options))));

  withSetOptions(program.command("exec"))
    .description("runs a command with the local clouds up, in the caller's folder")
    .argument("<command...>", "the command and its arguments, best after --")
    .passThroughOptions()
    .action(async (command: string[], options: SetOptions) => finish(await exec(wantedBy(options), command, say)));

  program
    .command("stop")
    .description("ends the local clouds and forgets their state")
    .option("--stack <name>", "only those of this stack")
    .action(async ({ stack }: { stack?: string }) => print(await (await import("./engine/manage.js")).stop(stack)));

  program
    .command("status")
    .description("lists the local clouds of this clone")
    .option("--json", "for machines")
    .action(async ({ json }: { json?: boolean }) => {
      const { status, statusTable } = await import("./engine/manage.js");
      print([json ? JSON.stringify(status(), null, 2) : statusTable(status())]);
    });

  program
    .command("reset")
    .description("ends the local clouds and forgets everything: state, ports, certificate")
    .option("--stack <name>", "only the clouds and the state of this stack")
    .action(async ({ stack }: { stack?: string }) => print(await (await import("./engine/manage.js")).reset(stack)));

  return program;
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

async function main([what, ...args]: readonly string[]): Promise<void> {
  const isExec = what === "sandbox" && args[0] === "exec";
  setExampleClock();
  try {
    if (what === "test") {
      process.exitCode = await (await import("./engine/test.js")).runTests(args);
      return;
    }
    await sandboxCommand((status) => (process.exitCode = status)).parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said it already. Help is no failure.
      process.exitCode = error.exitCode === 0 ? 0 : isExec ? sandboxFailed : 2;
      return;
    }
    say(explain(error));
    process.exitCode = isExec ? sandboxFailed : 1;
  }
}

// Without a listener a signal ends Node at once, and what it started (a build, a download) would go on. Who listens as
// well decides.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  });
}

void main(process.argv.slice(2));
