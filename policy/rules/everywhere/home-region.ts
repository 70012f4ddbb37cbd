import { optionalText } from "../../shared/config";
import { resourceRule } from "../../shared/resource-rule";
import { identitystore, ssoadmin } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** Identity Center has one home, chosen once; elsewhere its calls fail, or find another instance. */
export const homeRegion = resourceRule({
  name: "identity-center-home-region",
  description: "Every Identity Center and identity store resource is in the home region.",
  severity: "high",
  standards: { runbook: ["R1.2"], wellArchitected: ["SEC03-BP05"] },
  remediationSteps: "Set region, or the provider's region, to the home region of Identity Center.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/regions.html",
  config: { homeRegion: optionalText("The home region, in place of the one that the stack tells.") },
  types: [...Object.values(ssoadmin), ...Object.values(identitystore)],
  check({ props, provider }, { config, facts, report, note }) {
    const home = config.homeRegion ?? facts.homeRegion;
    if (home === undefined) return;
    const region = readText(props["region"], "region") ?? readText(provider?.props["region"], "the provider's region");
    if (region === undefined) note(`Neither the resource nor its provider says its region; it must be ${home}.`);
    else if (region !== home) report(`region is ${show(region)}; the home region is ${home}.`);
  },
});
