// Compiles the pack to one CommonJS file, bin/index.js: it loads at once, without a type check on every preview.
// What is in `dependencies` stays outside: npm installs it wherever the pack is published or installed.
import { existsSync } from "node:fs";

// An enforced or published pack is installed without its development dependencies, and comes compiled: nothing to build
// there.
const ifPossible = process.argv.includes("--if-possible");
const here = new URL(".", import.meta.url).pathname;

// Away from its repository the pack has what it was compiled to, and not what it was compiled from.
if (ifPossible && !existsSync(`${here}../contract`) && existsSync(`${here}bin/index.js`)) process.exit(0);

let esbuild;
try {
  esbuild = await import("esbuild");
} catch (error) {
  if (ifPossible && existsSync(`${here}bin/index.js`)) process.exit(0);
  throw error;
}

await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["index.ts"],
  outfile: "bin/index.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  logLevel: "warning",
});
