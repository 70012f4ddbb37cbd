import { GUARD_TAG } from "../../access/breakglass/watch";
import type { RoleReading } from "../clouds/guard/iam";
import type { KeyReading } from "../clouds/guard/trail";
import { sameDocument } from "./document";

/** What is wrong with a key that the program makes: predicates that follow its name. */
export function keyFaults(key: KeyReading | undefined, policy: string): string[] {
  if (key === undefined) return ["does not exist"];
  return [
    ...(key.state === "Enabled"
      ? []
      : [
          key.state === "PendingDeletion"
            ? "is about to be deleted (`aws kms cancel-key-deletion` and `enable-key` first)"
            : `is ${key.state}`,
        ]),
    ...(sameDocument(key.policy, policy) ? [] : ["has another policy"]),
    ...(key.rotates ? [] : ["does not rotate"]),
    ...(key.tags[GUARD_TAG] === "true" ? [] : [`lacks the tag ${GUARD_TAG}, by which the guard policy protects it`]),
  ];
}

/** What is wrong with a role that the program makes with one inline policy. */
export function roleFaults(role: RoleReading | undefined, trust: string, policyName: string, policy: string): string[] {
  if (role === undefined) return ["does not exist"];
  const { inlinePolicies, policies, boundary } = role;
  const extra = [...[...inlinePolicies.keys()].filter((name) => name !== policyName), ...policies];
  return [
    ...(sameDocument(role.trust, trust) ? [] : ["trusts somebody else"]),
    ...(!inlinePolicies.has(policyName)
      ? [`lacks its policy ${policyName}`]
      : sameDocument(inlinePolicies.get(policyName), policy)
        ? []
        : [`has another policy ${policyName}`]),
    ...(extra.length === 0 ? [] : [`has policies that nobody declared (${extra.join(", ")}; remove them by hand)`]),
    ...(boundary === undefined ? [] : [`has the permissions boundary ${boundary} (remove it by hand)`]),
  ];
}
