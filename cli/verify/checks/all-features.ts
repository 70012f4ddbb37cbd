import { finding, ok, type Check } from "../check";

/** R1.3: the organization has all features. */
export const allFeatures: Check = {
  id: "R1.3",
  runbook: "R1.3",
  cloud: "AWS",
  title: "The organization has all features",
  async run(context) {
    const { featureSet, organization } = await context.organization();
    const active = organization.accounts.filter(({ state }) => state === "ACTIVE").length;
    return featureSet === "ALL"
      ? [ok(`Feature set ALL, ${active} active accounts of ${organization.accounts.length}.`)]
      : [finding(`The feature set is ${featureSet}.`, "Enable all features in AWS Organizations; every invited account has to agree.")];
  },
};
