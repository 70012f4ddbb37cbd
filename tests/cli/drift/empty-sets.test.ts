import assert from "node:assert/strict";
import { readDrift } from "../../../cli/drift/command";
import type { FindAuthors } from "../../../cli/drift/authors";
import type { SetInAccount } from "../../../cli/clouds/identity-center";
import type { Sources } from "../../../cli/verify/context";
import { contextWith, organization as base, rightSources, settings } from "../verify/fakes";

const nobody: FindAuthors = async () => new Map();
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/** Sets that are provisioned where nobody is assigned, and sets beside the settings'. */
function withEmpty(empty: readonly SetInAccount[], names: readonly string[] = []): (sources: Sources) => Sources {
  return (sources) => ({
    ...sources,
    identityCenter: {
      ...sources.identityCenter,
      permissionSets: async () => [
        ...(await sources.identityCenter.permissionSets("")),
        ...names.map((name) => ({ arn: `arn:${name}`, name, description: "", sessionDuration: "PT1H", relayState: undefined })),
      ],
      assignments: async (instance, sets, unread, tell) => {
        for (const place of empty) tell?.(place);
        return sources.identityCenter.assignments(instance, sets, unread);
      },
    },
  });
}
const at = (name: string, accountId: string): SetInAccount => ({ permissionSetArn: `arn:${name}`, accountId });

describe("federation drift, permission sets that nobody holds", () => {
  it("lists a set that is provisioned where nobody is assigned, with both ways out", async () => {
    const { undeclared, missing } = await readDrift(contextWith(withEmpty([at("Platform-Admin", "100000000001")])), nobody);
    assert.deepEqual(missing, []);
    assert.deepEqual(
      undeclared.map(({ kind, what, adopt }) => [kind, what, adopt]),
      [
        [
          "permission set",
          "Platform-Admin is provisioned in management (100000000001), where nobody is assigned to it",
          'an entry of federation:access for Platform-Admin with accounts: "100000000001"',
        ],
      ],
    );
    assert.match(undeclared[0]!.remove, /^assign a group without members and take it back, .*create-account-assignment .*--target-id 100000000001 .*delete-account-assignment/); // prettier-ignore
  });

  it("offers no setting for a set that the settings do not have, and names who took the last assignment away", async () => {
    const eve: FindAuthors = async (names, wanted, isOf) =>
      new Map(
        wanted
          .filter(
            (each) => names.includes("DeleteAccountAssignment") && isOf(each, { permissionSetArn: "arn:Shadow", targetId: "300000000001" }),
          )
          .map((each) => [each, { actor: "eve", time: "2026-11-20T10:00:00.000Z" }]),
      );
    const { undeclared } = await readDrift(contextWith(withEmpty([at("Shadow", "300000000001")], ["Shadow"])), eve);
    assert.deepEqual([undeclared[0]?.actor, undeclared[0]?.time], ["eve", "2026-11-20T10:00:00.000Z"]);
    assert.match(undeclared[0]!.unadoptable!, /do not have the set; .*unmanaged with permissionSets: \[Shadow\]/);
    assert.deepEqual(
      undeclared.map(({ what, adopt }) => [what, adopt]),
      [["Shadow is provisioned in app (300000000001), where nobody is assigned to it", null]],
    );
  });

  it("says a declared assignment that is missing there once", async () => {
    const change = (sources: Sources): Sources => {
      const changed = withEmpty([at("Platform-Admin", "300000000001")])(sources);
      const { assignments } = changed.identityCenter;
      return {
        ...changed,
        identityCenter: { ...changed.identityCenter, assignments: async (...args) => (await assignments(...args)).slice(1) },
      };
    };
    const { undeclared, missing } = await readDrift(contextWith(change), nobody);
    assert.deepEqual([undeclared, missing.map(({ what }) => what)], [[], ['"admins" lacks Platform-Admin in app (300000000001)']]);
  });

  it("leaves Control Tower's sets alone where the settings say so, and accounts that are not active", async () => {
    const organization = {
      ...base,
      accounts: [...base.accounts, { id: "300000000009", name: "old", state: "SUSPENDED" as const, ouPath: ["Production"], tags: {} }],
    };
    const empty = withEmpty([at("AWSReadOnlyAccess", "300000000001"), at("Platform-Admin", "300000000009")], ["AWSReadOnlyAccess"]);
    const change = (sources: Sources): Sources => ({
      ...empty(sources),
      organization: async () => ({ organizationId: "o-exampleorgid", featureSet: "ALL", organization }),
    });
    const open = await readDrift(contextWith(change), nobody);
    assert.deepEqual(open.undeclared.map(({ permissionSet }) => permissionSet), ["AWSReadOnlyAccess"]); // prettier-ignore
    const unmanaged = [{ kind: "control-tower", reason: "Control Tower's own" }];
    const { undeclared, leftAlone } = await readDrift(contextWith(change, settings({ unmanaged })), nobody);
    assert.deepEqual(undeclared, []);
    assert.deepEqual(leftAlone, [
      {
        what: "AWSReadOnlyAccess is provisioned in app (300000000001), where nobody is assigned to it",
        setting: "federation:unmanaged[0]",
        reason: "Control Tower's own",
        until: null,
      },
    ]);
  });

  it("leaves Control Tower's assignments alone where the settings say so, and lists one of its sets in other hands", async () => {
    const given = (principalId: string) => ({ permissionSetArn: "arn:AWSReadOnlyAccess", accountId: "300000000001", principalType: "GROUP" as const, principalId }); // prettier-ignore
    const change = (sources: Sources): Sources => {
      const changed = withEmpty([], ["AWSReadOnlyAccess"])(sources);
      return {
        ...changed,
        identityCenter: {
          ...changed.identityCenter,
          assignments: async (...args) => [...(await changed.identityCenter.assignments(...args)), given("g8"), given("g9")],
        },
        identityStore: {
          ...changed.identityStore,
          groups: async () => [
            ...(await changed.identityStore.groups("")),
            { groupId: "g8", displayName: "AWSSecurityAuditors", externalIds: [] },
            { groupId: "g9", displayName: "others", externalIds: [] },
          ],
        },
      };
    };
    const unmanaged = [{ kind: "control-tower", reason: "Control Tower's own" }];
    const { undeclared, leftAlone } = await readDrift(contextWith(change, settings({ unmanaged })), nobody);
    assert.deepEqual(undeclared.map(({ group }) => group), ["others"]); // prettier-ignore
    assert.deepEqual(leftAlone.map(({ what }) => what), ['The group "AWSSecurityAuditors" has AWSReadOnlyAccess in app (300000000001)']); // prettier-ignore
  });
});

