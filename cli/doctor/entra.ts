import { type GraphNeed, graphNeeds, type LicenceNeed, licenceNeeds } from "../../access/permissions/graph";
import type { Purpose } from "../../access/permissions/policy";
import type { Settings } from "../../access/settings";
import { GraphError } from "../../graph/client";
import { sentence } from "../failure";
import type { Diagnosis, DoctorItem } from "./item";

/** How Entra is asked; tests answer in its place. */
export interface EntraQuestions {
  /** An access token for Microsoft Graph. Read here, never shown. */
  readonly token: () => Promise<string>;
  readonly skus: () => Promise<readonly Sku[]>;
  /** A harmless read for a permission, where there is one. */
  readonly reads: Readonly<Record<string, () => Promise<unknown>>>;
}

/** A subscription of the tenant. @see https://learn.microsoft.com/graph/api/resources/subscribedsku */
export interface Sku {
  readonly capabilityStatus?: string;
  readonly servicePlans?: readonly { readonly servicePlanName?: string; readonly provisioningStatus?: string }[];
}

/** What a token says of itself: permissions of an application (`roles`) or of a person's sign-in (`scp`). */
interface Claims {
  readonly roles?: readonly string[];
  readonly scp?: string;
  readonly appid?: string;
  readonly upn?: string;
}

/**
 * What the caller may do of what the purposes need, by its token, else by harmless reads; and the tenant's licences.
 */
export async function diagnoseEntra(settings: Settings, purposes: readonly Purpose[], ask: EntraQuestions): Promise<Diagnosis> {
  const claims = claimsOf(await ask.token());
  const granted = claims.roles ?? claims.scp?.split(" ");
  const needs = new Map<string, { readonly need: GraphNeed; readonly purposes: Purpose[] }>();
  for (const purpose of purposes) {
    for (const need of graphNeeds(purpose, settings)) {
      const key = need.anyOf[0]!;
      const before = needs.get(key);
      if (before === undefined) needs.set(key, { need, purposes: [purpose] });
      else before.purposes.push(purpose);
    }
  }
  const permissions = await Promise.all(
    [...needs.values()].map(({ need, purposes: of }) =>
      granted === undefined ? byRead(need, of, ask) : Promise.resolve(byToken(need, of, granted)),
    ),
  );
  return {
    identity: claims.appid === undefined ? (claims.upn ?? "the signed-in identity") : `application ${claims.appid}`,
    how:
      granted === undefined
        ? "by harmless reads, as the token names no permissions"
        : claims.roles !== undefined
          ? "by the token's application permissions"
          : "by the token's delegated permissions; what the person may do is less or equal",
    items: [...permissions, ...(await licences(licenceNeeds(settings), purposes, ask))],
  };
}

function byToken(need: GraphNeed, purposes: readonly Purpose[], granted: readonly string[]): DoctorItem {
  const has = need.anyOf.find((permission) => granted.includes(permission));
  const [least = ""] = need.anyOf;
  if (has !== undefined) return item(need, purposes, "ok", `${has} is there, for ${need.for}.`);
  return item(need, purposes, "missing", `${least} is missing, for ${need.for}.`, grant(least));
}

async function byRead(need: GraphNeed, purposes: readonly Purpose[], { reads }: EntraQuestions): Promise<DoctorItem> {
  const [least = ""] = need.anyOf;
  const read = reads[least];
  if (read === undefined) return item(need, purposes, "cannot tell", `${least} cannot be tried without changing something.`);
  try {
    await read();
    return item(need, purposes, "ok", `${least} is there, for ${need.for}: a read was answered.`);
  } catch (error) {
    if (error instanceof GraphError && (error.status === 401 || error.status === 403))
      return item(need, purposes, "missing", `${least} is missing, for ${need.for}: ${error.message}`, grant(least));
    const undetermined = item(need, purposes, "cannot tell", `Whether ${least} is there cannot be told: ${sentence(error)}.`);
    return isAnswer(error) ? undetermined : { ...undetermined, unread: true };
  }
}

/** Whether an error is what Graph says to the question, and not a failure in passing. */
function isAnswer(error: unknown): boolean {
  return error instanceof GraphError && error.status !== 429 && (error.status < 500 || error.status === 501);
}

function grant(permission: string): string {
  return `Grant ${permission} with admin consent: Entra admin center > App registrations > API permissions (the identity takes an hour to notice).`;
}

async function licences(needs: readonly LicenceNeed[], purposes: readonly Purpose[], { skus }: EntraQuestions): Promise<DoctorItem[]> {
  const licence = (need: LicenceNeed, status: DoctorItem["status"], message: string, remedy?: string): DoctorItem => ({
    cloud: "Entra",
    purposes,
    need: need.name,
    status,
    message,
    ...(remedy === undefined ? {} : { remedy }),
  });
  let found: readonly Sku[];
  try {
    found = await skus();
  } catch (error) {
    const remedy = "Grant LicenseAssignment.Read.All for the look, or see Entra admin center > Billing > Licenses.";
    return needs.map((need) => ({
      ...licence(need, "cannot tell", `The tenant's licences cannot be read: ${sentence(error)}.`, remedy),
      ...(isAnswer(error) ? {} : { unread: true }),
    }));
  }
  const plans = new Set(
    found
      .filter(({ capabilityStatus }) => capabilityStatus === "Enabled" || capabilityStatus === "Warning")
      .flatMap(({ servicePlans = [] }) => servicePlans)
      .filter(({ provisioningStatus }) => provisioningStatus !== "Disabled")
      .map(({ servicePlanName }) => servicePlanName),
  );
  return needs.map((need) =>
    need.plans.some((plan) => plans.has(plan))
      ? licence(need, "ok", `The tenant has ${need.name}, for ${need.for}. Whether there are enough licences is for people to count.`)
      : licence(
          need,
          "missing",
          `The tenant has no ${need.name}, for ${need.for}.`,
          `Get licences of ${need.name} for everybody who signs in to AWS.`,
        ),
  );
}

function item(need: GraphNeed, purposes: readonly Purpose[], status: DoctorItem["status"], message: string, remedy?: string): DoctorItem {
  return {
    cloud: "Entra",
    purposes,
    need: need.anyOf[0]!,
    status,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(need.optional === undefined ? {} : { optional: true }),
  };
}

/**
 * The token's claims. Microsoft keeps the right to change tokens of its own services: where they cannot be read, reads
 * have to do.
 */
function claimsOf(token: string): Claims {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;
  } catch {
    return {};
  }
}
