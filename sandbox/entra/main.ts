/**
 * The local Entra as a process: `entra --port P --cert FILE --key FILE --world FILE [--aws URL]`.
 * Prints `ready` when it listens; ends on SIGTERM and SIGINT.
 */
import { readFlags } from "./flags";
import { createEntra } from "./server";

async function main(): Promise<void> {
  const { port, ...options } = readFlags(process.argv.slice(2), process.env);
  const { app } = createEntra(options);
  await app.listen({ host: "localhost", port });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void app.close().then(() => process.exit(0)));
  process.stdout.write("ready\n");
}

main().catch((error: unknown) => {
  process.stderr.write(`local Entra: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
