import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import type { LiveSet } from "../../../access/adopt/permission-sets";
import type { Account, Organization } from "../../../access/model";
import { planAccess } from "../../../access/plan";
import { parseSettings, type Settings } from "../../../access/settings";
import { Unmanaged } from "../../../access/unmanaged";
import type { Estate } from "../../../cli/adopt/identity-center/estate";
import { namedInStore } from "../../../cli/adopt/identity-center/groups";
import { identityCenterPart, type IdentityCenterPart } from "../../../cli/adopt/identity-center/part";
import { outside } from "../../../cli/adopt/outside";
import type { AdoptionPlace } from "../../../cli/adopt/part";
import { stackFileText } from "../../../cli/adopt/stack-file";
import type { LiveAssignment } from "../../../cli/clouds/identity-center";
import { CLOCK, rightSettings } from "../../access/fixtures";

const instanceArn = "arn:aws:sso:::instance/ssoins-1111222233334444";
const MANAGEMENT = "100000000001";

const account = (id: string, name: string, more: Partial<Account> = {}): Account => ({
  ...{ id, name, state: "ACTIVE", ouPath: ["Workloads"], tags: {} },
  ...more,
});
const ORGANIZATION: Organization = {
  managementAccountId: MANAGEMENT,
  accounts: [
    account(MANAGEMENT, "management", { ouPath: [] }),
    account("012345678901", "0123"),
    account("012345678902", "on", { ouPath: ["Workloads", "No: 1"] }),
    account("012345678903", "a*b"),
    account("012345678904", "😀 #1", { tags: { secure: "true" } }),
    account("012345678905", "\"quoted\" 'x'", { tags: { secure: "true" } }),
    account("012345678906", "y".repeat(64)),
    account("012345678907", "closed", { state: "SUSPENDED" }),
  ],
  organizationalUnits: ["Workloads", "Workloads/No: 1"],
};
/** One that has left the organization. */
const GONE = "999999999999";

const set = (name: string, more: Partial<LiveSet> = {}): LiveSet => ({
  ...{ name, arn: `arn:aws:sso:::permissionSet/ssoins-1111222233334444/${name}`, description: "by hand", sessionDuration: "PT8H" },
  ...{ tags: {}, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"], customerManagedPolicies: [] },
  ...more,
});
const SETS: readonly LiveSet[] = [
  set("Ops"),
  set("on"),
  set("1e3"),
  set("0123"),
  set("Developer", {
    managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"],
    description: "Develops applications in non-production accounts.",
  }),
  set("Tagged", { tags: { secure: "yes", "a: b": "#no" } }),
  set("Broken", { inlinePolicy: "{ no json" }),
  set("Foreign", { managedPolicyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] }),
  set("AWSAdministratorAccess"),
  set("AWSReadOnlyAccess"),
  set("TEAM-Elevated"),
  set("Lent", { tags: { "managed-by": "apono" } }),
  set("Unread"),
];
const GROUPS = [
  ["g1", "ops"],
  ["g2", "on"],
  ["g3", "no"],
  ["g4", "1e3"],
  ["g5", "0x1F: \"#\" 'é' 😀"],
  ["g6", "Twins"],
  ["g7", "twins"],
  ["g8", "*"],
  ["g9", "op?"],
  ["g10", " edge "],
  ["g11", "AWSControlTowerAdmins"],
  ["g12", "{ops,no}"],
  ["g13", "z".repeat(256)],
  ["g14", "[o]ps"],
  ["g15", "[O]PS"],
] as const;
const USERS = new Map([
  ["u1", "ada+aws@example.com"],
  ["u2", "*"],
]);

