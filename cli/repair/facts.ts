import pMap from "p-map";
import { pathOf } from "../../access/customer-policies";
import { partitionOf } from "../../contract/partition";
import { awsConcurrency } from "../clouds/aws";
import type { PermissionSetContent } from "../clouds/identity-center";
import { GraphError } from "../../graph/client";
import { sentence } from "../failure";
import { resourcesOf, textInput, type StackState } from "../stack/state";
import { Missing } from "../verify/missing";
import type { VerifyContext } from "../verify/context";
import { attachedByHand, type AttachedByHand, differences } from "../verify/permission-set";
import type { AccountName, JobFacts, SetFacts } from "./plan";

const SET = "aws:ssoadmin/permissionSet:PermissionSet";
const ATTACHMENTS: Readonly<Record<AttachedByHand["kind"], string>> = {
  "inline policy": "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
  "permissions boundary": "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
};

/** Permission sets that the state holds: six calls a set, and one for each account that holds it. */
export async function readSets(context: VerifyContext, state: StackState): Promise<SetFacts[]> {
  const resources = resourcesOf(state).filter((resource) => resource.delete !== true);
  const own = new Set(resources.filter(({ type }) => type === SET).map(({ outputs }) => outputs?.["arn"]));
  if (own.size === 0) return [];
  const [{ instanceArn }, sets, plan, { organization }, assignments] = await Promise.all([
    context.instance(),
    context.permissionSets(),
    context.plan(),
    context.organization(),
    context.assignments(),
  ]);
  const { identityCenter } = context.sources;
  const accountOf = (id: string): AccountName => {
    const known = organization.accounts.find((account) => account.id === id);
    return { id, name: known?.name ?? "unknown account", state: known?.state ?? "not in the organization" };
  };
  return pMap(
    sets.filter(({ arn }) => own.has(arn)),
    async (set): Promise<SetFacts> => {
      const { name, arn } = set;
      const definition = plan.permissionSets.find((candidate) => candidate.name === name);
      const [content, accounts, stale] = await Promise.all([
        identityCenter.content(instanceArn, arn),
        identityCenter.accountsWith(instanceArn, arn),
        identityCenter.accountsWith(instanceArn, arn, true),
      ]);
      const attached = definition === undefined ? [] : attachedByHand(definition, content);
      return {
        name,
        arn,
        different: definition && differences(definition, set, content, partitionOf(context.settings.homeRegion)),
        // A set that the settings define no more goes whole with the next `pulumi up`.
        attached,
        inState: (Object.keys(ATTACHMENTS) as AttachedByHand["kind"][]).filter((kind) =>
          resources.some((resource) => resource.type === ATTACHMENTS[kind] && textInput(resource, "permissionSetArn") === arn),
        ),
        accounts: accounts.map(accountOf),
        stale,
        lacking: accounts.some((id) => attached.length > 0 || stale.includes(id))
          ? await lackingIn(context, accounts, content, attached)
          : [],
        assigned: assignments.filter(({ permissionSetArn }) => permissionSetArn === arn).map(({ accountId }) => accountId),
      };
    },
    { concurrency: awsConcurrency },
  );
}

/**
 * Customer-managed policies of a set that the account lacks whose credentials are at hand; other accounts say so when
 * they are provisioned.
 */
async function lackingIn(
  context: VerifyContext,
  accounts: readonly string[],
  { customerManagedPolicies, boundary }: PermissionSetContent,
  attached: readonly AttachedByHand[],
): Promise<SetFacts["lacking"]> {
  // A boundary that is taken away is needed nowhere.
  const kept = attached.some(({ kind }) => kind === "permissions boundary") ? undefined : boundary?.customerManagedPolicy;
  const policies = [...customerManagedPolicies, ...(kept === undefined ? [] : [kept])];
  if (policies.length === 0) return [];
  const { accountId, has } = await context.ownAccount();
  if (!accounts.includes(accountId)) return [];
  const found = await Promise.all(policies.map(async (policy) => ({ policy: pathOf(policy), there: await has(policy) })));
  return found.filter(({ there }) => there === false).map(({ policy }) => ({ accountId, policy }));
}

/** The provisioning job and its connection test; undefined where there is none yet. */
export async function readJob(context: VerifyContext): Promise<JobFacts | undefined> {
  try {
    const [principal, job, entra] = await Promise.all([context.servicePrincipal(), context.job(), context.entra()]);
    const refusal = await entra.testConnection(principal.id, job.id).then(
      () => undefined,
      (error: unknown) => {
        // Where the test may not be run, Entra itself says after the restart whether the cause stands.
        if (!(error instanceof GraphError) || ![400, 403, 422].includes(error.status)) throw error;
        return error.status === 403 ? undefined : sentence(error);
      },
    );
    return { servicePrincipalId: principal.id, job, refusal };
  } catch (error) {
    if (error instanceof Missing) return undefined;
    throw error;
  }
}
