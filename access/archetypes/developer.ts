import { overridesSchema } from "../settings/permission-sets";
import { defineArchetype } from "./archetype";

/** R5.5 Developer: everything but identities, outside production. */
export const developer = defineArchetype({
  id: "R5.5",
  name: "Developer",
  schema: overridesSchema,
  needs: [],
  description: "Develops applications in non-production accounts.",
  managedPolicies: ["PowerUserAccess"],
  fixed: ["nonProductionOnly"],
});
