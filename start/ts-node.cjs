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
/** `ts.ModuleKind.CommonJS`; TypeScript itself need not be loaded for it. */
const COMMON_JS = 1;
const NO_MAP = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

exports.create = (options) => {
  let swc;
  return {
    transpile(input, about) {
      const bundle = isProgram(about.fileName) ? freshBuild("program") : undefined;
      if (bundle !== undefined) return { outputText: `module.exports = require(${JSON.stringify(bundle)});\n`, sourceMapText: NO_MAP };
      swc ??= require("ts-node/transpilers/swc").create(asCommonJs(options));
      return swc.transpile(input, about);
    },
  };
};

/**
 * Node runs CommonJS here, whatever `module` says to editors and `tsc`: Pulumi hands tsconfig.json's own options to
 * ts-node, and these go before those of its "ts-node" part.
 */
function asCommonJs(options) {
  const { service } = options;
  return { ...options, service: { ...service, config: { ...service.config, options: { ...service.config.options, module: COMMON_JS } } } };
}

/** Whether Pulumi runs index.ts, and nobody debugs it. */
function isProgram(fileName) {
  const runner = path.join("@pulumi", "pulumi", "cmd", "run", "index.js");
  return path.resolve(fileName) === program && require.main?.filename.endsWith(runner) === true && inspector.url() === undefined;
}
