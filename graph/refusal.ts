import type { GraphError } from "./client";

/**
 * Graph's code for what only a tenant with Entra ID P1 has, such as the sign-in log.
 *
 * @see https://github.com/MicrosoftDocs/azure-docs/pull/77948
 */
const NO_PREMIUM = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";

/** The tenant has no licence for what was asked. */
export function lacksPremium({ code }: GraphError): boolean {
  return code === NO_PREMIUM;
}
