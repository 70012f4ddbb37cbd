import { planAccess } from "../../access/plan";
import type { Settings } from "../../access/settings";
import { CORE, divideAccounts } from "../../access/stacks";
import pMap from "p-map";
import { awsConcurrency, type CallCounter } from "../clouds/aws";
import type { EntraReader } from "../clouds/entra";
import type { IdentityCenterReader } from "../clouds/identity-center";
import { readOrganization } from "../clouds/organization";
import { sentence } from "../failure";
import { signingCertificates } from "../saml/certificates";
import { isMarked } from "./identity-center";
import type { OrphanFacts } from "./orphans";
import type { ResourceState } from "../stack/state";

/** What is read for {@link readOrphanFacts}. */
export interface FactSources {
  readonly identityCenter: IdentityCenterReader;
  readonly entra: () => Promise<EntraReader>;
  readonly settings: Settings;
  readonly counter: CallCounter;
  /** Whether the stack is an access stack: it makes account assignments and nothing else. */
  readonly isAccessStack: boolean;
  /** What proves that a thing is this stack's. */
  readonly proof: { readonly pending: readonly ResourceState[]; readonly mark: string | undefined };
}

/** Reads what could be an orphan in both clouds; what cannot be read is told in `unread`, one sentence each. */
export async function readOrphanFacts(
  resources: readonly ResourceState[],
  since: Date,
  sources: FactSources,
): Promise<{ readonly facts: OrphanFacts; readonly unread: readonly string[] }> {
  // Whatever could be an orphan is its core's; an assignment carries no mark, and `federation verify` tells the one
  // that nobody declared.
  if (sources.isAccessStack) return { facts: { since, pending: sources.proof.pending }, unread: [] };
  const unread: string[] = [];
  const attempt = async <Facts extends object>(what: string, read: () => Promise<Facts>): Promise<Facts | object> => {
    try {
      return await read();
    } catch (error) {
      unread.push(`${what} could not be read: ${sentence(error)}`);
      return {};
    }
  };
  const [entra, aws, plan] = await Promise.all([
    attempt("Entra", () => entraFacts(resources, sources)),
    attempt("Identity Center", () => awsFacts(resources, since, sources)),
    attempt("The organization", () => planFacts(sources)),
  ]);
  return { facts: { since, pending: sources.proof.pending, ...entra, ...aws, ...plan }, unread };
}

async function entraFacts(
  resources: readonly ResourceState[],
  { entra }: FactSources,
): Promise<Pick<OrphanFacts, "applications" | "certificates">> {
  const reader = await entra();
  const principal = resources
    .find(({ type }) => type === "azuread:index/servicePrincipal:ServicePrincipal")
    ?.id?.split("/")
    .at(-1);
  const [applications, certificates] = await Promise.all([
    reader.applications(),
    principal === undefined || principal === "" ? [] : reader.certificates(principal).then(signingCertificates),
  ]);
  return { applications, certificates };
}

async function awsFacts(
  resources: readonly ResourceState[],
  since: Date,
  { identityCenter, proof: { mark } }: FactSources,
): Promise<Pick<OrphanFacts, "instanceArn" | "marked" | "permissionSets" | "assignments">> {
  const [instance] = await identityCenter.instances();
  if (instance === undefined) return {};
  const { instanceArn } = instance;
  const known = new Set(resources.filter(({ type }) => type === "aws:ssoadmin/permissionSet:PermissionSet").map(({ id = "" }) => id));
  const permissionSets = await identityCenter.permissionSets(instanceArn);
  const ours = permissionSets.map(({ arn }) => arn).filter((arn) => known.has(`${arn},${instanceArn}`));
  // Only a set that no state holds and that is young enough to be an orphan is asked for its tags.
  const young = permissionSets.filter(({ arn, created }) => !ours.includes(arn) && created !== undefined && created >= since);
  const marks = await pMap(young, ({ arn }) => isMarked(identityCenter, instanceArn, arn, mark), { concurrency: awsConcurrency });
  const marked = new Set(young.filter((_, index) => marks[index]).map(({ arn }) => arn));
  return { instanceArn, permissionSets, marked, assignments: await identityCenter.assignments(instanceArn, ours) };
}

async function planFacts({ settings, counter }: FactSources): Promise<Pick<OrphanFacts, "plan" | "isElsewhere">> {
  const { organization } = await readOrganization(settings.homeRegion, counter);
  const division = divideAccounts(settings.stacks, organization);
  const isElsewhere = (accountId: string): boolean => (division.homeOf(accountId) ?? CORE) !== CORE;
  return { plan: planAccess(settings, organization).plan, isElsewhere };
}
