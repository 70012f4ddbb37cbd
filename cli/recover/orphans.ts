import type { AccessPlan } from "../../access/model";
import type { Application } from "../clouds/entra-types";
import type { LiveAssignment, NamedSet } from "../clouds/identity-center";
import type { SigningCertificate } from "../saml/certificates";
import { certificateId, isInterrupted } from "./entra";
import type { ResourceState } from "./state";

/** An object of ours that no state knows. */
export type Orphan =
  | { readonly kind: "application"; readonly description: string; readonly id: string }
  | { readonly kind: "certificate"; readonly description: string; readonly principal: string; readonly keyId: string }
  | { readonly kind: "permission set"; readonly description: string; readonly arn: string; readonly instanceArn: string }
  | { readonly kind: "account assignment"; readonly description: string; readonly assignment: LiveAssignment; readonly instanceArn: string }
  | { readonly kind: "Entra object"; readonly description: string; readonly path: string }
  | { readonly kind: "key"; readonly description: string; readonly keyId: string; readonly region: string }
  | { readonly kind: "login profile"; readonly description: string; readonly user: string }
  | { readonly kind: "access key"; readonly description: string; readonly user: string; readonly keyId: string };

/** What the clouds hold that could be an orphan; a part that could not be read is left out. */
export interface OrphanFacts {
  readonly applications?: readonly Application[];
  /** Temporary applications older than this belong to another run. */
  readonly since: Date;
  readonly certificates?: readonly SigningCertificate[];
  readonly permissionSets?: readonly NamedSet[];
  /** Assignments of the permission sets that the state holds. */
  readonly assignments?: readonly LiveAssignment[];
  readonly plan?: AccessPlan;
  readonly instanceArn?: string;
}

const type = {
  application: "azuread:index/application:Application",
  principal: "azuread:index/servicePrincipal:ServicePrincipal",
  certificate: "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate",
  set: "aws:ssoadmin/permissionSet:PermissionSet",
  assignment: "aws:ssoadmin/accountAssignment:AccountAssignment",
} as const;

/** Names what is in the clouds because of this stack, and in no state. Pure. */
export function findOrphans(resources: readonly ResourceState[], facts: OrphanFacts): Orphan[] {
  const idsOf = (wanted: string) => new Set(resources.filter((resource) => resource.type === wanted).map(({ id = "" }) => id));
  return [
    ...orphanApplications(facts, idsOf(type.application)),
    ...duplicateCertificates(facts, resources),
    ...orphanSets(facts, idsOf(type.set)),
    ...orphanAssignments(facts, idsOf(type.set), idsOf(type.assignment)),
  ];
}

function orphanApplications({ applications = [], since }: OrphanFacts, known: ReadonlySet<string>): Orphan[] {
  return applications
    .filter((application) => isInterrupted(application, since) && !known.has(`/applications/${application.id}`))
    .map(({ id, displayName, createdDateTime = "at an unknown time" }) => ({
      kind: "application",
      id,
      description: `application ${displayName} (${id}), begun ${createdDateTime} and never finished`,
    }));
}

/** A certificate is a duplicate when the state holds another of the same name and end. An older slot, let go on purpose, is none. */
function duplicateCertificates({ certificates = [] }: OrphanFacts, resources: readonly ResourceState[]): Orphan[] {
  const principal = resources
    .find((resource) => resource.type === type.principal)
    ?.id?.split("/")
    .at(-1);
  if (principal === undefined) return [];
  const known = new Set(resources.filter((resource) => resource.type === type.certificate).map(({ id = "" }) => id));
  const isKnown = ({ keyId }: SigningCertificate) => known.has(certificateId(principal, keyId));
  const twins = certificates.filter(isKnown).map(({ name, ends }) => `${name} ${ends.toISOString()}`);
  return certificates
    .filter(
      (certificate) =>
        !isKnown(certificate) && !certificate.active && twins.includes(`${certificate.name} ${certificate.ends.toISOString()}`),
    )
    .map(({ keyId, thumbprint, name }) => ({
      kind: "certificate",
      principal,
      keyId,
      description: `certificate ${thumbprint} (${name}), a duplicate of one in the state`,
    }));
}

function orphanSets({ permissionSets = [], plan, instanceArn = "" }: OrphanFacts, known: ReadonlySet<string>): Orphan[] {
  const planned = new Set(plan?.permissionSets.map(({ name }) => name));
  return permissionSets
    .filter(({ name, arn }) => planned.has(name) && !known.has(`${arn},${instanceArn}`))
    .map(({ name, arn }) => ({
      kind: "permission set",
      arn,
      instanceArn,
      description: `permission set ${name} (${arn}), wanted by the settings but in no state`,
    }));
}

function orphanAssignments(
  { assignments = [], permissionSets = [], instanceArn = "" }: OrphanFacts,
  knownSets: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Orphan[] {
  return assignments
    .filter(({ permissionSetArn }) => knownSets.has(`${permissionSetArn},${instanceArn}`))
    .filter(({ principalId, principalType, accountId, permissionSetArn }) => {
      return !known.has([principalId, principalType, accountId, "AWS_ACCOUNT", permissionSetArn, instanceArn].join(","));
    })
    .map((assignment) => {
      const set = permissionSets.find(({ arn }) => arn === assignment.permissionSetArn)?.name ?? assignment.permissionSetArn;
      const who = `${assignment.principalType.toLowerCase()} ${assignment.principalId}`;
      return {
        kind: "account assignment",
        assignment,
        instanceArn,
        description: `assignment of ${set} to ${who} in ${assignment.accountId}, in no state`,
      };
    });
}
