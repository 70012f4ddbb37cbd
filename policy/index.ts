import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules";

new PolicyPack("aws-entra-federation", {
  displayName: "AWS federated to Microsoft Entra ID",
  description:
    "AWS is reached through Microsoft Entra ID and IAM Identity Center, and through nothing around them but two guarded emergency users.",
  provider: "aws",
  tags: ["aws", "entra", "identity-center", "conditional-access", "breakglass"],
  enforcementLevel: "mandatory",
  policies: rules,
});
