import type { Inventory } from "../../access/inventory";
import { joinOuPath, splitOuPath } from "../../access/settings/account-selector";
import type { Conversion, ConvertedAccount } from "./conversion";

/** Characters that make a glob of a name. */
const GLOB = /[*?[\]{}()!+@\\]/;

/** An account by name as the access list can name it; undefined, and left out, where it cannot be told. */
export function accountByName(name: string, what: string, conversion: Conversion, inventory: Inventory | undefined): string | undefined {
  if (inventory === undefined) {
    if (!GLOB.test(name)) return name;
    conversion.leave(what, `The account name "${name}" would be read as a pattern; give --inventory, so that its id is written.`);
    return undefined;
  }
  const found = inventory.accounts.filter((account) => account.name === name);
  if (found.length === 1) return GLOB.test(name) || name === "all" || /^[\d-]+$/.test(name) ? found[0]!.id : name;
  conversion.leave(
    what,
    found.length === 0
      ? `The inventory has no account that is called "${name}".`
      : `Several accounts are called "${name}": ${found.map(({ id }) => id).join(", ")}.`,
  );
  return undefined;
}

/** Accounts that are directly in an organizational unit, as other tools mean it; ours include what is below. */
export interface DirectUnit {
  readonly account: ConvertedAccount;
  /** What lies below and is not meant. */
  readonly except: readonly ConvertedAccount[];
}

/** An organizational unit by path, without what is below it; without an inventory nobody knows what that is. */
export function directUnit(path: string, what: string, conversion: Conversion, inventory: Inventory | undefined): DirectUnit | undefined {
  const names = splitOuPath(path);
  const ou = joinOuPath(names);
  if (inventory === undefined) {
    conversion.check(
      what,
      `{ou: ${ou}} includes the units below it, where the source gives only accounts directly in it; with --inventory those are excepted.`,
    );
    return { account: { ou }, except: [] };
  }
  const units = inventory.organizationalUnits.map(splitOuPath);
  const isBelow = (unit: readonly string[]): boolean => unit.length === names.length + 1 && names.every((name, at) => unit[at] === name);
  if (!units.some((unit) => joinOuPath(unit) === ou)) {
    conversion.leave(what, `The inventory has no organizational unit ${ou}.`);
    return undefined;
  }
  return { account: { ou }, except: units.filter(isBelow).map((unit) => ({ ou: joinOuPath(unit) })) };
}

/** Paths of the organizational units of a name, wherever they are. */
export function unitsCalled(name: string, inventory: Inventory): string[] {
  return inventory.organizationalUnits.filter((unit) => splitOuPath(unit).at(-1) === name);
}
