/**
 * Loaded before anything is registered. Pulumi's SDK sends the engine three or four debug messages a resource, each a
 * call of its own and one after another: at 4,000 resources a tenth of the processor time of a preview. The engine
 * shows them under `--debug` alone.
 *
 * They are sent where somebody debugs: under Node's inspector, or with FEDERATION_DEBUG_MESSAGES set.
 */
import { url } from "node:inspector";
import { createRequire } from "node:module";

/** The module itself, whose functions the SDK calls; what an import gives may be a copy. */
const log = createRequire(__filename)("@pulumi/pulumi/log") as Log;

interface Log {
  debug: (message: string) => Promise<void>;
}

if (!process.env["FEDERATION_DEBUG_MESSAGES"] && url() === undefined) leaveOutDebugMessages(log);

/** Sends no debug message; every other one as before. */
export function leaveOutDebugMessages(module: Log): void {
  module.debug = () => Promise.resolve();
}
