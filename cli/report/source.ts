import { withoutFullStop } from "../../access/words";
import { systemClock } from "../../contract/clock";
import type { Report } from "../../access/report/report";
import type { Change } from "../../access/report/snapshot";
import { Failure } from "../failure";
import { lastWords, pulumi } from "../stack/pulumi";
import type { readSettingsFrom } from "../stack/settings-file";
import { readSettingsFile } from "../stack/settings-file";
import { changeOfSettings } from "./change-of-settings";
import { factsOf } from "./facts";
import { planOnInventory, type InventoryPlan } from "./inventory-plan";
import { parsePreview, type Preview } from "./preview";
import { parseState } from "./resource";
import { readChange } from "./read-change";
import { chunksOf, isState } from "./read-text";
import { inventoryFor, parsedOf, type ReportingSettings, settingsOfPreview } from "./stack-settings";
import { sidesOf, sidesOfStates, urnParts, withState, type Sides } from "./steps";
import { ssoKind } from "./permission-sets";

/** What a report is made from, as the command line says it. */
export interface SourceOptions {
  readonly before?: string;
  readonly after?: string;
  readonly inventory?: string;
  readonly state?: string;
  readonly stack?: string;
}

/** A change that was read. */
export interface ReadSource {
  readonly change: Change;
  readonly source: Pick<Report["source"], "kind" | "files" | "inventory">;
  /** The settings afterwards, where there are any: they hold limits and approval. */
  readonly settings: ReportingSettings | undefined;
}

/** Reads a change: from two files, or from a preview. */
export async function readSource(files: readonly string[], options: SourceOptions): Promise<ReadSource> {
  const { before, after } = options;
  const [file, ...more] = files;
  if (before === undefined && after === undefined)
    return more.length === 0 ? readPreview(file ?? "-", options) : readPreviews(files, options);
  if (before === undefined || after === undefined)
    throw new Failure("--before and --after go together: write both, two saved states or two versions of the settings.");
  if (file !== undefined) throw new Failure(`Write either a preview (${file}), or --before and --after.`);
  const states = [isState(before), isState(after)];
  if (states[0] !== states[1])
    throw new Failure(`${before} and ${after} are of two kinds: write two saved states, or two versions of the settings.`);
  return states[0] ? readStates([before, after], options) : changeOfSettings([before, after], options.inventory);
}

async function readPreview(file: string, options: SourceOptions): Promise<ReadSource> {
  const name = file === "-" ? "Standard input" : file;
  const preview = await parsePreview(chunksOf(file), name);
  const urn = preview.steps[0]?.urn;
  const stack = options.stack ?? (urn === undefined ? undefined : urnParts(urn).stack);
  const settings = settingsOfPreview(preview.config, stack);
  const { sides, notes } = await whole(preview, options, stack);
  return assemble(sides, settings, { options, notes, source: { kind: "preview", files: [file] } });
}

/** Reads the previews of the stacks of one federation as one change: URNs tell the stacks apart. */
async function readPreviews(files: readonly string[], options: SourceOptions): Promise<ReadSource> {
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined || files.includes("-") || options.state !== undefined)
    throw new Failure(
      "Of several stacks, write one file a preview, each once, made with `pulumi preview --json --show-sames`, and no --state.",
    );
  const read: { readonly sides: Sides; readonly notes: readonly string[]; readonly settings: ReportingSettings | undefined }[] = [];
  // One after another: the preview of a large stack is large.
  for (const file of files) {
    const preview = await parsePreview(chunksOf(file), file);
    const urn = preview.steps[0]?.urn;
    const stack = urn === undefined ? undefined : urnParts(urn).stack;
    read.push({ ...(await whole(preview, options, stack)), settings: settingsOfPreview(preview.config, options.stack ?? stack) });
  }
  const merged = <Value>(map: (sides: Sides) => ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map(read.flatMap(({ sides }) => [...map(sides)]));
  const sides: Sides = {
    before: merged(({ before }) => before),
    after: merged(({ after }) => after),
    replaced: merged(({ replaced }) => replaced),
    operations: merged(({ operations }) => operations),
  };
  const settings = read.find((one) => one.settings !== undefined)?.settings;
  const notes = [...new Set(read.flatMap((one) => one.notes))];
  return assemble(sides, settings, { options, notes, source: { kind: "preview", files: [...files] } });
}

/**
 * Adds what stays the same, where the preview leaves it out: who holds a permission set that changes is in the state
 * alone.
 */
