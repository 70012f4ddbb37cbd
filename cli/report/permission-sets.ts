import { COMPONENT } from "../../contract/component-types";
import type { PolicyDocument, PolicyStatement } from "../../access/model";
import type { SetContent } from "../../access/report/snapshot";
import { isUnknown, known, type ResourceState, type Sides, urnParts } from "./steps";

type Resources = ReadonlyMap<string, ResourceState>;

const TYPE = /^aws:ssoadmin\/\w+:(\w+)$/;

/** What a resource of Identity Center is, such as PermissionSet; nothing for any other type. */
export function ssoKind({ type }: ResourceState): string | undefined {
  return TYPE.exec(type)?.[1];
}

/**
 * Finds the permission set that a resource is about, by ARN, or where that is not known yet by what the ARN comes from.
 */
export class SetNames {
  private readonly byArn = new Map<string, string>();

  constructor({ before, after }: Pick<Sides, "before" | "after">) {
    for (const resources of [before, after]) {
      for (const resource of resources.values()) {
        // The sets of an access stack are in its core, whose preview may not be at hand.
        if (resource.type === COMPONENT.federation) {
          for (const [name, arn] of Object.entries((resource.inputs["permissionSetArns"] ?? {}) as Record<string, unknown>))
            if (typeof arn === "string" && !isUnknown(arn)) this.byArn.set(arn, name);
        }
        if (ssoKind(resource) !== "PermissionSet") continue;
        const { arn } = resource.outputs;
        const name = known(resource, "name");
        if (typeof arn === "string" && !isUnknown(arn) && name !== undefined) this.byArn.set(arn, name);
      }
    }
  }

  /** Name of the set; `foreign` where it is none of the program's, so that only the end of its ARN names it. */
  of(resource: ResourceState, side: Resources): { readonly name: string; readonly foreign: boolean } | undefined {
    const arn = known(resource, "permissionSetArn");
    if (arn !== undefined) {
      const name = this.byArn.get(arn);
      return { name: name ?? arn.slice(arn.lastIndexOf("/") + 1), foreign: name === undefined };
    }
    const from = (resource.propertyDependencies?.["permissionSetArn"] ?? []).map((urn) => side.get(urn));
    const sets = from.flatMap((one) => (one !== undefined && ssoKind(one) === "PermissionSet" ? (known(one, "name") ?? []) : []));
    if (sets.length === 1) return { name: sets[0]!, foreign: false };
    // A stream of events does not tell what a value is made of: the program's own names do.
    const { types, name } = urnParts(resource.urn);
    const own = /^[^/]+/.exec(name)?.[0];
    if (own !== undefined && types.some((type) => OWN.has(type))) return { name: own, foreign: false };
    return undefined;
  }
}

const OWN = new Set<string>([COMPONENT.permissionSet, COMPONENT.accountAssignments]);

/** Content of every permission set on one side, by name. */
export function setContents(side: Resources, names: SetNames, other?: Resources): Map<string, SetContent> {
  const parts = new Map<string, ResourceState[]>();
  const sets = new Map<string, ResourceState>();
  for (const resource of side.values()) {
    const kind = ssoKind(resource);
    if (kind === "PermissionSet") sets.set(known(resource, "name") ?? urnParts(resource.urn).name, resource);
    else if (kind !== undefined && kind in READERS) add(parts, names.of(resource, side)?.name, resource);
  }
  // Deleting an exclusive list of attachments detaches nothing: what was attached stays with the set.
  for (const resource of other?.values() ?? []) {
    if (!/Exclusive$/.test(ssoKind(resource) ?? "") || side.has(resource.urn)) continue;
    add(parts, names.of(resource, other!)?.name, resource);
  }
  return new Map([...sets].map(([name, set]) => [name, content(name, set, parts.get(name) ?? [])]));
}

function add(parts: Map<string, ResourceState[]>, name: string | undefined, resource: ResourceState): void {
  if (name === undefined) return;
  const list = parts.get(name);
  if (list === undefined) parts.set(name, [resource]);
  else list.push(resource);
}

