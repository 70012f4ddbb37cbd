import { COMPONENT } from "../../../contract/component-types";
import { isSameMapping, sessionAttributesOf } from "../../../access/claims-mapping";
import { mappedAttributes } from "../../../access/session-attributes";
import { enterpriseAppSchema } from "../../../access/settings/enterprise-app";
import type { ClaimsMappingPolicy } from "../../clouds/entra-types";
import { ROOT, type Decision } from "../part";
import { type Read, UNREAD } from "./readings";
import type { Found } from "./sources";

/** Settings of claims: session attributes, or that the policy is somebody else's. */
export interface ClaimsSettings {
  readonly sessionAttributes?: Readonly<Record<string, string>>;
  /** A policy that the settings cannot say. */
  readonly leftAsFound?: true;
}

/**
 * The claims mapping policy. It is adopted where it says exactly what session attributes of the settings become, and
 * Identity Center maps them as the program would; else it is left alone, and the program writes no claims.
 *
 * @param attributes Identity Center's attributes for access control; undefined where they are off.
 */
export function adoptedClaims(
  principalId: string,
  policies: Read<readonly ClaimsMappingPolicy[]>,
  attributes: Read<ReadonlyMap<string, readonly string[]> | undefined>,
): Found<ClaimsSettings> {
  // Without `claims` there, settings without session attributes would say that there is no policy.
  if (policies === UNREAD) return { settings: { leftAsFound: true }, resources: [], decisions: [] };
  const [policy, ...others] = policies;
  if (policy === undefined) return { settings: {}, resources: [], decisions: [] };
  const why = others.length > 0 ? "the application has several policies, of which one takes effect" : reason(policy, attributes);
  if (why !== undefined) return { settings: { leftAsFound: true }, resources: [], decisions: policies.map((each) => leftAlone(each, why)) };
  const name = "session-attributes";
  const parents = [ROOT, { type: COMPONENT.sessionAttributeClaims, name }];
  return {
    settings: { sessionAttributes: sessionAttributesOf(policy.definition?.[0] ?? "") ?? {} },
    resources: [
      { type: "azuread:index/claimsMappingPolicy:ClaimsMappingPolicy", name, parents, id: `/policies/claimsMappingPolicies/${policy.id}` },
      {
        type: "azuread:index/servicePrincipalClaimsMappingPolicyAssignment:ServicePrincipalClaimsMappingPolicyAssignment",
        name,
        parents,
        id: `/servicePrincipals/${principalId}/claimsMappingPolicies/${policy.id}`,
      },
    ],
    decisions: [],
  };
}

function reason(
  { definition = [] }: ClaimsMappingPolicy,
  attributes: Read<ReadonlyMap<string, readonly string[]> | undefined>,
): string | undefined {
  const [text = "", ...more] = definition;
  const sent = sessionAttributesOf(text);
  if (sent === undefined || more.length > 0) return "its definition is of a form that the program does not write";
  if (Object.keys(sent).length === 0) return "it sends no session attributes, which is all that the settings can say of claims";
  if (!enterpriseAppSchema.shape.sessionAttributes.safeParse(sent).success)
    return "it sends session attributes that the settings do not take";
  if (!isSameMapping(text, sent))
    return "it says more, or other things, than NameID, names and session attributes as the program writes them";
  if (attributes === UNREAD) return "Identity Center's attributes for access control, which go with it, could not be read";
  const mapped = mappedAttributes(sent).map(({ key, source }) => `${key}=${source}`);
  const found = attributes && [...attributes].map(([key, sources]) => `${key}=${sources.join()}`).sort();
  return found !== undefined && found.join("\n") === mapped.sort().join("\n")
    ? undefined
    : `Identity Center's attributes for access control are ${found === undefined ? "off" : "others"} than the ones that the program would set for it`;
}

function leftAlone({ id, displayName }: ClaimsMappingPolicy, why: string): Decision {
  return {
    kind: "left-alone",
    what: `claims mapping policy "${displayName}" (${id})`,
    text: `It stays as it is, because ${why} (federation:enterpriseApp.leaveAsFound has \`claims\`). To take claims over: take \`claims\` out, write federation:enterpriseApp.sessionAttributes, unassign this policy in Entra, and run \`pulumi up\`, in one change window: tags that are missing at a sign-in close whatever they open.`,
  };
}
