/**
 * What a question costs at 10,000 assignments (500 accounts by 20 groups), the start of the command included: as
 * seconds, and as ratio to a Node that does nothing, turn by turn in one run. `ROUNDS` (7) changes the number of turns.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

const repository = join(__dirname, "..");
/**
 * Times an empty Node, which takes 0.07 to 0.1 s where nothing else runs: less than a second there, however busy the
 * machine is.
 */
const limit = 10;
const ACCOUNTS = 500;
const GROUPS = 20;
const TENANT = "22222222-2222-2222-2222-222222222222";

const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  "who-can": ["who-can", "team-250"],
  "who-can --json": ["who-can", "team-250", "--json"],
  "who-can --action": ["who-can", "team-250", "--action", "s3:DeleteBucket"],
  "what-can --action": ["what-can", "group-7", "--action", "s3:DeleteBucket", "--json"],
  "--help": ["who-can", "--help"],
};

/** Measures, prints and writes the result; true where the limit was kept. */
export function run(): boolean {
  const rounds = Number(process.env["ROUNDS"] ?? 7);
  const folder = mkdtempSync(join(tmpdir(), "bench-who-can-"));
  try {
    const [settings, inventory] = [join(folder, "Pulumi.large.yaml"), join(folder, "inventory.json")];
    writeFileSync(settings, stringify({ config: settingsOf() }));
    writeFileSync(inventory, JSON.stringify(inventoryOf()));
    const env = { ...process.env, PULUMI_OPTION_CONFIG_FILE: settings, FEDERATION_NOW: "2026-11-28T12:00:00Z" };
    const seconds = (args: readonly string[]): number => {
      const began = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: repository, env, encoding: "utf8", maxBuffer: 1e9 });
      if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
      return Number(process.hrtime.bigint() - began) / 1e9;
    };
    const command = (words: readonly string[]): string[] => [
      join(repository, "cli", "bin.cjs"),
      ...words,
      ...(words.includes("--help") ? [] : ["--stack", "large", "--inventory", inventory]),
    ];
    const result = Object.fromEntries(
      Object.entries(QUESTIONS).map(([name, words]) => {
        seconds(command(words));
        const turns = Array.from({ length: rounds }, () => ({ node: seconds(["-e", "0"]), ours: seconds(command(words)) }));
        const ours = median(turns.map((turn) => turn.ours));
        console.log(
          `${name.padEnd(18)} ${ours.toFixed(2)} s, ${median(turns.map((turn) => turn.ours / turn.node)).toFixed(1)} times an empty Node.`,
        );
        return [name, { seconds: ours, ratio: median(turns.map((turn) => turn.ours / turn.node)), limit }] as const;
      }),
    );
    mkdirSync(join(repository, "bench", "results"), { recursive: true });
    writeFileSync(
      join(repository, "bench", "results", "who-can.json"),
      `${JSON.stringify({ assignments: ACCOUNTS * GROUPS, rounds, ...result }, null, 2)}\n`,
    );
    return Object.values(result).every((one) => one.ratio <= limit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function settingsOf(): Record<string, unknown> {
  const sets = ["Platform-Admin", "Security-Audit-RO", "Data-Engineer-RW", "Data-Analyst-RO"];
  return Object.fromEntries(
    Object.entries({
      stage: "development",
      phase: "assign",
      homeRegion: "eu-west-1",
      tenantId: TENANT,
      identityCenter: { acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"] },
      enterpriseApp: { signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }] },
      provisioning: {
        scimEndpoint: "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/",
        tokenExpires: "2027-09-30",
      },
      productionAccounts: [{ ou: "Workloads/Production" }],
      permissionSets: {
        "Data-Engineer-RW": { buckets: ["acme-lake"] },
        "Data-Analyst-RO": { buckets: ["acme-lake"], resultBucket: "acme-results" },
      },
      access: Array.from({ length: GROUPS }, (_, index) => ({
        group: `group-${index}`,
        permissionSet: sets[index % sets.length],
        accounts: index % 2 === 0 ? "team-*" : { ou: "Workloads" },
      })),
      conditionalAccess: { state: "enabled", emergencyAccessGroup: "aws-emergency-access", allowedCountries: ["DE"] },
    }).map(([key, value]) => [`federation:${key}`, value]),
  );
}

function inventoryOf(): unknown {
  const id = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  return {
    version: 1,
    made: "2026-11-28T10:00:00.000Z",
    origin: { organizationId: "o-abcdefghij", managementAccountId: "100000000000", homeRegion: "eu-west-1", tenantId: TENANT },
    accounts: [
      { id: "100000000000", name: "management", state: "ACTIVE", ouPath: [], tags: {} },
      ...Array.from({ length: ACCOUNTS }, (_, index) => ({
        id: String(200000000000 + index),
        name: `team-${index}`,
        state: "ACTIVE",
        ouPath: ["Workloads", index % 3 === 0 ? "Production" : "Development"],
        tags: { env: index % 3 === 0 ? "prod" : "dev", cost: `c${index % 40}` },
      })),
    ],
    organizationalUnits: ["Workloads", "Workloads/Production", "Workloads/Development"],
    groups: Array.from({ length: GROUPS }, (_, index) => ({ id: id(index), displayName: `group-${index}` })).concat({
      id: id(GROUPS),
      displayName: "aws-emergency-access",
    }),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
