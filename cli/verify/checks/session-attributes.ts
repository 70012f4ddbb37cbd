import { cannotTell, finding, notYet, ok, type Check } from "../check";

/** R2.3: Identity Center takes session attributes where the settings send them. */
export const sessionAttributes: Check = {
  id: "R2.3 attributes",
  runbook: "R2.3",
  title: "Attributes for access control",
  async run(context) {
    const keys = Object.keys(context.settings.enterpriseApp.sessionAttributes ?? {});
    if (keys.length === 0) return [notYet("The settings name no session attributes.")];
    const { instanceArn } = await context.instance();
    const found = await context.sources.identityCenter.accessControlAttributes(instanceArn);
    if (found === undefined) return [finding("Attributes for access control are off in Identity Center.", "Run `pulumi up`.")];
    const foreign = [...found.keys()].filter((key) => !keys.includes(key));
    return foreign.length === 0
      ? [
          ok(
            `Attributes for access control are on${found.size === 0 ? "" : `; mapped in Identity Center: ${[...found.keys()].join(", ")}`}.`,
          ),
        ]
      : [
          cannotTell(
            `Identity Center maps ${foreign.join(", ")} besides the settings'.`,
            "Remove them in the console if nobody needs them.",
          ),
        ];
  },
};