async function whole(preview: Preview, { state }: SourceOptions, stack: string | undefined): Promise<{ sides: Sides; notes: string[] }> {
  const sides = sidesOf(preview.steps);
  if (state !== undefined) {
    const resources = await parseState(chunksOf(state), state);
    if (!fits(sides, resources))
      throw new Failure(`${state} is the state of another time or stack than the preview: export it anew with \`pulumi stack export\`.`);
    return { sides: withState(sides, resources), notes: [] };
  }
  if (preview.whole) return { sides, notes: [] };
  const exported = await pulumi(["stack", "export", ...(stack === undefined ? [] : ["--stack", stack])]).catch((error: unknown) => ({
    status: 1,
    stdout: "",
    stderr: String((error as Error).message),
  }));
  const left = "The preview leaves out what stays the same";
  const remedy = "who holds a permission set that changes is told only in part: run `pulumi preview --json --show-sames`, or add --state";
  if (exported.status !== 0)
    return { sides, notes: [`${left}, and the state cannot be read (${withoutFullStop(lastWords(exported))}): ${remedy}.`] };
  const resources = await parseState([Buffer.from(exported.stdout)], "The state");
  if (!fits(sides, resources)) return { sides, notes: [`${left}, and the state has changed since: ${remedy}.`] };
  return { sides: withState(sides, resources), notes: [] };
}

/** Whether a state is the one that a preview was made of: it has all that the preview found. */
function fits({ before }: Sides, resources: readonly { readonly urn: string }[]): boolean {
  const urns = new Set(resources.map(({ urn }) => urn));
  return [...before.values()].every(({ urn }) => urns.has(urn));
}

async function readStates(files: readonly [string, string], options: SourceOptions): Promise<ReadSource> {
  const [before, after] = files;
  const sides = sidesOfStates(await parseState(chunksOf(before), before), await parseState(chunksOf(after), after));
  const settings = options.stack === undefined ? undefined : settingsOfFile(readSettingsFile(options.stack));
  return assemble(sides, settings, { options, notes: [], source: { kind: "states", files: [...files] } });
}

function settingsOfFile({ raw, file, lineOf }: ReturnType<typeof readSettingsFrom>): ReportingSettings {
  return { raw, name: file, lineOf };
}

interface Assembly {
  readonly options: SourceOptions;
  readonly notes: readonly string[];
  readonly source: { readonly kind: "preview" | "states"; readonly files: string[] };
}

function assemble(sides: Sides, settings: ReportingSettings | undefined, { options, notes, source }: Assembly): ReadSource {
  const planned = inventoryPlanOf(sides, settings, options.inventory);
  const stage = settings?.raw["stage"];
  const change = readChange(sides, { planned, stage: typeof stage === "string" ? stage : undefined, notes });
  return {
    change: notes.length === 0 ? change : withUnknownHolders(change, sides),
    source: { ...source, inventory: planned?.words ?? null },
    settings,
  };
}

function inventoryPlanOf(sides: Sides, settings: ReportingSettings | undefined, file: string | undefined): InventoryPlan | undefined {
  if (file === undefined) return undefined;
  if (settings === undefined) throw new Failure("--inventory answers for settings, and there are none here: add --stack.");
  const { managementAccountId } = factsOf(sides, undefined, undefined);
  const inventory = inventoryFor(file, settings, managementAccountId);
  const { partial, settings: right } = parsedOf(settings, systemClock);
  return planOnInventory({ access: right ?? partial, name: settings.name, lineOf: settings.lineOf }, inventory, file, systemClock);
}

/** Says of each permission set that changes that its holders are not at hand. */
function withUnknownHolders(change: Change, sides: Sides): Change {
  const changing = [...sides.operations].filter(([urn, op]) => {
    const resource = sides.after.get(urn) ?? sides.before.get(urn);
    return op !== "same" && op !== "create" && resource !== undefined && !["AccountAssignment", undefined].includes(ssoKind(resource));
  });
  const names = [...new Set(changing.map(([urn]) => urnParts(urn).name.split("/")[0]!))].sort();
  return {
    ...change,
    unclear: [
      ...change.unclear,
      ...names.map((name) => ({
        sentence: `${name} changes, and who holds it is not in the preview.`,
        resource: changing.find(([urn]) => urnParts(urn).name.split("/")[0] === name)![0],
        operation: "update",
        group: null,
        permissionSet: name,
        accountId: null,
      })),
    ],
  };
}
