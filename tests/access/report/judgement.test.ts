import assert from "node:assert/strict";
import { diffGuards } from "../../../access/report/guard-changes";
import { judge } from "../../../access/report/limits";
import { reachOf, riskOf } from "../../../access/report/reach";
import type { Report } from "../../../access/report/report";
import { diffSignIns } from "../../../access/report/sign-ins";
import type { Guard, SetContent, SignInPolicy } from "../../../access/report/snapshot";
import { documentsOf } from "../../../access/report/effective";
import { managedDocuments } from "../../../cli/policies/managed-documents";
import { catalogueOf } from "../../../access/report/catalogue";

const set = (more: Partial<SetContent>): SetContent => ({
  name: "S",
  description: "",
  sessionDuration: "PT1H",
  managedPolicies: [],
  customerManagedPolicies: [],
  unknown: [],
  ...more,
});

describe("reach and risk", () => {
  const inline = (...Action: string[]) => ({
    inlinePolicy: { Version: "2012-10-17" as const, Statement: [{ Effect: "Allow" as const, Action, Resource: "*" }] },
  });
  const elsewhere = { production: false, managementAccount: false };
  for (const [what, content, reach] of [
    ["administers by name", { managedPolicies: ["AdministratorAccess", "ReadOnlyAccess"] }, "administers"],
    ["administers by one action of IAM", inline("s3:GetObject", "iam:CreateRole"), "administers"],
    ["administers by what AWS calls permissions management of IAM", inline("iam:PutRolePolicy"), "administers"],
    ["does not administer by handing on a role", inline("iam:PassRole", "iam:CreateServiceLinkedRole"), "writes"],
    ["administers by everything", inline("*"), "administers"],
    ["does not administer by a bucket's policy", inline("s3:PutBucketPolicy"), "writes"],
    ["writes by name", { managedPolicies: ["PowerUserAccess"] }, "writes"],
    ["writes by one action", inline("s3:GetObject", "s3:PutObject"), "writes"],
    ["reads by name and action", { managedPolicies: ["job-function/ViewOnlyAccess"], ...inline("s3:Get*") }, "reads"],
    ["is not at hand: a customer's policy", { customerManagedPolicies: ["/x"], managedPolicies: ["ReadOnlyAccess"] }, "unknown"],
    ["is not at hand: a policy that AWS does not list", { managedPolicies: ["New"] }, "unknown"],
    ["writes by further words of a name that AWS does not list", { managedPolicies: ["NewFullAccess"] }, "writes"],
    ["writes by a document of AWS's whose name says nothing", { managedPolicies: ["job-function/Billing"] }, "writes"],
    ["reads by a document of AWS's whose name says nothing", { managedPolicies: ["AWSAccountUsageReportAccess"] }, "reads"],
    ["administers by a document of AWS's whose name says less", { managedPolicies: ["AdministratorAccess-Amplify"] }, "administers"],
    ["is nothing", {}, "nothing"],
  ] as const) {
    it(what, async () => {
      const whole = set(content);
      const managed = managedDocuments("aws");
      const snapshot = { permissionSets: new Map([["S", whole]]), held: [], policies: [], guards: [] };
      const catalogue = await catalogueOf(documentsOf({ before: snapshot, after: snapshot }, managed));
      assert.equal(reachOf(whole, catalogue, managed).reach, reach);
    });
  }

  it("is one step higher in production and in the management account", () => {
    const risks = (["administers", "writes", "unknown", "reads", "nothing"] as const).map((reach) => [
      riskOf({ reach, words: "w" }, elsewhere).risk,
      riskOf({ reach, words: "w" }, { production: true, managementAccount: false }).risk,
      riskOf({ reach, words: "w" }, { production: true, managementAccount: true }).risk,
    ]);
    assert.deepEqual(risks, [
      ["high", "critical", "critical"],
      ["medium", "high", "high"],
      ["medium", "high", "high"],
      ["low", "medium", "medium"],
      ["low", "low", "low"],
    ]);
    assert.equal(
      riskOf({ reach: "reads", words: "X" }, { production: true, managementAccount: true }).riskWords,
      "reads in the management account (X)",
    );
  });
});

describe("limits", () => {
  const counts = { lost: 3, adminGains: 1, accounts: 2 } as Report["counts"];
  const approval = { reason: "r", who: "w", until: "2026-11-28" };
  for (const [what, limits, given, day, verdict] of [
    ["none", {}, undefined, "2026-11-28", "within"],
    ["kept, each at its value", { maxLosses: 3, maxAdminGains: 1, maxAccounts: 2 }, undefined, "2026-11-28", "within"],
    ["one past", { maxLosses: 2 }, undefined, "2026-11-28", "exceeded"],
    ["one past, approved to its last day", { maxLosses: 2 }, approval, "2026-11-28", "approved"],
    ["one past, the day after the approval", { maxLosses: 2 }, approval, "2026-11-29", "exceeded"],
  ] as const) {
    it(what, () => assert.equal(judge(counts, limits, given, day).verdict, verdict));
  }
});

