import { IDENTITY_CENTER_TEMPLATE } from "../../../access/gallery-app";
import { finding, ok, type Check, type Outcome } from "../check";

/** R2.1: one enterprise application from the gallery, its service principal adopted and enabled. */
export const enterpriseApp: Check = {
  id: "R2.1",
  runbook: "R2.1",
  title: "Enterprise application from the gallery",
  async run(context) {
    const { name } = context.settings.enterpriseApp;
    const applications = await context.applications();
    const named = applications.filter(({ displayName }) => displayName === name);
    const outcomes: Outcome[] = applications
      .filter(({ displayName }) => displayName.startsWith("TERRAFORM_INSTANTIATE_"))
      .map(({ id, displayName }) =>
        finding(
          `${displayName} (${id}) was left behind by an interrupted \`pulumi up\`.`,
          "Run `federation recover`; it adopts it or offers to remove it.",
        ),
      );
    const [app, ...others] = named;
    if (app === undefined) {
      const near = applications.map(({ displayName }) => `"${displayName}"`).join(", ");
      const message = `There is no application "${name}" made from template ${IDENTITY_CENTER_TEMPLATE}${near === "" ? "" : `; of that template there are ${near}`}.`;
      return [...outcomes, finding(message, "Run `pulumi up`.")];
    }
    if (others.length > 0) {
      const ids = named.map(({ id }) => id).join(", ");
      return [
        ...outcomes,
        finding(`There are ${named.length} applications "${name}": ${ids}.`, "Delete the ones that are not in the stack's state."),
      ];
    }
    const principal = await context.servicePrincipal();
    if (principal.accountEnabled === false) {
      outcomes.push(finding(`Sign-in to "${name}" is disabled.`, "Run `pulumi refresh` and `pulumi up`, which enables it."));
    }
    return [...outcomes, ok(`"${name}", client id ${app.appId}.`)];
  },
};
