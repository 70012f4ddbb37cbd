/**
 * ts-node's transpiler for this repository (tsconfig.json). For the program, as Pulumi runs it, `index.ts` becomes the
 * bundle that holds it and all it imports; everything else, and everything where somebody debugs, is transpiled file by
 * file with swc.
 *
 * @see https://typestrong.org/ts-node/docs/transpilers#third-party-transpilers
 */
"use strict";
const inspector = require("node:inspector");
const path = require("node:path");
const { freshBuild } = require("./fresh-build.cjs");

const program = path.join(path.dirname(__dirname), "index.ts");
const NO_MAP = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

exports.create = (options) => {
  let swc;
  return {
    transpile(input, about) {
      const bundle = isProgram(about.fileName) ? freshBuild("program") : undefined;
      if (bundle !== undefined) return { outputText: `module.exports = require(${JSON.stringify(bundle)});\n`, sourceMapText: NO_MAP };
      swc ??= require("ts-node/transpilers/swc").create(options);
      return swc.transpile(input, about);
    },
  };
};

/** Whether Pulumi runs index.ts, and nobody debugs it. */
function isProgram(fileName) {
  const runner = path.join("@pulumi", "pulumi", "cmd", "run", "index.js");
  return path.resolve(fileName) === program && require.main?.filename.endsWith(runner) === true && inspector.url() === undefined;
}
