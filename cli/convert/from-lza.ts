/**
 * `iam-config.yaml` of AWS's Landing Zone Accelerator.
 *
 * @see
 * https://awslabs.github.io/landing-zone-accelerator-on-aws/latest/typedocs/interfaces/___packages__aws_accelerator_config_lib_models_iam_config.IIdentityCenterConfig.html
 */
import { dirname, join } from "node:path";
import { existsSync } from "node:fs";
import { accountByName, directUnit } from "./accounts";
import { Conversion, type ConvertedAccount } from "./conversion";
import { addSet, type ForeignBoundary } from "./permission-set";
import { listOf, mapOf, policyOf, readBeside, readSource, type Source, textOf, textsOf } from "./source";

/** Reads `identityCenter` of the configuration; its other parts are listed. */
export function fromLza({ files, inventory }: Source): Conversion {
  const conversion = new Conversion();
  for (const { file, content } of files) {
    const config = mapOf(content);
    readRegion(file, config, conversion);
    const center = mapOf(config["identityCenter"]);
    for (const set of listOf(center["identityCenterPermissionSets"])) readSet(mapOf(set), file, conversion);
    for (const one of listOf(center["identityCenterAssignments"])) readAssignment(mapOf(one), conversion, { files, inventory });
    if (textOf(center["delegatedAdminAccount"]) !== undefined)
      conversion.check(
        "delegatedAdminAccount",
        "Run Pulumi with credentials of that account, or of the management account (docs/set-up.md).",
      );
    conversion.leaveOthers("identityCenter", center, [
      "name",
      "delegatedAdminAccount",
      "identityCenterPermissionSets",
      "identityCenterAssignments",
    ]);
    conversion.leaveOthers(file, config, ["homeRegion", "identityCenter", ...Object.keys(OTHERS)]);
    for (const [key, why] of Object.entries(OTHERS))
      if (listOf(config[key]).length > 0) conversion.leave(`${key} (${listOf(config[key]).length})`, why);
  }
  return conversion;
}

const STAYS = "It stays with the Landing Zone Accelerator.";
const OTHERS: Readonly<Record<string, string>> = {
  policySets: `${STAYS} Policies that permission sets name under acceleratorManaged must go on being made by it.`,
  roleSets: STAYS,
  groupSets: STAYS,
  userSets: `${STAYS} Breakglass users of this program are new ones (docs/breakglass.md); the policy pack refuses other IAM users.`,
  providers: STAYS,
  managedActiveDirectories: `${STAYS} With Entra ID as identity source it is not needed for sign-ins.`,
};

const POLICY_KEYS = ["awsManaged", "customerManaged", "acceleratorManaged", "inlinePolicy", "permissionsBoundary"];

const FILLED_IN = "It has values that only the accelerator fills in (replacements-config.yaml); write them out.";

