import { isMapping, stableJson } from "../../access/json";
import { configPath, configPathParts } from "../../access/problems";
import { holdsSecret, readStackValue } from "../../access/settings/stack-values";
import { isSecretLike, shown } from "../../access/words";
import { splitStackFile } from "../stack/settings-file";

/**
 * One thing in which two stack files differ; how they are written, in which order of keys and with which comments, is
 * none.
 */
export interface SettingDifference {
  /**
   * Config path, such as `federation:permissionSets.Developer.sessionHours`; of a list's item, with its place in its
   * own file.
   */
  readonly setting: string;
  /** `moved`: a list has the same items in another order. */
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** In the file that is there; absent where it is added. */
  readonly before?: unknown;
  /** In the new one; absent where it is removed. */
  readonly after?: unknown;
}

/**
 * What a new stack file would change in one that is there, setting by setting; items of a list are told apart by what
 * they say, not by their place. Encrypted values are not looked at. What a command writes a second time is shown so,
 * and never written over what people edited.
 *
 * @throws Failure where one of them is no stack file.
 */
export function differenceOfStackFiles(
  before: { readonly file: string; readonly text: string },
  after: { readonly file: string; readonly text: string },
): SettingDifference[] {
  const [old, now] = [plainConfig(before), plainConfig(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (holdsSecret(was) || holdsSecret(is)) return [];
    return differences(key, was === undefined ? undefined : readStackValue(was), is === undefined ? undefined : readStackValue(is));
  });
}

/** The settings by whole key; one of another namespace with its own. */
function plainConfig({ file, text }: { readonly file: string; readonly text: string }): ReadonlyMap<string, unknown> {
  return new Map(splitStackFile(file, text).map(({ key, value }) => [key, value ?? ""]));
}

function differences(setting: string, before: unknown, after: unknown): SettingDifference[] {
  if (before === undefined) return [{ setting, kind: "added", after }];
  if (after === undefined) return [{ setting, kind: "removed", before }];
  if (stableJson(before) === stableJson(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(setting, before, after);
  if (isMapping(before) && isMapping(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(`${setting}${configPath(["", key]).slice("federation:".length)}`, before[key], after[key]));
  }
  return [{ setting, kind: "changed", before, after }];
}

function listDifferences(setting: string, before: readonly unknown[], after: readonly unknown[]): SettingDifference[] {
  const gone = itemsWithout(before, after);
  const come = itemsWithout(after, before);
  if (gone.length + come.length === 0) return [{ setting, kind: "moved", before, after }];
  return [
    ...gone.map((index): SettingDifference => ({ setting: `${setting}[${index}]`, kind: "removed", before: before[index] })),
    ...come.map((index): SettingDifference => ({ setting: `${setting}[${index}]`, kind: "added", after: after[index] })),
  ];
}

/** Places of the items that the other list does not have, each as often as it is there. */
function itemsWithout(items: readonly unknown[], others: readonly unknown[]): number[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(stableJson(other), (left.get(stableJson(other)) ?? 0) + 1);
  return items.flatMap((item, index) => {
    const count = left.get(stableJson(item)) ?? 0;
    left.set(stableJson(item), count - 1);
    return count > 0 ? [] : [index];
  });
}

/** A difference a line, as people read it: `-` is in the file, `+` in what was worked out. */
export function differenceLines(found: readonly SettingDifference[]): string[] {
  return found.flatMap(({ setting, kind, before, after }) => [
    ...(kind === "removed" || kind === "changed" ? [`- ${setting}: ${valueWords(setting, before)}`] : []),
    ...(kind === "added" || kind === "changed" ? [`+ ${setting}: ${valueWords(setting, after)}`] : []),
    ...(kind === "moved" ? [`~ ${setting}: the same in another order`] : []),
  ]);
}

/** Longest value that a line shows, in characters. */
const SHOWN = 160;

function valueWords(setting: string, value: unknown): string {
  const name = configPathParts(setting).findLast((part) => typeof part === "string");
  if (isSecretLike(name ?? setting)) return "a value that is not shown";
  if (typeof value === "string" && !value.includes("\n")) return shown(value);
  const text = JSON.stringify(value, (key, item: unknown) => (typeof item === "string" && isSecretLike(key) ? "not shown" : item));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
