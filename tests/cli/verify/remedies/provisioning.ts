import { TAKE_ADOPTED_OUT } from "../../../../access/steps";
import { GraphError } from "../../../../graph/client";
import { settings } from "../fakes";
import { type Case, changed, withEntra } from "./case";

const UP = "`pulumi up";
const other = { id: "bbbbbbbb-0000-4000-8000-000000000001", displayName: "admins", securityEnabled: true };
const endpoint = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/";
const store =
  (change: object): NonNullable<Case["wrong"]> =>
  (sources) => ({ ...sources, identityStore: { ...sources.identityStore, ...change } });
const secrets = (...change: readonly { key: string; value?: string }[]) =>
  withEntra((entra) => ({
    secrets: async (id) => [
      ...(await entra.secrets(id)).filter(({ key }) => !change.some((each) => each.key === key)),
      ...change.filter(({ value }) => value !== undefined),
    ],
  }));
const job = (change: object) =>
  withEntra((entra) => ({ jobs: async (id) => (await entra.jobs(id)).map((each) => ({ ...each, ...change })) }));
const provisioning = (fields: object) => changed("provisioning", fields);
const adopted = provisioning({ adopted: true });
const ada = {
  id: "aaaaaaaa-0000-4000-8000-00000000000a",
  "@odata.type": "#microsoft.graph.user",
  displayName: "Ada",
  userPrincipalName: "ada@example.com",
  givenName: "Ada",
  surname: "Byron",
};
const mapping = (enabled: boolean, source = "displayName"): NonNullable<Case["wrong"]> =>
  withEntra({
    schema: async () => ({
      synchronizationRules: [
        {
          objectMappings: [
            {
              enabled,
              sourceObjectName: "Group",
              attributeMappings: Object.entries({ externalId: "objectId", displayName: source, members: "members" }).map(
                ([targetAttributeName, from]) => ({
                  targetAttributeName,
                  source: { expression: `[${from}]` },
                }),
              ),
            },
          ],
        },
      ],
    }),
  });
