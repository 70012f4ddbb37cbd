import assert from "node:assert/strict";
import { readDrift } from "../../../cli/drift/command";
import type { FindAuthors } from "../../../cli/drift/authors";
import { setsInState } from "../../../cli/drift/former-sets";
import type { StackState } from "../../../cli/stack/state";
import type { Sources } from "../../../cli/verify/context";
import { GraphError } from "../../../graph/client";
import { contextWith, instanceArn, organization as base, rightSources, settings } from "../verify/fakes";
import { groupIds } from "../verify/group-ids";
import { everyPolicy } from "../verify/conditional-access-fakes";

const nobody: FindAuthors = async () => new Map();
/** An event history with one author of everything that names a target, as CloudTrail tells it. */
const eve: FindAuthors = async (names, wanted, isOf) =>
  new Map(
    wanted
      .filter((thing) => events.some(({ name, parameters }) => names.includes(name) && isOf(thing, parameters)))
      .map((thing) => [thing, { actor: "arn:aws:sts::100000000001:assumed-role/Admin/eve", time: "2026-11-20T10:00:00.000Z" }]),
  );
const events = [
  { name: "CreateAccountAssignment", parameters: { permissionSetArn: "arn:Platform-Admin", targetId: "100000000001", principalId: "u9" } },
  { name: "DeleteAccountAssignment", parameters: { permissionSetArn: "arn:Platform-Admin", targetId: "300000000001", principalId: "g1" } },
  { name: "DeletePermissionSet", parameters: { permissionSetArn: "arn:Platform-Admin" } },
  { name: "DetachManagedPolicyFromPermissionSet", parameters: { permissionSetArn: "arn:Platform-Admin" } },
];
const granted = { permissionSetArn: "arn:Platform-Admin", accountId: "300000000001", principalType: "GROUP" as const, principalId: "g1" };
const withCenter =
  (change: Partial<Sources["identityCenter"]>) =>
  (sources: Sources): Sources => ({ ...sources, identityCenter: { ...sources.identityCenter, ...change } });

