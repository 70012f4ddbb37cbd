/**
 * What an action needs: the resources on which it has to be allowed.
 */
import { ACCOUNT_ID } from "../../contract/identifiers";
import type { Partition } from "../../contract/partition";
import { either } from "../words";
import { arnPattern, literalPattern, overlaps, type Pattern } from "./pattern";

/** A type of resource that an action takes, as AWS documents it. */
export interface ActionResourceType {
  readonly name: string;
  /** Whether the action needs one of this type; where none is needed, any will do. */
  readonly required: boolean;
  /** Forms of its ARN, such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arn: string;
}

/**
 * One action, as AWS documents it. @see
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export interface ActionFacts {
  /** In AWS's own letter case, such as `s3:GetObject`. */
  readonly action: string;
  /** Empty where the action is about no resource, so that only `*` allows it. */
  readonly resourceTypes: readonly ActionResourceType[];
}

/** Something on which the action has to be allowed: any of the patterns stands for it. */
export interface Target {
  /** In words, such as `image`, or the ARN. */
  readonly name: string;
  readonly alternatives: readonly Pattern[];
}

/** A question about one action. */
export interface ActionRequest {
  readonly action: string;
  /** All of them are needed. */
  readonly targets: readonly Target[];
  /** Account of the resource, where its ARN names another than that of the permission set. */
  readonly foreignAccount?: string;
}

/** Where the question is asked. */
export interface Place {
  readonly accountId: string;
  readonly partition: Partition;
}

/** Whatever is about no resource is asked of this one. */
const NO_RESOURCE: Target = { name: "*", alternatives: [literalPattern("*")] };

/** The request that a question means, or the sentence that says why it means none. */
export function requestOf(
  { action, resourceTypes }: ActionFacts,
  resource: string | undefined,
  { accountId, partition }: Place,
): { readonly request: ActionRequest } | { readonly problem: string } {
  const ofType = ({ arn }: ActionResourceType, account?: string): Pattern =>
    arnPattern(arn, { Partition: partition, ...(account === undefined ? {} : { Account: account }) });
  const required = resourceTypes.filter((type) => type.required);
  const targetOf = (type: ActionResourceType): Target => ({ name: type.name, alternatives: [ofType(type, accountId)] });

  if (resource === undefined) {
    if (resourceTypes.length === 0) return { request: { action, targets: [NO_RESOURCE] } };
    if (required.length > 0) return { request: { action, targets: required.map(targetOf) } };
    const names = resourceTypes.map(({ name }) => name);
    return { request: { action, targets: [{ name: either(names), alternatives: resourceTypes.map((type) => ofType(type, accountId)) }] } };
  }
  if (resourceTypes.length === 0) {
    return { problem: `${action} is about no resource in particular; leave --resource out.` };
  }
  if (!/^arn:[\w-]+:[\w-]+:[^:]*:[^:]*:./.test(resource) || /[*?]/.test(resource)) {
    return { problem: `--resource is ${JSON.stringify(resource)}; write the ARN of one resource, without wildcards.` };
  }
  const given = literalPattern(resource);
  const meant = resourceTypes.filter((type) => overlaps(ofType(type), given));
  if (meant.length === 0) {
    const forms = resourceTypes.map(({ name, arn }) => `${name} (${arn})`);
    return { problem: `${action} is about ${either(forms)}, and ${JSON.stringify(resource)} is none in the partition ${partition}.` };
  }
  const others = required.filter((type) => !meant.includes(type));
  const owner = resource.split(":")[4] ?? "";
  return {
    request: {
      action,
      targets: [{ name: resource, alternatives: [given] }, ...others.map(targetOf)],
      ...(ACCOUNT_ID.test(owner) && owner !== accountId ? { foreignAccount: owner } : {}),
    },
  };
}
