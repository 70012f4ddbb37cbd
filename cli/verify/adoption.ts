/**
 * The change of the settings after which they say what a cloud holds. `value`: a setting gets a value. `items`: a list
 * or mapping gains and loses some. `entry`: a list gains an entry of which the finding knows a part; the rest (where,
 * why) is the people's to say.
 */
export type Adoption =
  | {
      readonly kind: "value";
      /** Full path, such as `federation:conditionalAccess.signInFrequencyHours`. */
      readonly setting: string;
      readonly value: string | number | boolean;
      /** Path of the setting that goes, as both together are refused. */
      readonly insteadOf?: string;
    }
  | { readonly kind: "items"; readonly setting: string; readonly add: readonly string[]; readonly remove: readonly string[] }
  | ({ readonly kind: "entry"; readonly setting: string; readonly change: "add" | "remove" } & (
      { readonly group: string } | { readonly user: string }
    ));

/** Items that a setting gains and loses; undefined where none would be left of those that it has or gains. */
export function changedItems(
  setting: string,
  { wanted, found }: { readonly wanted: readonly string[]; readonly found: readonly string[] },
): Adoption | undefined {
  const add = found.filter((item) => !wanted.includes(item));
  const remove = wanted.filter((item) => !found.includes(item));
  return found.length === 0 || add.length + remove.length === 0 ? undefined : { kind: "items", setting, add, remove };
}

/** An adoption as people read it. */
export function adoptionWords(adoption: Adoption): string {
  const { setting } = adoption;
  if (adoption.kind === "value")
    return `${setting}: ${adoption.value}${adoption.insteadOf === undefined ? "" : `, instead of ${adoption.insteadOf}`}`;
  if (adoption.kind === "entry") {
    const who = JSON.stringify("group" in adoption ? adoption.group : adoption.user);
    if (adoption.change === "remove") return `take ${who} out of ${setting}`;
    return "group" in adoption ? `an entry of ${setting} for ${who}` : `an entry of ${setting} with users: [${who}] and the reason`;
  }
  const [add, remove] = [adoption.add.join(", "), adoption.remove.join(", ")];
  if (remove === "") return `add ${add} to ${setting}`;
  return add === "" ? `take ${remove} out of ${setting}` : `${setting}: add ${add}, take out ${remove}`;
}
