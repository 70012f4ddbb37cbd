/**
 * Provider plugins as the engine wants them in PULUMI_HOME: stand-ins compiled from this clone, or the official ones.
 */
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import manifest from "../../package.json";
import { bundle } from "./bundle";
import { executable } from "./pulumi-cli/find";
import { SandboxError, type Say } from "./failure";
import { cacheDirectory, callersDirectory } from "./paths";
import { run } from "./processes";
import { providers, type Provider } from "./set";

/** Official plugins are between 50 and 700 MB. */
const downloadMilliseconds = 15 * 60_000;

/** One plugin: where the engine looks for it and what stands there. */
export interface Plugin {
  /** Folder below PULUMI_HOME/plugins, such as `resource-aws-v7.48.0`. */
  readonly folder: string;
  /** File in it, such as `pulumi-resource-aws`. */
  readonly file: string;
  /** An official plugin's folder, or a stand-in's bundle for Node. */
  readonly target: { readonly official: string } | { readonly script: string };
}

/** The version of a provider's SDK in package.json; SDK and plugin are released together. */
function versionOf(provider: Provider): string {
  return manifest.dependencies[`@pulumi/${provider}`];
}

/** All plugins of a set. */
export async function ensurePlugins(real: readonly Provider[], cli: string, say: Say): Promise<Plugin[]> {
  return Promise.all(
    providers.map(async (provider) => {
      const folder = `resource-${provider}-v${versionOf(provider)}`;
      const file = `pulumi-resource-${provider}`;
      if (real.includes(provider)) return { folder, file, target: { official: await official(provider, folder, file, cli, say) } };
      const bundled = await bundle(`plugin-${provider}`, { [provider]: `sandbox/providers/${provider}/main.ts` }, ["sandbox/providers"]);
      return { folder, file, target: { script: join(bundled, `${provider}.js`) } };
    }),
  );
}

/**
 * Finds the official plugin's folder, or downloads it where nobody has it. A relative PULUMI_OFFICIAL_PLUGINS starts at
 * the caller's folder.
 */
async function official(provider: Provider, folder: string, file: string, cli: string, say: Say): Promise<string> {
  const ours = join(cacheDirectory(), "official");
  const given = process.env["PULUMI_OFFICIAL_PLUGINS"];
  const homes = [given && resolve(callersDirectory(), given), join(homedir(), ".pulumi", "plugins"), join(ours, "plugins")];
  const places = homes.filter((home): home is string => Boolean(home)).map((home) => join(home, folder, file));
  for (const place of places) {
    if (executable(place) !== undefined) return dirname(place);
    if (existsSync(place)) throw new SandboxError(`${place} cannot be run: it is not an executable file.`, [`chmod +x ${place}`]);
  }
  say(`downloading the official ${provider} plugin ${versionOf(provider)}`);
  mkdirSync(ours, { recursive: true });
  const { status, stderr } = await run(cli, ["plugin", "install", "resource", provider, `v${versionOf(provider)}`], {
    env: { ...process.env, PULUMI_HOME: ours, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMilliseconds: downloadMilliseconds,
    onLine: (line) => line.trim() !== "" && say(line.trim()),
  });
  const installed = join(ours, "plugins", folder, file);
  if (status === 0 && executable(installed) !== undefined) return dirname(installed);
  throw new SandboxError(
    `The official ${provider} plugin ${versionOf(provider)} is in none of ${places.join(", ")}, and its download failed: ${stderr.trim().split("\n").at(-1) ?? ""}`,
    [
      `Put it into a folder as ${join(folder, file)} and name that folder in PULUMI_OFFICIAL_PLUGINS.`,
      `Or, where the network allows: pulumi plugin install resource ${provider} v${versionOf(provider)}`,
      `Or go without --real ${provider}.`,
    ],
  );
}
