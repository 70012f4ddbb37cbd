/** Changes that no test can notice, because what the rules say stays the same: each with the reason. */

/** A change that changes nothing. */
export interface EquivalentMutant {
  /** Path of the source, from the pack. */
  readonly file: string;
  /** The changed line as it is, trimmed. */
  readonly text: string;
  /** The changes, as the mutation check names them. */
  readonly changes: readonly string[];
  readonly reason: string;
}

export const equivalentMutants: readonly EquivalentMutant[] = [
  {
    file: "rules/breakglass/trail.ts",
    text: 'return fields.length === 1 && fields.every(({ field, equals }) => field === "eventCategory" && readList(equals).includes("Management"));',
    changes: ["every -> some"],
    reason: "There is one field: some of one is every one.",
  },
  {
    file: "rules/entra-app/certificate-renewal.ts",
    text: "if (ends.length === 0 || ends.includes(undefined)) continue;",
    changes: ["0 - 1"],
    reason: "Without certificates there is no newest to report on.",
  },
  {
    file: "shared/access-levels.ts",
    text: 'const reads = misfiled.has(name) || levels.every((level) => level === "Read" || level === "List");',
    changes: ["every -> some"],
    reason: "AWS gives no action Read or List beside another level.",
  },
  {
    file: "sdk/without-stack-trace.ts",
    text: "Error.stackTraceLimit = 0;",
    changes: ["0 - 1"],
    reason: "Saves time: nobody reads the stack of what does not apply.",
  },
  {
    file: "shared/scim.ts",
    text: "for (let index = 0; index < credentials.length; index++) {",
    changes: ["0 - 1", "< -> <="],
    reason: "What is read before or behind the list is missing, and has no key.",
  },
  {
    file: "shared/stack.ts",
    text: "return types.length === 1 ? (this.byType.get(types[0] as string) ?? []) : types.flatMap((type) => this.byType.get(type) ?? []);",
    changes: ["1 - 1"],
    reason: "Saves time: of one type the list of lists is the list.",
  },
];
