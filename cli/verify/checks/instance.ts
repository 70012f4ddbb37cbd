import { finding, ok, type Check } from "../check";

/** R1.1: Identity Center is enabled, once, where the settings say. */
export const instance: Check = {
  id: "R1.1",
  runbook: "R1.1",
  cloud: "AWS",
  title: "IAM Identity Center is enabled",
  async run(context) {
    const found = await context.instances();
    const region = context.settings.homeRegion;
    const [only] = found;
    if (only === undefined) {
      return [
        finding(
          `There is no Identity Center instance in ${region}.`,
          `Enable IAM Identity Center in ${region}; \`federation steps\` says where.`,
        ),
      ];
    }
    if (found.length > 1) {
      return [
        finding(
          `There are ${found.length} Identity Center instances in ${region}: ${found.map(({ instanceArn }) => instanceArn).join(", ")}.`,
          "Run it with credentials of the management account, and delete account instances that nobody uses.",
        ),
      ];
    }
    return [ok(`${only.instanceArn}, identity store ${only.identityStoreId}.`)];
  },
};
