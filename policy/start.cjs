/**
 * Loads the pack: PulumiPolicy.yaml and package.json name this file. A checkout has its sources, of which contract/ is
 * one, and what runs there is what they say; what is published, or copied out of the repository, has the compiled file.
 */
"use strict";
const { existsSync } = require("node:fs");
const path = require("node:path");

const isCheckout = [["index.ts"], ["..", "contract"]].every((each) => existsSync(path.join(__dirname, ...each)));
if (isCheckout) require("./compiled.cjs").load();
else require("./bin/index.js");
