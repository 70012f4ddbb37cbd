/**
 * Variables of the Terraform module aws-ia/terraform-aws-iam-identity-center, as JSON (`*.tfvars.json`).
 *
 * @see https://github.com/aws-ia/terraform-aws-iam-identity-center
 */
import { accountByName } from "./accounts";
import { Conversion } from "./conversion";
import { addSet, type ForeignBoundary } from "./permission-set";
import { accountIdOf, listOf, mapOf, policyOf, type Source, textOf, textsOf } from "./source";

type Fields = Readonly<Record<string, unknown>>;

/** Reads permission_sets and account_assignments. */
export function fromAwsIa({ files, inventory }: Source): Conversion {
  const conversion = new Conversion();
  const all = files.map(({ content }) => mapOf(content));
  for (const variables of all) {
    for (const [name, set] of Object.entries(mapOf(variables["permission_sets"]))) readSet(name, mapOf(set), conversion);
    for (const name of Object.values(mapOf(variables["existing_permission_sets"])).flatMap(
      (one) => textOf(mapOf(one)["permission_set_name"]) ?? [],
    ))
      conversion.leaveSet(name, "It is made elsewhere, so that the file does not say what it grants.");
    conversion.leaveOthers("the variables", variables, ["permission_sets", "account_assignments", ...REFERENCES, ...Object.keys(OTHERS)]);
    for (const [key, why] of Object.entries(OTHERS)) {
      const count = Object.keys(mapOf(variables[key])).length;
      if (count > 0) conversion.leave(`${key} (${count})`, why);
    }
  }
  const names: Names = {
    groups: namesByKey(all, ["sso_groups", "existing_sso_groups"], "group_name"),
    sets: namesByKey(all, ["existing_permission_sets"], "permission_set_name"),
  };
  for (const variables of all)
    for (const [key, one] of Object.entries(mapOf(variables["account_assignments"])))
      readAssignment(key, mapOf(one), { names, conversion, inventory });
  return conversion;
}

/** Variables that give names to keys. */
const REFERENCES = ["existing_sso_groups", "existing_permission_sets"];

/** What assignments call by a key of the variables, by that key. */
interface Names {
  readonly groups: ReadonlyMap<string, string>;
  readonly sets: ReadonlyMap<string, string>;
}

/** Assignments name a group or an existing set by its key, which need not be its name. */
function namesByKey(all: readonly Fields[], variables: readonly string[], field: string): ReadonlyMap<string, string> {
  const entries = all.flatMap((each) => variables.flatMap((variable) => Object.entries(mapOf(each[variable]))));
  const named = entries.map(([key, one]) => [key, textOf(mapOf(one)[field])] as const);
  return new Map(named.flatMap(([key, name]) => (name === undefined ? [] : [[key, name] as const])));
}

const OTHERS: Readonly<Record<string, string>> = {
  sso_groups: "Groups come from Entra; make those that do not exist there.",
  sso_users: "Users come from Entra.",
  existing_google_sso_users: "Users come from Entra.",
  sso_applications: "Applications of Identity Center are not managed by the program.",
  sso_instance_access_control_attributes:
    "Session attributes are the setting enterpriseApp.sessionAttributes: session tag to Entra user attribute.",
  existing_sso_users: "Users come from Entra.",
};

const SET_KEYS = [
  ...["description", "session_duration", "relay_state", "aws_managed_policies", "customer_managed_policies"],
  ...["inline_policy", "permissions_boundary", "tags"],
];

function readSet(name: string, set: Fields, conversion: Conversion): void {
  conversion.leaveOthers(`permission set ${name}`, set, SET_KEYS);
  addSet(conversion, {
    name,
    description: textOf(set["description"]),
    sessionDuration: textOf(set["session_duration"]),
    relayState: textOf(set["relay_state"]),
    managedPolicies: textsOf(set["aws_managed_policies"]),
    customerManagedPolicies: listOf(set["customer_managed_policies"]).flatMap((policy) => policyOf(policy) ?? []),
    inlinePolicy: set["inline_policy"],
    boundary: boundaryOf(mapOf(set["permissions_boundary"])),
    tagged: Object.keys(mapOf(set["tags"])).length > 0,
  });
}

function boundaryOf(boundary: Fields): ForeignBoundary | undefined {
  const managed = textOf(boundary["managed_policy_arn"]);
  if (managed !== undefined) return { managedPolicy: managed };
  const reference = policyOf(boundary["customer_managed_policy_reference"]);
  return reference === undefined ? undefined : { customerManagedPolicy: reference };
}

interface Assigning extends Pick<Source, "inventory"> {
  readonly names: Names;
  readonly conversion: Conversion;
}

function readAssignment(key: string, one: Fields, { names, conversion, inventory }: Assigning): void {
  const principal = textOf(one["principal_name"]) ?? "";
  const group = names.groups.get(principal) ?? principal;
  if (one["principal_type"] !== "GROUP")
    return conversion.leave(`account_assignments.${key}, user ${principal}`, "Access goes to groups; put the user into a group of Entra.");
  if (one["principal_idp"] === "INTERNAL")
    conversion.check(`group ${group}`, "It was made in Identity Center; a group of this name must exist in Entra.");
  const accounts = listOf(one["account_ids"]).flatMap((written) => accountOf(written, `account_assignments.${key}`, conversion, inventory));
  for (const permissionSet of textsOf(one["permission_sets"]))
    for (const account of accounts) conversion.give(group, names.sets.get(permissionSet) ?? permissionSet, account);
}

/** An id, or the name of an active account: the module looks it up. */
function accountOf(written: unknown, what: string, conversion: Conversion, inventory: Source["inventory"]): string[] {
  const id = accountIdOf(written);
  if (id !== undefined) return [id];
  const name = textOf(written) ?? "";
  if (name === "" || /^\d+$/.test(name)) {
    conversion.leave(what, `${JSON.stringify(written)} is no account id of 12 digits.`);
    return [];
  }
  return [accountByName(name, what, conversion, inventory) ?? []].flat();
}
