import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "./sandbox";

/** What Pulumi.dev.yaml means in the world of dev, written down by hand: nothing of the product computes it. */
export const expectedOfDev = [
  "Data-Analyst-RO aws-data-analysts 012345678901",
  "Data-Analyst-RO aws-data-analysts 012345678902",
  "Data-Engineer-RW aws-data-engineers 012345678901",
  "Data-Engineer-RW aws-data-engineers 012345678902",
  "Developer aws-developers 012345678902",
  "Developer aws-developers 300000000002",
  "Platform-Admin aws-platform-admins 012345678901",
  "Platform-Admin aws-platform-admins 012345678902",
  "Platform-Admin aws-platform-admins 200000000001",
  "Platform-Admin aws-platform-admins 300000000001",
  "Platform-Admin aws-platform-admins 300000000002",
  "Platform-Admin-Mgmt aws-platform-admins 100000000001",
  "Security-Audit-RO aws-security-auditors 012345678901",
  "Security-Audit-RO aws-security-auditors 012345678902",
  "Security-Audit-RO aws-security-auditors 200000000001",
  "Security-Audit-RO aws-security-auditors 300000000001",
  "Security-Audit-RO aws-security-auditors 300000000002",
  "Security-Audit-RO-Mgmt aws-security-auditors 100000000001",
];

interface WorldAccount {
  readonly id: string;
  readonly name: string;
  readonly ou?: string;
  readonly state?: string;
  readonly tags?: Record<string, string>;
}

/** What Pulumi.prod.yaml means, said once more by hand: per line of its access list, which accounts. */
export function expectedOfProd(): string[] {
  const { accounts } = parse(readFileSync(join(repository, "sandbox/worlds/prod.yaml"), "utf8")) as { accounts: WorldAccount[] };
  const active = accounts.filter(({ state }) => state !== "SUSPENDED");
  const below = (unit: string) => (account: WorldAccount) => account.ou === unit || account.ou?.startsWith(`${unit}/`) === true;
  const lines: [string, string, (account: WorldAccount) => boolean][] = [
    ["Platform-Admin", "aws-platform-admins", () => true],
    ["Security-Audit-RO", "aws-security-auditors", () => true],
    ["Data-Engineer-RW", "aws-data-engineers", ({ name }) => name.startsWith("data-")],
    ["Data-Analyst-RO", "aws-data-analysts", ({ name, tags }) => tags?.["domain"] === "data" && name !== "data-sandbox"],
    ["Developer", "aws-developers", below("Workloads/Development")],
    ["Developer", "aws-developers", below("Sandbox")],
    ["Billing-RO", "aws-finance", ({ id }) => id === "100000000001"],
    ["Network-Operator", "aws-network", below("Infrastructure/Network")],
    ["Security-Audit-RO", "aws-sre", below("Workloads")],
    ["Security-Audit-RO", "aws-incident-response", below("Security")],
  ];
  return lines
    .flatMap(([set, group, matches]) =>
      active.filter(matches).map(({ id }) => `${set}${id === "100000000001" ? "-Mgmt" : ""} ${group} ${id}`),
    )
    .sort();
}
