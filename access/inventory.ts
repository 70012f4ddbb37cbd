/**
 * The inventory: what settings need to become grants, so that questions are answered without clouds. It holds no
 * secret.
 */
import * as z from "zod";
import { ACCOUNT_ID, UUID } from "../contract/identifiers";
import { findGroups, type DirectoryGroup } from "./groups";
import type { Organization } from "./model";
import type { Settings } from "./settings";
import type { PlacedGroup } from "./settings/group";
import { shown } from "./words";

/** Version of the format that this code writes, and the only one that it reads. */
export const INVENTORY_VERSION = 1;

const accountId = z.string().regex(ACCOUNT_ID, { error: "is no account id of 12 digits" });

/** Schema of the file; docs/inventory.schema.json is made of it. */
export const inventorySchema = z
  .strictObject({
    version: z.literal(INVENTORY_VERSION),
    made: z.iso.datetime().describe("When it was made, in UTC."),
    origin: z
      .strictObject({
        organizationId: z.string().regex(/^o-[a-z0-9]+$/),
        managementAccountId: accountId,
        homeRegion: z.string().min(1).describe("Region of Identity Center."),
        tenantId: z.string().regex(UUID).describe("Entra directory id, lower case."),
      })
      .describe("Of which organization and directory it is."),
    accounts: z.array(
      z.strictObject({
        id: accountId,
        name: z.string(),
        state: z.enum(["ACTIVE", "SUSPENDED", "PENDING_ACTIVATION", "PENDING_CLOSURE", "CLOSED"]),
        ouPath: z.array(z.string()).describe("Names of the organizational units from the root down."),
        tags: z.record(z.string(), z.string()),
      }),
    ),
    organizationalUnits: z.array(z.string()).describe("Every organizational unit as a path, such as Workloads/Production."),
    groups: z
      .array(z.strictObject({ id: z.string().regex(UUID), displayName: z.string() }))
      .describe("Entra groups that the settings named when it was made, and no others."),
  })
  .meta({ title: "Inventory of an organization and its directory, as `federation inventory` writes it" });

/** An inventory. */
export type Inventory = Readonly<z.output<typeof inventorySchema>>;

/** What an inventory is made of. */
export interface InventoryReading {
  readonly organizationId: string;
  readonly organization: Organization;
  readonly groups: readonly DirectoryGroup[];
}

/** Builds an inventory in a stable order, so that two of the same clouds differ in their time only. */
export function makeInventory(
  { homeRegion, tenantId }: Pick<Settings, "homeRegion" | "tenantId">,
  { organizationId, organization, groups }: InventoryReading,
  now: Date,
): Inventory {
  return {
    version: INVENTORY_VERSION,
    made: now.toISOString(),
    origin: { organizationId, managementAccountId: organization.managementAccountId, homeRegion, tenantId },
    accounts: [...organization.accounts]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, name, state, ouPath, tags }) => ({
        id,
        name,
        state,
        ouPath: [...ouPath],
        tags: Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))),
      })),
    organizationalUnits: [...organization.organizationalUnits].sort(),
    groups: [...new Map(groups.map(({ id, displayName }) => [id, { id, displayName }])).values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/**
 * Reads an inventory and holds it against the settings that it is to answer for.
 *
 * @param name of the file, for the sentence.
 * @returns the inventory, or one sentence that says what is wrong.
 */
export function parseInventory(
  text: string,
  name: string,
  settings: Pick<Settings, "homeRegion" | "tenantId">,
): { readonly inventory: Inventory } | { readonly problem: string } {
  const anew = "make it anew with `federation inventory --out FILE`";
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { problem: `${name} is no inventory: it is not JSON, or was cut off; ${anew}.` };
  }
  const version = (document as { version?: unknown } | null)?.version;
  if (version === undefined) return { problem: `${name} is no inventory: it has no version; ${anew}.` };
  if (version !== INVENTORY_VERSION) {
    return {
      problem: `${name} is an inventory of version ${shown(version)}, and this command reads version ${INVENTORY_VERSION}; ${anew}.`,
    };
  }
  const parsed = inventorySchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${name} is no whole inventory: ${issue?.path.join(".") || "its content"}: ${issue?.message}; ${anew}.` };
  }
  const { origin, accounts } = parsed.data;
  const ids = accounts.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return { problem: `${name} names the account ${twice} twice; ${anew}.` };
  for (const [setting, here, there] of [
    ["tenantId", settings.tenantId, origin.tenantId.toLowerCase()],
    ["homeRegion", settings.homeRegion, origin.homeRegion],
  ] as const) {
    if (here !== there) {
      return {
        problem: `${name} is of another federation: federation:${setting} is ${shown(here)}, the inventory's is ${shown(there)}; use one made with these settings.`,
      };
    }
  }
  return { inventory: parsed.data };
}

/** The organization as selectors want it. */
export function organizationOf({ origin, accounts, organizationalUnits }: Inventory): Organization {
  return { managementAccountId: origin.managementAccountId, accounts, organizationalUnits };
}

/** The directory's group for each group as written; which groups of the settings the inventory cannot tell, and why. */
export function groupsIn(
  { groups }: Pick<Inventory, "groups">,
  wanted: readonly PlacedGroup[],
): { readonly known: ReadonlyMap<string, DirectoryGroup>; readonly unknown: readonly string[] } {
  const { groups: known } = findGroups(wanted, groups);
  return { known, unknown: wanted.map(({ group }) => group).filter((group) => !known.has(group)) };
}

/** How old it is, in words. */
export function ageOf({ made }: Pick<Inventory, "made">, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(made)) / 60_000);
  if (minutes < 0) return "made in the future";
  const [count, unit] =
    minutes < 60 ? [minutes, "minute"] : minutes < 2880 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"} old`;
}
