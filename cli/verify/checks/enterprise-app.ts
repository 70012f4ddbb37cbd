import { endedWords, unmanagedWords } from "../../../access/unmanaged";
import type { Application } from "../../clouds/entra-types";
import { finding, follows, note, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";
import { IDENTITY_CENTER_TEMPLATE } from "../../../contract/gallery-app";

/** R2.1: one enterprise application from the gallery, its service principal adopted and enabled. */
export const enterpriseApp: Check = {
  id: "R2.1",
  runbook: "R2.1",
  cloud: "Entra",
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
      return [...outcomes, finding(message, "Run `pulumi up --refresh`.")];
    }
    if (others.length > 0) {
      const ids = named.map(({ id }) => id).join(", ");
      return [
        ...outcomes,
        finding(`There are ${named.length} applications "${name}": ${ids}.`, "Delete the ones that are not in the stack's state."),
      ];
    }
    outcomes.push(...(await besideOutcomes(context, applications)));
    const principal = await context.servicePrincipal();
    if (principal.accountEnabled === false) {
      const about = { ids: [principal.id], names: [name] };
      outcomes.push(finding(`Sign-in to "${name}" is disabled.`, enables(context.settings.enterpriseApp.leaveAsFound), { about }));
    }
    return [...outcomes, ok(`"${name}", client id ${app.appId}.`)];
  },
};

/**
 * Other applications of the template: Identity Center trusts one identity provider, so that at most one of them leads
 * to it.
 */
async function besideOutcomes(context: VerifyContext, applications: readonly Application[]): Promise<Outcome[]> {
  const { name } = context.settings.enterpriseApp;
  const others = applications.filter(({ displayName }) => displayName !== name && !displayName.startsWith("TERRAFORM_INSTANTIATE_"));
  if (others.length === 0) return [];
  const unmanaged = await context.unmanaged();
  return others.map(({ displayName, id }) => {
    const entry = unmanaged.application(displayName);
    const what = `There is another application of the template, "${displayName}" (${id})`;
    if (entry?.state === "now") return follows(`${what}, left alone by ${unmanagedWords(entry)}.`);
    return note(
      `${what}, which is none of this stack's.${endedWords(entry)}`,
      "Find out who made it and what it is for; write it into federation:unmanaged with the reason, or delete it in Entra.",
    );
  });
}

function enables(left: readonly string[] = []): string {
  return left.includes("accountEnabled")
    ? "Take accountEnabled out of federation:enterpriseApp.leaveAsFound and run `pulumi up`, which enables it."
    : "Run `pulumi refresh` and `pulumi up`, which enables it.";
}
