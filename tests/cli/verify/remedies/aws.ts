import { settings } from "../fakes";
import { groupIds } from "../group-ids";
import { type Case, changed, withEntra } from "./case";

const UP = "`pulumi up";
const admins = groupIds["admins"]!;
const other = { id: "bbbbbbbb-0000-4000-8000-000000000001", displayName: "admins", securityEnabled: true };
const groups = (...known: (typeof other)[]) =>
  withEntra({ groups: async (written) => known.filter(({ id, displayName }) => [id, displayName].includes(written)) });
const right = { ...other, id: admins };
const granted = (group: string, more: object = {}) =>
  settings({ access: [{ group, permissionSet: "Platform-Admin", accounts: "app" }], ...more });
const store =
  (change: object): NonNullable<Case["wrong"]> =>
  (sources) => ({ ...sources, identityStore: { ...sources.identityStore, ...change } });
const center =
  (change: object): NonNullable<Case["wrong"]> =>
  (sources) => ({ ...sources, identityCenter: { ...sources.identityCenter, ...change } });
const alsoHeldBy =
  (principalType: "GROUP" | "USER", principalId: string): NonNullable<Case["wrong"]> =>
  (sources) =>
    center({
      assignments: async (...asked: Parameters<typeof sources.identityCenter.assignments>) => [
        ...(await sources.identityCenter.assignments(...asked)),
        { permissionSetArn: "arn:Platform-Admin", accountId: "100000000001", principalType, principalId },
      ],
    })(sources);
const customer = settings({
  permissionSets: { Ops: { description: "Operations", customerManagedPolicies: [{ name: "ops" }], sessionHours: 4 } },
  access: [{ group: "admins", permissionSet: "Ops", accounts: "management" }],
  productionAccounts: [],
});

