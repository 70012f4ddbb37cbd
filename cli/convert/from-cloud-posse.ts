/**
 * Cloud Posse's: an Atmos stack or variables of the component aws-identity-center (aws-sso), or those of the module
 * terraform-aws-sso, as YAML or JSON. The component has its permission sets in Terraform code; they are read from a
 * file beside it with `permission_sets`, as the module takes them.
 *
 * @see https://github.com/cloudposse-terraform-components/aws-identity-center/blob/main/src/variables.tf
 * @see https://github.com/cloudposse/terraform-aws-sso/blob/main/modules/permission-sets/variables.tf
 */
import { accountByName } from "./accounts";
import { Conversion } from "./conversion";
import { addSet } from "./permission-set";
import { accountIdOf, listOf, mapOf, policyOf, type Source, textOf, textsOf } from "./source";

type Fields = Readonly<Record<string, unknown>>;

/** Reads permission_sets, account_assignments and the account map of all files. */
export function fromCloudPosse({ files, inventory }: Source): Conversion {
  const conversion = new Conversion();
  const all = files.flatMap(({ content }) => variablesIn(mapOf(content)));
  for (const { file, content } of files)
    if (listOf(mapOf(content)["import"]).length > 0)
      conversion.leave(
        `imports of ${file} (${listOf(mapOf(content)["import"]).length})`,
        "Imports of Atmos are not followed; give the output of `atmos describe component aws-sso -s STACK --format json` in its place.",
      );
  const ids = new Map<string, unknown>(all.flatMap((vars) => Object.entries(mapOf(mapOf(vars["account_map"])["full_account_map"]))));
  const account = (name: unknown, what: string): string | undefined => {
    const id = accountIdOf(name) ?? accountIdOf(ids.get(textOf(name) ?? ""));
    return id ?? accountByName(textOf(name) ?? "", what, conversion, inventory);
  };
  for (const vars of all) {
    if ((textOf(vars["session_duration"]) ?? "") !== "")
      conversion.check(
        "session_duration",
        `${textOf(vars["session_duration"])} is the component's default for its own permission sets; write sessionHours to those that have none.`,
      );
    for (const set of listOf(vars["permission_sets"]).map(mapOf)) readSet(set, conversion);
    if (textsOf(vars["groups"]).length > 0)
      conversion.leave(`groups (${textsOf(vars["groups"]).length})`, "Groups come from Entra; make those that do not exist there.");
    if (textsOf(vars["aws_teams_accessible"]).length > 0)
      conversion.leave(
        "aws_teams_accessible",
        "Permission sets of teams are made in Terraform code; give what they grant as permission_sets.",
      );
  }
  for (const vars of all) {
    const assignments = vars["account_assignments"];
    if (Array.isArray(assignments)) for (const one of assignments.map(mapOf)) readAssignment(one, account, conversion);
    else for (const [name, one] of Object.entries(mapOf(assignments))) readAccount(name, mapOf(one), account, conversion);
  }
  return conversion;
}

/**
 * Variables of every component of an Atmos stack; the file itself where it is a file of variables, and its `vars`
 * where it is what Atmos describes of one component.
 */
function variablesIn(content: Fields): Fields[] {
  if ("account_assignments" in content || "permission_sets" in content) return [content];
  const described = mapOf(content["vars"]);
  if ("account_assignments" in described || "permission_sets" in described) return [described];
  return Object.values(mapOf(mapOf(content["components"])["terraform"])).map((component) => mapOf(mapOf(component)["vars"]));
}

const SET_KEYS = [
  ...["name", "description", "session_duration", "relay_state", "policy_attachments", "customer_managed_policy_attachments"],
  ...["inline_policy", "tags"],
];

function readSet(set: Fields, conversion: Conversion): void {
  conversion.leaveOthers(`permission set ${textOf(set["name"]) ?? ""}`, set, SET_KEYS);
  addSet(conversion, {
    name: textOf(set["name"]) ?? "",
    description: textOf(set["description"]),
    sessionDuration: textOf(set["session_duration"]),
    relayState: textOf(set["relay_state"]),
    managedPolicies: textsOf(set["policy_attachments"]),
    customerManagedPolicies: listOf(set["customer_managed_policy_attachments"]).flatMap((policy) => policyOf(policy) ?? []),
    inlinePolicy: set["inline_policy"],
    tagged: Object.keys(mapOf(set["tags"])).length > 0,
  });
}

type AccountOf = (name: unknown, what: string) => string | undefined;

function readAccount(name: string, one: Fields, account: AccountOf, conversion: Conversion): void {
  for (const [user, given] of Object.entries(mapOf(one["users"])))
    conversion.leave(
      `${listOf(mapOf(given)["permission_sets"]).join(", ")} of user ${user} in ${name}`,
      "Access goes to groups; put the user into a group of Entra.",
    );
  for (const [group, given] of Object.entries(mapOf(one["groups"])))
    for (const permissionSet of textsOf(mapOf(given)["permission_sets"]))
      give(group, permissionSet, account(name, `access to ${name}`), conversion);
}

function readAssignment(one: Fields, account: AccountOf, conversion: Conversion): void {
  const [group, permissionSet] = [textOf(one["principal_name"]) ?? "", textOf(one["permission_set_name"]) ?? ""];
  const where = textOf(one["account"]) ?? "";
  if (one["principal_type"] !== "GROUP")
    return conversion.leave(`${permissionSet} of user ${group} in ${where}`, "Access goes to groups; put the user into a group of Entra.");
  give(group, permissionSet, account(one["account"], `access to ${where}`), conversion);
}

function give(group: string, permissionSet: string, account: string | undefined, conversion: Conversion): void {
  if (account === undefined) return;
  if (!conversion.sets.has(permissionSet))
    return conversion.leave(
      `access of group ${group} with ${permissionSet}`,
      `${permissionSet} is defined in Terraform code: give a JSON file with permission_sets beside this one, or convert \`terraform show -json\` with --from terraform.`,
    );
  conversion.give(group, permissionSet, account);
}