describe("guards", () => {
  const guard = (kind: Guard["kind"], name: string, content: Guard["content"] = {}): Guard => ({
    kind,
    key: name,
    name,
    type: "aws:x/y:Z",
    content,
  });
  it("are weaker when they go or look away, stronger when they come, and to be checked where the change does not tell", () => {
    const changes = diffGuards(
      [
        guard("trail", "t", { enableLogging: true }),
        guard("alarm", "a"),
        guard("alarm", "b", { pattern: "x" }),
        guard("trail", "u", { protect: true }),
        guard("alarm", "same"),
      ],
      [
        guard("trail", "t", { enableLogging: false }),
        guard("alarm", "b", { pattern: "y" }),
        guard("breakglass", "user"),
        guard("alarm", "new"),
        guard("trail", "u"),
        guard("alarm", "same"),
      ],
      new Set(["same"]),
    );
    assert.deepEqual(
      changes.map(({ effect, change, name }) => [effect, change, name]),
      [
        ["weaker", "removed", "a"],
        ["weaker", "changed", "t"],
        ["weaker", "changed", "u"],
        ["check", "changed", "b"],
        ["check", "replaced", "same"],
        ["check", "new", "user"],
        ["stronger", "new", "new"],
      ],
    );
    assert.equal(changes[1]!.sentence, "Trail t (Z) changes: enableLogging.");
  });
});

describe("sign-ins", () => {
  const policy = (key: string, more: Partial<NonNullable<SignInPolicy["model"]>>, fields: Record<string, string> = {}): SignInPolicy => ({
    key,
    name: key,
    fields: { state: "enabled", ...fields },
    model: {
      key: "mfa",
      displayName: key,
      state: "enabled",
      applications: "aws",
      includeUsers: "all",
      excludeGroups: [],
      clientAppTypes: ["all"],
      control: "mfa",
      ...more,
    },
  });

  it("of everybody get easier where the only policy becomes report-only", () => {
    const { signIns, policies } = diffSignIns(
      [policy("mfa", {})],
      [policy("mfa", { state: "enabledForReportingButNotEnforced" }, { state: "enabledForReportingButNotEnforced" })],
    );
    assert.deepEqual(policies, [
      { name: "mfa", change: "changed", fields: [{ field: "state", before: "enabled", after: "enabledForReportingButNotEnforced" }] },
    ]);
    assert.deepEqual(
      signIns.map(({ persona, device, from, client, before, after, direction }) => [
        persona,
        device,
        from,
        client,
        before,
        after,
        direction,
      ]),
      [
        ["everybody", "any", "anywhere", "browser, mobileAppsAndDesktopClients", "mfa", "allowed", "loosened"],
        ["everybody", "any", "anywhere", "exchangeActiveSync, other", "blocked", "allowed", "loosened"],
      ],
    );
  });

  it("get harder where a policy comes to block, easier where it lets in again, and neither where the factor is another", () => {
    const directions = (before: SignInPolicy[], after: SignInPolicy[]) => [
      ...new Set(diffSignIns(before, after).signIns.map(({ direction }) => direction)),
    ];
    const browser = { clientAppTypes: ["browser"] } as const;
    const [mfa, strong, block] = [
      policy("a", browser),
      policy("a", { ...browser, control: "phishingResistant" }, { c: "p" }),
      policy("a", { ...browser, control: "block" }, { c: "b" }),
    ];
    assert.deepEqual(
      [directions([mfa], [block]), directions([block], [mfa]), directions([mfa], [strong])],
      [["tightened"], ["loosened"], ["other"]],
    );
    assert.deepEqual([directions([], [mfa]), directions([mfa], [])], [["tightened"], ["loosened"]]);
  });

  it("do not change where a policy only has another name", () => {
    const { signIns, policies } = diffSignIns([policy("mfa", {}, { n: "a" })], [policy("mfa", { displayName: "x" }, { n: "b" })]);
    assert.deepEqual([signIns, policies.length], [[], 1]);
  });

  it("of a policy that cannot be evaluated are told as such", () => {
    const { unknown } = diffSignIns(
      [],
      [{ key: "x", name: "Risky", fields: {}, unclear: "its conditions signInRiskLevels are not evaluated" }],
    );
    assert.deepEqual(unknown, ["Risky: its conditions signInRiskLevels are not evaluated"]);
  });
});
