import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fixedClock } from "../../../contract/clock";
import { parseSettings } from "../../../access/settings";
import { readSettingsFrom } from "../../../cli/stack/settings-file";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { federation } from "../command";

/** The document of `federation convert --json`. */
export interface Converted {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly { readonly what: string; readonly why: string }[];
  readonly toCheck: readonly { readonly what: string; readonly why: string }[];
  readonly outcome: string;
  readonly status: number;
}

export const TENANT = "22222222-2222-2222-2222-222222222222";
export const NOW = "2026-11-20T00:00:00Z";
export const PLACE = ["--home-region", "eu-west-1", "--tenant-id", TENANT];

/** A folder of its own for a test's files, with Pulumi's project file; the process works in it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "federation-convert-"));
  private readonly before = process.cwd();
  private readonly environment = { ...process.env };

  constructor() {
    this.write("Pulumi.yaml", "name: federation\nruntime: nodejs\n");
    process.chdir(this.path);
    process.env["FEDERATION_NOW"] = NOW;
  }

  write(name: string, content: unknown): string {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), typeof content === "string" ? content : JSON.stringify(content));
    return name;
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  remove(): void {
    process.chdir(this.before);
    restoreEnvironment(this.environment);
    rmSync(this.path, { recursive: true });
  }
}

/** Converts to a new file, which passes the settings parser and says what the document says. */
export async function converted(folder: Folder, ...args: string[]): Promise<Converted> {
  const out = `Pulumi.t${Math.random().toString(36).slice(2)}.yaml`;
  const { status, out: printed, err } = await federation("convert", ...args, "--out", out, "--json");
  assert.notEqual(status, 2, err);
  const document = JSON.parse(printed) as Converted;
  const { raw } = readSettingsFrom(join(folder.path, out));
  assert.deepEqual(parseSettings({ ...raw }, fixedClock(NOW)).problems, []);
  assert.deepEqual(raw, Object.fromEntries(Object.entries(document.settings).filter(([key]) => !key.includes(":"))));
  return { ...document, status };
}

/** An inventory of a small organization. */
export const INVENTORY = {
  version: 1,
  made: "2026-11-19T00:00:00.000Z",
  origin: { organizationId: "o-abc1234567", managementAccountId: "100000000001", homeRegion: "eu-west-1", tenantId: TENANT },
  accounts: (
    [
      ["100000000001", "Management", []],
      ["100000000002", "LogArchive", ["Security"]],
      ["100000000003", "shop", ["Workloads"]],
      ["100000000004", "shop-prod", ["Workloads", "Production"]],
      ["100000000005", "twin", ["Workloads"]],
      ["100000000006", "twin", ["Workloads"]],
      ["012345678901", "odd [x]", ["Workloads"]],
    ] as const
  ).map(([id, name, ouPath]) => ({ id, name, state: "ACTIVE", ouPath, tags: {} })),
  organizationalUnits: ["Security", "Workloads", "Workloads/Production"],
  groups: [],
};
