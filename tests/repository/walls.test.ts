import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository, textOf } from "./files";

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Rooms by name, with what docs/architecture.md says that each may import. */
function documentedArrows(): Map<string, readonly string[] | "all"> {
  const rows = textOf("docs/architecture.md").matchAll(/^\| `([\w.]+)\/?` +\|[^|]*\| ([^|]*?) +\|$/gm);
  return new Map(
    [...rows].map(([, room = "", may = ""]) => [
      room,
      may === "all" ? "all" : [...may.matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => name),
    ]),
  );
}

const isFile = (room: string): boolean => room.endsWith(".ts");

/** A house of the same rooms, whose files import what they are told to, under the repository's own walls. */
class House {
  readonly #folder = mkdtempSync(join(tmpdir(), "walls-"));
  readonly #rooms: readonly string[];

  constructor(rooms: readonly string[]) {
    this.#rooms = rooms;
    for (const name of [".dependency-cruiser.cjs", "package.json", "tsconfig.json"])
      copyFileSync(join(repository, name), join(this.#folder, name));
    for (const room of rooms) this.write(isFile(room) ? room : `${room}/target.ts`, "export const target = 1;\n");
    for (const name of ["@pulumi/pulumi", "@aws-sdk/client-sns", "zod", "preact", "fast-check", "nobody-declared-it"]) {
      this.write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
      this.write(`node_modules/${name}/index.js`, "");
    }
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.#folder, file)), { recursive: true });
    writeFileSync(join(this.#folder, file), text);
  }

  /** What `npm run check:walls` refuses, but for its form. */
  violations(): Violation[] {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
    const [command, ...args] = scripts["check:walls"]!.replace("--output-type err", "--output-type json").split(" ");
    assert.equal(command, "depcruise");
    assert.deepEqual(
      this.#rooms.filter((room) => !args.includes(room)),
      [],
      "check:walls leaves out a room",
    );
    const binary = join(repository, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const { stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
      cwd: this.#folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.ok(stdout.startsWith("{"), stderr);
    return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

describe("the walls of docs/architecture.md", function () {
  this.timeout(60_000);
  const arrows = documentedArrows();
  const rooms = [...arrows.keys()];
  let house: House;
  beforeEach(() => (house = new House(rooms)));
  afterEach(() => house.remove());

  it("name every room", () => {
    assert.deepEqual(rooms.sort(), [
      ...["access", "bench", "cli", "components", "contract", "docs", "graph", "index.ts", "policy", "sandbox", "start", "tests"],
    ]);
  });

  it("let each arrow of the table pass, and refuse every other", () => {
    const planted = rooms.filter((room) => !isFile(room));
    for (const from of planted) {
      for (const to of rooms.filter((room) => room !== from)) {
        const target = isFile(to) ? `../${to.replace(/\.ts$/, "")}` : `../${to}/target`;
        house.write(
          `${from}/to-${to.replace(/\.ts$/, "")}.ts`,
          `import type * as there from "${target}";\nexport type There = typeof there;\n`,
        );
      }
    }
    const own = planted.map((to, index) => `import { target as t${index} } from "./${to}/target";\nvoid t${index};\n`);
    house.write("index.ts", `${own.join("")}export const target = 1;\n`);
    const roomOf = (file: string): string => file.split("/")[0]!;
    const refused = house
      .violations()
      .filter(({ rule }) => rule.name !== "no-cycles")
      .map(({ from, to }) => `${roomOf(from)} -> ${roomOf(to)}`);
    const expected = rooms.flatMap((from) => {
      const known = arrows.get(from);
      if (known === "all" || known === undefined) return [];
      return rooms.filter((to) => to !== from && !known.includes(to)).map((to) => `${from} -> ${to}`);
    });
    assert.deepEqual([...new Set(refused)].sort(), expected.sort());
  });

  const refusals: Record<string, { readonly files: Readonly<Record<string, string>>; readonly rule: string }> = {
    "a cycle": {
      files: {
        "cli/cycle/one.ts": 'import { two } from "./two";\nexport const one = () => two;\n',
        "cli/cycle/two.ts": 'export { one as two } from "./one";\n',
      },
      rule: "no-cycles",
    },
    "a cycle of types": {
      files: {
        "cli/types/one.ts": 'import type { Two } from "./two";\nexport interface One { two?: Two }\n',
        "cli/types/two.ts": 'import type { One } from "./one";\nexport interface Two { one?: One }\n',
      },
      rule: "no-cycles",
    },
    "Pulumi in access/": { files: { "access/p.ts": 'import * as p from "@pulumi/pulumi";\nvoid p;\n' }, rule: "access-is-pure" },
    "an SDK's type in access/": {
      files: { "access/s.ts": 'import type * as s from "@aws-sdk/client-sns";\nexport type S = typeof s;\n' },
      rule: "access-is-pure",
    },
    "a file read in access/": {
      files: { "access/f.ts": 'import { readFileSync } from "node:fs";\nvoid readFileSync;\n' },
      rule: "access-is-pure",
    },
    "a package in contract/": { files: { "contract/z.ts": 'import { z } from "zod";\nvoid z;\n' }, rule: "contract-needs-nothing" },
    "Node in contract/": { files: { "contract/f.ts": 'import { join } from "node:path";\nvoid join;\n' }, rule: "contract-needs-nothing" },
    "another room in the report's page": {
      files: { "cli/report/page/client/m.ts": 'import { target } from "../../../target";\nvoid target;\n' },
      rule: "page-runs-in-a-browser",
    },
    "a package that is for tests": {
      files: { "cli/t.ts": 'import * as check from "fast-check";\nvoid check;\n' },
      rule: "no-undeclared-package",
    },
    "a package that nobody declared": {
      files: { "components/n.ts": 'import * as it from "nobody-declared-it";\nvoid it;\n' },
      rule: "no-undeclared-package",
    },
  };
  it(`refuse ${Object.keys(refusals).join(", ")}`, () => {
    for (const { files } of Object.values(refusals)) for (const [file, text] of Object.entries(files)) house.write(file, text);
    const found = house.violations();
    for (const [what, { files, rule }] of Object.entries(refusals)) {
      assert.ok(
        found.some((violation) => violation.rule.name === rule && violation.from in files),
        what,
      );
    }
  });
});
