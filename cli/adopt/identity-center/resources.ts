/**
 * What Pulumi imports of Identity Center, under the names that the program's components give. Pure.
 */
import { COMPONENT } from "../../../contract/component-types";
import type { LiveSet } from "../../../access/adopt/permission-sets";
import { PERMISSION_SET } from "../../../access/existing-names";
import type { TakenOver } from "../../../access/import-file";
import { assignmentName } from "../../../access/names";
import { mappedAttributes } from "../../../access/session-attributes";
import { compareText, listed } from "../../../access/words";
import type { LiveAssignment } from "../../clouds/identity-center";
import { ROOT, type AdoptedGroup, type Decision } from "../part";
import type { Estate } from "./estate";

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";

/** A live assignment that is adopted. */
export interface AdoptedGrant {
  readonly group: AdoptedGroup;
  readonly permissionSet: string;
  readonly accountId: string;
  readonly live: LiveAssignment;
}

/**
 * The set itself, and what the program registers beside it: both exclusive lists always, boundary and inline policy
 * where there is one.
 */
export function setResources({ arn, name, boundary, inlinePolicy }: LiveSet, instanceArn: string): TakenOver[] {
  const parents = [ROOT, { type: COMPONENT.permissionSet, name }];
  const own = `${arn},${instanceArn}`;
  const exclusive = `${instanceArn},${arn}`;
  const of = (type: string, suffix: string, id: string): TakenOver => ({
    type: `aws:ssoadmin/${type}`,
    name: `${name}${suffix}`,
    id,
    parents,
  });
  return [
    { type: PERMISSION_SET, name, id: own, parents },
    ...(boundary === undefined ? [] : [of("permissionsBoundaryAttachment:PermissionsBoundaryAttachment", "/boundary", own)]),
    of("managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive", "/managed", exclusive),
    of("customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive", "/customer-managed", exclusive),
    ...(inlinePolicy === undefined ? [] : [of("permissionSetInlinePolicy:PermissionSetInlinePolicy", "/inline", own)]),
  ];
}

/** Each assignment below the component of its group. */
export function assignmentResources(adopted: readonly AdoptedGrant[], { instanceArn }: Estate): TakenOver[] {
  // As `Scopes` in components/aws/account-assignments.ts: of two groups of one name the second has no component of its
  // own.
  const owners = new Map<string, string>();
  const sorted = [...adopted].sort((a, b) => compareText(a.group.written, b.group.written));
  for (const { group } of sorted) if (!owners.has(group.displayName)) owners.set(group.displayName, group.id);
  return sorted.map(({ group, permissionSet, accountId, live }) => ({
    type: ASSIGNMENT,
    name: assignmentName({ permissionSet, groupId: group.id, accountId }),
    id: [live.principalId, "GROUP", accountId, "AWS_ACCOUNT", live.permissionSetArn, instanceArn].join(","),
    parents: [
      ROOT,
      { type: COMPONENT.accountAssignments, name: "account-assignments" },
      ...(owners.get(group.displayName) === group.id ? [{ type: COMPONENT.group, name: group.displayName }] : []),
    ],
  }));
}

/** Attributes for access control: adopted where the settings' session attributes mean the same, else left alone. */
export function accessControlAttributes(
  { attributes, instanceArn }: Pick<Estate, "attributes" | "instanceArn">,
  sessionAttributes: Readonly<Record<string, string>>,
): { readonly resources: readonly TakenOver[]; readonly decisions: readonly Decision[] } {
  if (attributes === undefined || attributes.size === 0) return { resources: [], decisions: [] };
  const wanted = mappedAttributes(sessionAttributes).map(({ key, source }) => `${key}=${source}`);
  const live = [...attributes].map(([key, sources]) => `${key}=${sources.join()}`).sort(compareText);
  if (wanted.sort(compareText).join("\n") === live.join("\n")) {
    const name = "access-control-attributes";
    const parents = [ROOT, { type: COMPONENT.accessControlAttributes, name }];
    const type = "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes";
    return { resources: [{ type, name, id: instanceArn, parents }], decisions: [] };
  }
  const text = `Identity Center maps ${listed([...attributes.keys()].sort())} from its identity store. The settings say such attributes together with Entra's claims (federation:enterpriseApp.sessionAttributes), which are not the same; the mapping stays as it is.`;
  return { resources: [], decisions: [{ kind: "left-alone", what: "attributes for access control", text }] };
}
