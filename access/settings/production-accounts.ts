import type { Problem } from "../model";
import { missing } from "../problems";
import { placed, type PlacedSelector, selectorsSchema } from "./account-selector";
import { toProblems } from "./fields";

const productionSelector = selectorsSchema("What counts as production, told once.");

const PRODUCTION_REMEDY = "write which accounts count as production, such as {ou: Workloads/Production}";

/** Parses which accounts count as production, and adds what is wrong with them; a stack in production needs some. */
export function parseProductionAccounts(raw: unknown, stage: string | undefined, problems: Problem[]): PlacedSelector[] {
  const empty = raw === undefined || (Array.isArray(raw) && raw.length === 0);
  if (empty && stage === "production")
    problems.push(missing("federation:productionAccounts", `a stack in production needs it; ${PRODUCTION_REMEDY}`));
  if (empty) return [];
  const items: unknown[] = Array.isArray(raw) ? raw : [raw];
  return items.flatMap((item, index) => {
    const at = Array.isArray(raw) ? ["productionAccounts", index] : ["productionAccounts"];
    const parsed = productionSelector.safeParse(item);
    if (!parsed.success) problems.push(...toProblems(parsed.error, at, item));
    return parsed.success ? placed(parsed.data, at) : [];
  });
}
