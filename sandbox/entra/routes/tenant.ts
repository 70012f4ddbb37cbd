import * as z from "zod";
import { checked, graphType } from "../body";
import { listed, type Context, type Routes } from "../context";
import { invalid } from "../graph-error";
import { entity } from "../query";

const securityDefaultsType = graphType({ isEnabled: z.boolean() }, "displayName description");

/** `/organization`, `/domains`, `/subscribedSkus` and the security defaults: facts about the tenant as a whole. */
export const tenant: Routes = (app, context) => {
  const { directory } = context;

  app.get("/organization", (request) => listed(context, request, [organization(context)]));
  app.get("/domains", (request) => listed(context, request, domains(context)));
  app.get("/subscribedSkus", (request) => listed(context, request, [premiumLicence(context), deviceLicence(context)]));

  app.get("/policies/identitySecurityDefaultsEnforcementPolicy", (request) =>
    entity(request, {
      id: "00000000-0000-0000-0000-000000000005",
      displayName: "Security Defaults",
      description: "Security defaults is a set of basic identity security mechanisms recommended by Microsoft.",
      isEnabled: directory.securityDefaultsEnabled,
    }),
  );

  app.patch("/policies/identitySecurityDefaultsEnforcementPolicy", (request, reply) => {
    const { isEnabled } = checked(securityDefaultsType, request.body, "IdentitySecurityDefaultsEnforcementPolicy");
    if (isEnabled === true && directory.conditionalAccessPolicies.everything().some(({ state }) => state !== "disabled")) {
      throw invalid("Security defaults cannot be enabled while Conditional Access policies are enabled.");
    }
    if (typeof isEnabled === "boolean") directory.securityDefaultsEnabled = isEnabled;
    return reply.code(204).send();
  });
};

/** Domains of the users' names, and the tenant's first one. */
function domains({ directory }: Context): object[] {
  const initial = `${directory.tenantId.slice(0, 8)}.onmicrosoft.com`;
  const custom = [...new Set(directory.users.list().map(({ userPrincipalName }) => userPrincipalName.split("@")[1] ?? ""))];
  const names = [...custom.filter((name) => name !== "" && name !== initial), initial];
  return names.map((id, index) => ({
    id,
    authenticationType: "Managed",
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: index === 0,
    isInitial: id === initial,
    isRoot: true,
    isVerified: true,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2147483647,
    supportedServices: ["Email", "OfficeCommunicationsOnline"],
  }));
}

function organization(context: Context): object {
  const verifiedDomains = (domains(context) as { id: string; isDefault: boolean; isInitial: boolean }[]).map(
    ({ id, isDefault, isInitial }) => ({
      capabilities: "Email",
      isDefault,
      isInitial,
      name: id,
      type: "Managed",
    }),
  );
  return { id: context.directory.tenantId, displayName: "Local Entra", tenantType: "AAD", countryLetterCode: null, verifiedDomains };
}

/** Entra ID P2, which Conditional Access, group assignment and the sign-in logs need. */
function premiumLicence(context: Context): object {
  return licence(context, "84a661c4-e949-4bd2-a560-ed7766fcaf2b", "AAD_PREMIUM_P2", ["AAD_PREMIUM", "AAD_PREMIUM_P2"]);
}

/** Intune, which tells compliant devices. */
function deviceLicence(context: Context): object {
  return licence(context, "061f9ace-7d42-4136-88ac-31dc755f143f", "INTUNE_A", ["INTUNE_A"]);
}

/**
 * A subscription of the tenant. @see https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
function licence({ directory }: Context, skuId: string, skuPartNumber: string, plans: readonly string[]): object {
  return {
    id: `${directory.tenantId}_${skuId}`,
    skuId,
    skuPartNumber,
    capabilityStatus: "Enabled",
    appliesTo: "User",
    consumedUnits: directory.users.list().length,
    prepaidUnits: { enabled: 1000, suspended: 0, warning: 0 },
    servicePlans: plans.map((servicePlanName) => ({ servicePlanName, provisioningStatus: "Success", appliesTo: "User" })),
  };
}
