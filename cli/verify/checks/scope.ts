import { cannotTell, finding, ok, type Check } from "../check";

/** R4.4: only assigned users and groups are provisioned. */
export const scope: Check = {
  id: "R4.4",
  runbook: "R4.4",
  cloud: "Entra",
  title: "Scope: only assigned users and groups",
  assignOnly: true,
  async run(context) {
    const secrets = await (await context.entra()).secrets((await context.servicePrincipal()).id);
    const value = secrets.find(({ key }) => key === "SyncAll")?.value;
    const remedy =
      context.settings.provisioning.adopted === true
        ? "Choose the scope `Sync only assigned users and groups` in the portal (Provisioning > Settings), once the groups of federation:access are assigned to the application; then `federation repair --restart-provisioning`."
        : "Run `pulumi refresh` and `pulumi up`, which set SyncAll to false, then `federation repair --restart-provisioning`.";
    if (value === undefined) return [finding("SyncAll is not set.", remedy)];
    if (value === null || !/^(true|false)$/i.test(value))
      return [cannotTell("Entra masks the value of SyncAll.", "Look in the portal: Provisioning > Settings > Scope.")];
    return value.toLowerCase() === "false"
      ? [ok("SyncAll is false.")]
      : [finding("SyncAll is true: the whole directory goes to AWS.", remedy)];
  },
};
