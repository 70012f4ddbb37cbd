import { Command, CommanderError } from "commander";
import { exitStatus, Failure, sentence } from "./failure";
import { processWriter, type Writer } from "./output/writer";
import { commands } from "./commands";

/**
 * The `federation` command.
 *
 * @param argv as in process.argv.
 * @returns the exit status: 0 fine, 1 findings, 2 wrong use or something that kept the command from its work.
 */
export async function main(argv: readonly string[], writer: Writer = processWriter): Promise<number> {
  let status: number = exitStatus.fine;
  const program = new Command("federation")
    .description("AWS federated to Microsoft Entra ID: verify, query, recover. See docs/cli.md.")
    .showHelpAfterError("(see `federation --help`)")
    .exitOverride()
    .configureOutput({ writeOut: (text) => writer.out(text.replace(/\n$/, "")), writeErr: (text) => writer.err(text.replace(/\n$/, "")) });
  for (const { name, define, run } of commands) {
    const command = define(program.command(name)).exitOverride();
    command.action(async () => {
      status = await run({ writer }, command);
    });
  }
  try {
    await program.parseAsync([...argv]);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.fine : exitStatus.wrongUse;
    writer.err(error instanceof Failure ? error.message : `federation failed: ${sentence(error)}`);
    if (!(error instanceof Failure) && process.env["FEDERATION_DEBUG"] === "1" && error instanceof Error) writer.err(error.stack ?? "");
    return exitStatus.wrongUse;
  }
}
