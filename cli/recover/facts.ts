import { planAccess } from "../../access/plan";
import type { Settings } from "../../access/settings";
import type { CallCounter } from "../clouds/aws";
import type { EntraReader } from "../clouds/entra";
import type { IdentityCenterReader } from "../clouds/identity-center";
import { readOrganization } from "../clouds/organization";
import { sentence } from "../failure";
import { signingCertificates } from "../saml/certificates";
import type { OrphanFacts } from "./orphans";
import type { ResourceState } from "./state";

/** What is read for {@link readOrphanFacts}. */
export interface FactSources {
  readonly identityCenter: IdentityCenterReader;
  readonly entra: () => Promise<EntraReader>;
  readonly settings: Settings;
  readonly counter: CallCounter;
}

/** Reads what could be an orphan in both clouds; what cannot be read is told in `unread`, one sentence each. */
export async function readOrphanFacts(
  resources: readonly ResourceState[],
  since: Date,
  sources: FactSources,
): Promise<{ readonly facts: OrphanFacts; readonly unread: readonly string[] }> {
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
    attempt("Identity Center", () => awsFacts(resources, sources)),
    attempt("The organization", () => planFacts(sources)),
  ]);
  return { facts: { since, ...entra, ...aws, ...plan }, unread };
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
  { identityCenter }: FactSources,
): Promise<Pick<OrphanFacts, "instanceArn" | "permissionSets" | "assignments">> {
  const [instance] = await identityCenter.instances();
  if (instance === undefined) return {};
  const { instanceArn } = instance;
  const known = new Set(resources.filter(({ type }) => type === "aws:ssoadmin/permissionSet:PermissionSet").map(({ id = "" }) => id));
  const permissionSets = await identityCenter.permissionSets(instanceArn);
  const ours = permissionSets.map(({ arn }) => arn).filter((arn) => known.has(`${arn},${instanceArn}`));
  return { instanceArn, permissionSets, assignments: await identityCenter.assignments(instanceArn, ours) };
}

async function planFacts({ settings, counter }: FactSources): Promise<Pick<OrphanFacts, "plan">> {
  const { organization } = await readOrganization(settings.homeRegion, counter);
  return { plan: planAccess(settings, organization).plan };
}
