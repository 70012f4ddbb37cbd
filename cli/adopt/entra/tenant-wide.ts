import { listed } from "../../../access/words";
import { textsOf } from "../../verify/conditional-access-policy";
import type { ConditionalAccessPolicy } from "../../clouds/entra-types";
import type { Decision } from "../part";

/** Policies for every application hold for this one, too; whose they are is not this stack's matter. */
export function forEveryApplication(policies: readonly ConditionalAccessPolicy[], clientId: string): Decision[] {
  const of = policies.filter(({ conditions }) => textsOf(conditions.applications?.["includeApplications"]).some((id) => same(id, "All")));
  const leavesOut = of.filter(({ conditions }) =>
    textsOf(conditions.applications?.["excludeApplications"]).some((id) => same(id, clientId)),
  );
  const names = (some: readonly ConditionalAccessPolicy[]): string => listed(some.map(({ displayName }) => `"${displayName}"`));
  const holding = of.filter((policy) => !leavesOut.includes(policy));
  return [
    ...(holding.length === 0
      ? []
      : [
          {
            kind: "note" as const,
            what: "Conditional Access for every application",
            text: `${names(holding)} hold for this application, too. They stay whose they are; \`federation verify\` says where one reaches the emergency-access group.`,
          },
        ]),
    ...leavesOut.map((policy) => ({
      kind: "fault" as const,
      what: `Conditional Access policy "${policy.displayName}"`,
      text: "It holds for every application and leaves this one out. Let its owner say why.",
    })),
  ];
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