/** R1, R3, R5, R8, and AWS's half of R9. */
export const awsCases: readonly Case[] = [
  {
    id: "R5.7",
    says: 'The group "admins" has Platform-Admin in management (100000000001), which the settings do not grant',
    remedy: "take it over with `federation take-over`, or remove the assignment in the console",
    wrong: alsoHeldBy("GROUP", "g1"),
  },
  {
    id: "R5.7",
    says: 'The user "ada@example.com" has Platform-Admin in management (100000000001), which the settings do not grant',
    remedy: "Give access to a group instead, and remove the assignment in the console",
    wrong: alsoHeldBy("USER", "u9"),
  },
  {
    id: "R1.1",
    says: "There is no Identity Center instance in eu-west-1",
    remedy: "`federation steps`",
    wrong: center({ instances: async () => [] }),
  },
  {
    id: "R1.1",
    says: "There are 2 Identity Center instances",
    remedy: "delete account instances that nobody uses",
    wrong: center({
      instances: async () => [
        { instanceArn: "a", identityStoreId: "d-1" },
        { instanceArn: "b", identityStoreId: "d-2" },
      ],
    }),
  },
  {
    id: "R1.2",
    says: "but Identity Center was found in eu-west-1",
    remedy: UP,
    wrong: withEntra((entra) => ({
      applications: async () =>
        (await entra.applications()).map((each) => ({
          ...each,
          identifierUris: ["https://us-east-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
        })),
    })),
  },
  {
    id: "R1.3",
    says: "The feature set is CONSOLIDATED_BILLING",
    remedy: "Enable all features",
    wrong: (sources) => ({
      ...sources,
      organization: async () => ({ ...(await sources.organization()), featureSet: "CONSOLIDATED_BILLING" }),
    }),
  },
  {
    id: "R3.1",
    says: "The external identity provider was disabled on 2026-11-20",
    remedy: "`federation steps`",
    wrong: (sources) => ({
      ...sources,
      latestEvent: async (name) =>
        name.startsWith("Disable") ? { name, time: new Date("2026-11-20T00:00:00Z"), user: "eve" } : sources.latestEvent(name),
    }),
  },
  {
    id: "R5.1",
    says: "There is no permission set Platform-Admin",
    remedy: UP,
    wrong: center({ permissionSets: async () => [], assignments: async () => [] }),
  },
  {
    id: "R5.1",
    says: "Platform-Admin is out of date in 1 accounts",
    remedy: "federation repair",
    wrong: center({
      accountsWith: async (_instance: string, _arn: string, stale: boolean) => (stale ? ["300000000001"] : []),
    }),
  },
  {
    id: "R5.7",
    says: 'The group "admins" has Rogue in app (300000000001), which the settings do not grant.',
    remedy: "which the settings do not have, over with it by `federation adopt`",
    wrong: (sources) => ({
      ...sources,
      identityCenter: {
        ...sources.identityCenter,
        permissionSets: async (of) => {
          const [first, ...others] = await sources.identityCenter.permissionSets(of);
          return [first!, ...others, { ...first!, arn: "arn:Rogue", name: "Rogue" }];
        },
        assignments: async (...of) => {
          const found = await sources.identityCenter.assignments(...of);
          return [...found, { ...found[0]!, permissionSetArn: "arn:Rogue" }];
        },
      },
    }),
  },
  {
    id: "R5.7",
    says: 'The group "gone" has Platform-Admin in management (100000000001), which the settings do not grant.',
    remedy: "Nobody has access by it, as Identity Center does not have them any more",
    wrong: alsoHeldBy("GROUP", "gone"),
  },
  { id: "R5.7 groups", says: `(${admins}) was deleted`, remedy: "Restore it in Entra", wrong: groups() },
  {
    id: "R5.7 groups",
    says: `knows by this name (${admins}): whether it was deleted or came from another directory cannot be told`,
    remedy: "Restore it in Entra if it was deleted there",
    wrong: withEntra({ groups: async () => [], appRoleAssignments: async () => [] }),
  },
  { id: "R5.7 groups", says: "no group has this object id", remedy: "restore it in Entra", before: granted(admins), wrong: groups() },
  {
    id: "R5.7 groups",
    says: "there is no such group.",
    remedy: "write its new name",
    wrong: (sources) =>
      store({ groups: async () => [] })(withEntra({ groups: async () => [], appRoleAssignments: async () => [] })(sources)),
  },
  {
    id: "R5.7 groups",
    says: "2 groups have this name",
    remedy: "Write the object id",
    wrong: groups(right, other),
    followed: groups(right, other),
    after: granted(admins),
  },
  {
    id: "R5.7 groups",
    says: "is no security group",
    remedy: "Write a security group",
    wrong: groups({ ...right, securityEnabled: false }),
  },
  {
    id: "R5.7 groups",
    says: "2 were known by this name",
    remedy: "Write the name or object id",
    wrong: (sources) =>
      withEntra((entra) => ({
        groups: async (written) =>
          [
            { ...right, displayName: "one" },
            { ...other, displayName: "two" },
          ].filter(({ id }) => id === written),
        appRoleAssignments: async (id) =>
          (await entra.appRoleAssignments(id)).flatMap((each) => [each, { ...each, id: "2", principalId: other.id }]),
      }))(sources),
  },
  { id: "R5.7 groups", says: "breaks at Identity Center", remedy: "R4.5", wrong: store({ groups: async () => [] }) },
  {
    id: "R5.7 unmanaged",
    says: "has ended on 2026-11-22",
    remedy: "remove federation:unmanaged[0], or write a later day",
    before: settings({ unmanaged: [{ groups: ["portal"], reason: "x", until: "2026-11-22" }] }),
    after: settings(),
  },
  {
    id: "R5.7 unmanaged",
    says: 'covers the group "admins"',
    remedy: "leave it out",
    before: granted(admins, { unmanaged: [{ groups: ["adm*"], reason: "x" }] }),
    after: granted(admins, { unmanaged: [{ groups: ["portal*"], reason: "x" }] }),
  },
  {
    id: "R8.1",
    says: "The profiles start at https://d-1111111111.awsapps.com/start",
    remedy: "federation aws-config",
    before: changed("identityCenter", { accessPortalUrl: "https://d-1111111111.awsapps.com/start" }),
    after: settings(),
  },
  {
    id: "R9.1 AWS",
    says: "and Identity Center did not let them in",
    remedy: "let them sign in again",
    wrong: (sources) => ({
      ...sources,
      accessEvents: async (name, since) => {
        const { events, whole } = await sources.accessEvents(name, since);
        return { whole, events: events.map((each) => (each.name === "ExternalIdPDirectoryLogin" ? { ...each, failed: true } : each)) };
      },
    }),
  },
  {
    id: "R5.6",
    says: "lacks the customer-managed policy /ops, which Ops-Mgmt needs there",
    remedy: "Create it there",
    before: customer,
    wrong: (sources) => ({ ...sources, ownAccount: async () => ({ accountId: "100000000001", has: async () => false }) }),
  },
];