type Who = Pick<LiveAssignment, "principalType" | "principalId">;
const HOLDERS: readonly Who[] = [
  ...[...GROUPS.map(([id]) => id), "g-gone"].map((principalId): Who => ({ principalType: "GROUP", principalId })),
  ...["u1", "u2", "u-gone"].map((principalId): Who => ({ principalType: "USER", principalId })),
];
/** Groups whose names mean others, read as a pattern. */
const LIKE_OPS = ["g1", "g9", "g14", "g15"];
/** Few sets, accounts and holders at a time, so that the same ones meet. */
const assignments = fc
  .record({
    who: fc.oneof(
      fc.shuffledSubarray([...HOLDERS], { minLength: 1, maxLength: 6 }),
      fc.subarray(
        HOLDERS.filter(({ principalId }) => LIKE_OPS.includes(principalId)),
        { minLength: 2 },
      ),
    ),
    sets: fc.shuffledSubarray([...SETS], { minLength: 1, maxLength: 3 }),
    accounts: fc.shuffledSubarray([...ORGANIZATION.accounts.map(({ id }) => id), GONE], { minLength: 1, maxLength: 3 }),
    gaps: fc.array(fc.boolean(), { minLength: 54, maxLength: 54 }),
  })
  .map(({ who, sets, accounts, gaps }) =>
    who
      .flatMap((holder) =>
        sets.flatMap(({ arn }) => accounts.map((accountId): LiveAssignment => ({ ...holder, permissionSetArn: arn, accountId }))),
      )
      .filter((_, index) => gaps[index]),
  );
const keyOf = ({ permissionSetArn, accountId, principalId }: LiveAssignment): string => `${principalId} ${permissionSetArn} ${accountId}`;

/** Where a thing went; each has to be in exactly one place. */
type Place = "adopted" | "left alone" | "decision";

class Adopted {
  private readonly unmanaged: Unmanaged;
  private readonly ids: ReadonlySet<string>;

