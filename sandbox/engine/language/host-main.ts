/**
 * The language host's process: listens on a free port, tells it to the engine on standard output, ends with the engine.
 */
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { wantedVersion } from "../pulumi-cli/version";
import { endWithParent } from "../parent-watch";
import { languageRuntime } from "./host";
import { endAll } from "./programs";

/** A program's configuration and outputs may be large; the engine sets the same limit. */
const maximumMessageBytes = 400 * 1024 * 1024;

const engine =
  process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith("-"))
    .at(-1) ?? "";
const server = new Server({ "grpc.max_receive_message_length": maximumMessageBytes, "grpc.max_send_message_length": maximumMessageBytes });
server.addService(LanguageRuntimeService, languageRuntime(engine, wantedVersion) as UntypedServiceImplementation);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
endWithParent();
process.on("exit", endAll);
// SIGINT is how the engine ends its plugins; it waits five seconds for one that does not listen. Ctrl-C reaches the
// engine alone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(0));