/** A set under construction. */
interface Draft {
  managedPolicies: string[];
  customerManagedPolicies: string[];
  inlinePolicy?: PolicyDocument;
  boundary?: string;
  unknown: string[];
}

function content(name: string, set: ResourceState, parts: readonly ResourceState[]): SetContent {
  const draft: Draft = { managedPolicies: [], customerManagedPolicies: [], unknown: [] };
  for (const part of parts) {
    const [property, read] = READERS[ssoKind(part)!]!;
    const value = part.inputs[property];
    if (isUnknown(value)) draft.unknown.push(`${property} of ${urnParts(part.urn).name}`);
    else if (value !== undefined && value !== null) read(value, draft);
  }
  const plain = (property: string): string | undefined => {
    if (isUnknown(set.inputs[property])) draft.unknown.push(`${property} of ${name}`);
    return known(set, property);
  };
  const description = plain("description") ?? "";
  // AWS's default where nothing is written. @see
  // https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
  const sessionDuration = plain("sessionDuration") ?? "PT1H";
  const relayState = plain("relayState");
  const { managedPolicies, customerManagedPolicies, inlinePolicy, boundary, unknown } = draft;
  return {
    name,
    description,
    sessionDuration,
    ...(relayState === undefined ? {} : { relayState }),
    ...(boundary === undefined ? {} : { boundary }),
    managedPolicies: [...new Set(managedPolicies)].sort(),
    customerManagedPolicies: [...new Set(customerManagedPolicies)].sort(),
    ...(inlinePolicy === undefined ? {} : { inlinePolicy }),
    unknown,
  };
}

/** By kind of resource: the property that tells what it adds, and how. */
const READERS: Readonly<Record<string, readonly [property: string, read: (value: unknown, draft: Draft) => void]>> = {
  ManagedPolicyAttachmentsExclusive: [
    "managedPolicyArns",
    (arns, draft) => void draft.managedPolicies.push(...(arns as string[]).map(policyName)),
  ],
  ManagedPolicyAttachment: ["managedPolicyArn", (arn, draft) => void draft.managedPolicies.push(policyName(arn as string))],
  CustomerManagedPolicyAttachmentsExclusive: [
    "customerManagedPolicyReferences",
    (references, draft) => void draft.customerManagedPolicies.push(...(references as Reference[]).map(referenceWords)),
  ],
  CustomerManagedPolicyAttachment: [
    "customerManagedPolicyReference",
    (reference, draft) => void draft.customerManagedPolicies.push(referenceWords(reference as Reference)),
  ],
  PermissionsBoundaryAttachment: [
    "permissionsBoundary",
    (value, draft) => {
      const { managedPolicyArn, customerManagedPolicyReference } = value as {
        managedPolicyArn?: string;
        customerManagedPolicyReference?: Reference;
      };
      if (managedPolicyArn !== undefined) draft.boundary = policyName(managedPolicyArn);
      else if (customerManagedPolicyReference !== undefined) draft.boundary = referenceWords(customerManagedPolicyReference);
    },
  ],
  PermissionSetInlinePolicy: [
    "inlinePolicy",
    (text, draft) => {
      const document = policyDocument(text);
      if (document === undefined) draft.unknown.push("an inline policy that is no policy document");
      else draft.inlinePolicy = document;
    },
  ],
};

/** Path and name of a policy by its ARN: job-function/Billing. */
function policyName(arn: string): string {
  return arn.slice(arn.indexOf(":policy/") + ":policy/".length);
}

interface Reference {
  readonly name: string;
  readonly path?: string;
}

function referenceWords({ name, path = "/" }: Reference): string {
  return `${path}${name}`;
}

/** A policy document from its text; AWS takes a single statement for a list of one. */
function policyDocument(text: unknown): PolicyDocument | undefined {
  try {
    const { Statement } = JSON.parse(String(text)) as { Statement: PolicyStatement | PolicyStatement[] };
    const statements = Array.isArray(Statement) ? Statement : [Statement];
    if (statements.some((statement) => statement === null || typeof statement !== "object")) return undefined;
    return { Version: "2012-10-17", Statement: statements };
  } catch {
    return undefined;
  }
}
