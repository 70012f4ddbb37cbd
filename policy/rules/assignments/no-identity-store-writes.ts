import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { resourceRule } from "../../shared/resource-rule";
import { identitystore } from "../../shared/types";

/**
 * Entra owns the identity store: what a program makes there collides with provisioning, and stays when the person
 * leaves.
 */
export const noIdentityStoreWrites = resourceRule({
  name: "identity-store-provisioned",
  description: "Users, groups and memberships of the identity store come from Entra by provisioning, not from a program.",
  severity: "high",
  standards: { runbook: ["R4.2", "R4.5"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Make the user, group or membership in Entra and assign the group to the enterprise application.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
  config: { allowed: texts([], "Names of resources that may be made nevertheless; * stands for any text.") },
  types: [identitystore.user, identitystore.group, identitystore.groupMembership],
  check({ type, name }, { config, report }) {
    if (!matchesAny(name, config.allowed)) report(`A program makes a ${type.slice(type.lastIndexOf(":") + 1)} in the identity store.`);
  },
});
