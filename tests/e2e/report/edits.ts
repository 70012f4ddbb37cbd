import { dayOf, daysAfter } from "../../../contract/clock";
import type { Config } from "../../config";
import type { Summary } from "./summary";

/** A change of the stack file, and what the report says of it. */
export interface Scenario {
  readonly name: string;
  readonly change: (config: Config) => Record<string, unknown>;
  readonly sentences: Summary;
  /** Words of the headline. */
  readonly headline?: RegExp;
  /** Time of the preview; the machine's where left out. */
  readonly at?: string;
  readonly args?: readonly string[];
  readonly status?: number;
}

/** Last day of the entry that ends: within the lives of the certificate and the token, which the program asks for. */
export const LAST_DAY = daysAfter(dayOf(new Date()), 30);
/** The day after. */
export const DAY_AFTER = `${daysAfter(LAST_DAY, 1)}T12:00:00Z`;

/** What dev has before each scenario, beside its own settings: a set of its own, and an entry that ends. */
export function base(config: Config): Record<string, unknown> {
  return {
    "federation:permissionSets": {
      ...config["federation:permissionSets"],
      Ops: {
        description: "Operates web servers.",
        managedPolicies: ["AWSBillingReadOnlyAccess"],
        inlinePolicy: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::acme-web/*" }],
        },
      },
    },
    "federation:access": [
      ...config["federation:access"],
      { group: "aws-developers", permissionSet: "Ops", accounts: "app-*" },
      { group: "aws-data-analysts", permissionSet: "Security-Audit-RO", accounts: "app-prod", until: LAST_DAY, reason: "incident 4711" },
    ],
  };
}

export const entry = (index: number, change: object) => (config: Config) => ({
  "federation:access": config["federation:access"].map((one: object, at: number) => (at === index ? { ...one, ...change } : one)),
});
export const without = (index: number) => (config: Config) => ({
  "federation:access": config["federation:access"].filter((_: object, at: number) => at !== index),
});
export const added =
  (...entries: object[]) =>
  (config: Config) => ({ "federation:access": [...config["federation:access"], ...entries] });
export const sets = (change: Record<string, object>) => (config: Config) => ({
  "federation:permissionSets": Object.fromEntries(
    [...new Set([...Object.keys(config["federation:permissionSets"]), ...Object.keys(change)])].map((name) => [
      name,
      { ...config["federation:permissionSets"][name], ...change[name] },
    ]),
  ),
});
export const statement = (...Statement: object[]) => ({ inlinePolicy: { Version: "2012-10-17", Statement } });
export const opsMay = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "arn:aws:s3:::acme-web/*" });
export const conditional = (change: object) => (config: Config) => ({
  "federation:conditionalAccess": { ...config["federation:conditionalAccess"], ...change },
});
