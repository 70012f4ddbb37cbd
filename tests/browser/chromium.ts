/**
 * A Chromium for tests and pictures: the one that is there, else Debian's, unpacked into the user's cache.
 */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { unpack } from "./debian";

/** Time for getting it on a slow network, in milliseconds; only the first time on a machine. */
export const GETTING_TAKES = 15 * 60_000;

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ON_A_MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** How to start it. */
interface Installed {
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts it without a window. */
export async function startChromium(): Promise<Browser> {
  const { path, env } = installed() ?? (await get());
  return await chromium.launch({ executablePath: path, ...(env === undefined ? {} : { env: { ...process.env, ...env } }) });
}

function installed(): Installed | undefined {
  const chosen = process.env["FEDERATION_CHROMIUM"];
  if (chosen) return { path: chosen };
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const path = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...ON_A_MAC].find(isExecutable);
  return path === undefined ? unpacked() : { path };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const cache = (): string => join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "aws-entra-federation", "chromium");

/** The unpacked one, with its libraries and fonts where it looks for them. */
function unpacked(): Installed | undefined {
  const path = join(cache(), "usr", "lib", "chromium", "chromium-headless-shell");
  if (!existsSync(path)) return undefined;
  const libraries = ["usr/lib", "lib"].flatMap((folder) => librariesIn(join(cache(), folder)));
  return { path, env: { LD_LIBRARY_PATH: libraries.join(delimiter), FONTCONFIG_FILE: join(cache(), "fonts.conf") } };
}

/** Debian keeps libraries by architecture, such as lib/x86_64-linux-gnu, some in a folder below. */
function librariesIn(folder: string): string[] {
  const below = (path: string): string[] =>
    existsSync(path)
      ? readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(path, entry.name)] : []))
      : [];
  return below(folder)
    .filter((path) => path.includes("-linux-gnu"))
    .flatMap((path) => [path, ...below(path)]);
}

async function get(): Promise<Installed> {
  const unfinished = `${cache()}.${process.pid}.tmp`;
  try {
    mkdirSync(unfinished, { recursive: true });
    await unpack(["chromium-headless-shell", "chromium-common", "fonts-dejavu-core"], unfinished);
    const fonts = ["/usr/share/fonts", join(cache(), "usr/share/fonts")].map((folder) => `<dir>${folder}</dir>`);
    writeFileSync(join(unfinished, "fonts.conf"), `<?xml version="1.0"?><fontconfig>${fonts.join("")}</fontconfig>\n`);
    rmSync(cache(), { recursive: true, force: true });
    renameSync(unfinished, cache());
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n").filter((line) => /^E:|ENOENT|EACCES/.test(line));
    throw new Error(
      `There is no Chromium, and Debian's packages do not give one here (${reason ?? String(error)}): ` +
        "install Chromium or Chrome (`apt install chromium`), or set FEDERATION_CHROMIUM to the program.",
      { cause: error },
    );
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return unpacked()!;
}
