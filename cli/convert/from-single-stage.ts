/**
 * Templates of AWS's single-stage pipeline: permission sets and assignments, one file each or several in one.
 *
 * @see
 * https://github.com/aws-samples/single-stage-aws-iam-identity-center-pipeline/blob/main/terraform/source/JSON_Structure.md
 */
import type { Inventory } from "../../access/inventory";
import { accountByName, directUnit, unitsCalled } from "./accounts";
import { Conversion } from "./conversion";
import { addSet, type ForeignBoundary } from "./permission-set";
import { accountIdOf, listOf, mapOf, policyOf, type Source, textOf, textsOf } from "./source";

type Fields = Readonly<Record<string, unknown>>;

/** Reads every template of the folder. */
export function fromSingleStage({ files, inventory }: Source): Conversion {
  const conversion = new Conversion();
  for (const { file, content } of files) {
    const template = mapOf(content);
    if ("Assignments" in template) for (const one of listOf(template["Assignments"])) readAssignment(mapOf(one), conversion, inventory);
    else if ("Name" in template) readSet(template, conversion);
    else conversion.leave(file, "It is neither a permission set (it has no Name) nor has it Assignments.");
  }
  return conversion;
}

const SET_KEYS = [
  ...["Name", "Description", "SessionDuration", "RelayState", "ManagedPolicies", "CustomerManagedPolicies", "CustomPolicy"],
  ...["PermissionBoundary", "CustomerPermissionBoundary", "Tags"],
];

function readSet(template: Fields, conversion: Conversion): void {
  conversion.leaveOthers(`permission set ${textOf(template["Name"]) ?? ""}`, template, SET_KEYS);
  addSet(conversion, {
    name: textOf(template["Name"]) ?? "",
    description: textOf(template["Description"]),
    sessionDuration: textOf(template["SessionDuration"]),
    relayState: textOf(template["RelayState"]),
    managedPolicies: textsOf(template["ManagedPolicies"]),
    customerManagedPolicies: listOf(template["CustomerManagedPolicies"]).flatMap((policy) => policyOf(policy, POLICY_KEYS) ?? []),
    inlinePolicy: template["CustomPolicy"],
    boundary: boundaryOf(template),
    tagged: Object.keys(mapOf(template["Tags"])).length > 0 || listOf(template["Tags"]).length > 0,
  });
}

/** How the file spells a policy's name and path. */
const POLICY_KEYS = { name: "Name", path: "Path" };

function boundaryOf(template: Fields): ForeignBoundary | undefined {
  const own = policyOf(template["CustomerPermissionBoundary"], POLICY_KEYS);
  if (own !== undefined) return { customerManagedPolicy: own };
  const { PolicyType: kind, Policy: written } = mapOf(template["PermissionBoundary"]);
  const policy = textOf(written);
  if (policy === undefined) return undefined;
  return kind === "AWS" ? { managedPolicy: policy } : { customerManagedPolicy: policy };
}

function readAssignment(one: Fields, conversion: Conversion, inventory: Inventory | undefined): void {
  const principal = textOf(one["PrincipalId"]) ?? "";
  const permissionSet = textOf(one["PermissionSetName"]) ?? "";
  const what = `assignment of ${permissionSet} to ${principal}`;
  if (one["PrincipalType"] !== "GROUP")
    return conversion.leave(what, "Access goes to groups, and it is to a user; put the user into a group of Entra.");
  for (const target of listOf(one["Target"])) readTarget(target, { group: principal, permissionSet, what }, conversion, inventory);
}

interface Assigned {
  readonly group: string;
  readonly permissionSet: string;
  readonly what: string;
}

function readTarget(
  target: unknown,
  { group, permissionSet, what }: Assigned,
  conversion: Conversion,
  inventory: Inventory | undefined,
): void {
  const id = accountIdOf(target);
  const name = textOf(target) ?? "";
  if (id !== undefined) return conversion.give(group, permissionSet, id);
  if (/^root$/i.test(name) || /^r-[a-z0-9]{4,32}$/.test(name)) return conversion.give(group, permissionSet, "all");
  if (/^ou-[a-z0-9-]+$/.test(name))
    return conversion.leave(
      `${what} in ${name}`,
      "The settings name an organizational unit by its path, such as {ou: Workloads/Production}.",
    );
  if (inventory === undefined)
    return conversion.leave(
      `${what} in ${name}`,
      "Without --inventory nobody can tell whether that is an account or an organizational unit.",
    );
  const units = unitsCalled(name, inventory);
  if (units.length > 1) return conversion.leave(`${what} in ${name}`, `Several organizational units are called so: ${units.join(", ")}.`);
  if (units[0] === undefined) {
    const account = accountByName(name, `${what} in ${name}`, conversion, inventory);
    return account === undefined ? undefined : conversion.give(group, permissionSet, account);
  }
  const unit = directUnit(units[0], what, conversion, inventory);
  if (unit !== undefined) conversion.giveAs({ group, permissionSet, accounts: [unit.account], except: unit.except });
}