/** Whether a value has a place that only the accelerator fills in. */
function isFilledIn(value: unknown): boolean {
  return /\$\{ACCEL_LOOKUP|\{\{/.test(JSON.stringify(value) ?? "");
}

/** The region stands in `global-config.yaml` beside the file, or as its first line. */
function readRegion(file: string, config: Readonly<Record<string, unknown>>, conversion: Conversion): void {
  const global = join(dirname(file), "global-config.yaml");
  const region = textOf(config["homeRegion"]) ?? (existsSync(global) ? textOf(mapOf(readSource(global))["homeRegion"]) : undefined);
  if (region !== undefined) conversion.facts.homeRegion ??= region;
}

function readSet(set: Readonly<Record<string, unknown>>, file: string, conversion: Conversion): void {
  const name = textOf(set["name"]) ?? "";
  const policies = mapOf(set["policies"]);
  conversion.leaveOthers(`permission set ${name}`, set, ["name", "description", "policies", "sessionDuration"]);
  conversion.leaveOthers(`permission set ${name}`, policies, POLICY_KEYS);
  if (isFilledIn([name, { ...policies, inlinePolicy: "" }])) return conversion.leaveSet(name, FILLED_IN);
  const inlineFile = textOf(policies["inlinePolicy"]);
  const inline = inlineFile === undefined ? undefined : readBeside(file, inlineFile);
  if (inlineFile !== undefined && inline === undefined)
    return conversion.leaveSet(name, `Its inline policy ${inlineFile} does not lie beside ${file}.`);
  if (inline !== undefined && isFilledIn(inline))
    return conversion.leaveSet(name, `Its inline policy ${inlineFile} has values that only the accelerator fills in; write them out.`);
  const minutes = set["sessionDuration"];
  addSet(conversion, {
    name,
    description: textOf(set["description"]),
    sessionDuration: minutes === undefined || minutes === null ? undefined : `PT${textOf(minutes)}M`,
    managedPolicies: textsOf(policies["awsManaged"]),
    customerManagedPolicies: [...textsOf(policies["customerManaged"]), ...textsOf(policies["acceleratorManaged"])],
    inlinePolicy: inline,
    boundary: boundaryOf(mapOf(policies["permissionsBoundary"])),
  });
}

function boundaryOf({ awsManagedPolicyName, customerManagedPolicy }: Readonly<Record<string, unknown>>): ForeignBoundary | undefined {
  const managed = textOf(awsManagedPolicyName);
  if (managed !== undefined) return { managedPolicy: managed };
  const own = policyOf(customerManagedPolicy);
  return own === undefined ? undefined : { customerManagedPolicy: own };
}

function readAssignment(one: Readonly<Record<string, unknown>>, conversion: Conversion, source: Source): void {
  const permissionSet = textOf(one["permissionSetName"]) ?? "";
  const what = `assignment ${textOf(one["name"]) ?? permissionSet}`;
  if (isFilledIn(one)) return conversion.leave(what, FILLED_IN);
  conversion.leaveOthers(what, one, ["name", "permissionSetName", "principals", "principalId", "principalType", "deploymentTargets"]);
  const groups: string[] = [];
  for (const principal of listOf(one["principals"]).map(mapOf)) {
    const name = textOf(principal["name"]) ?? "";
    if (principal["type"] === "GROUP") groups.push(name);
    else conversion.leave(`${what}, user ${name}`, "Access goes to groups; put the user into a group of Entra.");
  }
  if (textOf(one["principalId"]) !== undefined)
    conversion.leave(
      `${what}, ${String(one["principalType"])} ${textOf(one["principalId"])}`,
      "It is named by an id of the identity store; write principals with type and name.",
    );
  if (groups.length === 0) return;
  const targets = mapOf(one["deploymentTargets"]);
  const names = (key: string): ConvertedAccount[] =>
    textsOf(targets[key]).flatMap((name) => accountNamed(name, what, conversion, source) ?? []);
  const except = names("excludedAccounts");
  // Without an exception that cannot be named, the entry would give more.
  if (except.length < textsOf(targets["excludedAccounts"]).length) return;
  const accounts = names("accounts");
  for (const path of textsOf(targets["organizationalUnits"])) {
    if (path === "Root") accounts.push("all");
    else {
      const unit = directUnit(path, what, conversion, source.inventory);
      if (unit === undefined) continue;
      for (const group of groups)
        conversion.giveAs({
          group,
          permissionSet,
          accounts: [unit.account],
          except: [...unit.except, ...except],
          comment: textOf(one["name"]) ?? "",
        });
    }
  }
  if (accounts.length === 0) return;
  for (const group of groups)
    if (except.length > 0) conversion.giveAs({ group, permissionSet, accounts, except, comment: textOf(one["name"]) ?? "" });
    else for (const account of accounts) conversion.give(group, permissionSet, account);
}

/** Its names of accounts are its own; Control Tower calls log archive and audit as it was told. */
function accountNamed(name: string, what: string, conversion: Conversion, { inventory }: Source): string | undefined {
  if (inventory === undefined)
    conversion.check(
      "names of accounts",
      "They are those of accounts-config.yaml, which may differ from the organization's; `federation matrix` refuses a name that no account has.",
    );
  return accountByName(name, what, conversion, inventory);
}
