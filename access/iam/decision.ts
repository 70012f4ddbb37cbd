/**
 * Whether a permission set lets somebody do something: yes, no, or depends, and by which statement.
 *
 * AWS's order: what a policy denies is denied; the rest needs a policy that allows it, and a permissions boundary that
 * allows it as well. Told from the set alone: service control policies may take away, and a resource's own policy may
 * add or deny.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { PermissionSetDefinition, PolicyDocument } from "../model";
import { customerManagedName } from "./policy-summary";
import type { ActionRequest, Target } from "./request";
import { hitOf, statementsAbout, type ActionStatement, type Dependence, type Hit } from "./statement";

/** An answer. */
export type Verdict = "yes" | "no" | "depends";

/** Kind of a policy of a permission set. */
export type PolicyKind = "AWS-managed policy" | "customer-managed policy" | "inline policy" | "permissions boundary";

/** A policy of a permission set; without document where that is not known here. */
interface NamedPolicy {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly document?: PolicyDocument;
}

/** Why an answer is what it is. */
export interface DecisionReason {
  /**
   * `allows` and `denies`: a statement does; `silent`: nothing allows it; `unknown`: a document is not known here;
   * `foreign`: the resource is another account's.
   */
  readonly kind: "allows" | "denies" | "silent" | "unknown" | "foreign";
  readonly policyKind?: PolicyKind;
  readonly policy?: string;
  /** Whether the policy is the permissions boundary, which allows nothing by itself. */
  readonly boundary?: true;
  readonly hit?: Hit;
  /** Upon what it depends; empty where it holds in any case. */
  readonly dependsOn: readonly (Dependence | "document" | "account")[];
  /** Account or resource that it is about, where that is not the one asked for. */
  readonly about?: string;
}

/** An answer with its reasons. */
export interface Decision {
  readonly verdict: Verdict;
  readonly because: readonly DecisionReason[];
}

/** Document of an AWS-managed policy by path and name, where it is known. */
export type ManagedDocuments = (policy: string) => PolicyDocument | undefined;

/** Answers for many sets and accounts; what it has worked out of a policy's document it keeps. */
export class Decider {
  readonly #about = new Map<PolicyDocument, Map<string, readonly ActionStatement[]>>();

  constructor(private readonly managed: ManagedDocuments) {}

  /** Whether a permission set lets its holder do what the request says. */
  decide(set: PermissionSetDefinition, request: ActionRequest): Decision {
    const decision = weakest(request.targets.map((target) => ({ target, decision: this.#target(set, request.action, target) })));
    if (request.foreignAccount === undefined || decision.verdict === "no") return decision;
    const foreign: DecisionReason = { kind: "foreign", dependsOn: ["account"], about: request.foreignAccount };
    return { verdict: "depends", because: [...decision.because, foreign] };
  }

  #target(set: PermissionSetDefinition, action: string, target: Target): Decision {
    const identity = this.#policies(policiesOf(set, this.managed), action, target, false);
    const boundary = boundaryOf(set, this.managed);
    if (boundary === undefined || identity.verdict === "no") return identity;
    const limit = this.#policies([boundary], action, target, true);
    if (limit.verdict === "no") return limit;
    const verdict = identity.verdict === "yes" ? limit.verdict : "depends";
    // A boundary that allows it in any case is no reason for anything.
    const open = limit.verdict === "yes" ? [] : limit.because;
    return { verdict, because: [...identity.because, ...open] };
  }

  #policies(policies: readonly NamedPolicy[], action: string, target: Target, boundary: boolean): Decision {
    const reasons = policies.flatMap(({ kind, name, document }): DecisionReason[] => {
      const common = { policyKind: kind, policy: name, ...(boundary ? { boundary: true as const } : {}) };
      if (document === undefined) return [{ ...common, kind: "unknown", dependsOn: ["document"] }];
      return this.#statements(action, document).flatMap((about): DecisionReason[] => {
        const hit = hitOf(about, target);
        if (hit === undefined) return [];
        return [{ ...common, kind: about.statement.Effect === "Deny" ? "denies" : "allows", hit, dependsOn: hit.dependsOn }];
      });
    });
    const certain = ({ dependsOn }: DecisionReason): boolean => dependsOn.length === 0;
    const denied = reasons.find((reason) => reason.kind === "denies" && certain(reason));
    if (denied !== undefined) return { verdict: "no", because: [denied] };
    const maybeDenied = reasons.filter(({ kind }) => kind === "denies");
    const unknown = reasons.filter(({ kind }) => kind === "unknown");
    const allowed = reasons.find((reason) => reason.kind === "allows" && certain(reason));
    if (allowed !== undefined) {
      const doubts = [...maybeDenied, ...unknown];
      return { verdict: doubts.length === 0 ? "yes" : "depends", because: [allowed, ...doubts] };
    }
    const maybeAllowed = reasons.filter(({ kind }) => kind === "allows");
    if (maybeAllowed.length === 0 && unknown.length === 0)
      return { verdict: "no", because: [{ kind: "silent", dependsOn: [], ...(boundary ? { ...boundaryName(policies), boundary } : {}) }] };
    return { verdict: "depends", because: [...maybeAllowed, ...maybeDenied, ...unknown] };
  }

