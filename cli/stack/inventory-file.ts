import { readFileSync } from "node:fs";
import { parseInventory, type Inventory } from "../../access/inventory";
import type { Settings } from "../../access/settings";
import { Failure, sentence } from "../failure";

/**
 * A saved inventory.
 *
 * @throws Failure where the file cannot be read, is no inventory, or is of another federation.
 */
export function readInventory(file: string, settings: Pick<Settings, "tenantId" | "homeRegion">): Inventory {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`The inventory ${file} cannot be read: ${sentence(error)}`);
  }
  const parsed = parseInventory(text, file, settings);
  if ("problem" in parsed) throw new Failure(parsed.problem);
  return parsed.inventory;
}

/**
 * A saved inventory, held against no settings: where there are none yet.
 *
 * @throws Failure where the file cannot be read or is no inventory.
 */
export function readAnyInventory(file: string): Inventory {
  let origin: { tenantId?: unknown; homeRegion?: unknown } | undefined;
  try {
    origin = (JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, "")) as { origin?: typeof origin } | null)?.origin;
  } catch {
    // Told below, whatever is wrong with it.
  }
  return readInventory(file, { tenantId: String(origin?.tenantId).toLowerCase(), homeRegion: String(origin?.homeRegion) });
}
