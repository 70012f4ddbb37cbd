import { optionalText } from "../../shared/config";
import { partsOf } from "../../shared/entra-app";
import { credential, scimRegion } from "../../shared/scim";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";

/** Provisioning sends the directory's people, and a token that may write them, to whatever address it has. */
export const scimEndpoint = stackRule({
  name: "entra-scim-endpoint",
  description: "Identity Center's app provisions to AWS's SCIM endpoint in the home region.",
  severity: "critical",
  standards: { runbook: ["R4.1", "R4.2"], wellArchitected: ["SEC02-BP03"] },
  remediationSteps: "Set BaseAddress to the endpoint that the AWS console shows (https://scim.<region>.amazonaws.com/<tenant>/scim/v2/).",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
  config: { homeRegion: optionalText("The home region, in place of the one that the stack tells.") },
  anchors: [azuread.synchronizationSecret],
  check({ config, facts, stack, known, report }) {
    for (const on of partsOf(stack, "servicePrincipalId", azuread.synchronizationSecret)) {
      known(() => {
        const address = credential(on.props, "BaseAddress");
        const region = address === undefined ? undefined : scimRegion(address);
        if (address === undefined) report("BaseAddress is missing among the credentials.", on);
        else if (region === undefined) report("BaseAddress is no SCIM endpoint of AWS's.", on);
        else {
          const home = config.homeRegion ?? facts.homeRegion;
          if (home !== undefined && region !== home) report(`BaseAddress is in ${region}; the home region is ${home}.`, on);
        }
      }, on.name);
    }
  },
});
