import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { EntraReader } from "../clouds";
import { Sandbox } from "../sandbox";

/** A sandbox in which people have made things, and a folder; both go with the suite. */
export interface Estate {
  readonly sandbox: Sandbox;
  readonly temporary: string;
}

/** @param world units and accounts of the organization; Entra is empty then. Absent: dev's world. */
export function estate(name: string, world?: EstateWorld): Estate {
  const temporary = mkdtempSync(join(tmpdir(), `federation-adopt-${name}-`));
  const sandbox = new Sandbox("dev", world === undefined ? [] : ["--world", worldFile(temporary, world)]);
  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });
  return { sandbox, temporary };
}

/** Entra in which no cycle comes of itself, and in which an assignment is seen at once. */
export async function stillEntra(environment: NodeJS.ProcessEnv): Promise<EntraReader> {
  const entra = new EntraReader(environment);
  await entra.control({ cycleIntervalSeconds: 3600, assignmentDelaySeconds: 0 });
  return entra;
}

export const MANAGEMENT = "100000000001";

/** Its units and the accounts beside the management account. */
export interface EstateWorld {
  readonly ous: readonly string[];
  readonly accounts: readonly object[];
}

/** A world for the sandbox: the organization alone. */
export function worldOf({ ous, accounts }: EstateWorld): object {
  return {
    homeRegion: "eu-west-1",
    organization: { managementAccount: MANAGEMENT, featureSet: "ALL" },
    identityCenter: {
      enabled: true,
      instanceId: "ssoins-1111222233334444",
      identityStoreId: "d-9367abcdef",
      acsId: "0a1b2c3d-1111-2222-3333-444455556666",
    },
    ous,
    accounts: [{ id: MANAGEMENT, name: "management" }, ...accounts],
    entra: { tenantId: "22222222-2222-2222-2222-222222222222", users: [], groups: [] },
  };
}

function worldFile(folder: string, world: EstateWorld): string {
  const file = join(folder, "world.yaml");
  writeFileSync(file, stringify(worldOf(world)));
  return file;
}
