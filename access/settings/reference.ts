/**
 * docs/settings.md and the pages of docs/settings, made of the schema: every key with its meaning, type, default and
 * limits.
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
  return `- **${code(path)}**: ${type}, ${absent}\n\n  ${meaning}`;
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

/** What a structured key is for, as the first words of its page. */
const ABOUT: Readonly<Record<string, string>> = {
  identityCenter: "Addresses of IAM Identity Center, as the AWS console shows them.",
  enterpriseApp:
    "The enterprise application in Entra ID: its name, its signing certificates (docs/certificates.md), the session attributes that it sends.",
  provisioning: "Automatic provisioning of users and groups from Entra ID to Identity Center (SCIM).",
  conditionalAccess:
    "Conditional Access in front of AWS: second factor, countries, devices, and who is excluded (docs/conditional-access.md).",
  breakglass: "The two IAM users for the day on which the federation does not work, and who keeps their credentials (docs/breakglass.md).",
  alarms:
    "Who hears of a use of the breakglass users and of changes by hand, and the trail that the alarms need (docs/changes-by-hand.md).",
  drills: "How often the breakglass users are drilled, and when they last were (docs/breakglass-drill.md).",
  siem: "Export of CloudTrail's events to Microsoft Sentinel, or to another SIEM (docs/siem.md).",
  report: "Limits of what one change may do to access; `federation report` ends with 1 past them (docs/report.md).",
  unmanaged: "Names what others made beside the stack, so that `verify` and `drift` pass over it (docs/outside-changes.md).",
  productionAccounts: "What counts as production, told once.",
  permissionSets: "The permission sets: the runbook's archetypes with the stack's own values, and sets beside them.",
  access: "Who gets which permission set in which accounts.",
};

function aboutOf(key: string): string {
  const about = ABOUT[key];
  if (about === undefined) throw new Error(`Say in access/settings/reference.ts what federation:${key} is for.`);
  return about;
}

/** The page of a structured key in the folder `settings`, such as `conditional-access.md`. */
function fileOf(key: string): string {
  return `${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;
}

const NOTE = "<!-- Made of the schema in access/settings by UPDATE_DOCS=1 npx mocha tests/access/settings/reference.test.ts -->";

/**
 * A page: paragraphs and lists, one after another. Another page's name in them, as messages have it, becomes a link.
 */
function page(path: string, ...parts: readonly string[]): [string, string] {
  const up = path.includes("/") ? "../" : "";
  const text = parts.filter((part) => part !== "").join("\n\n");
  return [path, `${text.replace(/docs\/([\w-]+)\.md/g, `[$1](${up}$1.md)`)}\n`];
}

function keyPage(key: string, ...parts: readonly string[]): [string, string] {
  return page(`settings/${fileOf(key)}`, `# \`federation:${key}\``, NOTE, aboutOf(key), ...parts, "All keys: docs/settings.md.");
}

const ACCOUNTS = page(
  "settings/accounts.md",
  "# How accounts are named",
  NOTE,
  "The forms of a selector of accounts, in `access`, `productionAccounts`, `unmanaged` and `stacks`.",
  [
    "- **`all`**: every active account of the organization, the management account included",
    '- **`"123456789012"`**: the account with this id; always in quotes, or YAML drops leading zeros',
    "- **`data-prod`**: the account of this name; where several have it, write the id",
    "- **`data-*`**: accounts whose names match: `*` any characters, `?` one, `[ab]` one of these, `{a,b}` either; case counts",
    "- **`{ou: Workloads/Production}`**: accounts in this organizational unit and everything below it; a slash within a name is written `\\/`",
    "- **`{tag: {env: prod}}`**: accounts with this tag; `{env: [prod, stage]}` takes either value, several tags must all be there",
  ].join("\n"),
  "A list means the accounts of all its selectors. An id, name, pattern, organizational unit or tag that means nothing is a mistake; an organizational unit may be empty. Suspended and closed accounts get nothing new, and what they have is left as it is (docs/outside-changes.md).",
  "The management account holds doubles of the permission sets (`Platform-Admin-Mgmt`), since a set once provisioned there cannot be managed by a delegated administrator; it always counts as production.",
);

