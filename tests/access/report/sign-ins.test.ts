import assert from "node:assert/strict";
import { diffSignIns } from "../../../access/report/sign-ins";
import type { SignInPolicy } from "../../../access/report/snapshot";

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
