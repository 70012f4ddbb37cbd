"use strict";
const { availableParallelism } = require("node:os");

module.exports = {
  require: ["ts-node/register"],
  timeout: 60_000,
  forbidOnly: true,
  // With --parallel; mocha itself leaves a core to nobody, and on two cores that is half the machine.
  jobs: availableParallelism(),
};
