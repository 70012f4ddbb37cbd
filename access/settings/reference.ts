/**
 * docs/settings.md, made of the schema: every key with its meaning, type, default and limits.
 */
import type { z } from "zod";
import { ARCHETYPE_NAMES, ARCHETYPES } from "../archetypes";
import { SETTINGS_SCHEMAS } from "./index";
import { accessEntrySchema } from "./access";
import type { FieldDoc } from "./fields";
import { ownSetSchema } from "./permission-sets";

/** A schema without what wraps it: whether it may be left out, its default, its documentation. */
interface Unwrapped {
  readonly core: z.ZodType;
  readonly optional: boolean;
  readonly default?: unknown;
  readonly doc: FieldDoc;
}

/** The parts of zod's definitions that the walk needs. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
  readonly defaultValue?: unknown;
}

const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

function unwrap(schema: z.ZodType): Unwrapped {
  const doc = (schema.meta() ?? {}) as Partial<FieldDoc>;
  const definition = definitionOf(schema);
  const inner = definition.innerType ?? pipedFrom(definition);
  if (inner === undefined) return { core: schema, optional: false, doc: { about: "", ...doc } };
  const within = unwrap(inner);
  const defaulted = definition.type === "default" ? { default: definition.defaultValue } : {};
  const optional = within.optional || ["optional", "default", "prefault"].includes(definition.type);
  return { ...within, optional, ...defaulted, doc: { ...within.doc, ...doc } };
}

/** What a pipe reads, unless it reads anything and only its transformation knows what. */
function pipedFrom({ type, in: source }: Definition): z.ZodType | undefined {
  return type === "pipe" && source !== undefined && definitionOf(source).type !== "unknown" ? source : undefined;
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  const { core } = unwrap(schema);
  const { type, shape, element } = definitionOf(core);
  if (type === "object") return shape;
  return type === "array" && element !== undefined ? shapeOf(element) : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "whole number",
  int: "whole number",
  boolean: "true or false",
  array: "list",
  object: "mapping",
  record: "mapping",
};

/**
 * A key as an item of a list: what it takes in the first line, what it means below, so that a narrow screen shows it
 * too.
 */
function item(path: string, schema: z.ZodType): string {
  const { core, optional, default: value, doc } = unwrap(schema);
  const { type, entries } = definitionOf(core);
  const words = doc.type ?? (entries === undefined ? TYPES[type] : Object.values(entries).map(code).join(" or ")) ?? "text";
  const absent = value !== undefined ? `default ${code(JSON.stringify(value))}` : optional ? "optional" : "**required**";
  return keyItem(path, words, absent, doc.about, doc.limits);
}

function keyItem(path: string, type: string, absent: string, about: string, limits?: string): string {
  const meaning = limits === undefined ? about : `${about} Limits: ${limits}.`;
  return `- **${code(path)}**: ${type}, ${absent}\n\n  ${meaning}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function items(prefix: string, shape: Readonly<Record<string, z.ZodType>>): string[] {
  return Object.entries(shape).flatMap(([key, schema]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const inner = shapeOf(schema);
    // What a pipe makes of its mapping is one value to the reader: permissionsBoundary is told in one item.
    const isList = definitionOf(unwrap(schema).core).type === "array";
    return [item(path, schema), ...(inner === undefined ? [] : items(isList ? `${path}[]` : path, inner))];
  });
}

function section(title: string, about: string, lines: readonly string[]): string {
  return [`## ${title}`, "", ...(about === "" ? [] : [about, ""]), ...lines, ""].join("\n");
}

const SELECTORS = `## How accounts are named

| Form | Means |
|---|---|
| \`all\` | every active account of the organization, the management account included |
| \`"123456789012"\` | the account with this id; always in quotes, or YAML drops leading zeros |
| \`data-prod\` | the account of this name; where several have it, write the id |
| \`data-*\` | accounts whose names match: \`*\` any characters, \`?\` one, \`[ab]\` one of these, \`{a,b}\` either; case counts |
| \`{ou: Workloads/Production}\` | accounts in this organizational unit and everything below it; a slash within a name is written \`\\/\` |
| \`{tag: {env: prod}}\` | accounts with this tag; \`{env: [prod, stage]}\` takes either value, several tags must all be there |

A list means the accounts of all its selectors. An id, name, pattern, organizational unit or tag that means nothing is a mistake; an organizational
unit may be empty. Suspended and closed accounts get nothing new, and what they have is left as it is ([outside changes](outside-changes.md)). The
management account holds doubles of the permission sets (\`Platform-Admin-Mgmt\`), since a set once provisioned there cannot be managed by a delegated
administrator; it always counts as production.
`;

const SECRETS = `## Secrets

- **\`federation:scimToken\`**: the SCIM token of Identity Center

  Set it with \`pulumi config set --secret federation:scimToken\`; in plain text it is refused.
`;

/** The text of docs/settings.md. */
export function settingsReference(): string {
  const simple = Object.entries(SETTINGS_SCHEMAS).filter(([, schema]) => shapeOf(schema) === undefined);
  const structured = Object.entries(SETTINGS_SCHEMAS).filter(([, schema]) => shapeOf(schema) !== undefined);
  const own = shapeOf(ownSetSchema)!;
  const archetypes = ARCHETYPE_NAMES.flatMap((name) => {
    const special = Object.entries(shapeOf(ARCHETYPES[name].schema)!).filter(([key]) => !Object.hasOwn(own, key));
    return special.length === 0 ? [] : items(name, Object.fromEntries(special));
  });
  const table = ARCHETYPE_NAMES.map((name) => {
    const { description, managedPolicies, fixed } = ARCHETYPES[name];
    return `| ${[code(name), description, managedPolicies.map(code).join(", ") || "a policy made of its settings", fixed.map(code).join(", ")].join(" | ")} |`;
  });
  return [
    "# Settings",
    "",
    "<!-- Made of the schema in access/settings. After a change there: UPDATE_DOCS=1 npx mocha tests/access/settings-reference.test.ts -->",
    "",
    "Keys of `Pulumi.<stack>.yaml` under `federation:`. A mistake is told before anything is registered, all mistakes at once, each with its path, its",
    "value and what would be right.",
    "",
    section("Top level", "", items("", Object.fromEntries(simple))),
    ...structured.map(([key, schema]) => {
      const { optional, doc } = unwrap(schema);
      const about =
        doc.about !== "" ? doc.about : optional && key !== "identityCenter" && key !== "provisioning" ? "May be left out as a whole." : "";
      return section(key, about, items("", shapeOf(schema)!));
    }),
    section("productionAccounts", "", [
      keyItem(
        "productionAccounts",
        "selector, or a list of selectors",
        "**required** in stage production",
        "What counts as production, told once.",
      ),
    ]),
    `## permissionSets\n\nA mapping of names to settings. A name is 1 to 32 letters, digits and \`+=,.@_-\`; the runbook's archetypes are there by name:\n\n| Name | For | AWS-managed policies | Fixed |\n|---|---|---|---|\n${table.join("\n")}\n\nKeys of every set, archetypes included:\n\n${items("", own).join("\n")}\n\nKeys of single archetypes:\n\n${archetypes.join("\n")}\n`,
    section(
      "access",
      "A list of entries. Entries may overlap, and grants keep all their reasons; the same entry twice is a mistake.",
      items("[]", shapeOf(accessEntrySchema)!),
    ),
    SELECTORS,
    SECRETS,
  ].join("\n");
}
