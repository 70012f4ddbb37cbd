import type { Config } from "../../../config";

/** Changes production's settings; the keys are without `federation:`. */
export type Edit = (config: Config) => void;
/** What the report must say; or why it says nothing. */
type Expected = RegExp | { readonly silent: string };

/** Sets a value by its path, such as `alarms.subscribers.0.email`; undefined takes it out. */
export const set =
  (path: string, value: unknown): Edit =>
  (config) => {
    const keys = path.split(".");
    const place = keys.slice(0, -1).reduce((at, key) => (at[key] ??= {}), config) as Config;
    if (value === undefined) delete place[keys.at(-1)!];
    else place[keys.at(-1)!] = value;
  };
export const both =
  (...edits: Edit[]): Edit =>
  (config) =>
    edits.forEach((edit) => edit(config));
/** By setting: what is there before, the change, what is told. */
export type Changes = Readonly<Record<string, readonly [before: Edit | undefined, after: Edit, expected: Expected]>>;
