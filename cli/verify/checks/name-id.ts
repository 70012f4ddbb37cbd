import { CLAIMS, NAME_ID_FORMAT, SESSION_TAG_CLAIM } from "../../../contract/gallery-app";
import { USER_ATTRIBUTES } from "../../../access/settings/enterprise-app";
import type { ClaimsMappingPolicy } from "../../clouds/entra-types";
import type { Adoption } from "../adoption";
import { finding, note, ok, type Check, type Outcome } from "../check";

const SESSION_ATTRIBUTES = "federation:enterpriseApp.sessionAttributes";
const nameIdClaim = `${CLAIMS}/nameidentifier`;
/**
 * The stack has a policy of its own only for session attributes: without them it leaves somebody else's where it is.
 */
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
  cloud: "Entra",
  title: "Claims: NameID and session attributes",
  async run(context) {
    const principal = await context.servicePrincipal();
    const policies = await (await context.entra()).claimsPolicies(principal.id);
    const { sessionAttributes, leaveAsFound } = context.settings.enterpriseApp;
    const [policy, ...others] = policies;
    if (leaveAsFound?.includes("claims") !== true || policy === undefined || others.length > 0)
      return judgeClaims(policies, sessionAttributes ?? {}, principal.id);
    const { nameId, attributes } = judgePolicy(policy, sessionAttributes ?? {}, LEFT_REMEDY);
    const sends = attributes.length === 0 ? "" : "; it sends session attributes";
    const left = note(
      `The claims mapping policy "${policy.displayName}" is left as found${sends}.`,
      "To let the stack write claims, see docs/adopt.md, Claims.",
    );
    return [...(nameId.length + attributes.length === 0 ? [right([])] : nameId), left];
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
            { adopt: { kind: "items", setting: SESSION_ATTRIBUTES, add: [], remove: keys } },
          ),
        ];
  }
  if (others.length > 0) {
    const names = policies.map(({ displayName }) => `"${displayName}"`).join(", ");
    return [
      finding(
        `The application has ${policies.length} claims mapping policies (${names}); only one takes effect.`,
        "Remove all but this stack's.",
        { about: { ids: policies.map(({ id }) => id), names: policies.map(({ displayName }) => displayName) } },
      ),
    ];
  }
  const { nameId, attributes } = judgePolicy(policy, wanted, remedyOf(policy, principalId, keys.length > 0));
  const outcomes = [...nameId, ...attributes];
  return outcomes.length > 0 ? outcomes : [right(keys)];
}

const right = (keys: readonly string[]): Outcome =>
  ok(`NameID is user.userprincipalname${keys.length === 0 ? "" : `; session attributes ${keys.join(", ")}`}.`);

/** What is wrong with the one policy: with its NameID (or all of it), and with its session attributes. */
function judgePolicy(
  policy: ClaimsMappingPolicy,
  wanted: Readonly<Record<string, string>>,
  remedy: string,
): { readonly nameId: readonly Outcome[]; readonly attributes: readonly Outcome[] } {
  const { displayName } = policy;
  const about = { ids: [policy.id], names: [displayName] };
  const claims = claimsOf(policy);
  if (claims === undefined)
    return { nameId: [finding(`The claims mapping policy "${displayName}" cannot be read.`, remedy, { about })], attributes: [] };
  const name = claims.find(({ SamlClaimType }) => SamlClaimType === nameIdClaim);
  const isRight = name?.Source === "user" && name.ID?.toLowerCase() === "userprincipalname" && name.SamlNameIdFormat === NAME_ID_FORMAT;
  const sent = new Map(
    claims
      .filter(({ SamlClaimType }) => SamlClaimType?.startsWith(SESSION_TAG_CLAIM))
      .map(({ SamlClaimType = "", ID = "" }) => [SamlClaimType.slice(SESSION_TAG_CLAIM.length), ID] as const),
  );
  const differing = Object.entries(wanted).filter(([key, attribute]) => sent.get(key)?.toLowerCase() !== attribute.toLowerCase());
  const foreign = [...sent.keys()].filter((key) => !Object.hasOwn(wanted, key));
  return {
    nameId: isRight
      ? []
      : [
          finding(`The claims mapping policy "${displayName}" does not send user.userprincipalname as NameID in e-mail format.`, remedy, {
            about,
          }),
        ],
    attributes: [
      ...differing.map(([key, attribute]) =>
        finding(`Session attribute ${key} comes from ${sent.get(key) ?? "nowhere"}; the settings say ${attribute}.`, remedy, {
          about,
          adopt: attributeAdoption(key, sent.get(key)),
        }),
      ),
      ...foreign.map((key) =>
        finding(`Session attribute ${key} is sent, but the settings do not name it.`, remedy, {
          about,
          adopt: attributeAdoption(key, sent.get(key)),
        }),
      ),
    ],
  };
}

/** None where the settings would refuse the source. */
function attributeAdoption(key: string, source: string | undefined): Adoption | undefined {
  if (source === undefined) return { kind: "items", setting: SESSION_ATTRIBUTES, add: [], remove: [key] };
  if (!USER_ATTRIBUTES.has(source.toLowerCase())) return undefined;
  return { kind: "value", setting: `${SESSION_ATTRIBUTES}.${key}`, value: source.toLowerCase() };
}

function claimsOf({ definition = [] }: ClaimsMappingPolicy): Claim[] | undefined {
  try {
    const parsed = JSON.parse(definition[0] ?? "") as { ClaimsMappingPolicy?: { ClaimsSchema?: Claim[] } };
    return parsed.ClaimsMappingPolicy?.ClaimsSchema;
  } catch {
    return undefined;
  }
}
