import { SIEM_QUEUE } from "../../../../access/siem";
import { GraphError } from "../../../../graph/client";
import { recentEvents, settings } from "../fakes";
import { breakglassSettings } from "../guard-fakes";
import { type BesideCase, changed, conditional, right, withEntra, withGuard, withPolicies } from "./case";

type Change = NonNullable<BesideCase["wrong"]>;
const refusal = (path: string, message = "Insufficient privileges to complete the operation.", code = "Authorization_RequestDenied") =>
  Promise.reject(new GraphError(403, code, message, path));
/** What Graph answers where the tenant has no licence for what was asked. */
const NO_PREMIUM = [
  "Neither tenant is B2C or tenant doesn't have premium license",
  "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
];
const denied = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("not authorized to perform: cloudtrail:LookupEvents"), { name: "AccessDeniedException" }));
const without =
  (...names: readonly string[]): Change =>
  (sources) => ({
    ...sources,
    accessEvents: async (name) => ({ events: recentEvents.filter((event) => event.name === name && !names.includes(name)), whole: true }),
  });
const noHistory: Change = (sources) => ({ ...sources, accessEvents: denied });
const secrets = (key: string, value: string | null) =>
  withEntra((entra) => ({
    secrets: async (id) => (await entra.secrets(id)).map((each) => (each.key === key ? { key, value } : each)) as never,
  }));
const customer = (accounts: string) =>
  settings({
    permissionSets: { Ops: { description: "Operations", customerManagedPolicies: [{ name: "ops" }], sessionHours: 4 } },
    ...{ access: [{ group: "admins", permissionSet: "Ops", accounts }], productionAccounts: [] },
  });
const siem = settings({ ...breakglassSettings, siem: { sentinel: { workspaceId: "33333333-3333-4333-8333-333333333333" } } });
const department = changed("enterpriseApp", { sessionAttributes: { Department: "department" } });
const attributes =
  (more: object): Change =>
  (sources) => ({
    ...sources,
    identityCenter: {
      ...sources.identityCenter,
      accessControlAttributes: async () => new Map(Object.entries({ Department: ["${path:enterprise.department}"], ...more })),
    },
  });
const adopted = changed("provisioning", { adopted: true, tokenExpires: undefined });
const absent: Change = (sources) => ({
  ...sources,
  identityStore: { ...sources.identityStore, members: async () => [] },
});
const member = {
  ...{ id: "aaaaaaaa-0000-4000-8000-00000000000a", "@odata.type": "#microsoft.graph.user", displayName: "Ada" },
  ...{ userPrincipalName: "ada@example.com", givenName: "Ada", surname: "Byron" },
};

