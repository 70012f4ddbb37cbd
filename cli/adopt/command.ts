import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { globMatcher } from "../../access/glob";
import { systemClock } from "../../contract/clock";
import { importFile } from "../../access/import-file";
import type { Organization } from "../../access/model";
import { REGION } from "../../contract/partition";
import { splitOuPath } from "../../access/settings/account-selector";
import { isObjectId } from "../../access/settings/group";
import { MICROSOFT_CLOUD_NAMES } from "../../access/microsoft-cloud";
import { azureEnvironment } from "../../graph/environment";
import { adoption, type Adoption, type AdoptionQuestion } from "./adoption";
import { decisionsText, nextCommands } from "./decisions";
import { readEntraHalf } from "./halves";
import { outside } from "./outside";
import { stillToImport } from "./still-to-import";
import { stackFileText, UNKNOWN_TENANT } from "./stack-file";
import { entraReader } from "../clouds/entra-reader";
import { exitStatus, Failure, sentence } from "../failure";
import { json, type Writer } from "../output/writer";
import { repairedRun } from "../recover/file-backend";
import { resourcesOf, type StackState } from "../stack/state";
import { differenceLines, differenceOfStackFiles } from "../stack-file/difference";
import { loadSettings } from "../stack/load-settings";
import { projectName } from "../stack/project";
import { lastWords, pulumi, STACK_NOT_FOUND } from "../stack/pulumi";
import { readSettingsFrom, settingsPath, shortName } from "../stack/settings-file";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

/** Options of `federation adopt`. */
export interface AdoptOptions extends StackOptions {
  readonly out?: string;
  readonly region?: string;
  readonly tenant?: string;
  readonly half?: string;
  readonly fold?: boolean;
  readonly check?: boolean;
  readonly ou?: readonly string[];
  readonly set?: readonly string[];
  readonly include?: readonly string[];
}

/**
 * `federation adopt`: what is there already, as a stack file and an import file, so that the first `pulumi up` changes
 * nothing. Writes no cloud.
 */
export const adopt: Run<AdoptOptions> = async ({ writer }, options) => {
  if ((options.out === undefined) === (options.check !== true))
    throw new Failure("Write --out FOLDER to adopt, or --check to hold an adopted stack against what is there; one of them.");
  const stack = shortName(await resolveStack(options.stack));
  const project = projectOr("federation");
  const counter = { calls: 0 };
  const question = questionOf(stack, options, writer, counter);
  if (options.check === true) return check(stack, await adoption(question), options, writer);

  const found = await adoption(question);
  const folder = options.out ?? "";
  const text = stackFileText(found.settings, found.place, project);
  const file = join(folder, `Pulumi.${stack}.yaml`);
  const unread = [...new Set(found.parts.flatMap((part) => part.unread))];
  const edited = differenceFrom(file, text);
  const state = await stateOf(stack, writer);
  const held = resourcesOf(state);
  const open = stillToImport(found.resources, held, { stack, project });
  const commands = nextCommands({ stack, folder, project, toImport: open.length, hasStackFile: existsSync(`Pulumi.${stack}.yaml`) });
  const imports = importFile(open, { stack, project, urns: new Set(held.map(({ urn }) => urn)) });
  if (edited === undefined) {
    write(folder, file, text);
    write(folder, join(folder, "import.json"), json(imports));
    write(folder, join(folder, "decisions.md"), decisionsText(stack, found.parts, found.decisions, commands));
  }
  const summary = {
    stack,
    folder,
    written: edited === undefined,
    calls: counter.calls,
    parts: found.parts.map(({ title, summary: counted, resources }) => ({ title, summary: counted, resources: resources.length })),
    toImport: open.length,
    inState: found.resources.length - open.length,
    decisions: found.decisions,
    unread,
    difference: edited ?? [],
  };
  writer.out(options.json === true ? json(summary) : report(summary, file, commands));
  return edited !== undefined || unread.length > 0 ? exitStatus.findings : exitStatus.fine;
};

function report(
  summary: {
    readonly folder: string;
    readonly written: boolean;
    readonly parts: readonly { readonly title: string; readonly summary: string }[];
    readonly toImport: number;
    readonly inState: number;
    readonly decisions: readonly { readonly kind: string }[];
    readonly unread: readonly string[];
    readonly difference: readonly string[];
  },
  file: string,
  commands: readonly string[],
): string {
  const { parts, unread, difference, toImport, inState, decisions, folder } = summary;
  const missing =
    unread.length === 0
      ? []
      : [
          `Not read, ${unread.length} in all; what was read is kept:`,
          ...unread.slice(0, 10).map((line) => `  ${line}`),
          ...(unread.length > 10 ? [`  … and ${unread.length - 10} more, in decisions.md`] : []),
          "",
        ];
  const found = parts.map(({ title, summary: counted }) => `${title}: ${counted}`);
  if (!summary.written) {
    return [
      ...found,
      ...missing,
      `${file} is there and says otherwise; nothing was written. In the file (-), and found now (+):`,
      ...difference.map((line) => `  ${line}`),
      "Write what you want of it into the file by hand, or name another folder with --out.",
    ].join("\n");
  }
  return [
    ...found,
    ...missing,
    `${toImport} resources to import${inState === 0 ? "" : `; ${inState} are in the state already`}. ${decisions.length} decisions: read ${join(folder, "decisions.md")} first. Then:`,
    ...commands.map((line) => `  ${line}`),
  ].join("\n");
}

