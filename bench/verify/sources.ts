import type { Settings } from "../../access/settings";
import type { Sources } from "../../cli/verify/context";
import { type CallCounts, cloudSources } from "../../cli/verify/sources";
import { objectId } from "./size";

/** AWS through the command's own readers, Entra from memory: Graph is no part of the measurement. */
export function sourcesOf(settings: Settings, counts: CallCounts): Sources {
  const nothing = async (): Promise<never[]> => [];
  const entra = {
    applications: async () => [{ id: "app", appId: "client", displayName: "AWS" }],
    servicePrincipal: async () => ({ id: "sp", appId: "client" }),
    certificates: async () => ({ id: "sp", appId: "client" }),
    claimsPolicies: nothing,
    appRoleAssignments: async () =>
      settings.access.map(({ group }) => ({ id: group, appRoleId: "8774f594-1d59-4279-b9d9-59ef09a23530", principalId: idOf(group) })),
    jobs: async () => [{ id: "job", schedule: { state: "Active" } }],
    schema: async () => ({}),
    secrets: nothing,
    testConnection: async () => undefined,
    provisioningLog: nothing,
    membersAdded: nothing,
    groups: async (displayName: string) => [{ id: idOf(displayName), displayName, securityEnabled: true }],
    members: nothing,
  };
  const metadata = (): Promise<never> => Promise.reject(new Error("Entra's metadata is no part of the measurement."));
  return { ...cloudSources(settings, counts), entra: async () => entra, metadata };
}

const idOf = (group: string): string => objectId(Number(group.split("-").at(-1)));
