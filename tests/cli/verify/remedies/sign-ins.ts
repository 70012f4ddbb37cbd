import { groupIds } from "../group-ids";
import { settings } from "../fakes";
import { everyPolicy } from "../conditional-access-fakes";
import { type Case, conditional, withEntra, withPolicies } from "./case";

const UP = "`pulumi up";
const mfa = "AWS: multifactor authentication for everybody";
const only = (group: string, written = group) => settings({ conditionalAccess: { ...everyPolicy, emergencyAccessGroup: written } });
const twoGroups = withEntra((entra) => ({
  groups: async (written) =>
    written === "emergency"
      ? [...(await entra.groups(written)), { id: "bbbbbbbb-0000-4000-8000-000000000001", displayName: "emergency", securityEnabled: true }]
      : entra.groups(written),
}));
const ofMfa = (change: object) =>
  withPolicies((reader) => ({
    policies: async () => (await reader.policies()).map((each) => (each.displayName === mfa ? { ...each, ...change } : each)),
  }));
const signIn = (change: object) =>
  withPolicies((reader) => ({
    signIns: async (...asked) => (await reader.signIns(...asked)).map((row) => ({ ...row, ...change })),
  }));
const emergencyMember = withEntra((entra) => ({
  members: async (id) =>
    id === groupIds["emergency"]
      ? [{ id: "eeeeeeee-0000-4000-8000-00000000000e", "@odata.type": "#microsoft.graph.user", userPrincipalName: "break@example.com" }]
      : entra.members(id),
}));

/** Conditional Access and the sign-ins that it lets through. */
export const signInCases: readonly Case[] = [
  {
    id: "R6.1",
    says: `There is no policy "${mfa}"`,
    remedy: UP,
    before: conditional,
    wrong: withPolicies((reader) => ({ policies: async () => (await reader.policies()).filter(({ displayName }) => displayName !== mfa) })),
  },
  {
    id: "R6.1",
    says: `There are 2 policies "${mfa}"`,
    remedy: "federation recover",
    before: conditional,
    wrong: withPolicies((reader) => ({
      policies: async () => (await reader.policies()).flatMap((each) => (each.displayName === mfa ? [each, { ...each, id: "2" }] : [each])),
    })),
  },
  {
    id: "R6.1",
    says: `The policy "${mfa}" is called "renamed" in Entra`,
    remedy: UP,
    before: conditional,
    wrong: withPolicies((reader) => ({
      policies: async () =>
        (await reader.policies()).map((each) => (each.displayName === mfa ? { ...each, displayName: "renamed" } : each)),
    })),
  },
  {
    id: "R6.1",
    says: `"${mfa}" has `,
    remedy: "Find out who switched it and why",
    before: conditional,
    wrong: ofMfa({ state: "disabled" }),
  },
  {
    id: "R6.1",
    says: `"${mfa}" has `,
    remedy: "`pulumi up --refresh`, which sets it",
    before: conditional,
    wrong: ofMfa({ sessionControls: null }),
  },
  {
    id: "R6.4",
    says: "There is no named location",
    remedy: UP,
    before: conditional,
    wrong: withPolicies(() => ({ namedLocations: async () => [] })),
  },
  {
    id: "R6.4",
    says: "There are 2 named locations",
    remedy: "federation recover",
    before: conditional,
    wrong: withPolicies((reader) => ({
      namedLocations: async () => (await reader.namedLocations()).flatMap((each) => [each, { ...each, id: "2" }]),
    })),
  },
  {
    id: "R6.1 exceptions",
    says: 'Entra has no group "nobody"',
    remedy: "write its name of today",
    before: only("emergency", "nobody"),
    after: conditional,
  },
  {
    id: "R6.1 exceptions",
    says: 'Entra has 2 groups "emergency"',
    remedy: "Write the object id",
    before: conditional,
    wrong: twoGroups,
    followed: twoGroups,
    after: only("emergency", groupIds["emergency"]!),
  },
  {
    id: "R6.1 security defaults",
    says: "Security defaults are on",
    remedy: "turn security defaults off",
    before: conditional,
    wrong: withPolicies(() => ({ securityDefaults: async () => true })),
  },
  {
    id: "R9.1",
    says: "with no policy of Conditional Access in force",
    remedy: "Sign-in logs > Conditional Access",
    before: conditional,
    wrong: (sources) => signIn({ conditionalAccessStatus: "notApplied" })(emergencyMember(sources)),
    followed: emergencyMember,
  },
  {
    id: "R9.1",
    says: "Emergency access was used",
    remedy: "breakglass procedure",
    before: conditional,
    wrong: (sources) => signIn({ userId: "eeeeeeee-0000-4000-8000-00000000000e" })(emergencyMember(sources)),
    followed: emergencyMember,
  },
  {
    id: "R9.5",
    says: "without MFA",
    remedy: "Sign-in logs > Authentication details",
    before: conditional,
    wrong: (sources) =>
      signIn({
        status: { errorCode: 0 },
        appliedConditionalAccessPolicies: [{ displayName: "p", result: "notApplied", enforcedGrantControls: ["mfa"] }],
      })(emergencyMember(sources)),
    followed: emergencyMember,
  },
];