describe("federation drift", () => {
  it("is empty where the clouds hold what the settings declare", async () => {
    assert.deepEqual(await readDrift(contextWith(undefined, settings({ conditionalAccess: everyPolicy })), nobody), {
      undeclared: [],
      missing: [],
      changed: [],
      leftAlone: [],
      unjudged: [],
      complete: true,
    });
  });

  it("lists a user's assignment that nobody declared, who made it, and its exact removal: no setting could adopt it", async () => {
    const user = { permissionSetArn: "arn:Platform-Admin", accountId: "100000000001", principalType: "USER" as const, principalId: "u9" };
    const { undeclared, missing, changed } = await readDrift(contextWith(withCenter({ assignments: async () => [granted, user] })), eve);
    assert.deepEqual([missing, changed], [[], []]);
    assert.deepEqual(undeclared, [
      {
        kind: "account assignment",
        what: 'The user "ada@example.com" has Platform-Admin in management (100000000001)',
        user: "ada@example.com",
        permissionSet: "Platform-Admin",
        accountId: "100000000001",
        accountName: "management",
        actor: "arn:aws:sts::100000000001:assumed-role/Admin/eve",
        time: "2026-11-20T10:00:00.000Z",
        adopt: null,
        unadoptable:
          'access goes to groups: give it to one that has this person; to leave it alone: an entry of federation:unmanaged with users: ["ada@example.com"], permissionSets: [Platform-Admin], accounts: "100000000001" and the reason',
        remove: `aws sso-admin delete-account-assignment --region eu-west-1 --instance-arn ${instanceArn} --permission-set-arn arn:Platform-Admin --target-type AWS_ACCOUNT --target-id 100000000001 --principal-type USER --principal-id u9`,
      },
    ]);
  });

  describe("leaves alone what federation:unmanaged says", () => {
    const user = { permissionSetArn: "arn:Platform-Admin", accountId: "100000000001", principalType: "USER" as const, principalId: "u9" };
    const driftWith = (entry: Record<string, unknown>, look: FindAuthors) => {
      const unmanaged = [{ kind: "just-in-time", tool: "TEAM", reason: "hours", ...entry }];
      return readDrift(contextWith(withCenter({ assignments: async () => [granted, user] }), settings({ unmanaged })), look);
    };

    it("with its reason, and it is no drift", async () => {
      const { undeclared, leftAlone } = await driftWith({ until: "2026-12-31" }, nobody);
      assert.deepEqual(undeclared, []);
      assert.deepEqual(leftAlone, [
        {
          what: 'The user "ada@example.com" has Platform-Admin in management (100000000001)',
          setting: "federation:unmanaged[0]",
          reason: "hours",
          until: "2026-12-31",
        },
      ]);
    });

    it("until its day", async () => {
      const { undeclared, leftAlone } = await driftWith({ until: "2026-11-22" }, nobody);
      assert.match(undeclared[0]!.what, /, which federation:unmanaged\[0\] left alone until 2026-11-22$/);
      assert.deepEqual(leftAlone, []);
    });

    it("no longer than a just-in-time tool gives access, as CloudTrail tells, and says where it does not", async () => {
      const overdue = await driftWith({ maxHours: 69 }, eve);
      assert.match(
        overdue.undeclared[0]!.what,
        /, longer than the 69 hours for which TEAM gives access \(federation:unmanaged\[0\]\.maxHours\)$/,
      );
      assert.equal(overdue.undeclared[0]!.time, "2026-11-20T10:00:00.000Z");
      const within = await driftWith({ maxHours: 70 }, eve);
      assert.deepEqual([within.undeclared.length, within.leftAlone.length, within.unjudged], [0, 1, []]);
      const unknown = await driftWith({ maxHours: 12 }, nobody);
      assert.deepEqual([unknown.undeclared.length, unknown.leftAlone.length], [0, 1]);
      assert.match(unknown.unjudged.join(), /CloudTrail does not tell when 1 of its assignments were made/);
    });
  });

  it("offers to adopt a group's assignment by the entry that means exactly it, and only where there is one", async () => {
    const travel = { groupId: "g2", displayName: "travel", externalIds: [groupIds["travel"]!] };
    const local = { groupId: "g3", displayName: "local", externalIds: [] };
    const of = (principalId: string, accountId: string, permissionSetArn = "arn:Platform-Admin") => ({
      ...granted,
      principalId,
      accountId,
      permissionSetArn,
    });
    const change = (sources: Sources): Sources => ({
      ...withCenter({
        permissionSets: async () => [
          ...(await sources.identityCenter.permissionSets("")),
          { arn: "arn:Foreign", name: "Foreign", description: "", sessionDuration: "PT1H", relayState: undefined },
        ],
        assignments: async () => [
          granted,
          of("g2", "300000000001"),
          of("g2", "100000000001"),
          of("g3", "300000000001"),
          of("g2", "300000000001", "arn:Foreign"),
        ],
      })(sources),
      identityStore: { ...sources.identityStore, groups: async () => [...(await sources.identityStore.groups("")), travel, local] },
    });
    const { undeclared } = await readDrift(contextWith(change), nobody);
    assert.deepEqual(
      undeclared.map(({ unadoptable }) => unadoptable?.split("; to leave it alone: ")[0]),
      [
        undefined,
        "in the management account an entry gives a double of the set, never the set itself",
        "the group carries no object id of Entra's, by which the settings know groups",
        "the settings do not have the set Foreign: `federation adopt` writes it (docs/adopt.md)",
      ],
    );
    // Left alone as each says, nothing but the first is left.
    const unmanaged = undeclared.slice(1).map(({ group, permissionSet, accountId, unadoptable }) => {
      const entry = { groups: [group], permissionSets: [permissionSet], accounts: accountId, reason: "known" };
      assert.ok(
        unadoptable!.endsWith(`with groups: ["${group}"], permissionSets: [${permissionSet}], accounts: "${accountId}" and the reason`),
      );
      return entry;
    });
    assert.deepEqual((await readDrift(contextWith(change, settings({ unmanaged })), nobody)).undeclared, [undeclared[0]]);
    assert.deepEqual(
      undeclared.map(({ group, accountName, permissionSet, adopt, actor }) => [group, accountName, permissionSet, adopt, actor]),
      [
        [
          "travel",
          "app",
          "Platform-Admin",
          `- { group: ${groupIds["travel"]}, permissionSet: Platform-Admin, accounts: "300000000001" } # travel`,
          null,
        ],
        // There the entry would mean the set's copy.
        ["travel", "management", "Platform-Admin", null, null],
        ["local", "app", "Platform-Admin", null, null],
        ["travel", "app", "Foreign", null, null],
      ],
    );
  });

  it("lists a declared assignment that is not there, with the setting that declares it and who deleted it", async () => {
    const { undeclared, missing } = await readDrift(contextWith(withCenter({ assignments: async () => [] })), eve);
    assert.deepEqual(undeclared, []);
    assert.deepEqual(
      missing.map(({ what, adopt, remove, actor }) => [what, adopt, remove, actor]),
      [
        [
          '"admins" lacks Platform-Admin in app (300000000001)',
          "take 300000000001 out of federation:access[0]",
          "pulumi up --refresh",
          "arn:aws:sts::100000000001:assumed-role/Admin/eve",
        ],
      ],
    );
  });

  it("lists a permission set that was changed, and one that is gone without a line for each assignment", async () => {
    const { identityCenter } = rightSources(settings());
    const content = async (instance: string, arn: string) => ({ ...(await identityCenter.content(instance, arn)), managedPolicyArns: [] });
    const { changed } = await readDrift(contextWith(withCenter({ content })), eve);
    assert.deepEqual(
      changed.map(({ kind, what, actor }) => [kind, what, actor]),
      [
        [
          "permission set",
          "Platform-Admin has managed policy arn:aws:iam::aws:policy/AdministratorAccess missing",
          "arn:aws:sts::100000000001:assumed-role/Admin/eve",
        ],
      ],
    );
    const { missing } = await readDrift(contextWith(withCenter({ permissionSets: async () => [], assignments: async () => [] })), nobody);
    assert.deepEqual(
      missing.map(({ what, actor }) => [what, actor]),
      [["There is no permission set Platform-Admin", null]],
    );
  });

  it("names who deleted a permission set, by the ARN that the stack's state has of it, and asks the state for nothing else", async () => {
    const gone = withCenter({ permissionSets: async () => [], assignments: async () => [] });
    const state: StackState = {
      version: 3,
      deployment: {
        resources: [
          ["arn:Other", "Other"],
          ["arn:Platform-Admin", "Platform-Admin"],
        ].map(([arn, name]) => ({
          urn: `urn:pulumi:dev::p::aws:ssoadmin/permissionSet:PermissionSet::${name}`,
          type: "aws:ssoadmin/permissionSet:PermissionSet",
          inputs: { name },
          outputs: { arn },
        })),
      },
    };
    const { missing, unjudged } = await readDrift(contextWith(gone), eve, async () => setsInState(state));
    assert.deepEqual(
      missing.map(({ what, actor, time }) => [what, actor, time]),
      [["There is no permission set Platform-Admin", "arn:aws:sts::100000000001:assumed-role/Admin/eve", "2026-11-20T10:00:00.000Z"]],
    );
    assert.deepEqual(unjudged, []);
    const unread = await readDrift(contextWith(gone), eve, () => Promise.reject(new Error("no stack named dev")));
    assert.deepEqual(
      unread.missing.map(({ actor }) => actor),
      [null],
    );
    assert.deepEqual(unread.unjudged, [
      "The stack's state could not be read, so that nobody is named who deleted a permission set: no stack named dev",
    ]);
    assert.deepEqual((await readDrift(contextWith(), eve, () => Promise.reject(new Error("asked")))).unjudged, []);
  });

  it("lists fields of application, provisioning and Conditional Access that were changed", async () => {
    const change = (sources: Sources): Sources => ({
      ...sources,
      entra: async () => ({ ...(await sources.entra()), secrets: async () => [{ key: "SyncAll", value: "true" }] }),
      conditionalAccess: async () => ({ ...(await sources.conditionalAccess()), policies: async () => [] }),
    });
    const { changed } = await readDrift(contextWith(change, settings({ conditionalAccess: everyPolicy })), nobody);
    assert.deepEqual(
      changed.map(({ kind, what }) => [kind, what]),
      [
        ["provisioning", "SyncAll is true: the whole directory goes to AWS"],
        ["Conditional Access", 'There is no policy "AWS: multifactor authentication for everybody"'],
        ["Conditional Access", 'There is no policy "AWS: compliant device for administrators"'],
        ["Conditional Access", 'There is no policy "AWS: blocked outside the allowed countries"'],
      ],
    );
  });

  it("is not complete where a part could not be read, and says so; nobody is named where the event history cannot be", async () => {
    const refused = async (): Promise<never> => {
      throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/v1.0/identity/conditionalAccess/policies");
    };
    const change = (sources: Sources): Sources => ({
      ...sources,
      conditionalAccess: async () => ({ ...(await sources.conditionalAccess()), policies: refused }),
    });
    const { complete, unjudged } = await readDrift(contextWith(change, settings({ conditionalAccess: everyPolicy })), nobody);
    assert.equal(complete, false);
    assert.ok(unjudged.includes("R6.1: Entra refused /v1.0/identity/conditionalAccess/policies: Insufficient privileges."));
    const blind: FindAuthors = () => Promise.reject(new Error("AccessDenied"));
    const found = await readDrift(contextWith(withCenter({ assignments: async () => [] })), blind);
    assert.equal(found.missing[0]?.actor, null);
    assert.match(found.unjudged.join(), /CloudTrail's event history could not be read, so that nobody is named/);
  });

  it("judges no assignments in the phase connect", async () => {
    const found = await readDrift(contextWith(withCenter({ assignments: async () => [] }), settings({ phase: "connect" })), nobody);
    assert.deepEqual([found.undeclared, found.missing], [[], []]);
    assert.match(found.unjudged.join(), /The phase is connect/);
  });

  it("leaves assignments of an account that is not active as they are, and says so", async () => {
    const organization = {
      ...base,
      accounts: [...base.accounts, { id: "300000000009", name: "old", state: "SUSPENDED" as const, ouPath: ["Production"], tags: {} }],
    };
    const change = (sources: Sources): Sources => ({
      ...withCenter({ assignments: async () => [granted, { ...granted, accountId: "300000000009" }] })(sources),
      organization: async () => ({ organizationId: "o-exampleorgid", featureSet: "ALL", organization }),
    });
    const wanted = settings({
      access: [
        { group: "admins", permissionSet: "Platform-Admin", accounts: "app" },
        { group: "admins", permissionSet: "Platform-Admin", accounts: "old" },
      ],
    });
    const { undeclared, missing, unjudged } = await readDrift(contextWith(change, wanted), nobody);
    assert.deepEqual([undeclared, missing], [[], []]);
    assert.deepEqual(unjudged, ["1 assignments in accounts that are not active are left as they are."]);
  });
});
