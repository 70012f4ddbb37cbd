import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { missingFrom } from "../shapes";
import { regional } from "../traits";
import { setOf } from "./permission-set";
import { provision, provisionAttached } from "./provisioning";

/** Inputs that say which permission set. */
const ofSet = ["instanceArn", "permissionSetArn"];

interface Set {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

function declaredSet({ inputs }: Work): Set {
  return { InstanceArn: inputs["instanceArn"] as string, PermissionSetArn: inputs["permissionSetArn"] as string };
}

function asProps({ InstanceArn, PermissionSetArn }: Set): Props {
  return { instanceArn: InstanceArn, permissionSetArn: PermissionSetArn };
}

/** Undefined when the set is gone. */
async function managedArns(at: Set, work: Work): Promise<Props[] | undefined> {
  return orMissing(list("ssoadmin", "ListManagedPoliciesInPermissionSet", { ...at }, "AttachedManagedPolicies", work));
}

/** `aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment`: each one provisions the set anew. */
export const managedPolicyAttachment: ResourceType = regional({
  inputs: [...ofSet, "managedPolicyArn"],
  replaceOn: "*",
  computed: ["managedPolicyName"],
  async create(work) {
    const [at, ManagedPolicyArn] = [declaredSet(work), String(work.inputs["managedPolicyArn"])];
    const doing = `attaching Managed Policy to SSO Permission Set (${at.PermissionSetArn})`;
    await during(doing, send("ssoadmin", "AttachManagedPolicyToPermissionSet", { ...at, ManagedPolicyArn }, work));
    return provisionAttached(work, `${ManagedPolicyArn},${at.PermissionSetArn},${at.InstanceArn}`);
  },
  async read(work) {
    const [arn = "", ...set] = work.id.split(",");
    const at = setOf(set.join(","));
    const found = (await managedArns(at, work))?.find((policy) => policy["Arn"] === arn);
    return found && { ...asProps(at), managedPolicyArn: arn, managedPolicyName: found["Name"] as unknown };
  },
  async delete(work) {
    const input = { ...declaredSet(work), ManagedPolicyArn: work.inputs["managedPolicyArn"] as unknown };
    const done = await orMissing(send("ssoadmin", "DetachManagedPolicyFromPermissionSet", input, work));
    if (done !== undefined) await provision(work);
  },
});

/**
 * `aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive`: destroying it leaves the policies
 * attached, as officially.
 */
export const managedPolicyAttachmentsExclusive: ResourceType = regional({
  inputs: [...ofSet, "managedPolicyArns"],
  replaceOn: ["instanceArn", "permissionSetArn"],
  sets: ["managedPolicyArns"],
  create: async (work) => {
    await attachExactly(work);
    return exclusiveId(work);
  },
  async read(work) {
    const at = exclusiveSet(work.id);
    const found = await managedArns(at, work);
    return found && { ...asProps(at), managedPolicyArns: found.map((policy) => policy["Arn"] as string).sort() };
  },
  update: attachExactly,
  async delete() {
    // Nothing, as officially: the policies go with the set.
  },
});

async function attachExactly(work: Work): Promise<void> {
  const at = declaredSet(work);
  const wanted = (work.inputs["managedPolicyArns"] ?? []) as string[];
  const present = (await list("ssoadmin", "ListManagedPoliciesInPermissionSet", { ...at }, "AttachedManagedPolicies", work)).map(
    ({ Arn }) => Arn as string,
  );
  const [added, removed] = [missingFrom(present, wanted), missingFrom(wanted, present)];
  for (const ManagedPolicyArn of added) await send("ssoadmin", "AttachManagedPolicyToPermissionSet", { ...at, ManagedPolicyArn }, work);
  for (const ManagedPolicyArn of removed) await send("ssoadmin", "DetachManagedPolicyFromPermissionSet", { ...at, ManagedPolicyArn }, work);
  if (added.length + removed.length > 0) await provision(work);
}

/** Ids of the exclusive types have the instance first. */
function exclusiveId(work: Work): string {
  const { InstanceArn, PermissionSetArn } = declaredSet(work);
  return `${InstanceArn},${PermissionSetArn}`;
}

function exclusiveSet(id: string): Set {
  const [InstanceArn = "", PermissionSetArn = ""] = id.split(",");
  if (PermissionSetArn === "") throw new Error(`unexpected format for ID (${id}), expected INSTANCE_ARN,PERMISSION_SET_ARN`);
  return { InstanceArn, PermissionSetArn };
}

interface Reference {
  readonly name: string;
  readonly path: string;
}

function reference(value: Props): Reference {
  return { name: value["name"] as string, path: (value["path"] ?? "/") as string };
}

function asApi({ name, path }: Reference): Props {
  return { CustomerManagedPolicyReference: { Name: name, Path: path } };
}

async function references(at: Set, work: Work): Promise<Reference[] | undefined> {
  const listing = list(
    "ssoadmin",
    "ListCustomerManagedPolicyReferencesInPermissionSet",
    { ...at },
    "CustomerManagedPolicyReferences",
    work,
  );
  return (await orMissing(listing))?.map(({ Name, Path }) => ({ name: Name as string, path: (Path ?? "/") as string }));
}

/** The path "/" is the default: shown only where the program wrote it. */
function quietPath(found: Reference, declared: Props | undefined): Props {
  return found.path === "/" && declared?.["path"] === undefined ? { name: found.name } : { ...found };
}

/**
 * `aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive`: destroying it
 * detaches nothing, as officially.
 */
export const customerManagedPolicyAttachmentsExclusive: ResourceType = regional({
  inputs: [...ofSet, "customerManagedPolicyReferences.name", "customerManagedPolicyReferences.path"],
  replaceOn: ["instanceArn", "permissionSetArn"],
  sets: ["customerManagedPolicyReferences"],
  create: async (work) => {
    await referToExactly(work);
    return exclusiveId(work);
  },
  async read(work) {
    const at = exclusiveSet(work.id);
    const found = await references(at, work);
    const declared = (work.inputs["customerManagedPolicyReferences"] ?? []) as Props[];
    return (
      found && {
        ...asProps(at),
        customerManagedPolicyReferences: found.map((one) =>
          quietPath(
            one,
            declared.find(({ name }) => name === one.name),
          ),
        ),
      }
    );
  },
  update: referToExactly,
  async delete() {
    // Nothing, as officially.
  },
});

async function referToExactly(work: Work): Promise<void> {
  const at = declaredSet(work);
  const wanted = ((work.inputs["customerManagedPolicyReferences"] ?? []) as Props[]).map(reference);
  const present = (await references(at, work)) ?? [];
  const equal = (one: Reference) => (other: Reference) => one.name === other.name && one.path === other.path;
  const added = wanted.filter((one) => !present.some(equal(one)));
  const removed = present.filter((one) => !wanted.some(equal(one)));
  for (const one of added) await send("ssoadmin", "AttachCustomerManagedPolicyReferenceToPermissionSet", { ...at, ...asApi(one) }, work);
  for (const one of removed)
    await send("ssoadmin", "DetachCustomerManagedPolicyReferenceFromPermissionSet", { ...at, ...asApi(one) }, work);
  if (added.length + removed.length > 0) await provision(work);
}

/** `aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy`. */
export const permissionSetInlinePolicy: ResourceType = regional({
  inputs: [...ofSet, "inlinePolicy"],
  replaceOn: ["instanceArn", "permissionSetArn"],
  policies: ["inlinePolicy"],
  async create(work) {
    const { PermissionSetArn, InstanceArn } = await putInline(work);
    return provisionAttached(work, `${PermissionSetArn},${InstanceArn}`);
  },
  async read(work) {
    const at = setOf(work.id);
    const found = await orMissing(send("ssoadmin", "GetInlinePolicyForPermissionSet", { ...at }, work));
    return found?.["InlinePolicy"] ? { ...asProps(at), inlinePolicy: found["InlinePolicy"] as unknown } : undefined;
  },
  async update(work) {
    await putInline(work);
    await provision(work);
  },
  async delete(work) {
    const done = await orMissing(send("ssoadmin", "DeleteInlinePolicyFromPermissionSet", { ...declaredSet(work) }, work));
    if (done !== undefined) await provision(work);
  },
});

async function putInline(work: Work): Promise<Set> {
  const at = declaredSet(work);
  const doing = `putting Inline Policy on SSO Permission Set (${at.PermissionSetArn})`;
  await during(
    doing,
    send("ssoadmin", "PutInlinePolicyToPermissionSet", { ...at, InlinePolicy: work.inputs["inlinePolicy"] as unknown }, work),
  );
  return at;
}

/** `aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment`. */
export const permissionsBoundaryAttachment: ResourceType = regional({
  inputs: [
    ...ofSet,
    "permissionsBoundary.customerManagedPolicyReference.name",
    "permissionsBoundary.customerManagedPolicyReference.path",
    "permissionsBoundary.managedPolicyArn",
  ],
  replaceOn: "*",
  async create(work) {
    const at = declaredSet(work);
    const { managedPolicyArn, customerManagedPolicyReference } = work.inputs["permissionsBoundary"] as Props;
    const PermissionsBoundary = managedPolicyArn
      ? { ManagedPolicyArn: managedPolicyArn as unknown }
      : asApi(reference(customerManagedPolicyReference as Props));
    const doing = `attaching Permissions Boundary to SSO Permission Set (${at.PermissionSetArn})`;
    await during(doing, send("ssoadmin", "PutPermissionsBoundaryToPermissionSet", { ...at, PermissionsBoundary }, work));
    return provisionAttached(work, `${at.PermissionSetArn},${at.InstanceArn}`);
  },
  async read(work) {
    const at = setOf(work.id);
    const answer = await orMissing(send("ssoadmin", "GetPermissionsBoundaryForPermissionSet", { ...at }, work));
    if (answer === undefined) return undefined;
    const { ManagedPolicyArn, CustomerManagedPolicyReference } = answer["PermissionsBoundary"] as Props;
    const declared = work.inputs["permissionsBoundary"]?.["customerManagedPolicyReference"] as Props | undefined;
    const permissionsBoundary = ManagedPolicyArn
      ? { managedPolicyArn: ManagedPolicyArn as unknown }
      : {
          customerManagedPolicyReference: quietPath(
            { name: CustomerManagedPolicyReference["Name"] as string, path: (CustomerManagedPolicyReference["Path"] ?? "/") as string },
            declared,
          ),
        };
    return { ...asProps(at), permissionsBoundary };
  },
  async delete(work) {
    const done = await orMissing(send("ssoadmin", "DeletePermissionsBoundaryFromPermissionSet", { ...declaredSet(work) }, work));
    if (done !== undefined) await provision(work);
  },
});
