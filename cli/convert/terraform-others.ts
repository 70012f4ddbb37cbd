import { listed } from "../../access/words";
import type { Conversion } from "./conversion";
import { listOf, mapOf, textOf, textsOf } from "./source";
import type { TerraformResource } from "./terraform-resource";

/** Types that are read whole elsewhere. */
const READ = new Set([
  "aws_ssoadmin_permission_set",
  "aws_ssoadmin_managed_policy_attachment",
  "aws_ssoadmin_managed_policy_attachments_exclusive",
  "aws_ssoadmin_customer_managed_policy_attachment",
  "aws_ssoadmin_customer_managed_policy_attachments_exclusive",
  "aws_ssoadmin_permission_set_inline_policy",
  "aws_ssoadmin_permissions_boundary_attachment",
  "aws_ssoadmin_account_assignment",
  "aws_identitystore_group",
]);

const MADE = "The program makes its own; `federation adopt` takes over what is live.";

/**
 * Why a kind of resource is not in the settings. Names only are ever shown: a state holds tokens and keys in plain
 * text.
 */
const REASONS: readonly (readonly [type: RegExp, why: string])[] = [
  [/^aws_identitystore_/, "Users and members of groups come from Entra."],
  [
    /^aws_ssoadmin_instance_access_control_attributes$/,
    "Session attributes are the setting enterpriseApp.sessionAttributes: session tag to Entra user attribute.",
  ],
  [/^aws_ssoadmin_/, "The program does not manage it."],
  [/^azuread_application(_from_template)?$/, `Its name and reply URLs are settings where it is for Identity Center. ${MADE}`],
  [
    /^azuread_service_principal_token_signing_certificate$/,
    "Certificates are the setting enterpriseApp.signingCertificates, one slot each (docs/certificates.md).",
  ],
  [
    /^azuread_claims_mapping_policy|^azuread_service_principal_claims_mapping/,
    "Session tags are the setting enterpriseApp.sessionAttributes; other claims have none.",
  ],
  [/^azuread_synchronization_/, `The SCIM token is set with \`pulumi config set --secret federation:scimToken\`. ${MADE}`],
  [/^azuread_app_role_assignment$/, "Groups of the access list are assigned to the application by themselves."],
  [/^azuread_named_location$/, "Countries are the setting conditionalAccess.allowedCountries."],
  [/^azuread_group/, "Groups and their members stay where they are made; the settings name them."],
  [/^azuread_/, MADE],
];

/** Lists every resource about access that is not in the settings, by type; of others only how many there are. */
export function otherResources(resources: readonly TerraformResource[], conversion: Conversion): void {
  const rest = resources.filter(({ mode, type }) => mode === "managed" && !READ.has(type));
  for (const { address, values } of rest.filter(({ type }) => type === "azuread_conditional_access_policy"))
    conversion.leave(
      address,
      `${policyWords(values)} Write the setting conditionalAccess (docs/conditional-access.md), and compare with \`federation what-if\`.`,
    );
  const byType = new Map<string, { why: string; addresses: string[] }>();
  let foreign = 0;
  for (const { address, type } of rest.filter((one) => one.type !== "azuread_conditional_access_policy")) {
    const why = REASONS.find(([pattern]) => pattern.test(type))?.[1];
    if (why === undefined) foreign++;
    else byType.set(type, { why, addresses: [...(byType.get(type)?.addresses ?? []), address] });
  }
  for (const { why, addresses } of byType.values()) conversion.leave(listed(addresses), why);
  if (foreign > 0) conversion.leave(`${foreign} resources of other kinds`, "They are not about the federation.");
}

/** What a Conditional Access policy says, for whoever writes the setting. */
function policyWords(values: Readonly<Record<string, unknown>>): string {
  const [conditions, grant] = [mapOf(listOf(values["conditions"])[0]), mapOf(listOf(values["grant_controls"])[0])];
  const apps = textsOf(mapOf(listOf(conditions["applications"])[0])["included_applications"]);
  const controls = textsOf(grant["built_in_controls"]);
  return `Conditional Access policy "${textOf(values["display_name"]) ?? ""}" (${textOf(values["state"]) ?? "state unknown"}; applications: ${listed(apps) || "none"}; requires: ${listed(controls) || "nothing"}).`;
}