  constructor(
    private readonly part: IdentityCenterPart,
    private readonly estate: Estate,
  ) {
    // As the stack file has it, to a reader of YAML 1.2 and to one of 1.1.
    const settings = [...part.settings, { key: "unmanaged", value: part.unmanaged }];
    const text = stackFileText(settings, { stack: "prod" } as AdoptionPlace, "federation");
    const config = (parse(text) as { config: Record<string, unknown> }).config;
    assert.deepEqual(parse(text, { version: "1.1" }), { config });
    const value = (key: string): unknown => {
      const read = config[`federation:${key}`];
      return typeof read === "string" ? (JSON.parse(read) as unknown) : read;
    };
    assert.deepEqual(value("access"), JSON.parse(JSON.stringify(part.settings.find(({ key }) => key === "access")?.value)));
    const raw = {
      permissionSets: value("permissionSets"),
      access: value("access"),
      unmanaged: value("unmanaged"),
    };
    const { partial, problems } = parseSettings(
      rightSettings({ ...raw, phase: "aws", productionAccounts: undefined, stage: "development" }),
      CLOCK,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(planAccess(partial, ORGANIZATION).problems, []);
    // Once everything is imported, nothing is outside but what could not be read.
    const state = part.resources.map(({ type, id }) => ({ type, id }));
    const rest = outside({ estate, resources: part.resources, parts: [part] }, partial as Settings, state);
    assert.deepEqual(
      rest.filter(({ what }) => !what.includes("permission set Unread")),
      [],
    );
    this.unmanaged = new Unmanaged(partial.unmanaged ?? [], ORGANIZATION);
    this.ids = new Set(part.resources.map(({ id }) => id));
  }

  private messages(...words: string[]): boolean {
    const lines = [...this.part.decisions.map(({ what, text }) => `${what}: ${text}`), ...this.part.unread];
    return lines.some((line) => words.every((word) => line.includes(word)));
  }

  private one(adopted: boolean, left: boolean, sentences: boolean): Place[] {
    return [
      ...(adopted ? ["adopted" as const] : []),
      ...(left ? ["left alone" as const] : []),
      ...(sentences && !adopted && !left ? ["decision" as const] : []),
    ];
  }

  ofSet({ arn, name }: LiveSet): Place[] {
    const entries = this.unmanaged.entries;
    const left = entries.some(
      ({ kind, permissionSets }) => permissionSets?.includes(name) === true || (kind === "control-tower" && name.startsWith("AWS")),
    );
    // A set that is adopted may be held by somebody whose assignment is left alone.
    const adopted = this.ids.has(`${arn},${instanceArn}`);
    return this.one(adopted, left && !adopted, this.messages(`permission set ${name}`));
  }

  ofAssignment(live: LiveAssignment): Place[] {
    const { accountId, principalId, principalType, permissionSetArn } = live;
    const permissionSet = this.estate.sets.find(({ arn }) => arn === permissionSetArn)!.name;
    const name = principalType === "USER" ? USERS.get(principalId) : GROUPS.find(([id]) => id === principalId)?.[1];
    const names = [...(name === undefined ? [] : [name]), principalId];
    return this.one(
      this.ids.has([principalId, principalType, accountId, "AWS_ACCOUNT", permissionSetArn, instanceArn].join(",")),
      this.unmanaged.assignment({ permissionSet, accountId, principal: { type: principalType as "GROUP", names } })?.state === "now",
      accountId === GONE && this.messages("no longer has", permissionSet, GONE),
    );
  }
}

describe("whatever is there in Identity Center", () => {
  const scopes = fc.record({
    fold: fc.boolean(),
    sets: fc.constantFrom<readonly string[] | undefined>(undefined, ["Ops", "on", "AWSReadOnlyAccess"]),
    account: fc.constantFrom<string | undefined>(undefined, "012345678901"),
    included: fc.constantFrom<readonly string[]>([], ["AWSReadOnlyAccess"], ["AWSReadOnlyAccess", "AWSAdministratorAccess", "Lent"]),
    caller: fc.constantFrom(MANAGEMENT, MANAGEMENT, "012345678901"),
  });

  it("is adopted, or left alone by a setting, or listed as a decision: one of them, and nothing is dropped", () => {
    fc.assert(
      fc.property(assignments, scopes, (held, scope) => {
        const wantedSet = (name: string): boolean => scope.sets?.includes(name) ?? true;
        const wanted = SETS.filter(({ name }) => wantedSet(name));
        const estate: Estate = {
          ...{ homeRegion: "eu-west-1", instanceArn, identityStoreId: "d-9367abcdef", caller: scope.caller, organization: ORGANIZATION },
          ...{ delegated: [], users: USERS, attributes: undefined },
          sets: SETS.map(({ arn, name, description, sessionDuration }) => ({
            arn,
            name,
            description,
            sessionDuration,
            relayState: undefined,
          })),
          contents: wanted.filter(({ name }) => name !== "Unread"),
          assignments: held.filter(({ permissionSetArn }) => wanted.some(({ arn }) => arn === permissionSetArn)),
          groups: GROUPS.map(([groupId, displayName]) => ({ groupId, displayName, externalIds: [] })),
          unread: wantedSet("Unread") ? ["What permission set Unread grants could not be read: AccessDenied"] : [],
          nameless: { groups: false, users: new Set() },
        };
        const { named, unnamed } = namedInStore(estate.groups);
        const part = identityCenterPart(estate, {
          ...{ fold: scope.fold, wantedSet, groups: named, unnamed },
          wantedAccount: (id) => scope.account === undefined || id === scope.account,
          included: (name) => scope.included.includes(name),
        });
        const adopted = new Adopted(part, estate);
        for (const live of SETS) assert.equal(adopted.ofSet(live).length, 1, `${live.name}: ${adopted.ofSet(live).join(" and ")}`);
        for (const live of held)
          assert.equal(adopted.ofAssignment(live).length, 1, `${keyOf(live)}: ${adopted.ofAssignment(live).join(" and ")}`);
      }),
      { numRuns: 400 },
    );
  });
});
