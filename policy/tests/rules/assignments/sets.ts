import { permissionSet } from "../../fixtures";

/** Accounts and permission sets that the tests of assignments have in common. */
export const PROD = "111111111111";
export const DEV = "222222222222";
export const developer = permissionSet("Developer");
export const admin = permissionSet("Platform-Admin");
/** Its copy for the management account. */
export const copy = permissionSet("Platform-Admin-Mgmt");
export const notApplicable = { "a stack without assignments": { given: [permissionSet("Developer")] } };
