/**
 * Things whose name a cloud takes only once: what the program is about to make, and what is said when the name is
 * another's.
 */
import type { Problem } from "./model";
import { mistake } from "./problems";
import { shown } from "./words";

export const PERMISSION_SET = "aws:ssoadmin/permissionSet:PermissionSet";
export const OIDC_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const USER = "aws:iam/user:User";

/** Pulumi's types whose names a cloud takes once, as far as somebody can look them up. */
export type UniqueType =
  | typeof PERMISSION_SET
  | typeof OIDC_PROVIDER
  | typeof USER
  | "aws:cloudtrail/trail:Trail"
  | "aws:cloudwatch/eventRule:EventRule"
  | "aws:cloudwatch/logGroup:LogGroup"
  | "aws:cloudwatch/metricAlarm:MetricAlarm"
  | "aws:iam/policy:Policy"
  | "aws:iam/role:Role"
  | "aws:s3/bucket:Bucket"
  | "aws:scheduler/schedule:Schedule"
  | "aws:sns/topic:Topic"
  | "aws:sqs/queue:Queue"
  | "azuread:index/application:Application";

/** What the program makes under a name that nobody else may have. */
export interface UniqueName {
  /** In words, such as `permission set`. */
  readonly kind: string;
  /** With `resource` the identity within the stack. */
  readonly type: UniqueType;
  /** Name of the Pulumi resource. */
  readonly resource: string;
  /** What the cloud takes once. */
  readonly name: string;
  /** Region, for what has one. */
  readonly region?: string;
  /** Whether the settings say that it was there before the stack. */
  readonly adopted?: true;
  /** The setting that names it; left out where the name is the program's own. */
  readonly setting?: string;
}

/** A name that is another's. */
export interface NameClash {
  readonly wanted: UniqueName;
  /** Id or ARN of what has the name. */
  readonly id: string;
}

/** Those that the stack's own state does not hold: the only ones about which a cloud must be asked. */
export function notInState(
  wanted: readonly UniqueName[],
  state: readonly { readonly type: string; readonly name: string }[],
): UniqueName[] {
  const held = new Set(state.map(({ type, name }) => `${type} ${name}`));
  return wanted.filter(({ type, resource }) => !held.has(`${type} ${resource}`));
}

const RECOVERY = "if a run of this stack was interrupted, `federation recover` tells whether it made it";

/** What to do with the other thing, where that is not `pulumi import` by hand. */
const WAYS: Readonly<Partial<Record<UniqueType, string>>> = {
  [PERMISSION_SET]: "take it over with `federation take-over`",
  // Its password and keys stay with whoever has them: it must never become the administrator of last resort.
  [USER]: "delete the other with its credentials, which somebody may know; it is never taken over",
};

/**
 * Says it with every way out: another name, taking it over, and recovery where an interrupted run of this stack made
 * it. Waiting for the provider instead can take an hour: it retries conflicts (terraform-provider-aws#38544).
 */
export function clashProblem({ wanted: { kind, type, name, setting, adopted }, id }: NameClash): Problem {
  if (type === OIDC_PROVIDER) {
    const once = `has none of its own for the issuer ${shown(name)}, which an account takes once and has already (${id})`;
    return mistake(setting ?? kind, once, `write ${id} as federation:siem.sentinel.existingOidcProvider; ${RECOVERY}`);
  }
  const taking = WAYS[type] ?? "take it over with `pulumi import` (docs/outside-changes.md)";
  const exists = `exists already (${id}) and is not in this stack's state`;
  // Another name would make a second one beside it, and move everybody's access there.
  const otherwise = adopted === true ? "import it (docs/adopt.md, In steps)" : "write another name";
  return setting === undefined
    ? { path: kind, subject: `The ${kind} ${shown(name)}`, fault: exists, remedy: `rename or remove the other, or ${taking}; ${RECOVERY}` }
    : mistake(setting, `names the ${kind} ${shown(name)}, which ${exists}`, `${otherwise}, or ${taking}; ${RECOVERY}`);
}
