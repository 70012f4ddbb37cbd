import { compliantDeviceHolders } from "../../access/conditional-access/holders";
import { breachesOf } from "../../access/conditional-access/invariants";
import { CLIENT_TYPES, type ClientType, conditionalAccessPolicies } from "../../access/conditional-access/policies";
import { joinedRows, LOCATIONS, outcomeWords, truthTable } from "../../access/conditional-access/truth-table";
import { whatIf as evaluate } from "../../access/conditional-access/what-if";
import { groupsOf } from "../../access/groups";
import type { Settings } from "../../access/settings";
import { countrySchema } from "../../access/settings/conditional-access";
import { didYouMean } from "../../access/words";
import { exitStatus, Failure } from "../failure";
import { table } from "../output/table";
import { json } from "../output/writer";
import { readAccess, type StackAccess, tellOrigin } from "../stack/access";
import { writtenAs } from "../stack/asked";
import { loadSettings } from "../stack/load-settings";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

interface Options extends QuestionOptions {
  readonly group?: readonly string[];
  readonly device?: string;
  readonly country?: string;
  readonly client?: string;
  readonly markdown?: boolean;
}

/**
 * `federation what-if`: what Conditional Access does with a sign-in to AWS, told from the settings alone: no
 * credentials, no cloud. Without a question it prints the whole truth table and what it breaks. Status 1 where
 * something that must hold does not.
 */
export const whatIf: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const { conditionalAccess, enterpriseApp } = settings;
  if (conditionalAccess === undefined)
    throw new Failure("The settings have no federation:conditionalAccess: anybody with a password signs in.");
  const access = options.inventory === undefined ? undefined : await readAccess(stack, options.inventory);
  if (access !== undefined) tellOrigin(access, writer);
  // Without an inventory a group counts as holder even where its selectors match no account.
  const holders = access?.compliantDeviceGroups ?? compliantDeviceHolders(settings);
  // Told as if every policy were enabled, whatever the state: what counts is what would happen.
  const policies = conditionalAccessPolicies({ ...conditionalAccess, state: "enabled" }, holders, enterpriseApp.name);

  if (options.group !== undefined || options.device !== undefined || options.country !== undefined || options.client !== undefined) {
    const { state } = conditionalAccess;
    const outcome = evaluate(policies, {
      groups: (options.group ?? []).flatMap((asked) => groupsMeant(asked, settings, access)),
      compliantDevice: device(options.device),
      country: country(options.country),
      clientType: client(options.client),
    });
    writer.out(
      options.json === true
        ? json({ ...outcome, state })
        : `${outcomeWords(outcome)}${outcome.by.length === 0 ? "" : `, by ${outcome.by.join(" and ")}`}`,
    );
    if (state !== "enabled") writer.err(`Told as if enabled. ${STATE[state]}`);
    return exitStatus.fine;
  }

  const rows = truthTable(conditionalAccess, holders, policies);
  const breaches = breachesOf(conditionalAccess, holders, policies);
  const joined = joinedRows(rows);
  if (options.json === true) {
    writer.out(json({ state: conditionalAccess.state, policies, rows: joined, breaches }));
  } else {
    const head = ["Persona", "Device", "From", "Client", "Outcome", "By"];
    const cells = joined.map(({ persona, devices, locations, clientTypes, outcome }) => [
      persona,
      orAny(devices, 2),
      orAny(locations, LOCATIONS.length),
      orAny(clientTypes, CLIENT_TYPES.length),
      outcomeWords(outcome),
      outcome.by.map((name) => name.replace(`${enterpriseApp.name}: `, "")).join("; "),
    ]);
    writer.out(options.markdown === true ? markdown(head, cells) : table({ head, rows: cells, widths: [22, 13, 15, 27, 16, 27] }));
    writer.out("");
    writer.out(`${rows.length} combinations in ${joined.length} rows, told as if enabled. ${STATE[conditionalAccess.state]}`);
    for (const { invariant, message } of breaches) writer.out(`BROKEN ${invariant}: ${message}`);
    if (breaches.length === 0) writer.out("Holds: nobody is uncovered, emergency access survives every policy, nobody is locked out.");
  }
  return breaches.length === 0 ? exitStatus.fine : exitStatus.findings;
};

/**
 * A group in each of the spellings by which the settings, and so the policies, name it. No policy tells another group's
 * members from anybody: a mistyped name would be answered as if the person were in no group at all.
 */
function groupsMeant(asked: string, settings: Settings, access: StackAccess | undefined): string[] {
  const named = groupsOf(settings).map(({ group }) => group);
  const meant = writtenAs(named, access?.groups ?? new Map(), asked);
  if (meant.length > 0) return meant;
  const byId = access === undefined ? ", or add --inventory to write another of its names or its object id" : "";
  const remedy = didYouMean(asked, named, `leave it out, as it makes no difference${byId}.`);
  throw new Failure(`--group is "${asked}": no setting names such a group: ${remedy}`);
}

/** What the settings' state makes of the table. */
const STATE = {
  enabled: "The state is enabled: this is in force.",
  enabledForReportingButNotEnforced: "The state is report-only: Entra logs this, and lets everybody in.",
  disabled: "The state is disabled: nothing of this is in force.",
} as const;

function orAny(values: readonly string[], all: number): string {
  return values.length === all ? "any" : values.join(", ");
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function device(text = "compliant"): boolean {
  if (text === "compliant") return true;
  if (text === "other") return false;
  throw new Failure(`--device is "${text}"; write compliant or other.`);
}

function country(text = "unknown"): string {
  if (text.toLowerCase() === "unknown") return "unknown";
  const parsed = countrySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Failure(`--country is "${text}": ${parsed.error.issues[0]!.message}; or write unknown, for an address of no known country.`);
}

function client(text = "browser"): ClientType {
  const found = CLIENT_TYPES.find((type) => type.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw new Failure(`--client is "${text}"; write one of ${CLIENT_TYPES.join(", ")}.`);
  return found;
}
