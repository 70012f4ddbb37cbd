// npm links the commands of dependencies, not the project's own; with this link `npx federation` starts at once.
"use strict";
const { mkdirSync, rmSync, symlinkSync } = require("node:fs");
const path = require("node:path");

const folder = path.join(path.dirname(__dirname), "node_modules", ".bin");
try {
  mkdirSync(folder, { recursive: true });
  rmSync(path.join(folder, "federation"), { force: true });
  symlinkSync(path.join("..", "..", "cli", "bin.cjs"), path.join(folder, "federation"));
} catch {
  // Without the link (Windows without the right to make one) npx finds the command by package.json, some seconds slower.
}