async function check(stack: string, found: Adoption, options: AdoptOptions, writer: Writer): Promise<number> {
  const { settings } = loadSettings(options.stack ?? stack);
  const state = resourcesOf(await stateOf(stack, writer)).map(({ type, id = "" }) => ({ type, id }));
  const left = outside(found, settings, state);
  const unread = [...new Set(found.parts.flatMap((part) => part.unread))];
  writer.out(
    options.json === true
      ? json({ stack, outside: left, unread })
      : [
          ...left.map(({ what }) => `${what}.`),
          ...unread.map((line) => `Not read: ${line}`),
          left.length === 0
            ? unread.length === 0
              ? `Nothing is outside of ${stack}: whatever is there is declared, or left alone on purpose.`
              : `Of what could be read, nothing is outside of ${stack}.`
            : `${left.length} outside of ${stack}: adopt them into another folder, or name them in federation:unmanaged.`,
        ].join("\n"),
  );
  if (left.length > 0) return exitStatus.findings;
  return unread.length > 0 ? exitStatus.findings : exitStatus.fine;
}

function questionOf(stack: string, options: AdoptOptions, writer: Writer, counter: { calls: number }): AdoptionQuestion {
  const known = knownSettings(options.stack ?? stack);
  const homeRegion = options.region ?? known["homeRegion"] ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "";
  if (!REGION.test(homeRegion))
    throw new Failure(
      homeRegion === ""
        ? "The home region of Identity Center is not known: name it with --region, such as --region eu-west-1."
        : `The region is "${homeRegion}"; write one such as eu-west-1 with --region.`,
    );
  const tenant = options.tenant ?? known["tenantId"] ?? process.env["ARM_TENANT_ID"];
  if (tenant !== undefined && tenant !== "" && !isObjectId(tenant))
    throw new Failure(`The tenant is "${tenant}"; write the Entra directory (tenant) id, a UUID, with --tenant.`);
  const tenantId = tenant === "" || tenant === UNKNOWN_TENANT ? undefined : tenant?.toLowerCase();
  const half = options.half ?? "both";
  if (half !== "aws" && half !== "both") throw new Failure(`--half is "${half}"; write aws, or leave it out for both.`);
  const cloud = MICROSOFT_CLOUD_NAMES.find((name) => name === known["microsoftCloud"]) ?? "global";
  const lookUp: AdoptionQuestion["lookUp"] = async (group) => {
    return entraReader(tenantId ?? "", await azureEnvironment(cloud), { calls: 0 }).groups(group);
  };
  return {
    ...{ stack, homeRegion, tenantId, counter, lookUp },
    entraHalf: (place) => readEntraHalf(place, { tenantId: tenantId ?? "", microsoftCloud: cloud, counter }),
    awsOnly: half === "aws",
    fold: options.fold === true,
    wantedSet: anyOf(options.set),
    wantedAccount: inUnits(options.ou),
    included: anyOf(options.include, false),
    clock: systemClock,
    progress: (line) => writer.err(line),
  };
}

/** Whether a name matches one of the patterns; without any, every name or none. */
function anyOf(patterns: readonly string[] | undefined, without = true): (name: string) => boolean {
  if (patterns === undefined) return () => without;
  const tests = patterns.map((pattern) => globMatcher(pattern));
  return (name) => tests.some((test) => test(name));
}

function inUnits(units: readonly string[] | undefined): (accountId: string, organization: Organization) => boolean {
  if (units === undefined) return () => true;
  const paths = units.map((unit) => ({ unit, path: splitOuPath(unit) }));
  let checked = false;
  return (accountId, { accounts, organizationalUnits }) => {
    if (!checked) {
      const unknown = paths.find(({ unit }) => !organizationalUnits.includes(unit));
      if (unknown !== undefined) {
        throw new Failure(
          `--ou is "${unknown.unit}"; the organization has no such unit; write one of ${[...organizationalUnits].sort().join(", ") || "none"}.`,
        );
      }
      checked = true;
    }
    const account = accounts.find(({ id }) => id === accountId);
    return account !== undefined && paths.some(({ path }) => path.every((name, at) => account.ouPath[at] === name));
  };
}

/** What the project's own stack file says already; nothing where there is none. */
function knownSettings(stack: string): Readonly<Partial<Record<string, string>>> {
  const file = settingsPath(stack);
  if (!existsSync(file)) return {};
  const { raw } = readSettingsFrom(file);
  return Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function projectOr(usual: string): string {
  return existsSync("Pulumi.yaml") ? projectName() : usual;
}

/**
 * The stack's state; an empty one where there is no such stack yet, or no Pulumi.
 *
 * @throws Failure where a killed run left the backend half-written, with the command that mends it
 */
async function stateOf(stack: string, writer: Writer): Promise<StackState> {
  const none = { version: 3, deployment: {} };
  const args = ["stack", "export", "--stack", stack];
  const first = await pulumi(args).catch(() => undefined);
  if (first === undefined || first.status === STACK_NOT_FOUND) return none;
  // What a killed import left half-written is for `federation recover` to take away, and no reason to import again.
  const run = await repairedRun(first, args, false);
  if (run.status === 0) return JSON.parse(run.stdout) as StackState;
  writer.err(`The state of ${stack} cannot be read and is taken as empty: ${lastWords(run)}`);
  return none;
}

/** Lines in which the file that is there differs; undefined where it may be written. */
function differenceFrom(file: string, text: string): string[] | undefined {
  if (!existsSync(file)) return undefined;
  const before = readFileSync(file, "utf8");
  if (before === text) return undefined;
  const lines = differenceLines(differenceOfStackFiles({ file, text: before }, { file, text }));
  return lines.length === 0 ? ["only comments, order or layout"] : lines;
}

function write(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text.endsWith("\n") ? text : `${text}\n`);
  } catch (error) {
    throw new Failure(`${file} could not be written: ${sentence(error)}`);
  }
}