/** R4. */
export const provisioningCases: readonly Case[] = [
  {
    id: "R4.1",
    says: "federation:provisioning.scimEndpoint is not set",
    remedy: "`federation steps`",
    before: provisioning({ scimEndpoint: undefined }),
    after: settings(),
  },
  { id: "R4.1", says: "Provisioning has no tenant URL", remedy: UP, wrong: secrets({ key: "BaseAddress" }) },
  {
    id: "R4.1",
    says: "Provisioning has no tenant URL",
    remedy: "take provisioning.adopted out",
    before: provisioning({ scimEndpoint: undefined, adopted: true }),
    wrong: secrets({ key: "BaseAddress" }),
  },
  {
    id: "R4.1",
    says: "sends to another endpoint",
    remedy: UP,
    wrong: secrets({ key: "BaseAddress", value: endpoint.replace("0a1b", "9999") }),
  },
  {
    id: "R4.1",
    says: "sends to another endpoint",
    remedy: "take provisioning.adopted out",
    before: adopted,
    wrong: secrets({ key: "BaseAddress", value: endpoint.replace("0a1b", "9999") }),
  },
  {
    id: "R4.1",
    says: "Provisioning has no token",
    remedy: "take provisioning.adopted out",
    before: adopted,
    wrong: secrets({ key: "SecretToken" }),
  },
  { id: "R4.1", says: "Provisioning has no token", remedy: UP, wrong: secrets({ key: "SecretToken" }) },
  {
    id: "R4.1",
    says: "so nobody is warned",
    remedy: "Write the day",
    before: provisioning({ tokenExpires: undefined }),
    after: settings(),
  },
  {
    id: "R4.1",
    says: "The SCIM token ended 22 days ago",
    remedy: "federation rotate scim-token",
    before: provisioning({ tokenExpires: "2026-11-01" }),
    after: settings(),
  },
  {
    id: "R4.1",
    says: "The SCIM token ends in 8 days",
    remedy: "federation rotate scim-token",
    before: provisioning({ tokenExpires: "2026-12-01" }),
    after: settings(),
  },
  { id: "R4.2", says: "has no provisioning job", remedy: UP, wrong: withEntra({ jobs: async () => [] }) },
  {
    id: "R4.2",
    says: "has 2 provisioning jobs",
    remedy: "Delete all but this stack's",
    wrong: withEntra((entra) => ({ jobs: async (id) => (await entra.jobs(id)).flatMap((each) => [each, { ...each, id: "job2" }]) })),
  },
  { id: "R4.3", says: "The mapping for groups is switched off", remedy: "Provisioning > Mappings", wrong: mapping(false) },
  {
    id: "R4.2",
    says: "Entra's connection test failed: no",
    remedy: "make a new token",
    wrong: withEntra({ testConnection: async () => Promise.reject(new GraphError(400, "x", "no", "/x")) }),
  },
  {
    id: "R4.2",
    says: "Entra's connection test failed: no",
    remedy: TAKE_ADOPTED_OUT,
    before: adopted,
    wrong: withEntra({ testConnection: async () => Promise.reject(new GraphError(400, "x", "no", "/x")) }),
  },
  {
    id: "R4.3",
    says: "Group attribute displayName comes from mailNickname, not displayName",
    remedy: "Provisioning > Mappings",
    wrong: mapping(true, "mailNickname"),
  },
  { id: "R4.4", says: "SyncAll is not set", remedy: UP, wrong: secrets({ key: "SyncAll" }) },
  { id: "R4.4", says: "SyncAll is not set", remedy: "Choose the scope", before: adopted, wrong: secrets({ key: "SyncAll" }) },
  {
    id: "R4.4",
    says: "SyncAll is true",
    remedy: "Choose the scope",
    before: adopted,
    wrong: secrets({ key: "SyncAll", value: "true" }),
  },
  { id: "R4.4", says: "SyncAll is true", remedy: UP, wrong: secrets({ key: "SyncAll", value: "true" }) },
  {
    id: "R4.5",
    says: "Provisioning is in quarantine (R)",
    remedy: "federation repair",
    wrong: job({ status: { code: "Quarantine", quarantine: { reason: "R" } } }),
  },
  {
    id: "R4.5",
    says: "belongs to another Entra group",
    remedy: "federation verify",
    wrong: store({ groups: async () => [{ groupId: "g1", displayName: "admins", externalIds: [other.id] }] }),
  },
  {
    id: "R4.5",
    says: "has eve@example.com, who is no member in Entra",
    remedy: "delete-group-membership --region eu-west-1 --identity-store-id d-9367abcdef",
    wrong: store({
      members: async () => ["s1", "s2"],
      users: async () => [
        { userId: "s1", userName: "ada@example.com", externalIds: [ada.id] },
        { userId: "s2", userName: "eve@example.com", externalIds: [] },
      ],
    }),
  },
  {
    id: "R4.5",
    says: "has ended without this person",
    remedy: "create-group-membership --region eu-west-1 --identity-store-id d-9367abcdef --group-id g1 --member-id UserId=s1",
    wrong: (sources) => store({ members: async () => [] })(withEntra({ members: async () => [ada] })(sources)),
  },
  { id: "R4.5", says: "Provisioning is Paused", remedy: UP, wrong: job({ schedule: { state: "Paused" } }) },
  { id: "R4.5", says: "is not in Identity Center", remedy: "Wait for the next cycle", wrong: store({ groups: async () => [] }) },
  {
    id: "R4.5",
    says: "Ada will never come".replace("Ada", "ada@example.com"),
    remedy: "Fill it in in Entra",
    wrong: (sources) => store({ members: async () => [] })(withEntra({ members: async () => [{ ...ada, surname: null }] })(sources)),
  },
  {
    id: "R4.5",
    says: '"admins" lacks ada@example.com in Identity Center: the provisioning log says "no licence"',
    remedy: "Mend what the log names",
    wrong: (sources) =>
      store({ members: async () => [] })(
        withEntra({
          members: async () => [ada],
          provisioningLog: async () => [
            {
              activityDateTime: "2026-11-23T07:00:00Z",
              sourceIdentity: { id: ada.id, displayName: "Ada" },
              provisioningStatusInfo: { status: "failure", errorInformation: { reason: "no licence" } },
            },
          ],
        })(sources),
      ),
  },
  {
    id: "R4.6",
    says: "has another app role than User",
    remedy: UP,
    wrong: withEntra((entra) => ({
      appRoleAssignments: async (id) =>
        (await entra.appRoleAssignments(id)).map((each) => ({ ...each, appRoleId: "e7f1a7f3-9eda-48e0-9963-bd67bf531afd" })),
    })),
  },
];
