/**
 * The claims mapping policy of session attributes (R2.3): what the program writes, and whether one that exists says the
 * same. Pure.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-claims-customization
 */
import { CLAIMS, NAME_ID_FORMAT, SESSION_TAG_CLAIM } from "../contract/gallery-app";
import { stableJson } from "./json";

/**
 * The policy's document: NameID from the user principal name in e-mail format, the names that Entra sends by default,
 * one claim a session tag.
 */
export function claimsMapping(sessionAttributes: Readonly<Record<string, string>>): object {
  return {
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: "true",
      ClaimsSchema: [
        {
          Source: "user",
          ID: "userprincipalname",
          SamlClaimType: `${CLAIMS}/nameidentifier`,
          SamlNameIdFormat: NAME_ID_FORMAT,
        },
        { Source: "user", ID: "mail", SamlClaimType: `${CLAIMS}/emailaddress` },
        { Source: "user", ID: "givenname", SamlClaimType: `${CLAIMS}/givenname` },
        { Source: "user", ID: "surname", SamlClaimType: `${CLAIMS}/surname` },
        ...Object.entries(sessionAttributes)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, attribute]) => ({
            Source: "user",
            ID: attribute,
            SamlClaimType: `${SESSION_TAG_CLAIM}${key}`,
          })),
      ],
    },
  };
}

/**
 * Session attributes that a policy's definition sends, by key, whatever else it says; undefined where it is no
 * definition.
 */
export function sessionAttributesOf(definition: string): Record<string, string> | undefined {
  const claims = claimsOf(definition)?.claims;
  if (claims === undefined) return undefined;
  return Object.fromEntries(
    claims.flatMap(({ SamlClaimType, ID }) =>
      SamlClaimType?.startsWith(SESSION_TAG_CLAIM) === true && ID !== undefined
        ? [[SamlClaimType.slice(SESSION_TAG_CLAIM.length), ID.toLowerCase()]]
        : [],
    ),
  );
}

/**
 * Whether a definition says what the program would write: the same claims in any order, user attributes in any letter
 * case.
 */
export function isSameMapping(definition: string, sessionAttributes: Readonly<Record<string, string>>): boolean {
  const [found, wanted] = [claimsOf(definition), claimsOf(JSON.stringify(claimsMapping(sessionAttributes)))];
  return found !== undefined && stableJson(canonical(found)) === stableJson(canonical(wanted!));
}

interface Claim {
  readonly SamlClaimType?: string;
  readonly ID?: string;
}

interface Claims {
  readonly rest: object;
  readonly claims: readonly Claim[];
}

function claimsOf(definition: string): Claims | undefined {
  try {
    const { ClaimsMappingPolicy } = JSON.parse(definition) as { ClaimsMappingPolicy?: { ClaimsSchema?: unknown } };
    const { ClaimsSchema: claims, ...rest } = ClaimsMappingPolicy ?? {};
    return Array.isArray(claims) ? { rest, claims: claims as Claim[] } : undefined;
  } catch {
    return undefined;
  }
}

function canonical({ rest, claims }: Claims): object {
  const same = claims.map((claim) => stableJson({ ...claim, ...(typeof claim.ID === "string" ? { ID: claim.ID.toLowerCase() } : {}) }));
  // Entra takes true as text and as a value.
  return { rest: Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value).toLowerCase()])), claims: same.sort() };
}
