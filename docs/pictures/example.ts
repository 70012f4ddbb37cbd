/**
 * The change that the pictures show: production's settings before and after a pull request, no cloud and no
 * credentials.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Typed } from "./terminal";

/** The repository. */
export const root = join(__dirname, "..", "..");

/** The pictures' own day: made again they are the same. */
const NOW = "2026-11-28T09:00:00Z";

const INVENTORY = "docs/examples/inventory.prod.json";

/** What the pull request changes, as text of Pulumi.prod.yaml. */
const EDITS: readonly (readonly [before: string, after: string])[] = [
  [
    "    - { group: aws-developers, permissionSet: Developer, accounts: { ou: Sandbox } }\n",
    "    - { group: aws-sre, permissionSet: Platform-Admin, accounts: { ou: Workloads/Production }, until: 2026-12-24, reason: migration of the shop }\n",
  ],
  ["      buckets: [acme-lake-curated]\n", "      buckets: [acme-lake-curated, acme-lake-raw]\n"],
  ["accounts: { ou: Security } }", "accounts: all }"],
  ["allowedCountries: [DE, FR, IE, NL]", "allowedCountries: [DE, FR, IE, NL, US]"],
];

/** Writes the settings after the change into a folder; those before are the repository's own. */
export function writeExample(folder: string): void {
  let text = readFileSync(join(root, "Pulumi.prod.yaml"), "utf8");
  writeFileSync(join(folder, "main.yaml"), text);
  for (const [before, after] of EDITS) {
    if (!text.includes(before)) throw new Error(`Pulumi.prod.yaml has no longer what the pictures change: ${before.trim()}`);
    text = text.replace(before, after);
  }
  writeFileSync(join(folder, "Pulumi.prod.yaml"), text);
}

/** The options of `federation report` for the change. */
export function change(folder: string): string[] {
  return ["--before", join(folder, "main.yaml"), "--after", join(folder, "Pulumi.prod.yaml"), "--inventory", INVENTORY];
}

/** What the terminal's picture shows. */
export function session(folder: string): readonly Typed[] {
  const ask = (...args: string[]): string =>
    federation([...args, "--stack", "prod", "--inventory", INVENTORY], { PULUMI_OPTION_CONFIG_FILE: join(folder, "Pulumi.prod.yaml") });
  return [
    {
      command: `npx federation report --before main.yaml --after Pulumi.prod.yaml \\\n  --inventory ${INVENTORY} --format html --out report.html`,
      output: federation(["report", ...change(folder), "--format", "html", "--out", join(folder, "report.html")]).replaceAll(
        `${folder}/`,
        "",
      ),
    },
    {
      command: `npx federation why aws-sre data-lake-prod --stack prod --inventory ${INVENTORY}`,
      output: ask("why", "aws-sre", "data-lake-prod").replaceAll(`${folder}/`, ""),
    },
  ];
}

/** Runs `federation` as a person would, and gives all that a terminal shows; findings are no failure. */
export function federation(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  try {
    return execFileSync("sh", ["-c", 'exec "$@" 2>&1', "sh", process.execPath, join(root, "cli", "bin.cjs"), ...args], {
      cwd: root,
      env: { ...process.env, FEDERATION_NOW: NOW, ...environment },
      encoding: "utf8",
    });
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status === 1 && stdout !== undefined) return stdout;
    throw new Error(`federation ${args.join(" ")} failed: ${stdout ?? String(error)}`, { cause: error });
  }
}
