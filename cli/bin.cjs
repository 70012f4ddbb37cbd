#!/usr/bin/env node
// Starts the `federation` command from its TypeScript sources. Each file is transpiled once and kept in
// node_modules/.cache, so that a later start loads no compiler: the compiler alone costs more than most commands.
"use strict";
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const root = path.dirname(__dirname);
const cache = path.join(root, "node_modules", ".cache", "federation");

// Sources name each other by the ".js" that a compiler would write.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename?.endsWith(".ts")) {
    const source = path.resolve(path.dirname(parent.filename), request).replace(/\.js$/, ".ts");
    if (existsSync(source)) return source;
  }
  return resolve.call(this, request, parent, ...rest);
};
require.extensions[".ts"] = (module, filename) => module._compile(compiled(filename), filename);

function compiled(filename) {
  const source = readFileSync(filename, "utf8");
  const key = createHash("sha256").update(process.version).update(filename).update(source).digest("hex").slice(0, 32);
  const cached = path.join(cache, `${key}.js`);
  try {
    return readFileSync(cached, "utf8");
  } catch {
    const ts = require("typescript");
    const { outputText } = ts.transpileModule(source, {
      fileName: filename,
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true },
    });
    try {
      mkdirSync(cache, { recursive: true });
      // Renamed into place, so that a command that starts at the same time never reads half a file.
      writeFileSync(`${cached}.${process.pid}`, outputText);
      renameSync(`${cached}.${process.pid}`, cached);
    } catch {
      // A read-only checkout only starts slower.
    }
    return outputText;
  }
}

// The AWS SDK's notice about Node releases is for developers of this project, not for every use of the command.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning" && !message.startsWith("NodeVersionSupportWarning")) process.stderr.write(`${name}: ${message}\n`);
});
require("./main.ts")
  .main(process.argv)
  .then((status) => {
    process.exitCode = status;
  });
