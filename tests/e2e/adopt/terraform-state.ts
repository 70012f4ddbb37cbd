import { ACS_URL, type MadeApplication, TEMPLATE } from "./clicked-entra";
import type { ClickedSet, HandMade } from "./hand-made";

/** What a module of Terraform has made: sets, and who holds them in which accounts. */
export interface TerraformModule {
  readonly tenantId: string;
  readonly sets: readonly ClickedSet[];
  readonly assignments: readonly { readonly set: string; readonly group: string; readonly accounts: readonly string[] }[];
  readonly application: MadeApplication & { readonly name: string };
  readonly claims: { readonly id: string; readonly definition: string };
}

/** Output of `terraform show -json` for it, with the ids that the clouds gave. */
export function terraformState({ tenantId, sets, assignments, application, claims }: TerraformModule, hand: HandMade): object {
  const resource = (type: string, name: string, values: object, mode = "managed"): object => ({
    address: `${mode === "data" ? "data." : ""}${type}.${name}`,
    ...{ mode, type, name, values },
  });
  const at = (name: string): object => ({ instance_arn: hand.InstanceArn, permission_set_arn: hand.setArn(name) });
  const groups = [...new Set(assignments.map(({ group }) => group))];
  return {
    format_version: "1.0",
    terraform_version: "1.9.0",
    values: {
      root_module: {
        resources: [
          ...groups.map((name) =>
            resource("aws_identitystore_group", name, { group_id: hand.principalId(name), display_name: name }, "data"),
          ),
          resource("azuread_application", "aws", {
            client_id: application.clientId,
            display_name: application.name,
            template_id: TEMPLATE,
            web: [{ redirect_uris: [ACS_URL] }],
          }),
          resource("azuread_service_principal", "aws", { client_id: application.clientId, application_tenant_id: tenantId }),
          resource("azuread_service_principal_token_signing_certificate", "aws", { thumbprint: application.thumbprint }),
          resource("azuread_claims_mapping_policy", "aws", { definition: [claims.definition] }),
          resource("azuread_synchronization_job", "aws", { template_id: "aWSSingleSignon" }),
        ],
        child_modules: [
          {
            address: "module.sso",
            resources: [
              ...sets.flatMap(({ name, description, session, relayState, tags, managed = [], customer = [], inline, boundary }) => [
                resource("aws_ssoadmin_permission_set", name, {
                  ...{ arn: hand.setArn(name), name, description, tags },
                  session_duration: session ?? "PT1H",
                  relay_state: relayState ?? "",
                }),
                ...managed.map((policy, index) =>
                  resource("aws_ssoadmin_managed_policy_attachment", `${name}-${index}`, {
                    ...at(name),
                    managed_policy_arn: `arn:aws:iam::aws:policy/${policy}`,
                  }),
                ),
                ...customer.map((reference, index) =>
                  resource("aws_ssoadmin_customer_managed_policy_attachment", `${name}-${index}`, {
                    ...at(name),
                    customer_managed_policy_reference: [reference],
                  }),
                ),
                ...(inline === undefined
                  ? []
                  : [resource("aws_ssoadmin_permission_set_inline_policy", name, { ...at(name), inline_policy: inline })]),
                ...(boundary === undefined
                  ? []
                  : [
                      resource("aws_ssoadmin_permissions_boundary_attachment", name, {
                        ...at(name),
                        permissions_boundary: [{ managed_policy_arn: `arn:aws:iam::aws:policy/${boundary}` }],
                      }),
                    ]),
              ]),
              ...assignments.flatMap(({ set, group, accounts }) =>
                accounts.map((target_id) =>
                  resource("aws_ssoadmin_account_assignment", `${set}-${group}-${target_id}`, {
                    ...at(set),
                    ...{ principal_id: hand.principalId(group), principal_type: "GROUP", target_id, target_type: "AWS_ACCOUNT" },
                  }),
                ),
              ),
            ],
          },
        ],
      },
    },
  };
}
