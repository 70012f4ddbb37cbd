import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ProviderService } from "./service";
import { type StandIn } from "./stand-in";

/** How often the plugin looks whether the engine that started it still lives, in milliseconds. */
const parentCheckMs = 500;
/** How long operations under way may take to finish after the engine was killed, in milliseconds. */
const afterlifeMs = 10_000;

/**
 * Serves the stand-in as a resource plugin: prints its port as the first line on stdout, which is how the engine finds
 * it, and lives until the engine ends it. When the engine was killed, what is under way is finished first, as an
 * official plugin's would be.
 */
export async function serve(standIn: StandIn): Promise<void> {
  const parent = process.ppid;
  const service = new ProviderService(standIn);
  const { port } = await listen(service);
  process.stdout.write(`${port}\n`);
  const orphanCheck = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(orphanCheck);
    setTimeout(() => process.exit(1), afterlifeMs);
    void service.idle().then(() => process.exit(1));
  }, parentCheckMs);
}

/** A running gRPC server. */
export interface Listening {
  readonly port: number;
  close(): void;
}

/** Starts the gRPC server on a free port of the loopback interface. */
export async function listen(service: ProviderService): Promise<Listening> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService as never, service.handlers() as UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, close: () => server.forceShutdown() };
}
