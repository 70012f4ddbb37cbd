import { actionsOf } from "../../shared/access-levels";
import { adminSets, mayAdminister } from "../../shared/admin-sets";
import { texts } from "../../shared/config";
import { allowed } from "../../shared/policy-document";
import { attachmentTypes, called, documents } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { names } from "../../shared/values";

/** Who writes assignments, the organization or the identity store decides about everybody's access. */
export const identityWrites = stackRule({
  name: "permission-set-identity-writes",
  description:
    "A permission set that does not administer writes neither to Identity Center nor to the organization nor to the identity store.",
  severity: "critical",
  standards: { runbook: ["R5.1", "R5.7"], wellArchitected: ["SEC03-BP05"] },
  remediationSteps: "Remove the actions: assignments change through the program, users and groups through Entra.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/security-iam.html",
  config: {
    adminSets,
    services: texts(
      ["sso", "sso-directory", "identitystore", "organizations", "account", "account-access", "identity-sync"],
      "Prefixes of the services that decide about access.",
    ),
  },
  anchors: attachmentTypes,
  async check({ config, stack, known, report }) {
    for (const { on, set, reading } of documents(stack, known)) {
      if (mayAdminister(set, config.adminSets)) continue;
      const services = new Set<string>();
      for (const pattern of allowed(reading).flatMap(({ actions }) => actions)) {
        const service = pattern.split(":")[0]?.toLowerCase() ?? "";
        if (!config.services.includes(service)) continue;
        // What the data does not know yet writes, as far as anybody can tell.
        if ((await actionsOf(pattern))?.every(({ reads }) => reads) !== true) services.add(service);
      }
      if (services.size > 0) report(`Writes to ${names([...services].sort())} are allowed to ${called(set)}.`, on);
    }
  },
});
