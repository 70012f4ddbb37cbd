import { problemSentence } from "../../../access/problems";
import { fixedClock } from "../../../contract/clock";
import { planAccess } from "../../../access/plan";
import { parseSettings, type Settings } from "../../../access/settings";
import type { Organization } from "../../../access/model";
import { awsManagedArn } from "../../../contract/partition";
import type { LiveAssignment } from "../../../cli/clouds/identity-center";
import type { AccessEvent } from "../../../cli/clouds/access-events";
import type { Sources } from "../../../cli/verify/context";
import { VerifyContext } from "../../../cli/verify/context";
import { createHash } from "node:crypto";
import type { GuardSources } from "../../../cli/verify/emergency";
import { groupIds } from "./group-ids";
import { rightGuard } from "./guard-fakes";
import { graphLocations, graphPolicies } from "./conditional-access-fakes";

export const now = new Date("2026-11-23T08:00:00Z");
export const instanceArn = "arn:aws:sso:::instance/ssoins-1111222233334444";
const tenantId = "22222222-2222-2222-2222-222222222222";
const acsUrl = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666";
const endpoint = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/";
const adminsId = groupIds["admins"]!;
const der = Buffer.from("certificate").toString("base64");
export const thumbprint = createHash("sha1").update("certificate").digest("hex").toUpperCase();
const xml = `<EntityDescriptor entityID="https://sts.windows.net/${tenantId}/"><IDPSSODescriptor><KeyDescriptor use="signing"><KeyInfo><X509Data><X509Certificate>${der}</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>`;

/** A small valid stack: one group, one archetype, one account besides the management account. */
export function settings(more: Readonly<Record<string, unknown>> = {}): Settings {
  const parsed = parseSettings(
    {
      stage: "development",
      phase: "assign",
      homeRegion: "eu-west-1",
      tenantId,
      identityCenter: { acsUrls: [acsUrl] },
      enterpriseApp: {
        name: "AWS",
        notificationEmails: ["ops@example.com"],
        signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }],
      },
      provisioning: { scimEndpoint: endpoint, tokenExpires: "2027-09-30" },
      productionAccounts: [{ ou: "Production" }],
      permissionSets: {},
      access: [{ group: "admins", permissionSet: "Platform-Admin", accounts: "app" }],
      ...more,
    },
    fixedClock(now),
  );
  if (parsed.settings === undefined) throw new Error(parsed.problems.map(problemSentence).join("\n"));
  return parsed.settings;
}

export const organization: Organization = {
  managementAccountId: "100000000001",
  organizationalUnits: ["Production"],
  accounts: [
    { id: "100000000001", name: "management", state: "ACTIVE", ouPath: [], tags: {} },
    { id: "300000000001", name: "app", state: "ACTIVE", ouPath: ["Production"], tags: {} },
  ],
};

/** What somebody who signs in, opens the console and uses the CLI leaves in the event history. */
export const recentEvents: readonly AccessEvent[] = (
  ["ExternalIdPDirectoryLogin", "Federate", "GetRoleCredentials", "CreateToken"] as const
).map((name) => ({
  name,
  time: new Date("2026-11-22T09:00:00Z"),
  userName: "ada@example.com",
  userId: "s1",
  permissionSet: "Platform-Admin",
  accountId: "300000000001",
  roleArn: undefined,
  failed: false,
}));

