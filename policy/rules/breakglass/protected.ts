import { breakglassUsers } from "../../shared/breakglass";
import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { readText } from "../../shared/values";

/** The users of last resort are not deleted by an edit. */
export const breakglassProtected = resourceRule({
  name: "breakglass-protected",
  description: "Breakglass users are protected from deletion.",
  severity: "high",
  standards: { runbook: ["R7.1"], wellArchitected: ["SEC10-BP05"] },
  remediationSteps: "Give the user the option protect: true.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  config: { breakglassUsers },
  types: [iam.user],
  check({ props, opts }, { config, report }) {
    const name = readText(props["name"], "name");
    if (!opts.protect && name !== undefined && config.breakglassUsers.includes(name)) report("protect is not true.");
  },
});
