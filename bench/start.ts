/**
 * What our program adds to a preview: a no-change preview of dev with the pack, against the same preview of a bare
 * JavaScript program that makes the same lookups and registers the same resources with the same providers and an empty
 * compiled pack; turn by turn in one run. `ROUNDS` (5) changes the number of turns.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(__dirname, "..");
const limit = 1.1;

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly inputs?: Record<string, unknown>;
  readonly provider?: string;
}

/** Measures, prints and writes the result; true where the limit was kept. */
export function run(): boolean {
  const rounds = Number(process.env["ROUNDS"] ?? 5);
  const bootstrap = join(repository, "sandbox", "bootstrap.mjs");
  must(
    spawnSync(process.execPath, [bootstrap, "sandbox"], { cwd: repository, stdio: ["ignore", "ignore", "inherit"] }).status,
    "npm run sandbox",
  );
  const inside = spawnSync(process.execPath, [bootstrap, "sandbox", "exec", "--", process.execPath, "-p", "JSON.stringify(process.env)"], {
    cwd: repository,
    encoding: "utf8",
  });
  const env = JSON.parse(inside.stdout) as NodeJS.ProcessEnv;
  const pulumi = (args: readonly string[], cwd: string): { seconds: number; stdout: string } => {
    const began = process.hrtime.bigint();
    const { status, stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd,
      env,
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    must(status, `pulumi ${args.join(" ")}: ${stdout}${stderr}`);
    return { seconds, stdout };
  };
  const folder = mkdtempSync(join(tmpdir(), "bench-start-"));
  try {
    const exported = JSON.parse(pulumi(["stack", "export", "--show-secrets"], repository).stdout) as {
      deployment: { resources: Resource[] };
    };
    bareProgram(folder, exported.deployment.resources);
    const preview = (pack: string, cwd: string) =>
      pulumi(["preview", "--stack", "dev", "--policy-pack", pack, "--expect-no-changes"], cwd).seconds;
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(preview(join(folder, "pack"), folder));
      ours.push(preview(join(repository, "policy"), repository));
    }
    const result = {
      ours: median(ours),
      bare: median(bare),
      ratio: median(ours) / median(bare),
      limit,
      rounds,
      resources: exported.deployment.resources.length,
    };
    mkdirSync(join(repository, "bench", "results"), { recursive: true });
    writeFileSync(join(repository, "bench", "results", "start.json"), `${JSON.stringify(result, null, 2)}\n`);
    console.log(
      `No-change preview of dev, ${result.resources} resources: ours ${result.ours.toFixed(2)} s, bare ${result.bare.toFixed(2)} s, ratio ${result.ratio.toFixed(2)} (limit ${limit}).`,
    );
    return result.ratio <= limit;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A program that says the same to the engine, without any of our code. */
function bareProgram(folder: string, resources: readonly Resource[]): void {
  const registered = resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ urn, type, custom, parent, inputs }) => ({ urn, type, custom, parent, inputs, name: urn.split("::").slice(3).join("::") }));
  writeFileSync(join(folder, "resources.json"), JSON.stringify(registered));
  writeFileSync(join(folder, "Pulumi.yaml"), readFileSync(join(repository, "Pulumi.yaml"), "utf8"));
  writeFileSync(join(folder, "package.json"), '{"name":"bare","main":"index.js"}');
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  writeFileSync(
    join(folder, "index.js"),
    `const pulumi = require("@pulumi/pulumi");
const { version: aws } = require("@pulumi/aws/package.json");
const { version: azuread } = require("@pulumi/azuread/package.json");
const secret = (value) => {
  if (Array.isArray(value)) return value.map(secret);
  if (value === null || typeof value !== "object") return value;
  if (value["4dabf18193072939515e22adb298388d"] !== undefined) return pulumi.secret(JSON.parse(value.plaintext ?? "null"));
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "__defaults").map(([key, item]) => [key, secret(item)]));
};
module.exports = (async () => {
  const at = { region: "eu-west-1" };
  const call = (token, args) => pulumi.runtime.invoke(token, args, { version: token.startsWith("aws:") ? aws : azuread });
  const [organization, instances] = await Promise.all([
    call("aws:organizations/getOrganization:getOrganization", {}),
    call("aws:ssoadmin/getInstances:getInstances", at),
    call("azuread:index/getGroups:getGroups", { displayNames: ["aws-platform-admins", "aws-security-auditors", "aws-data-engineers", "aws-data-analysts", "aws-developers", "aws-emergency-access", "aws-travel-exception"], ignoreMissing: true }),
  ]);
  const walk = async (parentId) => {
    const { children } = await call("aws:organizations/getOrganizationalUnits:getOrganizationalUnits", { parentId });
    await Promise.all(children.map(({ id }) => Promise.all([walk(id), call("aws:organizations/getOrganizationalUnitChildAccounts:getOrganizationalUnitChildAccounts", { parentId: id })])));
  };
  await walk(organization.roots[0].id);
  await call("aws:identitystore/getGroups:getGroups", { identityStoreId: instances.identityStoreIds[0], ...at });
  const made = new Map();
  for (const { urn, type, custom, parent, inputs, name } of require("./resources.json")) {
    const above = made.get(parent);
    const opts = { ...(above ? { parent: above } : {}), version: type.startsWith("aws:") ? aws : azuread, ignoreChanges: ["triggers"] };
    made.set(urn, custom ? new pulumi.CustomResource(type, name, secret(inputs ?? {}), opts) : new pulumi.ComponentResource(type, name, secret(inputs ?? {}), above ? { parent: above } : {}));
  }
})();
`,
  );
  const pack = join(folder, "pack");
  mkdirSync(pack);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(join(pack, "package.json"), '{"name":"empty","version":"1.0.0","main":"index.js"}');
  writeFileSync(join(pack, "index.js"), 'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n');
  symlinkSync(join(repository, "policy", "node_modules"), join(pack, "node_modules"));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function must(status: number | null, what: string): void {
  if (status !== 0) throw new Error(`${what} ended with ${status}`);
}