describe("federation drift, policies by hand", () => {
  const { identityCenter } = rightSources(settings());
  const changed = async (more: object) => {
    const content = async (instance: string, arn: string) => ({ ...(await identityCenter.content(instance, arn)), ...more });
    const change = (sources: Sources): Sources => ({ ...sources, identityCenter: { ...sources.identityCenter, content } });
    return (await readDrift(contextWith(change), nobody)).changed.map(({ what, adopt, remove }) => [what, adopt, remove]);
  };
  const shown = "inlinePolicy as `aws sso-admin get-inline-policy-for-permission-set` shows it";

  it("lists an inline policy and a boundary of which the settings have none: `federation repair` takes them away", async () => {
    assert.deepEqual(await changed({ inlinePolicy: everything, boundary: { managedPolicyArn: "arn:aws:iam::aws:policy/X" } }), [
      [
        "Platform-Admin has an inline policy that the settings give it none of; a permissions boundary that the settings give it none of",
        `in federation:permissionSets.Platform-Admin: ${shown}, permissionsBoundary: {managedPolicy: X}`,
        "federation repair",
      ],
    ]);
  });

  it("says both commands where there is something for both", async () => {
    const managedPolicyArns = ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/X"];
    assert.deepEqual(await changed({ managedPolicyArns, inlinePolicy: everything }), [
      [
        "Platform-Admin has managed policy arn:aws:iam::aws:policy/X too much; an inline policy that the settings give it none of",
        `in federation:permissionSets.Platform-Admin: add X to managedPolicies, ${shown}`,
        "pulumi up --refresh, then federation repair",
      ],
    ]);
    assert.deepEqual((await changed({ managedPolicyArns })).map(([, , remove]) => remove), ["pulumi up --refresh"]); // prettier-ignore
  });
});
