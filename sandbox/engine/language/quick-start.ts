/**
 * Loaded before a program or a policy pack of a test, which starts hundreds of them: a fifth of what a run on the
 * engine costs on Node 20, two fifths on Node 22 and later. Benches and `npm run sandbox` start as everybody's do.
 *
 * - The Pulumi SDK loads npm's own reader of package trees at each start, and asks it only where a function is
 *   serialized: it is loaded when it is asked.
 * - The SDK attaches Node's debugger to its own process, which then runs slower, so that functions can be serialized.
 *   Programs and packs of this repository have none to serialize; one that had is told so.
 * - What Node compiled goes into its compile cache (NODE_COMPILE_CACHE) while the process runs: a pack is killed at its
 *   end, and would keep nothing.
 *
 * @see https://nodejs.org/api/module.html#module-compile-cache
 */
import Module from "node:module";

/** By then everything is loaded that a start loads. */
const loadedAfterMs = 2500;

type Load = (request: string, parent: { readonly filename?: string } | undefined, isMain: boolean) => unknown;

const loader = Module as unknown as { _load: Load };
const load = loader._load;

/** Members come from the module once one is asked for. As of an ES module, so that nobody copies them beforehand. */
const whenAsked = (read: () => unknown): unknown =>
  new Proxy({}, { get: (_, name) => name === "__esModule" || (read() as Record<string | symbol, unknown>)[name] });

const withoutDebugger = {
  isInitializedAsync: () => Promise.resolve(),
  getScriptUrl: () => undefined,
  getSessionAsync: () => Promise.reject(new Error("Functions are not serialized in tests: unset SANDBOX_QUICK_START to do so.")),
};

loader._load = function (this: unknown, request, parent, isMain) {
  if (/[/\\]closure[/\\]v8Hooks$|^\.[/\\]v8Hooks$/.test(request) && /[/\\]@pulumi[/\\]pulumi[/\\]/.test(parent?.filename ?? ""))
    return withoutDebugger;
  const readsPackageTrees = request === "@npmcli/arborist" && /[/\\]closure[/\\]codePaths\.js$/.test(parent?.filename ?? "");
  const read = (): unknown => load.call(this, request, parent, isMain);
  return readsPackageTrees ? whenAsked(read) : read();
};

const { flushCompileCache } = Module as { readonly flushCompileCache?: () => void };
if (flushCompileCache !== undefined) setTimeout(flushCompileCache, loadedAfterMs).unref();
