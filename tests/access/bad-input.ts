/**
 * Wrong settings, each with its sentence and with what is right in its place.
 */
import assert from "node:assert/strict";
import { mistakes, type Raw } from "./fixtures";

/** A wrong setting with its sentences, and a right one in its place. */
export interface Case {
  readonly name: string;
  readonly wrong: Raw;
  readonly sentences: readonly string[];
  readonly right: Raw;
}

/** Tests both directions of every case. */
export function itTells(cases: readonly Case[]): void {
  for (const { name, wrong, sentences, right } of cases) {
    it(`tells of ${name}`, () => assert.deepEqual(mistakes(wrong), sentences));
    it(`takes what is right instead of ${name}`, () => assert.deepEqual(mistakes(right), []));
  }
}

/** A right entry of the access list. */
export const GRANT = { group: "g", permissionSet: "Platform-Admin", accounts: "all" };

/** Settings whose only grant is changed. */
export const entry = (changes: Raw): Raw => ({ access: [{ ...GRANT, ...changes }] });

/** Settings of one permission set. */
export const set = (name: string, settings: unknown): Raw => ({ permissionSets: { [name]: settings } });

/** Settings of one own permission set. */
export const own = (settings: Raw): Raw => set("Own", { managedPolicies: ["SecurityAudit"], ...settings });

/** Settings of the enterprise application. */
export const app = (changes: Raw): Raw => ({
  enterpriseApp: { signingCertificates: [{ slot: "2026", endDate: "2029-09-30" }], ...changes },
});
