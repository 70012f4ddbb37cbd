import { CLAIMS, NAME_ID_FORMAT, SESSION_TAG_CLAIM } from "../../../contract/gallery-app";
import type { ClaimsMappingPolicy } from "../../clouds/entra-types";
import { finding, note, ok, type Check, type Outcome } from "../check";

const nameIdClaim = `${CLAIMS}/nameidentifier`;
/** The stack has a policy of its own only for session attributes: without them it leaves somebody else's where it is. */
function remedyOf({ id }: ClaimsMappingPolicy, principalId: string, own: boolean): string {
  return own
    ? "Run `pulumi up --refresh`, which sets it."
    : `Take the policy off the application, as the settings ask for none (Microsoft Graph: DELETE /servicePrincipals/${principalId}/claimsMappingPolicies/${id}/$ref); where it is meant, write claims into federation:enterpriseApp.leaveAsFound.`;
}

/** `pulumi up` writes no claims where they are left as found. */
const LEFT_REMEDY = "Let the policy's owner set it in Entra, or let the stack write claims (docs/adopt.md, Claims).";

interface Claim {
  readonly Source?: string;
  readonly ID?: string;
  readonly SamlClaimType?: string;
  readonly SamlNameIdFormat?: string;
}

/** R2.3: NameID is the user principal name; session attributes are the ones of the settings. */
export const nameId: Check = {
  id: "R2.3",
  runbook: "R2.3",
  title: "Claims: NameID and session attributes",
  async run(context) {
    const principal = await context.servicePrincipal();
    const policies = await (await context.entra()).claimsPolicies(principal.id);
    const { sessionAttributes, leaveAsFound } = context.settings.enterpriseApp;
    const outcomes = judgeClaims(policies, sessionAttributes ?? {}, principal.id);
    if (leaveAsFound?.includes("claims") !== true || policies.length !== 1) return outcomes;
    const keys = outcomes.filter(({ message }) => !message.startsWith("Session attribute "));
    const others = keys.length === outcomes.length ? "" : "; it sends session attributes";
    const left = note(
      `The claims mapping policy "${policies[0]?.displayName}" is left as found${others}.`,
      "To let the stack write claims, see docs/adopt.md, Claims.",
    );
    return [...keys.map((outcome) => (outcome.status === "finding" ? { ...outcome, remedy: LEFT_REMEDY } : outcome)), left];
  },
};

/** Judges the claims mapping policies of the service principal against the session attributes of the settings. */
export function judgeClaims(
  policies: readonly ClaimsMappingPolicy[],
  wanted: Readonly<Record<string, string>>,
  principalId: string,
): Outcome[] {
  const [policy, ...others] = policies;
  const keys = Object.keys(wanted);
  if (policy === undefined) {
    return keys.length === 0
      ? [ok("No claims mapping policy: Entra sends its default, user.userprincipalname.")]
      : [
          finding(
            `Session attributes ${keys.join(", ")} are in the settings, but the application has no claims mapping policy.`,
            "Run `pulumi up --refresh`.",
          ),
        ];
  }
  if (others.length > 0) {
    const names = policies.map(({ displayName }) => `"${displayName}"`).join(", ");
    return [
      finding(
        `The application has ${policies.length} claims mapping policies (${names}); only one takes effect.`,
        "Remove all but this stack's.",
      ),
    ];
  }
  const remedy = remedyOf(policy, principalId, keys.length > 0);
  const claims = claimsOf(policy);
  if (claims === undefined) return [finding(`The claims mapping policy "${policy.displayName}" cannot be read.`, remedy)];
  const outcomes: Outcome[] = [];
  const name = claims.find(({ SamlClaimType }) => SamlClaimType === nameIdClaim);
  if (name?.Source !== "user" || name.ID?.toLowerCase() !== "userprincipalname" || name.SamlNameIdFormat !== NAME_ID_FORMAT) {
    outcomes.push(
      finding(`The claims mapping policy "${policy.displayName}" does not send user.userprincipalname as NameID in e-mail format.`, remedy),
    );
  }
  const sent = new Map(
    claims
      .filter(({ SamlClaimType }) => SamlClaimType?.startsWith(SESSION_TAG_CLAIM))
      .map(({ SamlClaimType = "", ID = "" }) => [SamlClaimType.slice(SESSION_TAG_CLAIM.length), ID] as const),
  );
  for (const [key, attribute] of Object.entries(wanted)) {
    if (sent.get(key)?.toLowerCase() !== attribute.toLowerCase()) {
      outcomes.push(finding(`Session attribute ${key} comes from ${sent.get(key) ?? "nowhere"}; the settings say ${attribute}.`, remedy));
    }
  }
  for (const key of sent.keys()) {
    if (!(key in wanted)) outcomes.push(finding(`Session attribute ${key} is sent, but the settings do not name it.`, remedy));
  }
  return outcomes.length > 0
    ? outcomes
    : [ok(`NameID is user.userprincipalname${keys.length === 0 ? "" : `; session attributes ${keys.join(", ")}`}.`)];
}

function claimsOf({ definition = [] }: ClaimsMappingPolicy): Claim[] | undefined {
  try {
    const parsed = JSON.parse(definition[0] ?? "") as { ClaimsMappingPolicy?: { ClaimsSchema?: Claim[] } };
    return parsed.ClaimsMappingPolicy?.ClaimsSchema;
  } catch {
    return undefined;
  }
}
