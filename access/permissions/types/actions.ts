/** Actions by what becomes of a resource. */
export interface TypeActions {
  readonly make: readonly string[];
  readonly read: readonly string[];
  readonly change: readonly string[];
  readonly remove: readonly string[];
}

/** Part of the program; a stack whose settings lack every part of a type never registers it. */
export type Part = "access" | "attributes" | "breakglass" | "alarms" | "own trail" | "siem";

const of = (service: string, names: string): string[] => (names === "" ? [] : names.split(" ").map((name) => `${service}:${name}`));

/** One service's actions; a name with a service of its own keeps it. */
export function actions(service: string, make: string, read: string, change: string, remove: string): TypeActions {
  const list = (names: string): string[] => names.split(" ").flatMap((name) => (name.includes(":") ? [name] : of(service, name)));
  return { make: list(make), read: list(read), change: list(change), remove: list(remove) };
}

/** By Pulumi's type token. */
export type ResourceTypes = Readonly<Record<string, TypeActions & { readonly parts: readonly Part[] }>>;
