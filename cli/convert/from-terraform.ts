/**
 * Output of `terraform show -json`: a state, or a plan's planned values. Identity Center's resources become permission
 * sets and access, the enterprise application's facts become settings; everything else about access is listed.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { IDENTITY_CENTER_TEMPLATE } from "../../contract/gallery-app";
import { acsHosts } from "../../contract/partition";
import { Failure } from "../failure";
import { Conversion } from "./conversion";
import { addSet, type ForeignBoundary } from "./permission-set";
import { listOf, mapOf, policyOf, type Source, textOf, textsOf } from "./source";
import { otherResources } from "./terraform-others";
import type { TerraformResource } from "./terraform-resource";

/** Reads the resources of all modules of all files. */
export function fromTerraform({ files }: Source): Conversion {
  const conversion = new Conversion();
  const resources = files.flatMap(({ file, content }) => resourcesIn(file, mapOf(content)));
  const groups = groupNames(resources, conversion);
  const sets = permissionSetNames(resources, conversion);
  for (const [arn, name] of sets) readSet(arn, name, resources, conversion);
  for (const { address, values } of ofType(resources, "aws_ssoadmin_account_assignment"))
    readAssignment(address, values, sets, groups, conversion);
  readApplication(resources, conversion);
  otherResources(resources, conversion);
  return conversion;
}

function resourcesIn(file: string, content: Readonly<Record<string, unknown>>): TerraformResource[] {
  const root = mapOf(mapOf(content["planned_values"] ?? content["values"])["root_module"]);
  if (textOf(content["format_version"]) === undefined || Object.keys(root).length === 0)
    throw new Failure(
      `${file} is no output of \`terraform show -json\`, or has no resources; run it in the folder of the state, or on a saved plan.`,
    );
  // What a plan only reads stands in its prior state.
  const prior = "planned_values" in content ? mapOf(mapOf(mapOf(content["prior_state"])["values"])["root_module"]) : {};
  return [...inModule(root), ...inModule(prior).filter(({ mode }) => mode === "data")];
}

function inModule(module: Readonly<Record<string, unknown>>): TerraformResource[] {
  const own = listOf(module["resources"])
    .map(mapOf)
    .map((resource): TerraformResource => ({
      address: textOf(resource["address"]) ?? "",
      type: textOf(resource["type"]) ?? "",
      mode: resource["mode"] === "data" ? "data" : "managed",
      values: mapOf(resource["values"]),
    }));
  return [...own, ...listOf(module["child_modules"]).flatMap((child) => inModule(mapOf(child)))];
}

/** Managed resources of a type. */
export function ofType(resources: readonly TerraformResource[], ...types: readonly string[]): TerraformResource[] {
  return resources.filter(({ mode, type }) => mode === "managed" && types.includes(type));
}

/** Display names of groups by their id in the identity store. */
function groupNames(resources: readonly TerraformResource[], conversion: Conversion): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { mode, type, values } of resources) {
    const found =
      type === "aws_identitystore_group" ? [values] : type === "aws_identitystore_groups" ? listOf(values["groups"]).map(mapOf) : [];
    for (const group of found) {
      const [id, name] = [textOf(group["group_id"]), textOf(group["display_name"])];
      if (id !== undefined && name !== undefined) names.set(id, name);
      if (mode === "managed" && name !== undefined)
        conversion.check(`group ${name}`, "It was made in Identity Center; a group of this name must exist in Entra.");
    }
  }
  return names;
}

/** Names of permission sets by ARN; one that Terraform only reads is left out. */
function permissionSetNames(resources: readonly TerraformResource[], conversion: Conversion): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { address, mode, type, values } of resources.filter((each) => each.type === "aws_ssoadmin_permission_set")) {
    const [arn, name] = [textOf(values["arn"]), textOf(values["name"])];
    if (arn === undefined || name === undefined) {
      conversion.leave(address, `The plan does not know the ARN of this ${type} yet; convert the state after the apply.`);
      continue;
    }
    if (mode === "data" && !names.has(arn))
      conversion.leaveSet(name, "Terraform only reads it, so that the file does not say what it grants.");
    names.set(arn, name);
  }
  return names;
}

