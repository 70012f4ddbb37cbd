import { overridesSchema } from "../settings/permission-sets";
import { defineArchetype } from "./archetype";

/** R5.2 Security-Audit-RO: reads, writes nothing. */
export const securityAudit = defineArchetype({
  id: "R5.2",
  name: "Security-Audit-RO",
  schema: overridesSchema,
  needs: [],
  description: "Reads configuration and data for security audits.",
  managedPolicies: ["ReadOnlyAccess", "SecurityAudit"],
  fixed: [],
});
