import { withFullStop } from "../../access/words";
import { GetRoleCommand, IAMClient, paginateSimulatePrincipalPolicy } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { globalRegion } from "../../contract/partition";
import { type PermissionStatement, policyFor, type Purpose } from "../../access/permissions/policy";
import type { Settings } from "../../access/settings";
import { clientSettings, counted, everyItem, type CallCounter } from "../clouds/aws";
import { isAccessDenied, isThrottled } from "../clouds/aws-error";
import { sentence } from "../failure";
import type { Diagnosis, DoctorItem } from "./item";

/** How AWS is asked; tests answer in its place. */
export interface AwsQuestions {
  readonly identity: () => Promise<{ readonly arn: string; readonly accountId: string }>;
  /** Role of a name with its path; undefined where it may not be read. */
  readonly roleArn: (name: string) => Promise<string | undefined>;
  /**
   * Actions that are not allowed, of those asked, on the resources; throws where the simulation itself may not be
   * asked.
   */
  readonly denied: (principal: string, actions: readonly string[], resources: readonly string[]) => Promise<readonly string[]>;
  /** Harmless reads, each with the action that it needs. */
  readonly reads: readonly (readonly [action: string, read: () => Promise<unknown>])[];
}

/** Most actions of one simulation; the service documents no limit but the size of a request. */
const BATCH = 100;

/** AWS, asked with the credentials of the environment. */
export function awsQuestions(homeRegion: string, counter: CallCounter, reads: AwsQuestions["reads"]): AwsQuestions {
  const iam = counted(new IAMClient(clientSettings(globalRegion(homeRegion))), counter);
  return {
    identity: async () => {
      const { Arn: arn = "", Account: accountId = "" } = await counted(new STSClient(clientSettings(homeRegion)), counter).send(
        new GetCallerIdentityCommand({}),
      );
      return { arn, accountId };
    },
    roleArn: async (RoleName) => {
      try {
        return (await iam.send(new GetRoleCommand({ RoleName }))).Role?.Arn;
      } catch {
        return undefined;
      }
    },
    denied: async (PolicySourceArn, actions, resources) => {
      const refused: string[] = [];
      for (let at = 0; at < actions.length; at += BATCH) {
        const asked = { PolicySourceArn, ActionNames: actions.slice(at, at + BATCH), ResourceArns: [...resources] };
        const results = await everyItem(paginateSimulatePrincipalPolicy({ client: iam }, asked), (page) => page.EvaluationResults);
        for (const { EvalActionName = "", EvalDecision } of results) if (EvalDecision !== "allowed") refused.push(EvalActionName);
      }
      return [...new Set(refused)];
    },
    reads,
  };
}

/** What the caller may do of what the purposes need: by IAM's own simulation, else by harmless reads. */
export async function diagnoseAws(settings: Settings, purposes: readonly Purpose[], ask: AwsQuestions): Promise<Diagnosis> {
  const { arn, accountId } = await ask.identity();
  const needs = needsOf(settings, purposes, accountId);
  const principal = await principalOf(arn, ask);
  if (/:root$/.test(arn)) {
    const message = "The caller is the account's root user, who may do everything: deploy and look with a role instead.";
    return { identity: arn, how: "the root user needs no policy", items: needs.map((need) => item(need, "ok", message)) };
  }
  try {
    const denied = new Set<string>();
    for (const [resources, actions] of byResources(needs))
      for (const action of await ask.denied(principal, actions, resources.split(" ").map(concrete))) denied.add(action.toLowerCase());
    return {
      identity: arn,
      how: `simulated by IAM for ${principal}; what service control policies and resource policies refuse is not in it`,
      items: needs.map((need) =>
        denied.has(need.action.toLowerCase())
          ? item(need, "missing", `${need.action} is not allowed on ${need.resources.join(", ")}.`, remedyOf(need.purposes))
          : item(need, "ok", `${need.action} is allowed.`),
      ),
    };
  } catch (error) {
    return byReads(arn, needs, ask, error);
  }
}

interface Need {
  readonly action: string;
  readonly resources: readonly string[];
  readonly purposes: readonly Purpose[];
}

function needsOf(settings: Settings, purposes: readonly Purpose[], accountId: string): Need[] {
  const needs = new Map<string, Need>();
  for (const purpose of purposes) {
    for (const { Action, Resource } of policyFor(purpose, settings, accountId).Statement as PermissionStatement[]) {
      for (const action of Action) {
        const key = `${action} ${Resource.join(" ")}`;
        const before = needs.get(key);
        needs.set(key, { action, resources: Resource, purposes: [...(before?.purposes ?? []), purpose] });
      }
    }
  }
  return [...needs.values()];
}

function byResources(needs: readonly Need[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { action, resources } of needs) groups.set(resources.join(" "), [...(groups.get(resources.join(" ")) ?? []), action]);
  return groups;
}

/** A resource that a pattern means: the simulation takes whole ARNs, and `*` for all. */
function concrete(resource: string): string {
  return resource === "*" ? resource : resource.replaceAll("*", "federation");
}

/** The role behind a session: its ARN has the path, which a session's has not. */
async function principalOf(arn: string, ask: AwsQuestions): Promise<string> {
  const [, partition, account, name] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (name === undefined) return arn;
  return (await ask.roleArn(name)) ?? `arn:${partition}:iam::${account}:role/${name}`;
}

async function byReads(arn: string, needs: readonly Need[], { reads }: AwsQuestions, why: unknown): Promise<Diagnosis> {
  const answers = new Map(
    await Promise.all(
      reads.map(async ([action, read]) => {
        try {
          await read();
          return [action, undefined] as const;
        } catch (error) {
          return [action, error] as const;
        }
      }),
    ),
  );
  return {
    identity: arn,
    how: `by harmless reads, as iam:SimulatePrincipalPolicy cannot be asked: ${sentence(why)}`,
    items: needs.map((need) => {
      if (!answers.has(need.action))
        return unread(why, item(need, "cannot tell", `${need.action} cannot be tried without changing something or reading all.`));
      const error = answers.get(need.action);
      if (error === undefined) return item(need, "ok", `${need.action} was answered.`);
      return isAccessDenied(error)
        ? item(need, "missing", `${need.action} was refused: ${sentence(error)}.`, remedyOf(need.purposes))
        : unread(error, item(need, "cannot tell", `${need.action} failed for another reason: ${sentence(error)}.`));
    }),
  };
}

/** Marks what cannot be told because a call got no answer of its own: asked again it may be. */
function unread(error: unknown, of: DoctorItem): DoctorItem {
  return isAnswer(error) ? of : { ...of, unread: true };
}

/** Whether an error is what the service says to the question: a refusal, or that it does not know the call. */
function isAnswer(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
  return isAccessDenied(error) || (status !== undefined && !isThrottled(error) && (status < 500 || status === 501));
}

function item({ action, purposes }: Need, status: DoctorItem["status"], message: string, remedy?: string): DoctorItem {
  return {
    cloud: "AWS",
    purposes,
    need: action,
    status,
    message: withFullStop(message),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

function remedyOf([purpose]: readonly Purpose[]): string {
  return `Give the role the policy that \`federation doctor --policy ${purpose}\` prints.`;
}