function archetypeItem(name: (typeof ARCHETYPE_NAMES)[number]): string {
  const { description, managedPolicies, fixed } = ARCHETYPES[name];
  const policies =
    managedPolicies.length === 0 ? "A policy made of its settings." : `AWS-managed: ${managedPolicies.map(code).join(", ")}.`;
  return `- **${code(name)}**: ${description} ${policies}${fixed.length === 0 ? "" : ` Fixed: ${fixed.map(code).join(", ")}.`}`;
}

function permissionSetsPage(): [string, string] {
  const own = shapeOf(ownSetSchema)!;
  const archetypes = ARCHETYPE_NAMES.flatMap((name) => {
    const special = Object.entries(shapeOf(ARCHETYPES[name].schema)!).filter(([key]) => !Object.hasOwn(own, key));
    return special.length === 0 ? [] : items(name, Object.fromEntries(special));
  });
  return keyPage(
    "permissionSets",
    "A mapping of names to settings. A name is 1 to 32 letters, digits and `+=,.@_-`; the runbook's archetypes are there by name:",
    ARCHETYPE_NAMES.map(archetypeItem).join("\n"),
    "## Keys of every set, archetypes included",
    ...items("", own),
    "## Keys of single archetypes",
    ...archetypes,
  );
}

function structuredPage(key: string, schema: z.ZodType): [string, string] {
  const { optional, doc } = unwrap(schema);
  const mayBeMissing = optional && key !== "identityCenter" && key !== "provisioning" && key !== "unmanaged";
  return keyPage(key, doc.about, mayBeMissing ? "May be left out as a whole." : "", ...items("", shapeOf(schema)!));
}

/** A structured key in the index, with the keys in it by name. */
function entryOf(key: string, shape: Readonly<Record<string, z.ZodType>> | undefined): string {
  const keys = shape === undefined ? "" : ` Keys: ${Object.keys(shape).map(code).join(", ")}.`;
  return `- **[\`${key}\`](settings/${fileOf(key)})**: ${aboutOf(key)}${keys}`;
}

/** The text of docs/settings.md, the index, and of the pages below it, by their paths from docs/. */
export function settingsReference(): ReadonlyMap<string, string> {
  const simple = Object.entries(SETTINGS_SCHEMAS).filter(([, schema]) => shapeOf(schema) === undefined);
  const structured = Object.entries(SETTINGS_SCHEMAS).filter(([, schema]) => shapeOf(schema) !== undefined);
  const index = page(
    "settings.md",
    "# Settings",
    NOTE,
    "Keys of `Pulumi.<stack>.yaml` under `federation:`, each with its form, whether it must be there, its meaning and its limits. A mistake is told before anything is registered, all mistakes at once, each with its path, its value and what would be right.",
    "## Who gets what, and where",
    [
      entryOf("access", shapeOf(accessEntrySchema)),
      entryOf("permissionSets", shapeOf(ownSetSchema)),
      entryOf("productionAccounts", undefined),
      "- **[How accounts are named](settings/accounts.md)**: by id, name, pattern, organizational unit or tag.",
    ].join("\n"),
    "## The two clouds, guards and limits",
    structured.map(([key, schema]) => entryOf(key, shapeOf(schema))).join("\n"),
    "## Keys without a page",
    ...items("", Object.fromEntries(simple)),
    "## Secrets",
    "- **`federation:scimToken`**: the SCIM token of Identity Center\n\n  Set it with `pulumi config set --secret federation:scimToken`; in plain text it is refused.",
  );
  return new Map([
    index,
    ...structured.map(([key, schema]) => structuredPage(key, schema)),
    keyPage(
      "productionAccounts",
      keyItem(
        "productionAccounts",
        "selector, or a list of selectors",
        "**required** in stage production",
        "Accounts that are production: `Developer` and other sets that are for non-production accounts only are refused there.",
      ),
    ),
    permissionSetsPage(),
    keyPage(
      "access",
      "A list of entries. Entries may overlap, and grants keep all their reasons; the same entry twice is a mistake.",
      ...items("[]", shapeOf(accessEntrySchema)!),
    ),
    ACCOUNTS,
  ]);
}
