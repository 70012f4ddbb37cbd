import { CLAIMS, SESSION_TAG_CLAIM } from "../../../contract/gallery-app";
import { stableJson } from "../../../access/json";
import { enterpriseAppSchema } from "../../../access/settings/enterprise-app";
import { listed } from "../../../access/words";
import { GraphError } from "../../../graph/client";
import type { CustomClaim, CustomClaimsPolicy } from "../../clouds/entra-types";
import { sentence } from "../../failure";
import type { Decision } from "../part";
import { isRefusal, type Read, type Readings, UNREAD } from "./readings";

const WHAT = "claims of the portal (Attributes & Claims)";

/** NameID formats with which people sign in: Entra's default for the gallery's application is the e-mail format. */
const NAME_ID_FORMATS = ["default", "emailAddress"];

/**
 * Claims that somebody edited in the portal. None is adopted: the program writes a claims mapping policy, which
 * overrides all of them. They are listed, with the settings that mean the same where there are such.
 *
 * @param read Reads them; rejects where Graph does not show them.
 * @param isMapped Whether a claims mapping policy is assigned, which is in force in their place; {@link UNREAD} where
 *   that is not known.
 */
export async function portalClaims(
  read: () => Promise<CustomClaimsPolicy | undefined>,
  isMapped: Read<boolean>,
  readings: Readings,
): Promise<readonly Decision[]> {
  try {
    const policy = await read();
    return policy === undefined || isUntouched(policy) ? [] : judged(policy, isMapped);
  } catch (error) {
    if (error instanceof GraphError && !isRefusal(error)) {
      const text = `Microsoft Graph does not show them here (its beta alone has them, and not in every cloud): ${sentence(error)}. Look in the portal whether somebody edited them: they stay as they are, and this program writes no claims unless the settings name session attributes.`;
      return [{ kind: "note", what: WHAT, text }];
    }
    readings.failed("portalClaims", error);
    return [];
  }
}

/** As Entra makes it: the basic claims and no word more. */
function isUntouched({
  claims = [],
  includeBasicClaimSet,
  includeApplicationIdInIssuer,
  audienceOverride,
  groupFilter,
}: CustomClaimsPolicy): boolean {
  return (
    claims.length === 0 &&
    includeBasicClaimSet !== false &&
    includeApplicationIdInIssuer !== true &&
    (audienceOverride ?? "") === "" &&
    (groupFilter ?? undefined) === undefined
  );
}

function judged(policy: CustomClaimsPolicy, isMapped: Read<boolean>): Decision[] {
  const { claims = [] } = policy;
  const nameId = claims.find(isNameId);
  const others = claims.filter((claim) => claim !== nameId);
  const sent = Object.fromEntries(
    others.flatMap((claim) => {
      const [name, attribute] = [nameOf(claim), attributeOf(claim)];
      return name.startsWith(SESSION_TAG_CLAIM) && attribute !== undefined ? [[name.slice(SESSION_TAG_CLAIM.length), attribute]] : [];
    }),
  );
  const sayable = enterpriseAppSchema.shape.sessionAttributes.safeParse(sent).success ? Object.keys(sent) : [];
  const withoutSetting = [
    ...others.filter((claim) => !isUsual(claim) && !sayable.some((key) => nameOf(claim) === `${SESSION_TAG_CLAIM}${key}`)).map(claimWords),
    ...(policy.includeBasicClaimSet === false ? ["none of the basic claims beside them"] : []),
    ...(policy.includeApplicationIdInIssuer === true ? ["the client id in the issuer"] : []),
    ...((policy.audienceOverride ?? "") === "" ? [] : ["another audience"]),
    ...((policy.groupFilter ?? undefined) === undefined ? [] : ["groups by a filter"]),
  ];
  const text = [
    `Somebody edited them: the application sends ${listed(others.map(claimWords)) || "no claim of its own"}.`,
    isMapped === UNREAD
      ? "Whether a claims mapping policy is assigned as well, by which Entra would then go, could not be read."
      : isMapped
        ? "A claims mapping policy is assigned as well, and Entra goes by that one."
        : "They stay as they are: this program writes a claims mapping policy only where the settings name session attributes, and Entra then goes by that one.",
    ...(sayable.length === 0 || isMapped !== false
      ? []
      : [
          `The session attributes among them are federation:enterpriseApp.sessionAttributes: ${stableJson(sent)}; write that in one change window, and look at a sign-in's tags before and after.`,
        ]),
    ...(withoutSetting.length === 0 ? [] : [`The settings cannot say ${listed(withoutSetting)}.`]),
  ].join(" ");
  return [{ kind: "left-alone", what: WHAT, text }, ...nameIdFault(nameId, isMapped)];
}

