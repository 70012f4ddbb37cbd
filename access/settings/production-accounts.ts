import type { Problem } from "../model";
import { missing } from "../problems";
import { placed, type PlacedSelector, selectorsSchema } from "./account-selector";
import { toProblems } from "./fields";

const productionSelector = selectorsSchema("What counts as production, told once.");

const PRODUCTION_REMEDY = "write which accounts count as production, such as {ou: Workloads/Production}";

/** Which accounts count as production, as far as that is right, and what is wrong with the rest. */
export interface ProductionAccounts {
  readonly selectors: readonly PlacedSelector[];
  readonly problems: readonly Problem[];
}

/** Parses which accounts count as production; a stack in production needs some. */
export function parseProductionAccounts(raw: unknown, stage: string | undefined): ProductionAccounts {
  const empty = raw === undefined || (Array.isArray(raw) && raw.length === 0);
  const needed = missing("federation:productionAccounts", `a stack in production needs it; ${PRODUCTION_REMEDY}`);
  if (empty) return { selectors: [], problems: stage === "production" ? [needed] : [] };
  const items: unknown[] = Array.isArray(raw) ? raw : [raw];
  const parsed = items.map((item, index): ProductionAccounts => {
    const at = Array.isArray(raw) ? ["productionAccounts", index] : ["productionAccounts"];
    const { success, data, error } = productionSelector.safeParse(item);
    return success ? { selectors: placed(data, at), problems: [] } : { selectors: [], problems: toProblems(error, at, item) };
  });
  return { selectors: parsed.flatMap(({ selectors }) => selectors), problems: parsed.flatMap(({ problems }) => problems) };
}
