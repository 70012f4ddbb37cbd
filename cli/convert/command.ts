import { systemClock } from "../../contract/clock";
import { either } from "../../access/words";
import { fromAwsIa } from "./from-aws-ia";
import { fromCloudPosse } from "./from-cloud-posse";
import { fromLza } from "./from-lza";
import { fromSingleStage } from "./from-single-stage";
import { fromTerraform } from "./from-terraform";
import type { Conversion, Remark } from "./conversion";
import { settingsOf } from "./settings";
import { readSources, type Source } from "./source";
import { exitStatus, Failure } from "../failure";
import { json, type Writer } from "../output/writer";
import { readAnyInventory } from "../stack/inventory-file";
import { projectName } from "../stack/project";
import { deliverStackFile, deliveryWords, type Delivery } from "../stack-file/deliver";
import { plainOf, writeStackFile, type StackFileEntry } from "../stack-file/write";
import type { Run } from "../commands/command";

interface Options {
  readonly from?: string;
  readonly out?: string;
  readonly homeRegion?: string;
  readonly tenantId?: string;
  readonly inventory?: string;
  readonly json?: boolean;
}

/** What is converted, by the word after --from. */
const CONVERTERS: Readonly<Record<string, (source: Source) => Conversion>> = {
  terraform: fromTerraform,
  lza: fromLza,
  cloudposse: fromCloudPosse,
  "aws-ia": fromAwsIa,
  "single-stage": fromSingleStage,
};

/**
 * `federation convert`: a stack file from another tool's files. It reads files only, and writes a new one; status 1
 * where something was not carried over, or a file was there already.
 */
export const convert: Run<Options> = async ({ writer }, options, ...paths) => {
  const converter = CONVERTERS[options.from ?? ""];
  if (converter === undefined)
    throw new Failure(
      `--from is ${options.from === undefined ? "missing" : `"${options.from}"`}; write ${either(Object.keys(CONVERTERS))}.`,
    );
  const files = readSources(paths);
  const inventory = options.inventory === undefined ? undefined : readAnyInventory(options.inventory);
  const conversion = converter({ files, inventory });
  const region = options.homeRegion ?? inventory?.origin.homeRegion;
  const tenant = options.tenantId ?? inventory?.origin.tenantId;
  const entries = settingsOf(conversion, {
    ...(region === undefined ? {} : { homeRegion: region }),
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    now: systemClock.now(),
  });
  const { sets, grants } = countOf(entries);
  if (sets + grants === 0 && conversion.leftOut.length === 0)
    throw new Failure(`${paths.join(", ")} has no permission set and no assignment of ${options.from}'s; is it the right file?`);
  const text = writeStackFile({
    project: projectName(),
    header: `Converted from ${paths.join(", ")} (${options.from}).`,
    entries,
    footer: remarksComment(conversion),
  });
  const delivery = options.out === undefined ? undefined : deliverStackFile(options.out, text);
  tell(writer, options, { text, entries, conversion, delivery });
  return conversion.leftOut.length > 0 || delivery?.outcome === "kept" ? exitStatus.findings : exitStatus.fine;
};

interface Result {
  readonly text: string;
  readonly entries: readonly StackFileEntry[];
  readonly conversion: Conversion;
  readonly delivery: Delivery | undefined;
}

function tell(writer: Writer, options: Options, { text, entries, conversion, delivery }: Result): void {
  const { leftOut, toCheck } = conversion;
  if (options.json === true) {
    const settings = Object.fromEntries(entries.map(({ key, value }) => [key, plainOf(value)]));
    writer.out(
      json({
        settings,
        leftOut,
        toCheck,
        file: delivery?.file ?? null,
        outcome: delivery?.outcome ?? null,
        difference: delivery?.difference ?? [],
      }),
    );
    return;
  }
  if (delivery === undefined) writer.out(text.replace(/\n$/, ""));
  const say = delivery === undefined ? writer.err : writer.out;
  if (delivery !== undefined) say(deliveryWords(delivery));
  const { sets, grants } = countOf(entries);
  say(`Carried over: ${sets} permission sets, ${grants} entries of the access list.`);
  if (leftOut.length > 0) say(`\nNot carried over (${leftOut.length}):\n${remarkLines(leftOut)}`);
  if (toCheck.length > 0) say(`\nTo be checked (${toCheck.length}):\n${remarkLines(toCheck)}`);
  if (delivery?.outcome === "written")
    say(
      `\nNext: write stage, productionAccounts and what is above; \`federation matrix\` shows the access, \`federation adopt\` takes over what is live.`,
    );
}

function remarkLines(remarks: readonly Remark[]): string {
  return remarks.map(({ what, why }) => `  ${what}: ${why}`).join("\n");
}

function remarksComment({ leftOut, toCheck }: Conversion): string {
  const part = (title: string, remarks: readonly Remark[]): string[] => (remarks.length === 0 ? [] : [title, remarkLines(remarks), ""]);
  return (
    [...part("Not carried over:", leftOut), ...part("To be checked:", toCheck)].join("\n").trimEnd() ||
    "Everything of the source is carried over."
  );
}

function countOf(entries: readonly StackFileEntry[]): { sets: number; grants: number } {
  const value = (key: string): object => (plainOf(entries.find((entry) => entry.key === key)?.value) as object | undefined) ?? {};
  return { sets: Object.keys(value("permissionSets")).length, grants: Object.keys(value("access")).length };
}