function nameIdFault(nameId: CustomClaim | undefined, isMapped: Read<boolean>): Decision[] {
  if (nameId === undefined || isMapped === true) return [];
  const { nameIdFormat } = nameId;
  const isFormat = nameIdFormat === undefined || nameIdFormat === null || NAME_ID_FORMATS.includes(nameIdFormat);
  if (attributeOf(nameId) === "userprincipalname" && isFormat) return [];
  const format = isFormat ? "" : `, in the format ${nameIdFormat}`;
  return [
    {
      kind: "fault",
      what: WHAT,
      text: `The Unique User Identifier is ${sourceWords(nameId)}${format}; the runbook has user.userprincipalname in the e-mail format (R2.3), which is what provisioning writes as user name: whoever has another value there cannot sign in to AWS${isMapped === UNREAD ? ", unless a claims mapping policy, which could not be read, says otherwise" : ""}. Set it in the portal.`,
    },
  ];
}

function isNameId({ "@odata.type": type = "" }: CustomClaim): boolean {
  return /\.samlNameIdClaim$/i.test(type);
}

/** Names that Entra sends by itself, from where it takes them by itself. */
const USUAL: Readonly<Record<string, string>> = {
  [`${CLAIMS}/emailaddress`]: "mail",
  [`${CLAIMS}/givenname`]: "givenname",
  [`${CLAIMS}/surname`]: "surname",
  [`${CLAIMS}/name`]: "userprincipalname",
};

function isUsual(claim: CustomClaim): boolean {
  return attributeOf(claim) !== undefined && USUAL[nameOf(claim)] === attributeOf(claim);
}

function nameOf({ name, namespace }: CustomClaim): string {
  return (namespace ?? "") === "" ? (name ?? "") : `${namespace!.replace(/\/$/, "")}/${name ?? ""}`;
}

/** The one attribute of the user that it is, in lower case; undefined for anything beyond that. */
function attributeOf({ configurations = [] }: CustomClaim): string | undefined {
  const [only, ...others] = configurations;
  if (only === undefined || others.length > 0 || (only.condition ?? undefined) !== undefined || (only.transformations ?? []).length > 0)
    return undefined;
  const { source, id } = only.attribute ?? {};
  return source?.toLowerCase() === "user" ? id?.trim().toLowerCase() : undefined;
}

function claimWords(claim: CustomClaim): string {
  return `${nameOf(claim)} (${sourceWords(claim)})`;
}

/** Where a claim comes from; a constant is not shown, as it may be anything. */
function sourceWords(claim: CustomClaim): string {
  const attribute = attributeOf(claim);
  if (attribute !== undefined) return `user.${attribute}`;
  const { configurations = [] } = claim;
  if (configurations.some(({ condition }) => (condition ?? undefined) !== undefined)) return "by a condition";
  if (configurations.some(({ transformations = [] }) => transformations.length > 0)) return "transformed";
  const [{ attribute: found } = {}] = configurations;
  return found?.source === undefined ? "a constant" : `${found.source}.${found.id ?? ""}`;
}
