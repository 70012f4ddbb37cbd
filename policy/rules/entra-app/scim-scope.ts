import { resourceRule } from "../../shared/resource-rule";
import { credential, scimRegion } from "../../shared/scim";
import { azuread } from "../../shared/types";
import { list } from "../../shared/values";

/** Microsoft's own sample says "true", which sends the whole directory to AWS. */
export const scimScope = resourceRule({
  name: "entra-scim-scope",
  description: "Provisioning to AWS sends assigned users and groups only.",
  severity: "high",
  standards: { runbook: ["R4.4"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: 'Set the credential SyncAll to "false".',
  url: "https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair",
  types: [azuread.synchronizationSecret],
  check({ props }, { report }) {
    const address = credential(props, "BaseAddress");
    if (address === undefined || scimRegion(address) === undefined) return;
    const all = credential(props, "SyncAll");
    if (all === undefined) report("SyncAll is not among the credentials, so that the portal's setting decides.");
    else if (all.toLowerCase() !== "false") report("SyncAll is not false.");
  },
  remedy(props) {
    const address = credential(props, "BaseAddress");
    if (address === undefined || scimRegion(address) === undefined || credential(props, "SyncAll")?.toLowerCase() === "false")
      return undefined;
    const kept = list(props["credentials"]).filter((item) => (item as { key?: unknown }).key !== "SyncAll");
    return { ...props, credentials: [...kept, { key: "SyncAll", value: "false" }] };
  },
});
