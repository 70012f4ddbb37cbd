import type { Clock } from "../../contract/clock";
import { parseInventory, type Inventory } from "../../access/inventory";
import { stableJson } from "../../access/json";
import { formatProblems } from "../../access/problems";
import { type Parsed, parseSettings, type Settings } from "../../access/settings";
import { type ReportSettings, reportSettingsSchema } from "../../access/settings/report";
import { toProblems } from "../../access/settings/fields";
import { readStackValues } from "../../access/settings/stack-values";
import { stackKind } from "../../access/settings/stacks";
import { Failure } from "../failure";
import { readSettingsFile, type SettingsFile } from "../stack/settings-file";
import { readText } from "./read-text";
import type { LineOf } from "./inventory-plan";

/** Settings as a report knows them: what a preview saw, or what a file has. */
export interface ReportingSettings {
  readonly raw: Readonly<Record<string, unknown>>;
  /** Whose they are, for sentences. */
  readonly name: string;
  readonly lineOf: LineOf;
}

/** Settings that a preview saw; lines are told where the stack's file says the same. */
export function settingsOfPreview(config: Readonly<Record<string, string>>, stack: string | undefined): ReportingSettings | undefined {
  const own = Object.entries(config).filter(([key]) => key.startsWith("federation:"));
  if (own.length === 0) return undefined;
  const { raw } = readStackValues(
    own.map(([key, value]) => ({ key: key.slice("federation:".length), value, secret: value === "[secret]" })),
  );
  const file = stack === undefined ? undefined : fileOrNothing(stack);
  // The program saw the settings of the core, which are in the core's file alone.
  if (stackKind(raw).core !== undefined) return file === undefined ? undefined : { raw: file.raw, name: file.file, lineOf: file.lineOf };
  const same = file !== undefined && stableJson({ access: file.raw["access"] }) === stableJson({ access: raw["access"] });
  return { raw, name: "The configuration of the preview", lineOf: same ? file.lineOf : () => undefined };
}

function fileOrNothing(stack: string): SettingsFile | undefined {
  try {
    return readSettingsFile(stack);
  } catch {
    return undefined;
  }
}

/** Limits and approval of the settings, or none. */
export function reportSettings({ raw, name }: ReportingSettings): ReportSettings {
  if (raw["report"] === undefined) return {};
  const parsed = reportSettingsSchema.safeParse(raw["report"]);
  if (parsed.success) return parsed.data;
  throw new Failure(`${name} is not right:\n${formatProblems(toProblems(parsed.error, ["report"], raw["report"]))}`);
}

/** The settings as far as they are right. */
export function parsedOf({ raw }: ReportingSettings, clock: Clock): Parsed {
  return parseSettings({ ...raw }, clock);
}

/** Settings of a file that must be right as a whole. */
export function wholeSettings(settings: ReportingSettings, clock: Clock): Settings {
  const { settings: whole, problems } = parsedOf(settings, clock);
  if (whole === undefined) throw new Failure(`The settings in ${settings.name} are not right:\n${formatProblems(problems)}`);
  return whole;
}

/** Reads an inventory and holds it against settings and against what else is known of the organization. */
export function inventoryFor(file: string, { raw }: ReportingSettings, managementAccountId?: string | null): Inventory {
  const parsed = parseInventory(readText(file), file, {
    homeRegion: String(raw["homeRegion"] ?? ""),
    tenantId: String(raw["tenantId"] ?? "").toLowerCase(),
  });
  if ("problem" in parsed) throw new Failure(parsed.problem);
  const there = parsed.inventory.origin.managementAccountId;
  if (managementAccountId !== undefined && managementAccountId !== null && there !== managementAccountId)
    throw new Failure(
      `${file} is of another organization: its management account is ${there}, that of the program is ${managementAccountId}; use one made for this stack.`,
    );
  return parsed.inventory;
}
