import { problemSentence } from "../../access/problems";
import { systemClock } from "../../contract/clock";
import { groupsOf, type DirectoryGroup } from "../../access/groups";
import { ageOf, groupsIn, organizationOf, type Inventory } from "../../access/inventory";
import { conditionalAccessPolicies, type ConditionalAccessPolicyModel } from "../../access/conditional-access/policies";
import type { Grant, PermissionSetDefinition, Reason } from "../../access/model";
import { partitionOf, type Partition } from "../../contract/partition";
import { planAccess } from "../../access/plan";
import type { AccountName, Asked } from "../../access/queries";
import { withOneSpelling } from "../../access/settings/group";
import { listed } from "../../access/words";
import { Failure } from "../failure";
import type { Writer } from "../output/writer";
import { readInventory } from "./inventory-file";
import { loadSettings } from "./load-settings";

/** Names of accounts or groups that a sentence shows. */
export const SHOWN_NAMES = 20;

/** What the settings of a stack mean for the accounts of an inventory. */
export interface StackAccess extends Asked {
  /** Every account of the organization, whether or not anybody has access to it. */
  readonly accounts: readonly AccountName[];
  /** Groups that must sign in from a compliant device, as written. */
  readonly compliantDeviceGroups: readonly string[];
  readonly permissionSets: ReadonlyMap<string, PermissionSetDefinition>;
  /** The Conditional Access policies; undefined where the settings have none. */
  readonly conditionalAccess: readonly ConditionalAccessPolicyModel[] | undefined;
  readonly partition: Partition;
  /** Where it is from and how old it is, and what it cannot tell; a sentence a line. */
  readonly origin: readonly string[];
  /** Every group that the settings name, as written, whatever for. */
  readonly named: readonly string[];
  /** The directory's group for each group as written, as far as the inventory has it. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Line of a config path in the stack file. */
  readonly lineOf: (setting: string) => number | undefined;
}

/**
 * Who gets what, worked out from the settings and an inventory: one that was saved, which takes no credentials and no
 * network, or the clouds themselves.
 */
export async function readAccess(stack: string, file: string | undefined): Promise<StackAccess> {
  const { settings, lineOf, file: settingsFile } = loadSettings(stack);
  const now = systemClock.now();
  // The clouds' clients take longer to load than an answer from a saved inventory takes as a whole.
  const inventory = file === undefined ? await (await import("./live-inventory")).readLive(settings, now) : readInventory(file, settings);
  const wanted = groupsOf(settings);
  const { known, unknown } = groupsIn(inventory, wanted);
  const { plan, problems } = planAccess(withOneSpelling(settings, known), organizationOf(inventory));
  if (problems.length > 0) {
    const whose = file === undefined ? "the organization" : `the inventory ${file}, which is ${ageOf(inventory, now)}`;
    throw new Failure(`The settings in ${settingsFile} do not fit ${whose}: ${problems.map(problemSentence).join(" ")}`);
  }
  return {
    accounts: inventory.accounts,
    grants: plan.grants,
    leftOut: plan.leftOut,
    outOfTime: plan.outOfTime,
    compliantDeviceGroups: plan.compliantDeviceGroups,
    permissionSets: new Map(plan.permissionSets.map((set) => [set.name, set])),
    conditionalAccess:
      settings.conditionalAccess === undefined
        ? undefined
        : conditionalAccessPolicies(settings.conditionalAccess, plan.compliantDeviceGroups, settings.enterpriseApp.name),
    partition: partitionOf(settings.homeRegion),
    named: wanted.map(({ group }) => group),
    groups: known,
    lineOf,
    origin: [
      originOf(inventory, file, now),
      ...(settings.phase === "connect" ? ["The phase is connect: nothing of this is assigned before the phase assign."] : []),
      ...(unknown.length > 0
        ? [`Not in the inventory, or not once, so that their object ids are unknown: ${listed(unknown, SHOWN_NAMES)}.`]
        : []),
    ],
  };
}

function originOf({ origin, made, ...inventory }: Inventory, file: string | undefined, now: Date): string {
  const of = `organization ${origin.organizationId} (management account ${origin.managementAccountId}), Entra tenant ${origin.tenantId}`;
  return file === undefined
    ? `Read now: ${of}.`
    : `From ${file}, made ${made} (${ageOf({ made }, now)}): ${inventory.accounts.length} accounts of ${of}.`;
}

/** Tells where an answer is from, beside it: a document for machines stays one document. */
export function tellOrigin({ origin }: Pick<StackAccess, "origin">, writer: Writer): void {
  for (const line of origin) writer.err(line);
}

/** A grant as machines get it. */
export interface GrantAnswer extends Omit<Grant, "because"> {
  /** Object id of the group; null where the inventory cannot tell. */
  readonly groupId: string | null;
  /** Each reason with the line of the stack file at which it stands. */
  readonly because: readonly (Reason & { readonly line: number | null })[];
}

/** The document of `--json`. */
export function grantsDocument(grants: readonly Grant[], { groups, lineOf }: StackAccess): { readonly grants: readonly GrantAnswer[] } {
  return {
    grants: grants.map((grant) => ({
      ...grant,
      groupId: groups.get(grant.group)?.id ?? null,
      because: grant.because.map(({ setting, match, ...more }) => ({ setting, line: lineOf(setting) ?? null, match, ...more })),
    })),
  };
}

/** A setting with its line, where there is one. */
export function withLine(setting: string, line: number | undefined): string {
  return line === undefined ? setting : `${setting} (line ${line})`;
}
