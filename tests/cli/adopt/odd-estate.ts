import type { HandMadeEstate } from "./fake-aws";

const names = [
  "all",
  "on",
  "0123",
  "data: prod",
  "012345678901",
  "*prod*",
  "été",
  "#1",
  "twice",
  "twice",
  "x".repeat(50),
  "a/b",
  " edge ",
  "{x}",
  "y".repeat(64),
  "東京 本番",
  "null",
  "1e3",
];

/**
 * 100 accounts with odd names, closed ones among them, sets of every kind, and what a clicked Identity Center collects
 * over the years.
 */
export const ODD_ESTATE: HandMadeEstate = {
  management: "100000000001",
  units: ["Workloads", "Workloads/Prod", "Workloads/Dev", "Sandbox"],
  accounts: [
    { id: "100000000001", name: "management" },
    ...Array.from({ length: 99 }, (_, index) => ({
      id: String(index + 1).padStart(12, "0"),
      name: names[index] ?? `account ${index}`,
      unit: ["Workloads/Prod", "Workloads/Dev", "Sandbox"][index % 3]!,
      tags: { env: ["prod", "dev", "test"][index % 3]!, "cost:centre": "0042" },
      ...(index === 40 ? { state: "SUSPENDED" } : {}),
    })),
  ],
  sets: [
    { name: "Ops", description: "Run: it all", session: "PT8H", managed: ["ReadOnlyAccess"], tags: { owner: "on", "a:b": "0123" } },
    { name: "NoDescription", managed: ["SecurityAudit"], session: "PT90M", relayState: "https://eu-west-1.console.aws.amazon.com/s3" },
    { name: "Nothing", description: "grants nothing" },
    { name: "0123", description: "#yes", customer: [{ name: "Own", path: "/team/" }], boundary: "PowerUserAccess" },
    {
      name: "Inline",
      inline: '{"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}, "Version": "2012-10-17"}',
    },
    {
      name: "Security-Audit-RO",
      description: "Reads configuration and data for security audits.",
      session: "PT8H",
      managed: ["SecurityAudit", "ReadOnlyAccess"],
    },
    { name: "Developer", description: "ours", managed: ["ReadOnlyAccess"] },
    { name: "PlatformAdmin", description: "old", managed: ["AdministratorAccess"], session: "PT12H" },
    { name: "Broken", inline: "{ this is no JSON" },
    { name: "AWSAdministratorAccess", description: "Provides full access", managed: ["AdministratorAccess"] },
    { name: "TEAM-Elevated", managed: ["AdministratorAccess"], tags: { "managed-by": "TEAM" } },
  ],
  groups: [
    { id: "90677c608a-11111111-0000-0000-0000-000000000001", name: "ops", externalId: "aaaaaaaa-0000-0000-0000-000000000001" },
    { id: "90677c608a-11111111-0000-0000-0000-000000000002", name: "0x1F: on", externalId: "aaaaaaaa-0000-0000-0000-000000000002" },
    { id: "90677c608a-11111111-0000-0000-0000-000000000003", name: "AWSControlTowerAdmins" },
    { id: "90677c608a-11111111-0000-0000-0000-000000000004", name: "Admins" },
    { id: "90677c608a-11111111-0000-0000-0000-000000000005", name: "admins" },
  ],
  users: [{ id: "user-1", name: "ada@example.com" }],
  assignments: [
    ...Array.from({ length: 99 }, (_, index) => ({
      set: "Ops",
      account: String(index + 1).padStart(12, "0"),
      principal: "90677c608a-11111111-0000-0000-0000-000000000001",
    })),
    { set: "Ops", account: "100000000001", principal: "90677c608a-11111111-0000-0000-0000-000000000001" },
    ...["NoDescription", "0123", "Inline", "Security-Audit-RO", "Developer", "PlatformAdmin"].map((set, index) => ({
      set,
      account: String(index + 1).padStart(12, "0"),
      principal: "90677c608a-11111111-0000-0000-0000-000000000002",
    })),
    { set: "Developer", account: "000000000001", principal: "90677c608a-11111111-0000-0000-0000-000000000001" },
    { set: "Ops", account: "000000000001", principal: "user-1", type: "USER" },
    { set: "Ops", account: "000000000001", principal: "90677c608a-11111111-0000-0000-0000-00000000dead" },
    { set: "Ops", account: "000000000002", principal: "90677c608a-11111111-0000-0000-0000-000000000004" },
    { set: "Broken", account: "000000000002", principal: "90677c608a-11111111-0000-0000-0000-000000000001" },
    { set: "AWSAdministratorAccess", account: "000000000001", principal: "90677c608a-11111111-0000-0000-0000-000000000003" },
    { set: "AWSAdministratorAccess", account: "000000000002", principal: "90677c608a-11111111-0000-0000-0000-000000000001" },
    { set: "TEAM-Elevated", account: "000000000002", principal: "user-1", type: "USER" },
  ],
};