/** What the clouds do not say, or not to this reader. */
export const cannotTellCases: readonly BesideCase[] = [
  {
    ...{ id: "R3.1", status: "cannot tell", says: "AWS has no API that shows the identity source", remedy: "Look once in", byHand: true },
    wrong: (sources) => ({ ...sources, latestEvent: async () => undefined }),
  },
  {
    ...{
      id: "R4.1",
      status: "cannot tell",
      says: "Nobody has written when the SCIM token of the adopted job ends",
      remedy: "Look it up in the AWS console",
    },
    before: adopted,
    after: changed("provisioning", { adopted: true, tokenExpires: "2027-09-30" }),
  },
  {
    ...{ id: "R4.2", status: "cannot tell", says: "did not let us run its connection test", remedy: "Synchronization.ReadWrite.All" },
    wrong: withEntra({ testConnection: () => refusal("/v1.0/servicePrincipals/sp/synchronization/jobs/job/validateCredentials") }),
  },
  {
    ...{
      id: "R4.3",
      status: "cannot tell",
      says: "The job's schema shows no mapping for groups",
      remedy: "Look in the portal",
      byHand: true,
    },
    wrong: withEntra({ schema: async () => ({ synchronizationRules: [] }) }),
  },
  {
    ...{ id: "R4.4", status: "cannot tell", says: "Entra masks the value of SyncAll", remedy: "Look in the portal", byHand: true },
    wrong: secrets("SyncAll", "*"),
  },
  {
    ...{ id: "R4.5", status: "cannot tell", says: "cannot be told, so that the cycle of", remedy: "Give the reader AuditLog.Read.All" },
    wrong: (sources) =>
      absent(withEntra({ members: async () => [member], membersAdded: () => refusal("/v1.0/auditLogs/directoryAudits") })(sources)),
  },
  {
    ...{
      id: "R2.3 attributes",
      status: "cannot tell",
      says: "Identity Center maps Team besides the settings'",
      remedy: "Remove them in the console",
    },
    before: department,
    wrong: attributes({ Team: ["${path:title}"] }),
    followed: attributes({}),
  },
  {
    ...{
      id: "R5.6",
      status: "cannot tell",
      says: "has the customer-managed policy /ops may not be asked",
      remedy: "Give the reader iam:GetPolicy",
    },
    before: customer("management"),
    wrong: (sources) => ({ ...sources, ownAccount: async () => ({ accountId: "100000000001", has: async () => undefined }) }),
  },
  {
    ...{ id: "R5.6", status: "cannot tell", says: "cannot be told with credentials of account 100000000001", remedy: "Look there" },
    before: customer("app"),
    wrong: (sources) => ({ ...sources, identityCenter: { ...sources.identityCenter, assignments: async () => [] } }),
    followed: (sources) => ({
      ...sources,
      identityCenter: {
        ...sources.identityCenter,
        assignments: async () => [
          { permissionSetArn: "arn:Ops", accountId: "300000000001", principalType: "GROUP" as const, principalId: "g1" },
        ],
      },
    }),
  },
  {
    ...{ id: "R9.1", status: "cannot tell", says: "Entra does not show its sign-in log", remedy: "AuditLog.Read.All" },
    before: conditional,
    wrong: withPolicies(() => ({ signIns: () => refusal("/v1.0/auditLogs/signIns") })),
    // Nobody of the emergency-access group among them, which would be a finding.
    followed: withPolicies((reader) => ({
      signIns: async (...asked) => (await reader.signIns(...asked)).map((row) => ({ ...row, userId: "somebody else" })),
    })),
  },
  {
    ...{ id: "R9.5", status: "cannot tell", says: "Neither tenant is B2C or tenant doesn't have premium license", remedy: "Entra ID P1" },
    wrong: withPolicies(() => ({
      signIns: () => refusal("/v1.0/auditLogs/signIns", ...NO_PREMIUM),
    })),
  },
  {
    ...{ id: "R9.5", status: "cannot tell", says: "Entra's log has no sign-in to AWS within", remedy: "By hand: open the access portal" },
    wrong: withPolicies(() => ({ signIns: async () => [] })),
  },
  {
    ...{
      id: "R9.5",
      status: "cannot tell",
      says: "Entra does not say of 1 of 1 sign-ins whether MFA",
      remedy: "Policy.Read.All beside AuditLog.Read.All",
    },
    wrong: withPolicies((reader) => ({
      signIns: async (...asked) => (await reader.signIns(...asked)).map((row) => ({ ...row, status: { errorCode: 0 } })),
    })),
  },
  {
    ...{ id: "R9.2", status: "cannot tell", says: "Nobody opened the console", remedy: "By hand: open the access portal" },
    wrong: without("Federate"),
  },
  {
    ...{
      id: "R9.1 AWS",
      status: "cannot tell",
      says: "Nobody came to Identity Center from Entra",
      remedy: "By hand: open the access portal",
    },
    wrong: without("ExternalIdPDirectoryLogin"),
  },
  {
    ...{ id: "R9.3", status: "cannot tell", says: "No CLI or SDK got a token", remedy: "By hand: `federation aws-config`" },
    wrong: without("CreateToken"),
  },
  {
    ...{ id: "R9.3", status: "cannot tell", says: "and no role credentials with them", remedy: "By hand: `federation aws-config`" },
    wrong: without("GetRoleCredentials"),
  },
  { ...{ id: "R9.2", status: "cannot tell", says: "event history may not be read", remedy: "cloudtrail:LookupEvents" }, wrong: noHistory },
  {
    ...{ id: "R9.4", status: "cannot tell", says: "CloudWatch does not tell since when", remedy: "Look in the SIEM", byHand: true },
    before: siem,
    wrong: withGuard({
      alarms: {
        queue: async () => ({ ...(await right.alarms.queue("", SIEM_QUEUE))!, messages: 3 }),
        oldestMessage: async () => undefined,
      },
    }),
  },
  {
    ...{ id: "R9.6 accounts", status: "cannot tell", says: "app (300000000001) could not be looked into", remedy: "sts:AssumeRole on it" },
    wrong: (sources) => ({ ...sources, memberAccounts: { role: "ReadOnly", userNames: denied } }),
  },
  // What keeps any check from looking.
  {
    ...{
      id: "R2.1",
      status: "cannot tell",
      says: "Entra refused /v1.0/applications",
      remedy: "Give the reader Application.Read.All with admin consent",
    },
    wrong: withEntra({ applications: () => refusal("/v1.0/applications") }),
  },
  {
    ...{
      id: "R5.7 groups",
      status: "cannot tell",
      says: "Entra refused /v1.0/groups",
      remedy: "Give the reader Group.Read.All with admin consent",
    },
    wrong: withEntra({ groups: () => refusal("/v1.0/groups") }),
  },
  {
    ...{
      id: "R6.1",
      status: "cannot tell",
      says: "Entra refused /v1.0/identity/conditionalAccess/policies",
      remedy: "The tenant needs Entra ID P1, too.",
    },
    before: conditional,
    wrong: withPolicies(() => ({
      policies: () => refusal("/v1.0/identity/conditionalAccess/policies", "Tenant is not licensed for this feature: premium license"),
    })),
  },
  {
    ...{ id: "R6.1", status: "cannot tell", says: "Entra refused /v1.0/identity/conditionalAccess/policies", remedy: "lacks a licence" },
    before: conditional,
    wrong: withPolicies(() => ({ policies: () => refusal("/v1.0/identity/conditionalAccess/policies", ...NO_PREMIUM) })),
  },
  {
    ...{ id: "R1.1", status: "cannot tell", says: "not authorized to perform", remedy: "`federation doctor --policy verify`" },
    wrong: (sources) => ({ ...sources, identityCenter: { ...sources.identityCenter, instances: denied } }),
  },
  {
    ...{ id: "R1.1", status: "cannot tell", says: "expired", remedy: "Sign in first: `aws sso login`" },
    wrong: (sources) => ({
      ...sources,
      identityCenter: {
        ...sources.identityCenter,
        instances: () => Promise.reject(Object.assign(new Error("The token has expired"), { name: "ExpiredTokenException" })),
      },
    }),
  },
  {
    ...{ id: "R9.2", status: "cannot tell", says: "name no account or no permission set", remedy: "event name Federate", byHand: true },
    wrong: (sources) => ({
      ...sources,
      accessEvents: async (name) => ({
        events: recentEvents.filter((event) => event.name === name).map((event) => ({ ...event, permissionSet: undefined })),
        whole: true,
      }),
    }),
  },
];