  #statements(action: string, document: PolicyDocument): readonly ActionStatement[] {
    const known = this.#about.get(document) ?? new Map<string, readonly ActionStatement[]>();
    this.#about.set(document, known);
    const statements = known.get(action) ?? statementsAbout(action, document);
    known.set(action, statements);
    return statements;
  }
}

function boundaryName([policy]: readonly NamedPolicy[]): Pick<DecisionReason, "policy" | "policyKind"> {
  return policy === undefined ? {} : { policy: policy.name, policyKind: policy.kind };
}

function policiesOf(set: PermissionSetDefinition, managed: ManagedDocuments): NamedPolicy[] {
  return [
    ...set.managedPolicies.map((name) => named("AWS-managed policy", name, managed(name))),
    ...(set.inlinePolicy === undefined ? [] : [named("inline policy", "inline", set.inlinePolicy)]),
    ...set.customerManagedPolicies.map((policy) => named("customer-managed policy", customerManagedName(policy), undefined)),
  ];
}

function boundaryOf({ permissionsBoundary }: PermissionSetDefinition, managed: ManagedDocuments): NamedPolicy | undefined {
  if (permissionsBoundary === undefined) return undefined;
  return "managedPolicy" in permissionsBoundary
    ? named("permissions boundary", permissionsBoundary.managedPolicy, managed(permissionsBoundary.managedPolicy))
    : named("permissions boundary", customerManagedName(permissionsBoundary.customerManagedPolicy), undefined);
}

function named(kind: PolicyKind, name: string, document: PolicyDocument | undefined): NamedPolicy {
  return { kind, name, ...(document === undefined ? {} : { document }) };
}

const ORDER: readonly Verdict[] = ["no", "depends", "yes"];

interface TargetDecision {
  readonly target: Target;
  readonly decision: Decision;
}

/**
 * All are needed: the weakest answer is the answer, with the reasons of those that give it. Where an action is allowed
 * on some of the resources that it needs, the one that is missing is named.
 */
function weakest(decisions: readonly TargetDecision[]): Decision {
  const verdict = ORDER.find((one) => decisions.some(({ decision }) => decision.verdict === one)) ?? "yes";
  const decisive = decisions.filter(({ decision }) => decision.verdict === verdict);
  const partly = verdict === "no" && decisive.length < decisions.length;
  const because = decisive.flatMap(({ target, decision }) =>
    decision.because.map((reason) => (partly && reason.kind === "silent" ? { ...reason, about: target.name } : reason)),
  );
  const seen = new Set<string>();
  const distinct = because.filter((reason) => {
    const { kind, policyKind, policy, hit, about, dependsOn } = reason;
    const key = JSON.stringify([kind, policyKind, policy, about, hit?.label, hit?.resources, dependsOn]);
    return seen.has(key) ? false : (seen.add(key), true);
  });
  return { verdict, because: distinct };
}
