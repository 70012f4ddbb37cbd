/**
 * Variables of the Terraform module aws-ia/terraform-aws-iam-identity-center, as JSON (`*.tfvars.json`).
 *
 * @see https://github.com/aws-ia/terraform-aws-iam-identity-center
 */
import { Conversion } from "./conversion";
import { addSet, type ForeignBoundary } from "./permission-set";
import { accountIdOf, listOf, mapOf, type Source, textOf, textsOf } from "./source";

type Fields = Readonly<Record<string, unknown>>;

/** Reads permission_sets and account_assignments. */
export function fromAwsIa({ files }: Source): Conversion {
  const conversion = new Conversion();
  const all = files.map(({ content }) => mapOf(content));
  for (const variables of all) {
    for (const [name, set] of Object.entries(mapOf(variables["permission_sets"]))) readSet(name, mapOf(set), conversion);
    for (const name of Object.values(mapOf(variables["existing_permission_sets"])).flatMap(
      (one) => textOf(mapOf(one)["permission_set_name"]) ?? [],
    ))
      conversion.leaveSet(name, "It is made elsewhere, so that the file does not say what it grants.");
    for (const [key, why] of Object.entries(OTHERS)) {
      const count = Object.keys(mapOf(variables[key])).length;
      if (count > 0) conversion.leave(`${key} (${count})`, why);
    }
  }
  for (const variables of all)
    for (const [key, one] of Object.entries(mapOf(variables["account_assignments"]))) readAssignment(key, mapOf(one), conversion);
  return conversion;
}

const OTHERS: Readonly<Record<string, string>> = {
  sso_groups: "Groups come from Entra; make those that do not exist there.",
  sso_users: "Users come from Entra.",
  existing_sso_users: "Users come from Entra.",
};

function readSet(name: string, set: Fields, conversion: Conversion): void {
  addSet(conversion, {
    name,
    description: textOf(set["description"]),
    sessionDuration: textOf(set["session_duration"]),
    relayState: textOf(set["relay_state"]),
    managedPolicies: textsOf(set["aws_managed_policies"]),
    customerManagedPolicies: listOf(set["customer_managed_policies"]).flatMap(referenceOf),
    inlinePolicy: set["inline_policy"],
    boundary: boundaryOf(mapOf(set["permissions_boundary"])),
    tagged: Object.keys(mapOf(set["tags"])).length > 0,
  });
}

function referenceOf(policy: unknown): (string | { name: string; path?: string | undefined })[] {
  if (typeof policy === "string") return [policy];
  const { name, path } = mapOf(policy);
  return textOf(name) === undefined ? [] : [{ name: textOf(name)!, path: textOf(path) }];
}

function boundaryOf(boundary: Fields): ForeignBoundary | undefined {
  const managed = textOf(boundary["managed_policy_arn"]);
  if (managed !== undefined) return { managedPolicy: managed };
  const [reference] = referenceOf(boundary["customer_managed_policy_reference"]);
  return reference === undefined ? undefined : { customerManagedPolicy: reference };
}

function readAssignment(key: string, one: Fields, conversion: Conversion): void {
  const group = textOf(one["principal_name"]) ?? "";
  if (one["principal_type"] !== "GROUP")
    return conversion.leave(`account_assignments.${key}, user ${group}`, "Access goes to groups; put the user into a group of Entra.");
  if (one["principal_idp"] === "INTERNAL")
    conversion.check(`group ${group}`, "It was made in Identity Center; a group of this name must exist in Entra.");
  for (const permissionSet of textsOf(one["permission_sets"]))
    for (const account of listOf(one["account_ids"])) {
      const id = accountIdOf(account);
      if (id === undefined) conversion.leave(`account_assignments.${key}`, `${JSON.stringify(account)} is no account id of 12 digits.`);
      else conversion.give(group, permissionSet, id);
    }
}
