import { byIndex } from "../../sdk/by-index";
import { resourceRule } from "../../shared/resource-rule";
import { credential, scimRegion } from "../../shared/scim";
import { azuread } from "../../shared/types";

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
    if (address === undefined || scimRegion(address) === undefined || credential(props, "SyncAll")?.toLowerCase() === "false") return false;
    const credentials = props["credentials"] as { key: string; value: string }[];
    const given = byIndex(credentials, (index) => credentials[index]?.key).indexOf("SyncAll");
    credentials[given === -1 ? credentials.length : given] = { key: "SyncAll", value: "false" };
    return true;
  },
});
