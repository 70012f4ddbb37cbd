import { overridesSchema } from "../settings/permission-sets";
import { defineArchetype } from "./archetype";

/** R5.1 Platform-Admin: full administration, from a compliant device only. */
export const platformAdmin = defineArchetype({
  id: "R5.1",
  name: "Platform-Admin",
  schema: overridesSchema,
  needs: [],
  description: "Full administration by the cloud platform team.",
  managedPolicies: ["AdministratorAccess"],
  fixed: ["compliantDevice"],
});
