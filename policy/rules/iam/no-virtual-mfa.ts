import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";

/** The resource never enables the device, and leaves the seed of all its codes in the state. */
export const noVirtualMfa = resourceRule({
  name: "iam-no-virtual-mfa-devices",
  description: "No virtual MFA device is made by a program: its seed would be in the state.",
  severity: "high",
  standards: { runbook: ["R7.2"], cis: ["1.10"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps: "Remove the resource and enrol a FIDO2 security key in the console.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_fido.html",
  types: [iam.virtualMfaDevice],
  check(_, { report }) {
    report("The seed of the device's codes is in the state in plain text.");
  },
});
