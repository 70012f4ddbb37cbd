import { claimsMapping } from "../../../../access/claims-mapping";
import { groupIds } from "../group-ids";
import { everyPolicy } from "../conditional-access-fakes";
import { recentEvents, settings } from "../fakes";
import { type BesideCase, blockedBeside, changed, conditional, guarded, right, withEntra, withGuard, withPolicies, withUser } from "./case";
import { WATCH } from "../../../../access/breakglass/watch";

type Change = NonNullable<BesideCase["wrong"]>;
const admins = groupIds["admins"]!;
const events =
  (change: (event: (typeof recentEvents)[number], at: number) => object, count = 1): Change =>
  (sources) => ({
    ...sources,
    accessEvents: async (name) => ({
      events: recentEvents
        .filter((event) => event.name === name)
        .flatMap((event) => Array.from({ length: count }, (_, at) => ({ ...event, ...change(event, at) }))),
      whole: true,
    }),
  });
const members = (...of: readonly object[]): Change =>
  withEntra({
    members: async () =>
      of.map((each) => ({ id: "aaaaaaaa-0000-4000-8000-00000000000a", "@odata.type": "#microsoft.graph.user", ...each })),
  });
const claims = (sent: Readonly<Record<string, string>>): Change =>
  withEntra({
    claimsPolicies: async () => [{ id: "theirs", displayName: "theirs", definition: [JSON.stringify(claimsMapping(sent))] }],
  });
const unmanaged = settings({ unmanaged: [{ permissionSets: ["Gone*"], reason: "of a tool" }] });
const disabled = settings({ conditionalAccess: { ...everyPolicy, state: "disabled" } });

/** What people should know all the same. */
export const noteCases: readonly BesideCase[] = [
  {
    ...{ id: "R2.1", status: "note", says: 'another application of the template, "AWS old"', remedy: "delete it in Entra" },
    wrong: withEntra((entra) => ({
      applications: async () => {
        const [own] = await entra.applications();
        return [own!, { ...own!, id: "other", appId: "other", displayName: "AWS old", identifierUris: [] }];
      },
    })),
  },
  {
    ...{ id: "R5.7", status: "note", says: "Account 999999999999 is not in the organization any more", remedy: "`pulumi up`" },
    wrong: (sources) => ({
      ...sources,
      identityCenter: {
        ...sources.identityCenter,
        assignments: async (...asked) => {
          const [own] = await sources.identityCenter.assignments(...asked);
          return [own!, { ...own!, accountId: "999999999999" }];
        },
      },
    }),
  },
  {
    ...{
      id: "R5.7 groups",
      status: "note",
      says: 'is called "app-admins" in Entra now',
      remedy: 'Write "app-admins" in federation:access',
    },
    wrong: withEntra({
      groups: async (written) =>
        [admins, "app-admins"].includes(written) ? [{ id: admins, displayName: "app-admins", securityEnabled: true }] : [],
    }),
    after: settings({ access: [{ group: "app-admins", permissionSet: "Platform-Admin", accounts: "app" }] }),
    followed: (sources) =>
      withEntra({
        groups: async (written) =>
          [admins, "app-admins"].includes(written) ? [{ id: admins, displayName: "app-admins", securityEnabled: true }] : [],
      })({
        ...sources,
        identityStore: {
          ...sources.identityStore,
          groups: async () => [{ groupId: "g1", displayName: "app-admins", externalIds: [admins] }],
        },
      }),
  },
  {
    ...{ id: "R5.7 groups", status: "note", says: "has nested groups, whose members get no access", remedy: "Make them direct members" },
    wrong: members({}, { id: "inner", "@odata.type": "#microsoft.graph.group", displayName: "inner" }),
  },
  {
    ...{ id: "R2.3", status: "note", says: 'The claims mapping policy "theirs" is left as found', remedy: "docs/adopt.md, Claims" },
    before: changed("enterpriseApp", { adopted: true, leaveAsFound: ["claims"] }),
    wrong: claims({ Team: "city" }),
    after: changed("enterpriseApp", { adopted: true, sessionAttributes: { Team: "city" } }),
    followed: claims({ Team: "city" }),
  },
  {
    ...{ id: "R4.5", status: "note", says: "has guests", remedy: "try their sign-in once, or give them accounts of this tenant" },
    wrong: members({ userPrincipalName: "eve_example.org#EXT#@example.com", displayName: "Eve" }),
  },
  {
    ...{ id: "R5.7 unmanaged", status: "note", says: "matches nothing any more", remedy: "Remove federation:unmanaged[0]" },
    before: unmanaged,
    after: settings(),
  },
  {
    ...{
      id: "R6.1",
      status: "note",
      says: "is as the settings want it, but holds nobody: disabled",
      remedy: "set federation:conditionalAccess.state to enabled",
    },
    before: disabled,
    wrong: withPolicies((reader) => ({
      policies: async () => (await reader.policies()).map((policy) => ({ ...policy, state: "disabled" })),
    })),
    after: conditional,
  },
  {
    ...{ id: "R6.1 others", status: "note", says: "reaches AWS by role or group and does not exclude", remedy: "Exclude the group" },
    before: conditional,
    wrong: withPolicies((reader) => ({
      policies: async () => {
        const [first, ...rest] = await reader.policies();
        const users = { includeRoles: ["62e90394-69f5-4237-9190-012177145e10"] };
        return [first!, ...rest, { ...first!, id: "foreign", displayName: "Foreign", conditions: { ...first!.conditions, users } }];
      },
    })),
  },
  {
    ...{ id: "R6.1 others", status: "note", says: 'whether "admins" are among them cannot be told', remedy: "Find out from its owner" },
    before: conditional,
    wrong: blockedBeside({ excludeRoles: ["62e90394-69f5-4237-9190-012177145e10"] }),
  },
  {
    ...{ id: "R7.2", status: "note", says: "has one FIDO2 security key only", remedy: "Enrol a spare" },
    before: guarded,
    wrong: withUser({ mfaSerials: ["arn:aws:iam::100000000001:u2f/user/breakglass-1/one"] }),
  },
  {
    ...{ id: "R7.4 alarm", status: "note", says: `The alarm ${WATCH.alarm} rings`, remedy: "Where that is no drill", byHand: true },
    before: guarded,
    wrong: withGuard({
      alarms: { alarm: async (...asked) => ({ ...(await right.alarms.alarm(...asked))!, StateValue: "ALARM" }) },
    }),
  },
  {
    ...{
      id: "R9.2",
      status: "note",
      says: "which the settings do not grant today",
      remedy: "R5.7 and `federation drift` name the assignment",
    },
    wrong: events(() => ({ accountId: "100000000001" })),
    byHand: true,
  },
  {
    ...{ id: "R9.2", status: "note", says: "more such sessions", remedy: "event name Federate", byHand: true },
    wrong: events((_event, at) => ({ accountId: "100000000001", userName: `user-${at}` }), 40),
  },
  {
    ...{
      id: "R9.2",
      status: "note",
      says: "was entered through a SAML provider other than Identity Center's",
      remedy: "See whose provider",
      byHand: true,
    },
    wrong: (sources) => ({
      ...sources,
      accessEvents: async (name) => ({
        events:
          name === "AssumeRoleWithSAML"
            ? [{ ...recentEvents[0]!, name, roleArn: "arn:aws:iam::100000000001:role/old-saml" }]
            : recentEvents.filter((event) => event.name === name),
        whole: true,
      }),
    }),
  },
];