function readSet(arn: string, name: string, resources: readonly TerraformResource[], conversion: Conversion): void {
  const own = resources.filter(({ mode, values }) => mode === "managed" && (values["permission_set_arn"] === arn || values["arn"] === arn));
  const [definition] = ofType(own, "aws_ssoadmin_permission_set");
  if (definition === undefined) return;
  const { values } = definition;
  const attached = (...types: string[]): Readonly<Record<string, unknown>>[] => ofType(own, ...types).map((resource) => resource.values);
  addSet(conversion, {
    name,
    description: textOf(values["description"]),
    sessionDuration: textOf(values["session_duration"]),
    relayState: textOf(values["relay_state"]),
    managedPolicies: [
      ...attached("aws_ssoadmin_managed_policy_attachment").flatMap((one) => textOf(one["managed_policy_arn"]) ?? []),
      ...attached("aws_ssoadmin_managed_policy_attachments_exclusive").flatMap((one) => textsOf(one["managed_policy_arns"])),
    ],
    customerManagedPolicies: attached(
      "aws_ssoadmin_customer_managed_policy_attachment",
      "aws_ssoadmin_customer_managed_policy_attachments_exclusive",
    ).flatMap((one) => listOf(one["customer_managed_policy_reference"]).flatMap((policy) => policyOf(policy) ?? [])),
    inlinePolicy: attached("aws_ssoadmin_permission_set_inline_policy")[0]?.["inline_policy"],
    boundary: attached("aws_ssoadmin_permissions_boundary_attachment").flatMap(boundaryOf)[0],
    tagged: Object.keys(mapOf(values["tags"])).length > 0,
  });
}

function boundaryOf(values: Readonly<Record<string, unknown>>): ForeignBoundary[] {
  return listOf(values["permissions_boundary"])
    .map(mapOf)
    .flatMap((boundary): ForeignBoundary[] => {
      const managed = textOf(boundary["managed_policy_arn"]);
      if (managed !== undefined && managed !== "") return [{ managedPolicy: managed }];
      return listOf(boundary["customer_managed_policy_reference"])
        .flatMap((policy) => policyOf(policy) ?? [])
        .map((customerManagedPolicy) => ({ customerManagedPolicy }));
    });
}

function readAssignment(
  address: string,
  values: Readonly<Record<string, unknown>>,
  sets: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
  conversion: Conversion,
): void {
  const [principal = "", account = ""] = [textOf(values["principal_id"]), textOf(values["target_id"])];
  const permissionSet = sets.get(textOf(values["permission_set_arn"]) ?? "");
  if (values["principal_type"] !== "GROUP")
    return conversion.leave(address, "Access goes to groups, and it is to a user; put the user into a group of Entra.");
  if (permissionSet === undefined) return conversion.leave(address, "Its permission set is not in the file.");
  const group = groups.get(principal);
  if (group === undefined)
    return conversion.leave(
      address,
      `The file does not name the group ${principal}; add it as data source aws_identitystore_group, or use \`federation adopt\`.`,
    );
  conversion.give(group, permissionSet, account);
}

/** The gallery application: what of it is a setting. */
function readApplication(resources: readonly TerraformResource[], conversion: Conversion): void {
  const { facts } = conversion;
  const tenant = resources.flatMap(({ values }) => textOf(values["application_tenant_id"]) ?? tenantOf(values) ?? [])[0];
  if (tenant !== undefined) facts.tenantId = tenant;
  const apps = ofType(resources, "azuread_application", "azuread_application_from_template").filter(
    ({ values }) => values["template_id"] === IDENTITY_CENTER_TEMPLATE || acsUrlsOf(values).length > 0,
  );
  if (new Set(apps.map(({ address, values }) => objectIdOf(values) ?? address)).size > 1)
    return conversion.leave(
      apps.map(({ address }) => address).join(", "),
      "Several applications are for Identity Center; the stack has one.",
    );
  for (const { values } of apps) {
    const name = textOf(values["display_name"]);
    const urls = acsUrlsOf(values);
    if (name !== undefined) facts.appName = name;
    if (urls.length > 0) facts.acsUrls = urls;
    const principal = ofType(resources, "azuread_service_principal").find(
      (each) => each.values["client_id"] !== undefined && each.values["client_id"] === values["client_id"],
    );
    const emails = textsOf(principal?.values["notification_email_addresses"]);
    if (emails.length > 0) facts.notificationEmails = emails;
  }
}

/** One application may stand there twice: made from the template, and with what was set on it afterwards. */
function objectIdOf(values: Readonly<Record<string, unknown>>): string | undefined {
  return textOf(values["object_id"]) ?? textOf(values["application_object_id"]);
}

function tenantOf(values: Readonly<Record<string, unknown>>): string | undefined {
  return "tenant_id" in values && "client_id" in values && "object_id" in values ? textOf(values["tenant_id"]) : undefined;
}

function acsUrlsOf(values: Readonly<Record<string, unknown>>): string[] {
  const urls = listOf(values["web"]).flatMap((web) => textsOf(mapOf(web)["redirect_uris"]));
  return urls.filter((url) => {
    const region = /^https:\/\/([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(url)?.[1];
    return region !== undefined && acsHosts(region).some((host) => url.startsWith(`https://${host}/platform/saml/acs/`));
  });
}
