/**
 * The small programs that the sandbox lets others start, compiled: supervisor, language host, and the watch that ends
 * plugins with the engine.
 */
import { join } from "node:path";
import { bundle } from "./bundle";

/** Files of the compiled helpers. */
export interface Helpers {
  readonly supervisor: string;
  readonly languageHost: string;
  readonly endWithParent: string;
}

/** Compiles the helpers when their sources changed. */
export async function ensureHelpers(): Promise<Helpers> {
  const folder = await bundle(
    "helpers",
    {
      supervisor: "sandbox/engine/supervisor-main.ts",
      "language-host": "sandbox/engine/language/host-main.ts",
      // Beside the language host, which looks for them there.
      "inspect-guard": "sandbox/engine/language/inspect-guard.ts",
      "quick-start": "sandbox/engine/language/quick-start.ts",
      "end-with-parent": "sandbox/engine/parent-watch-main.ts",
    },
    ["sandbox/engine"],
  );
  return {
    supervisor: join(folder, "supervisor.js"),
    languageHost: join(folder, "language-host.js"),
    endWithParent: join(folder, "end-with-parent.js"),
  };
}