/** Both clouds exactly as the settings want them; a test spoils one part. */
export function rightSources(wanted: Settings): Sources {
  const { plan } = planAccess(wanted, organization);
  const assignment: LiveAssignment = {
    permissionSetArn: "arn:Platform-Admin",
    accountId: "300000000001",
    principalType: "GROUP",
    principalId: "g1",
  };
  const entra = {
    applications: async () => [
      {
        id: "app-object",
        appId: "client",
        displayName: "AWS",
        identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
        web: { redirectUris: [acsUrl] },
      },
    ],
    servicePrincipal: async () => ({
      id: "sp",
      appId: "client",
      accountEnabled: true,
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: "saml",
      loginUrl: "https://d-9367abcdef.awsapps.com/start",
    }),
    certificates: async () => ({
      id: "sp",
      appId: "client",
      preferredTokenSigningKeyThumbprint: thumbprint,
      keyCredentials: [{ keyId: "k", usage: "Verify" as const, displayName: "CN=AWS 2026", endDateTime: "2029-09-30T00:00:00Z", key: der }],
    }),
    claimsPolicies: async () => [],
    appRoleAssignments: async () => [
      {
        id: "1",
        appRoleId: "8774f594-1d59-4279-b9d9-59ef09a23530",
        principalId: adminsId,
        principalType: "Group",
        principalDisplayName: "admins",
      },
    ],
    jobs: async () => [
      {
        id: "job",
        schedule: { state: "Active" },
        status: { code: "Active", lastSuccessfulExecution: { timeEnded: "2026-11-23T07:40:00Z" } },
      },
    ],
    schema: async () => ({
      synchronizationRules: [
        {
          objectMappings: [
            {
              sourceObjectName: "Group",
              attributeMappings: Object.entries({ externalId: "objectId", displayName: "displayName", members: "members" }).map(
                ([target, source]) => ({
                  targetAttributeName: target,
                  source: { expression: `[${source}]` },
                }),
              ),
            },
          ],
        },
      ],
    }),
    secrets: async () => [
      { key: "BaseAddress", value: endpoint },
      { key: "SecretToken", value: "*" },
      { key: "SyncAll", value: "false" },
    ],
    testConnection: async () => undefined,
    provisioningLog: async () => [],
    membersAdded: async () => [],
    groups: async (written: string) =>
      Object.entries(groupIds).flatMap(([displayName, id]) =>
        [id, displayName].includes(written) ? [{ id, displayName, securityEnabled: true }] : [],
      ),
    members: async () => [{ id: "aaaaaaaa-0000-4000-8000-00000000000a", "@odata.type": "#microsoft.graph.user" }],
  };
  return {
    identityCenter: {
      instances: async () => [{ instanceArn, identityStoreId: "d-9367abcdef" }],
      permissionSets: async () =>
        plan.permissionSets.map(({ name, description, sessionHours, relayState }) => ({
          arn: `arn:${name}`,
          name,
          description,
          sessionDuration: `PT${sessionHours}H`,
          relayState,
        })),
      content: async (_instance, arn) => {
        const definition = plan.permissionSets.find(({ name }) => arn === `arn:${name}`);
        return {
          managedPolicyArns: (definition?.managedPolicies ?? []).map((policy) => awsManagedArn(policy, "aws")),
          customerManagedPolicies: definition?.customerManagedPolicies ?? [],
          inlinePolicy: definition?.inlinePolicy,
          boundary: undefined,
        };
      },
      assignments: async () => [assignment],
      accountsWith: async () => [],
      accessControlAttributes: async () => undefined,
    },
    identityStore: {
      groups: async () => [{ groupId: "g1", displayName: "admins", externalIds: [adminsId] }],
      members: async () => ["s1"],
      users: async () => [{ userId: "s1", userName: "ada@example.com", externalIds: ["aaaaaaaa-0000-4000-8000-00000000000a"] }],
      userName: async () => "ada@example.com",
    },
    organization: async () => ({ organizationId: "o-exampleorgid", featureSet: "ALL", organization }),
    ownAccount: async () => ({ accountId: "100000000001", has: async () => true }),
    memberAccounts: { role: "ReadOnly", userNames: async () => [] },
    latestEvent: async (name) => (name.startsWith("Create") ? { name, time: new Date("2026-11-01T00:00:00Z"), user: "ada" } : undefined),
    accessEvents: async (name) => ({ events: recentEvents.filter((event) => event.name === name), whole: true }),
    entra: async () => entra,
    guard: wanted.alarms === undefined ? neverAsked() : rightGuard(wanted),
    conditionalAccess: async () => ({
      policies: async () => graphPolicies(wanted),
      namedLocations: async () => graphLocations(wanted),
      securityDefaults: async () => false,
      nameOf: async () => undefined,
      signIns: async () => [
        {
          userId: "aaaaaaaa-0000-4000-8000-00000000000a",
          userPrincipalName: "ada@example.com",
          conditionalAccessStatus: "success",
          status: { errorCode: 0, additionalDetails: "MFA requirement satisfied by claim in the token" },
        },
      ],
    }),
    metadata: async () => ({ url: "https://login.example/metadata", xml }),
  };
}

/** A context on right clouds, with parts replaced. */
export function contextWith(change: (sources: Sources) => Sources = (sources) => sources, wanted: Settings = settings()): VerifyContext {
  return new VerifyContext(wanted, now, change(rightSources(wanted)));
}

/** Of settings without alarms: whoever asks all the same fails. */
function neverAsked(): GuardSources {
  return new Proxy({} as GuardSources, {
    get: () => {
      throw new Error("The guard was asked.");
    },
  });
}
