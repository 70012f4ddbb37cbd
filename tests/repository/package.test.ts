import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesIn, importsOf, isSource, packageOf, repository, textOf } from "./files";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Locked {
  readonly dev?: boolean;
}

/** What runs where the program or the command is installed. */
const rooms = ["access", "cli", "components", "contract", "graph", "start"];

/** Production dependencies that no file imports, and why they are there. */
const unnamed = {
  "@swc/core": "ts-node's transpiler, which start/ts-node.cjs loads by ts-node's own module",
  "aws-entra-federation-cli": "links the command into node_modules/.bin",
  typescript: "ts-node does not start without it",
};

const manifest = (file: string): Manifest => JSON.parse(textOf(file)) as Manifest;

/** The packages that the files of these rooms, and those of `more`, import. */
function importedBy(folders: readonly string[], more: readonly string[] = []): Set<string> {
  const files = [...folders.flatMap((folder) => filesIn(folder)), ...more].filter(isSource);
  return new Set(files.flatMap((file) => importsOf(file).flatMap((each) => packageOf(each) ?? [])));
}

describe("the package aws-entra-federation", () => {
  const { dependencies = {} } = manifest("package.json");

  it("holds program, command, pack and docs, and nothing of sandbox, tests and benches", function () {
    this.timeout(60_000);
    const messages = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ files }] = JSON.parse(messages) as [{ files: readonly { readonly path: string }[] }];
    const packed = files.map(({ path }) => path);
    const alone = ["package.json", "index.ts", "tsconfig.json", "README.md", "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"];
    const pack = filesIn("policy").filter((file) => !/^policy\/(tests|testing)\/|\/\.(gitignore|npmrc)$/.test(file));
    const docs = filesIn("docs").filter((file) => !/^docs\/pictures\/.*\.ts$/.test(file));
    assert.deepEqual(packed.sort(), [...alone, ...rooms.flatMap((room) => filesIn(room)), ...pack, ...docs].sort());
  });

  it("brings the command where it is installed, though a clone's root package has none of its own", function () {
    this.timeout(180_000);
    const folder = mkdtempSync(join(tmpdir(), "federation-package-"));
    const npm = (cwd: string, ...args: readonly string[]): string =>
      execFileSync("npm", [...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const pack = (cwd: string, ...args: readonly string[]): string =>
      (JSON.parse(npm(cwd, "pack", "--json", "--pack-destination", folder, ...args)) as [{ filename: string }])[0].filename;
    const unpack = (file: string, into: string): void => {
      mkdirSync(join(folder, into));
      execFileSync("tar", ["xzf", join(folder, file), "-C", join(folder, into), "--strip-components", "1"]);
    };
    try {
      // A copy is packed, for packing writes to package.json. What is depended on needs no registry: it is here.
      unpack(pack(repository, "--ignore-scripts"), "source");
      const source = join(folder, "source");
      npm(source, "pkg", "delete", "dependencies", "devDependencies", "workspaces", "scripts.postinstall");
      const before = readFileSync(join(source, "package.json"), "utf8");
      const packed = pack(source);
      assert.equal(readFileSync(join(source, "package.json"), "utf8"), before);
      mkdirSync(join(folder, "user"));
      writeFileSync(join(folder, "user", "package.json"), "{}");
      npm(join(folder, "user"), "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", join(folder, packed));
      const help = execFileSync(join(folder, "user/node_modules/.bin/federation"), ["--help"], {
        encoding: "utf8",
        env: { ...process.env, NODE_PATH: join(repository, "node_modules") },
      });
      assert.match(help, /^Usage: federation \[options\] \[command\]/);
      assert.match(help, /^ {2}who-can /m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("depends on what program and command import, and on nothing else", () => {
    const imported = importedBy(rooms, ["index.ts"]);
    const unused = Object.keys(dependencies).filter((name) => !imported.has(name));
    assert.deepEqual(unused.sort(), Object.keys(unnamed).sort());
  });

  it("brings none of the packages that only sandbox, tests and benches use", () => {
    const { packages } = JSON.parse(textOf("package-lock.json")) as { packages: Readonly<Record<string, Locked>> };
    const equipment = importedBy(["sandbox", "tests", "bench"]);
    const declared = { ...manifest("package.json").devDependencies, ...manifest("sandbox/package.json").devDependencies };
    const own = Object.keys(declared).filter((name) => equipment.has(name) && !(name in dependencies));
    assert.ok(own.includes("fastify") && own.includes("listr2"), own.join(", "));
    // Pulumi's SDK has these of its own.
    const ofPulumi = ["@grpc/grpc-js", "google-protobuf"];
    const brought = own.filter((name) => packages[`node_modules/${name}`]?.dev !== true);
    assert.deepEqual(
      brought.filter((name) => !ofPulumi.includes(name)),
      [],
    );
    assert.equal(manifest("sandbox/package.json").dependencies, undefined);
  });
});
