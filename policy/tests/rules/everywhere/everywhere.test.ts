import { homeRegion } from "../../../rules/everywhere/home-region";
import { identityRootsProtected } from "../../../rules/everywhere/identity-roots-protected";
import { noIgnoredChanges } from "../../../rules/everywhere/no-ignored-changes";
import { oneProvider } from "../../../rules/everywhere/one-provider";
import { stackFacts } from "../../../rules/everywhere/stack-facts";
import { unmanagedApart } from "../../../rules/everywhere/unmanaged-apart";
import { IDENTITY_CENTER_TEMPLATE } from "../../../../contract/gallery-app";
import { azuread, iam, identitystore, organizations, sns, ssoadmin } from "../../../shared/types";
import { UNKNOWN, facts, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const set = (props: Record<string, unknown> = {}, details = {}) => resource(ssoadmin.permissionSet, props, details);

behaviours(homeRegion, {
  violates: {
    "another region of the resource": {
      given: set({ region: "us-east-1" }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "us-east-1"; the home region is eu-west-1.'],
    },
    "another region of the provider": {
      given: set({}, { region: "us-east-1" }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "us-east-1"; the home region is eu-west-1.'],
    },
    "another than configured": {
      given: set(),
      config: { homeRegion: "eu-north-1" },
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "eu-west-1"; the home region is eu-north-1.'],
    },
    "the identity store elsewhere": {
      given: resource(identitystore.group, {}, { region: "us-east-1" }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "us-east-1"; the home region is eu-west-1.'],
    },
  },
  conforms: {
    "the provider's region": { given: set(), stackFacts: { homeRegion: "eu-west-1" } },
    "the resource's own region": { given: set({ region: "eu-west-1" }, { region: "us-east-1" }), stackFacts: { homeRegion: "eu-west-1" } },
    "a stack that does not tell": { given: set({}, { region: "us-east-1" }) },
  },
  notes: {
    "a region that nothing tells": {
      given: { ...set(), provider: { type: "p", name: "p", urn: "p", props: {} } },
      stackFacts: { homeRegion: "eu-west-1" },
      says: ["Neither the resource nor its provider says its region; it must be eu-west-1."],
    },
    "a region that is not known yet": {
      given: set({ region: UNKNOWN }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: [unknownNote("identity-center-home-region", "region of it")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});

const app = (props: Record<string, unknown>, opts = {}) => resource(azuread.application, props, { opts });
behaviours(identityRootsProtected, {
  violates: {
    "the app": { given: app({ templateId: IDENTITY_CENTER_TEMPLATE }), says: ["The enterprise application is not protected."] },
    "the app from its template": {
      given: resource(azuread.applicationFromTemplate, { templateId: IDENTITY_CENTER_TEMPLATE.toUpperCase() }),
      says: ["The enterprise application is not protected."],
    },
    "its service principal": {
      given: resource(azuread.servicePrincipal, { preferredSingleSignOnMode: "saml" }),
      says: ["The service principal of a SAML app is not protected."],
    },
    "a token signing certificate": {
      given: resource(azuread.tokenSigningCertificate, { servicePrincipalId: UNKNOWN }),
      says: ["The token signing certificate is not protected."],
    },
    "the organization": { given: resource(organizations.organization, {}), says: ["The organization is not protected."] },
  },
  conforms: {
    "the app, protected": { given: app({ templateId: IDENTITY_CENTER_TEMPLATE }, { protect: true }) },
    "a token signing certificate, protected": { given: resource(azuread.tokenSigningCertificate, {}, { opts: { protect: true } }) },
    "another app": { given: app({ templateId: "other" }) },
    "an app without a template": { given: app({}) },
    "a service principal of another mode": { given: resource(azuread.servicePrincipal, { preferredSingleSignOnMode: "oidc" }) },
    "the organization, protected": { given: resource(organizations.organization, {}, { opts: { protect: true } }) },
  },
  notes: {
    "a template that is not known yet": {
      given: app({ templateId: UNKNOWN }),
      says: [unknownNote("identity-roots-protected", "templateId of it")],
    },
  },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});

const ignoring = (type: string, ...ignoreChanges: string[]) => resource(type, { any: UNKNOWN }, { opts: { ignoreChanges } });
behaviours(noIgnoredChanges, {
  violates: {
    "a session's length": { given: ignoring(ssoadmin.permissionSet, "sessionDuration"), says: ["ignoreChanges has sessionDuration."] },
    "a field of which nothing is known yet": {
      given: resource(ssoadmin.permissionSetInlinePolicy, { inlinePolicy: UNKNOWN }, { opts: { ignoreChanges: ["inlinePolicy"] } }),
      says: ["ignoreChanges has inlinePolicy."],
    },
    everything: { given: ignoring(iam.user, "*"), says: ["ignoreChanges has *."] },
    "a part of a field": {
      given: ignoring(azuread.conditionalAccessPolicy, "conditions.users[0]", "state"),
      says: ["ignoreChanges has conditions.users[0] and state."],
    },
    "a password's other fields": { given: ignoring(iam.userLoginProfile, "pgpKey", "user"), says: ["ignoreChanges has user."] },
    "a type without harmless fields": {
      given: ignoring(ssoadmin.accountAssignment, "principalId"),
      says: ["ignoreChanges has principalId."],
    },
    "an attachment from the other side": { given: ignoring(iam.policyAttachment, "users"), says: ["ignoreChanges has users."] },
    "who is in a group": { given: ignoring(identitystore.groupMembership, "memberId"), says: ["ignoreChanges has memberId."] },
    "whom an alarm reaches": { given: ignoring(sns.topicSubscription, "endpoint"), says: ["ignoreChanges has endpoint."] },
  },
  conforms: {
    "nothing ignored": { given: ignoring(ssoadmin.permissionSet) },
    "a password's creation-only fields": { given: ignoring(iam.userLoginProfile, "pgpKey", "passwordLength", "passwordResetRequired") },
    "tags, and one of them": { given: ignoring(ssoadmin.permissionSet, "tags", 'tags["owner"]', '["description"]') },
    "an access key's creation-only field": { given: ignoring(iam.accessKey, "pgpKey") },
    "what triggers a call": { given: ignoring(azuread.synchronizationJobProvisionOnDemand, "triggers") },
  },
  notApplicable: { "a bucket": { given: ignoring("aws:s3/bucket:Bucket", "policy") } },
});

behaviours(oneProvider, {
  violates: {
    "a second provider": {
      given: [set({}, { name: "a" }), resource(identitystore.group, {}, { name: "b", provider: "other" }), set({}, { name: "c" })],
      says: ["It goes through the provider other, while a goes through default."],
    },
  },
  conforms: {
    "one provider, for resources that are not known yet": {
      given: [set({ name: UNKNOWN }, { name: "a" }), resource(ssoadmin.accountAssignment, { targetId: UNKNOWN }, { name: "b" })],
    },
    "one provider": { given: [set({}, { name: "a" }), resource(ssoadmin.accountAssignment, { targetId: UNKNOWN }, { name: "b" })] },
    "another provider for other things": { given: [set({}, { name: "a" }), resource(iam.role, {}, { name: "b", provider: "other" })] },
  },
  notApplicable: { "a stack without Identity Center": { given: [resource(iam.user, {})] } },
});

behaviours(stackFacts, {
  violates: {
    "another stage": { given: facts({ stage: "prod" }), says: ['stage is "prod"; it must be production or development.'] },
    "what is no region": {
      given: facts({ homeRegion: "Ireland" }),
      says: ['homeRegion is "Ireland"; it must be a region such as eu-west-1.'],
    },
    "what is no tenant": {
      given: facts({ tenantId: "example.com" }),
      says: ['tenantId is "example.com"; it must be a UUID such as 22222222-2222-2222-2222-222222222222.'],
    },
    "eleven digits": {
      given: facts({ managementAccountId: "1".repeat(11) }),
      says: ['managementAccountId is "11111111111"; it must be an account id of twelve digits.'],
    },
    "thirteen digits in a list": {
      given: facts({ productionAccountIds: ["1".repeat(12), "1".repeat(13)] }),
      says: ['productionAccountIds is "1111111111111"; it must be account ids of twelve digits.'],
    },
    ...Object.fromEntries(
      [0, 367, 1.5].map((drillIntervalDays) => [
        `${drillIntervalDays} days between drills`,
        { given: facts({ drillIntervalDays }), says: [`drillIntervalDays is ${drillIntervalDays}; it must be whole days from 1 to 366.`] },
      ]),
    ),
    "a day that does not exist": {
      given: facts({ reportOnlyUntil: "2026-02-30" }),
      says: ['reportOnlyUntil is "2026-02-30"; it must be a day such as 2027-01-31.'],
    },
    "a day in words": {
      given: facts({ lastDrill: "yesterday" }),
      says: ['lastDrill is "yesterday"; it must be a day such as 2027-01-31.'],
    },
  },
  conforms: {
    "the facts of a stack": {
      given: facts({
        stage: "production",
        homeRegion: "us-gov-west-1",
        tenantId: "22222222-2222-2222-2222-2222AAAA2222",
        managementAccountId: "1".repeat(12),
        productionAccountIds: [],
        reportOnlyUntil: "2026-12-01",
        lastDrill: "",
      }),
    },
    none: { given: facts({ stage: "development" }) },
    "a day between drills": { given: facts({ drillIntervalDays: 1 }) },
    "a year between drills": { given: facts({ drillIntervalDays: 366 }) },
  },
  notes: {
    "a fact that is not known yet": {
      given: facts({ homeRegion: UNKNOWN }),
      says: [unknownNote("stack-facts", "homeRegion.0 of federation").replace(".0", "")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});

const leftAlone = (...unmanaged: string[]) => ({ unmanaged });

behaviours(unmanagedApart, {
  violates: {
    "a set that the stack makes": {
      given: [facts(leftAlone("permissionSets Legacy-*")), set({ name: "Legacy-Admin" })],
      says: ['unmanaged leaves the permission set "Legacy-Admin" alone ("Legacy-*"), which this stack makes.'],
    },
    "a policy and a user that the stack makes": {
      given: [
        facts(leftAlone("conditionalAccess AWS: *", "iamUsers breakglass-?")),
        resource(azuread.conditionalAccessPolicy, { displayName: "AWS: multifactor" }),
        resource(iam.user, { name: "breakglass-1" }),
      ],
      says: [
        'unmanaged leaves the Conditional Access policy "AWS: multifactor" alone ("AWS: *"), which this stack makes.',
        'unmanaged leaves the IAM user "breakglass-1" alone ("breakglass-?"), which this stack makes.',
      ],
    },
    "everything of a kind": {
      given: [facts(leftAlone("groups *", "iamUsers ?*"))],
      says: ['unmanaged leaves all groups alone ("*").', 'unmanaged leaves all iamUsers alone ("?*").'],
    },
  },
  conforms: {
    "what is beside the stack": {
      given: [
        facts(leftAlone("permissionSets Legacy-*", "groups portal", "iamUsers ses-*")),
        set({ name: "Developer" }),
        resource(iam.user, { name: "b" }),
      ],
    },
    "a kind that another thing bears": { given: [facts(leftAlone("iamUsers Legacy-*")), set({ name: "Legacy-Admin" })] },
    "nothing left alone": { given: [facts({}), set({ name: "Developer" })] },
  },
  both: {
    "a name that is not known yet": {
      given: [facts(leftAlone("permissionSets *")), set({ name: UNKNOWN })],
      says: ['unmanaged leaves all permissionSets alone ("*").'],
      notes: [unknownNote("unmanaged-apart", "name of it")],
    },
  },
  notApplicable: { "a user": { given: [resource(iam.user, {})] } },
});
