import { matches } from "./glob";

/** A statement of an IAM policy, every list a list. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Undefined where the statement lists Action. */
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[];
  /** Undefined where the statement lists Resource. */
  readonly notResources: readonly string[] | undefined;
  /** Values by kind (`AWS`, `Federated`, `Service`, `CanonicalUser`); `*` alone is `{ AWS: ["*"] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  /** Whether the statement lists NotPrincipal. */
  readonly notPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

/** One condition: operator, key in lower case, values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy that was read, or why it could not be: never both. */
export type Reading =
  { readonly statements: readonly Statement[]; readonly problem?: never } | { readonly problem: string; readonly statements?: never };

/**
 * What a policy is for: only trust and resource policies name principals, only identity policies must name resources.
 */
export type PolicyKind = "identity" | "trust";

/**
 * Reads an IAM policy, given as JSON or as an object. Strict in what AWS is strict about: a policy that AWS would
 * refuse is told as a problem.
 *
 * Reading an object of which a part is unknown throws, as reading any unknown value does.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(value: unknown, kind: PolicyKind = "identity"): Reading {
  const parsed = parse(value);
  if (!isRecord(parsed)) return { problem: "it is not a JSON object" };
  const { Version: version, Statement: statement } = parsed;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") return { problem: 'its Version is not "2012-10-17"' };
  if (statement === undefined) return { problem: "it has no Statement" };
  const statements: Statement[] = [];
  for (const [index, item] of (Array.isArray(statement) ? statement : [statement]).entries()) {
    const read = isRecord(item) ? readStatement(item, kind) : "it is not an object";
    if (typeof read === "string") return { problem: `in statement ${index + 1}, ${read}` };
    statements.push(read);
  }
  return statements.length === 0 ? { problem: "its Statement is empty" } : { statements };
}

function parse(value: unknown): unknown {
  try {
    return JSON.parse(typeof value === "string" ? value : JSON.stringify(value)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const ELEMENTS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"];
const ACTION = /^(\*|\*:\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;

function readStatement(item: Readonly<Record<string, unknown>>, kind: PolicyKind): Statement | string {
  const { Effect: effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = item;
  const foreign = Object.keys(item).find((key) => !ELEMENTS.includes(key));
  if (foreign !== undefined) return "an element is not one of IAM's";
  if (effect !== "Allow" && effect !== "Deny") return "Effect is neither Allow nor Deny";
  if ((Action === undefined) === (NotAction === undefined)) return "there must be one of Action and NotAction";
  const actions = strings(Action ?? NotAction);
  if (actions === undefined || actions.length === 0 || !actions.every((action) => ACTION.test(action))) {
    return "an action is not of the form service:Action";
  }
  if (kind === "identity") {
    if ((Resource === undefined) === (NotResource === undefined)) return "there must be one of Resource and NotResource";
    if (Principal !== undefined || NotPrincipal !== undefined)
      return "there is a Principal, which only trust and resource policies may have";
  } else if ((Principal === undefined) === (NotPrincipal === undefined)) {
    return "there must be one of Principal and NotPrincipal";
  }
  const resources = strings(Resource ?? NotResource ?? []);
  if (
    resources === undefined ||
    !resources.every((resource) => resource === "*" || /^(arn:|\$\{)/.test(resource) || /^[*?]/.test(resource))
  ) {
    return "a resource is neither an ARN nor *";
  }
  const principals = readPrincipals(Principal ?? NotPrincipal);
  if (principals === undefined) return "Principal is neither * nor lists by kind";
  const conditions = readConditions(Condition);
  if (conditions === undefined) return "Condition is not operators with keys and values";
  const named = actions.map((action) => (action === "*:*" ? "*" : action));
  return {
    effect,
    actions: NotAction === undefined ? named : [],
    notActions: NotAction === undefined ? undefined : named,
    resources: NotResource === undefined ? resources : [],
    notResources: NotResource === undefined ? undefined : resources,
    principals,
    notPrincipal: NotPrincipal !== undefined,
    conditions,
  };
}

function readPrincipals(value: unknown): Readonly<Record<string, readonly string[]>> | undefined {
  if (value === undefined) return {};
  if (value === "*") return { AWS: ["*"] };
  if (!isRecord(value)) return undefined;
  const principals: Record<string, readonly string[]> = {};
  for (const [kind, listed] of Object.entries(value)) {
    const values = strings(listed);
    if (values === undefined) return undefined;
    principals[kind] = values;
  }
  return principals;
}

function readConditions(value: unknown): Condition[] | undefined {
  if (value === undefined) return [];
  if (!isRecord(value)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isRecord(keys)) return undefined;
    for (const [key, listed] of Object.entries(keys)) {
      const values = (Array.isArray(listed) ? listed : [listed]) as unknown[];
      if (values.some((item) => !["string", "number", "boolean"].includes(typeof item))) return undefined;
      conditions.push({ operator, key: key.toLowerCase(), values: values.map(String) });
    }
  }
  return conditions;
}

function strings(value: unknown): readonly string[] | undefined {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  return values.every((item) => typeof item === "string") ? values : undefined;
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Statements that allow something; none where the policy is malformed, which a rule of its own reports. */
export function allowed(reading: Reading): readonly Statement[] {
  return (reading.statements ?? []).filter(({ effect }) => effect === "Allow");
}

/**
 * Whether a statement's resources reach everything, in one account at least: `*`, NotResource, and wildcards that only
 * look narrower (`arn:aws:*`).
 */
export function reachesEverything({ resources, notResources }: Statement): boolean {
  return notResources !== undefined || resources.some((resource) => reaches(resource, "any-service", "any-kind/any-name"));
}

/** Whether a statement's resources reach every role of an account: with whatever path, whatever name. */
export function reachesEveryRole({ resources, notResources }: Statement): boolean {
  return notResources !== undefined || resources.some((resource) => reaches(resource, "iam", "role/any-name"));
}

/**
 * Whether a pattern of ARNs reaches what nobody had in mind when writing it; partition, region and account are the
 * pattern's own where it names one.
 */
function reaches(pattern: string, service: string, resource: string): boolean {
  const [, partition = "", , region = "", account = ""] = pattern.split(":");
  const own = (part: string, other: string): string => (/^[^*?]+$/.test(part) ? part : other);
  // The ARNs of services that have no region leave it empty, IAM's among them.
  const place = region === "" ? "" : own(region, "any-region");
  return matches(`arn:${own(partition, "aws")}:${service}:${place}:${own(account, "123456789012")}:${resource}`, pattern);
}

/** Whether an action pattern covers an action, such as `iam:*` and `iam:PassRole`; case does not count, as in IAM. */
export function covers(pattern: string, action: string): boolean {
  return matches(action, pattern, { ignoreCase: true });
}

/** Whether a statement names an action, by itself or through a pattern. */
export function namesAction({ actions, notActions }: Statement, action: string): boolean {
  return notActions === undefined
    ? actions.some((pattern) => covers(pattern, action))
    : !notActions.some((pattern) => covers(pattern, action));
}
