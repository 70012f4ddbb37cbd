#!/usr/bin/env node
// Starts the `federation` command from the build of its sources; where there can be none, from the sources by ts-node.
"use strict";
const path = require("node:path");
const { freshBuild } = require("../start/fresh-build.cjs");

// The AWS SDK's notice about Node releases is for developers of this project, not for every use of the command.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning" && !message.startsWith("NodeVersionSupportWarning")) process.stderr.write(`${name}: ${message}\n`);
});
if (process.env["FEDERATION_DEBUG"] === "1") process.setSourceMapsEnabled(true);

const build = freshBuild("command");
if (build === undefined)
  require("ts-node").register({ cwd: path.dirname(__dirname), project: path.join(path.dirname(__dirname), "tsconfig.json") });
require(build ?? "./main.ts")
  .main(process.argv)
  .then((status) => {
    process.exitCode = status;
  });
