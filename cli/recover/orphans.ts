import type { AccessPlan } from "../../access/model";
import type { Application } from "../clouds/entra-types";
import type { LiveAssignment, NamedSet } from "../clouds/identity-center";
import type { SigningCertificate } from "../saml/certificates";
import { certificateId, isInterrupted } from "./entra";
import { sortFound, mergeFound, type FoundObjects, type Unproven } from "./found-objects";
import type { ResourceState } from "../stack/state";

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
  /** Whether the assignments of an account are in another stack of the federation. */
  readonly isElsewhere?: (accountId: string) => boolean;
  readonly instanceArn?: string;
  /** Creations that the interrupted run began: what they name, and was made since, is this stack's. */
  readonly pending: readonly ResourceState[];
  /** ARNs of permission sets that carry this stack's own tag. */
  readonly marked?: ReadonlySet<string>;
}

const type = {
  application: "azuread:index/application:Application",
  principal: "azuread:index/servicePrincipal:ServicePrincipal",
  certificate: "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate",
  set: "aws:ssoadmin/permissionSet:PermissionSet",
  assignment: "aws:ssoadmin/accountAssignment:AccountAssignment",
} as const;

/** Names what looks like this stack's and is in no state; only what is proven to be this stack's is an orphan. Pure. */
export function findOrphans(resources: readonly ResourceState[], facts: OrphanFacts): FoundObjects {
  const idsOf = (wanted: string) => new Set(resources.filter((resource) => resource.type === wanted).map(({ id = "" }) => id));
  return mergeFound([
    duplicateCertificates(facts, resources),
    orphanSets(facts, idsOf(type.set)),
    {
      orphans: [],
      unproven: [...strayApplications(facts, idsOf(type.application)), ...strayAssignments(facts, idsOf(type.set), idsOf(type.assignment))],
    },
  ]);
}

/**
 * A temporary name says nothing of whose it is, and an interrupted creation makes one application at most, which is
 * adopted.
 */
function strayApplications({ applications = [], since }: OrphanFacts, known: ReadonlySet<string>): Unproven[] {
  return applications
    .filter((application) => isInterrupted(application, since) && !known.has(`/applications/${application.id}`))
    .map(({ id, displayName, createdDateTime = "" }) => ({
      description: `application ${displayName} (${id}), begun ${createdDateTime} and never finished`,
      remedy: "it may be another stack's; once no run of any stack is under way, delete it in Entra",
    }));
}

/**
 * A certificate is a duplicate when the state holds another of the same name and end. An older slot, let go on purpose,
 * is none.
 */
function duplicateCertificates({ certificates = [], pending, since }: OrphanFacts, resources: readonly ResourceState[]): FoundObjects {
  const principal = resources
    .find((resource) => resource.type === type.principal)
    ?.id?.split("/")
    .at(-1);
  if (principal === undefined) return { orphans: [], unproven: [] };
  const known = new Set(resources.filter((resource) => resource.type === type.certificate).map(({ id = "" }) => id));
  const isKnown = ({ keyId }: SigningCertificate) => known.has(certificateId(principal, keyId));
  const namesOfKnown = certificates.filter(isKnown).map(({ name, ends }) => `${name} ${ends.toISOString()}`);
  const duplicates = certificates.filter(
    (certificate) =>
      !isKnown(certificate) && !certificate.active && namesOfKnown.includes(`${certificate.name} ${certificate.ends.toISOString()}`),
  );
  const proven = new Set(
    duplicates.filter(({ name, ends, begins }) => {
      const isOf = ({ type: of, inputs }: ResourceState) =>
        of === type.certificate && inputs?.["displayName"] === name && Date.parse(String(inputs["endDate"])) === ends.getTime();
      return begins !== undefined && begins >= since && pending.some(isOf);
    }),
  );
  return mergeFound(
    duplicates.map((certificate) => {
      const { keyId, thumbprint, name } = certificate;
      const description = `certificate ${thumbprint} (${name}), a duplicate of one in the state`;
      return sortFound(
        [{ kind: "certificate", principal, keyId, description }],
        () => proven.has(certificate),
        "where nobody needs it, delete it under the enterprise application's SAML certificates in Entra",
      );
    }),
  );
}

/** The tag alone is not enough: a stack of the same name in another backend sets the same one. */
function orphanSets({ permissionSets = [], plan, instanceArn = "", marked, since }: OrphanFacts, known: ReadonlySet<string>): FoundObjects {
  const planned = new Set(plan?.permissionSets.map(({ name }) => name));
  const found = permissionSets.filter(({ name, arn }) => planned.has(name) && !known.has(`${arn},${instanceArn}`));
  return mergeFound(
    found.map(({ name, arn, created }) =>
      sortFound(
        [
          {
            kind: "permission set",
            arn,
            instanceArn,
            description: `permission set ${name} (${arn}), wanted by the settings but in no state`,
          },
        ],
        () => marked?.has(arn) === true && created !== undefined && created >= since,
        "take it over with `federation take-over`, or write another name into federation:permissionSets",
      ),
    ),
  );
}

/**
 * An assignment carries no mark; what an interrupted creation names is adopted. Whatever else there is may be
 * somebody's work.
 */
function strayAssignments(
  { assignments = [], permissionSets = [], instanceArn = "", isElsewhere = () => false }: OrphanFacts,
  knownSets: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Unproven[] {
  return assignments
    .filter(({ permissionSetArn, accountId }) => knownSets.has(`${permissionSetArn},${instanceArn}`) && !isElsewhere(accountId))
    .filter(({ principalId, principalType, accountId, permissionSetArn }) => {
      return !known.has([principalId, principalType, accountId, "AWS_ACCOUNT", permissionSetArn, instanceArn].join(","));
    })
    .map(({ principalId, principalType, accountId, permissionSetArn }) => {
      const set = permissionSets.find(({ arn }) => arn === permissionSetArn)?.name ?? permissionSetArn;
      return {
        description: `assignment of ${set} to ${principalType.toLowerCase()} ${principalId} in ${accountId}, in no state`,
        remedy: "`federation verify` says what to do about it",
      };
    });
}
