import { stackRule } from "../../shared/stack-rule";
import { identitystore, ssoadmin } from "../../shared/types";

const TYPES = [...Object.values(ssoadmin), ...Object.values(identitystore)];

/** Two providers are two sets of credentials or two regions: half of the access would be decided somewhere else. */
export const oneProvider = stackRule({
  name: "identity-center-one-provider",
  description: "All Identity Center resources of a stack go through one provider.",
  severity: "medium",
  standards: { runbook: ["R1.2"], wellArchitected: ["SEC03-BP05"] },
  remediationSteps: "Give all ssoadmin and identitystore resources the same provider.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/provider/",
  anchors: TYPES,
  check({ stack, report }) {
    const used = stack
      .of(...TYPES)
      .flatMap((on) => (on.provider === undefined ? [] : [{ on, urn: on.provider.urn, name: on.provider.name }]));
    const [first] = used;
    for (const { on, urn, name } of used) {
      if (first !== undefined && urn !== first.urn)
        report(`It goes through the provider ${name}, while ${first.on.name} goes through ${first.name}.`, on);
    }
  },
});
