import { writeFileSync } from "node:fs";
import { custodianKeyEnd } from "../../access/breakglass/custodian-key-end";
import { dayOf, daysAfter, systemClock } from "../../contract/clock";
import { calendarOf, type Ending, type Expiry } from "../../access/expiry/calendar";
import { custodianEnding, generationEndings, settingsEndings } from "../../access/expiry/settings-endings";
import type { Settings } from "../../access/settings";
import { icalendar } from "./icalendar";
import { certificateEndings, readCertificates, readCredentialEndings } from "./live";
import { packExemptions } from "./pack-exemptions";
import { exitStatus, Failure, sentence } from "../failure";
import { interruptible } from "../output/interrupt";
import { table } from "../output/table";
import { json } from "../output/writer";
import { readInventory } from "../stack/inventory-file";
import { loadSettings } from "../stack/load-settings";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly within?: number;
  readonly ics?: string;
  readonly offline?: boolean;
  readonly inventory?: string;
  readonly packConfig?: string;
}

/** Days for which a saved inventory answers for the organization: accounts and groups come and go. */
const INVENTORY_DAYS = 30;

/** `federation expiry`: what ends when, and what to do before. Status 1 where something is within its warning days. */
export const expiry: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack, "passed");
  const now = systemClock.now();
  const today = dayOf(now);
  const { endings: live, unread } =
    options.offline === true ? { endings: generationEndings(settings), unread: [] } : await interruptible(writer, () => readLive(settings));
  const endings = [
    ...settingsEndings(settings, today),
    ...(await custodianEndings(settings)),
    ...(options.inventory === undefined ? [] : [inventoryEnding(options.inventory, settings)]),
    ...(options.packConfig === undefined ? [] : packExemptions(options.packConfig)),
    // Last: what a cloud says of a thing takes the place of what the settings say.
    ...live,
  ];
  const items = calendarOf([...new Map(endings.map((ending) => [ending.id, ending])).values()], today, options.within);
  if (options.ics !== undefined) write(options.ics, icalendar(items, stack, now));
  for (const line of unread) writer.err(line);
  if (options.json === true) writer.out(json({ items: items.map(answer), unread }));
  else writer.out(report(items, today));
  return items.some(({ due }) => due) ? exitStatus.findings : exitStatus.fine;
};

/** What the clouds alone know; where one cannot be read, the settings have to do, and it is said. */
async function readLive(settings: Settings): Promise<{ readonly endings: readonly Ending[]; readonly unread: readonly string[] }> {
  const unread: string[] = [];
  const { adopted, tokenExpires } = settings.provisioning;
  if (adopted === true && tokenExpires === undefined) {
    unread.push(
      "When the SCIM token of the adopted provisioning job ends is not written (federation:provisioning.tokenExpires), and Entra does not tell it: look it up in the AWS console, or renew it (docs/adopt.md)",
    );
  }
  const [certificates, credentials] = await Promise.all([
    readCertificates(settings).catch((error: unknown) => {
      unread.push(`The certificates in Entra could not be read, so that only those of the settings are listed: ${sentence(error)}`);
      return [];
    }),
    settings.breakglass === undefined
      ? []
      : readCredentialEndings(settings).catch((error: unknown) => {
          unread.push(
            `The ages of the breakglass credentials could not be read in AWS, so that they are dated by their generation: ${sentence(error)}`,
          );
          return generationEndings(settings);
        }),
  ]);
  return { endings: [...certificateEndings(certificates, settings.enterpriseApp), ...credentials], unread: unread.sort() };
}

async function custodianEndings({ breakglass }: Settings): Promise<Ending[]> {
  const found = (breakglass?.users ?? []).map(async ({ name, custodian }) => {
    const ends = await custodianKeyEnd(custodian.pgpPublicKey);
    return ends === undefined ? [] : [custodianEnding(name, custodian.name, ends)];
  });
  return (await Promise.all(found)).flat();
}

function inventoryEnding(file: string, settings: Settings): Ending {
  const inventory = readInventory(file, settings);
  const made = dayOf(new Date(inventory.made));
  return {
    id: "inventory",
    what: `Inventory ${file}, made ${made}`,
    ends: daysAfter(made, INVENTORY_DAYS),
    remedy: `Make it anew: \`federation inventory --out ${file}\`.`,
    warnDays: 0,
  };
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${sentence(error)}`);
  }
}

function answer({ what, ends, days, remedy, due, warnDays }: Expiry): object {
  return { what, ends, days, remedy, due, warnDays };
}

function report(items: readonly Expiry[], today: string): string {
  if (items.length === 0) return "The settings date nothing: nothing ends.";
  const due = items.filter((item) => item.due).length;
  return [
    table({
      head: ["Ends", "Days", "", "What", "What to do"],
      rows: items.map(({ ends, days, what, remedy, due: now }) => [ends, String(days), now ? "DUE" : "", what, remedy]),
      widths: [10, 6, 3, 40, 53],
    }),
    "",
    `${today}: ${items.length} ends, ${due === 0 ? "none" : due} within ${due === 1 ? "its" : "their"} warning days.`,
  ].join("\n");
}
