import assert from "node:assert/strict";
import { applicationCandidates } from "../../../cli/recover/entra";
import { findOrphans, type OrphanFacts } from "../../../cli/recover/orphans";
import { uselessOrphans } from "../../../cli/recover/useless";
import type { AccessPlan } from "../../../access/model";
import type { ResourceState } from "../../../cli/stack/state";

const since = new Date("2026-11-23T08:00:00Z");
const instanceArn = "arn:aws:sso:::instance/ssoins-1111222233334444";
const setArn = "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111111111111111";
const application = (id: string, displayName: string, createdDateTime: string) => ({
  id,
  appId: `app-${id}`,
  displayName,
  createdDateTime,
});
const state = (type: string, id: string): ResourceState => ({ urn: `urn:${id}`, type, id, custom: true });
const applicationType = "azuread:index/application:Application";
const certificateType = "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate";
/** What may be removed, and what is only shown. */
const foundBeside = (resources: readonly ResourceState[], facts: Omit<OrphanFacts, "pending"> & Partial<OrphanFacts>) => {
  const { orphans, unproven } = findOrphans(resources, { pending: [], ...facts });
  return { orphans: orphans.map(({ description }) => description), shown: unproven.map(({ description }) => description) };
};

describe("candidates for a pending application", () => {
  it("are the one of the final name, then temporary ones of this run, newest first", () => {
    const all = [
      application("1", "TERRAFORM_INSTANTIATE_a", "2026-11-23T08:01:00Z"),
      application("2", "TERRAFORM_INSTANTIATE_b", "2026-11-23T08:02:00Z"),
      application("3", "AWS", "2026-11-23T08:00:30Z"),
      application("4", "TERRAFORM_INSTANTIATE_old", "2026-11-23T07:59:00Z"),
      application("5", "Other", "2026-11-23T08:02:00Z"),
    ];
    assert.deepEqual(
      applicationCandidates(all, "AWS", since).map(({ id }) => id),
      ["/applications/3", "/applications/2", "/applications/1"],
    );
  });
});

describe("temporary applications", () => {
  it("are not guessed at: where several were begun, nothing says which is this stack's", () => {
    const all = ["1", "2"].map((id) => application(id, `TERRAFORM_INSTANTIATE_${id}`, `2026-11-23T08:0${id}:00Z`));
    assert.throws(() => applicationCandidates(all, "AWS", since), {
      message: "several applications were begun and not finished (2, 1), and nothing says which of them is this stack's",
    });
    assert.equal(applicationCandidates(all.slice(1), "AWS", since).length, 1);
  });
});

describe("orphans", () => {
  it("are never temporary applications, whose names do not say whose they are", () => {
    const facts = {
      since,
      applications: [
        application("1", "TERRAFORM_INSTANTIATE_a", "2026-11-23T08:01:00Z"),
        application("2", "TERRAFORM_INSTANTIATE_b", "2026-11-23T08:02:00Z"),
        application("3", "TERRAFORM_INSTANTIATE_old", "2026-11-23T07:59:00Z"),
      ],
      pending: [state(applicationType, "")],
    };
    assert.deepEqual(foundBeside([state(applicationType, "/applications/2")], facts), {
      orphans: [],
      shown: ["application TERRAFORM_INSTANTIATE_a (1), begun 2026-11-23T08:01:00Z and never finished"],
    });
  });

  const certificate = (keyId: string, more = {}) => ({
    keyId,
    name: "CN=AWS 2026",
    thumbprint: keyId.toUpperCase(),
    ends: new Date("2029-09-30T00:00:00Z"),
    der: undefined,
    active: false,
    ...more,
  });
  const principal = state("azuread:index/servicePrincipal:ServicePrincipal", "/servicePrincipals/sp");
  const known = state(certificateType, "sp/tokenSigningCertificate/a1");
  const begun = { ...state(certificateType, ""), inputs: { displayName: "CN=AWS 2026", endDate: "2029-09-30T00:00:00Z" } };
  const now = { begins: new Date("2026-11-23T08:01:00Z") };
  const duplicate = "certificate B2 (CN=AWS 2026), a duplicate of one in the state";

  it("are certificates of the same name and end as one in the state, made since by a creation that this state shows as interrupted", () => {
    const facts = { since, certificates: [certificate("a1", now), certificate("b2", now)], pending: [begun] };
    assert.deepEqual(foundBeside([principal, known], facts), { orphans: [duplicate], shown: [] });
  });

  it("are no certificates that are older, or that no interrupted creation names: those are shown", () => {
    const shown = { orphans: [], shown: [duplicate] };
    const older = { begins: new Date("2026-11-23T07:59:00Z") };
    const cases: [object, ResourceState[]][] = [
      [now, []],
      [older, [begun]],
      [{}, [begun]],
      [now, [{ ...begun, inputs: { ...begun.inputs, displayName: "CN=Other" } }]],
      [now, [{ ...begun, inputs: { ...begun.inputs, endDate: "2029-10-01T00:00:00Z" } }]],
    ];
    for (const [more, pending] of cases) {
      const facts = { since, certificates: [certificate("a1"), certificate("b2", more)], pending };
      assert.deepEqual(foundBeside([principal, known], facts), shown);
    }
  });

  it("are neither the active certificate nor one of an earlier slot", () => {
    const certificates = [certificate("a1"), certificate("b2", { active: true }), certificate("c3", { name: "CN=AWS 2023" })];
    assert.deepEqual(foundBeside([principal, known], { since, certificates, pending: [begun] }), { orphans: [], shown: [] });
  });

  const plan = { permissionSets: [{ name: "Admin" }, { name: "Auditor" }] } as unknown as AccessPlan;
  const set = (name: string, arn: string, created?: string) => ({
    ...{ name, arn, description: "", sessionDuration: "PT8H", relayState: undefined },
    ...(created === undefined ? {} : { created: new Date(created) }),
  });
  const ownSet = state("aws:ssoadmin/permissionSet:PermissionSet", `${setArn},${instanceArn}`);
  const auditor = "permission set Auditor (arn:auditor), wanted by the settings but in no state";

  it("are permission sets of the settings that no state holds, with this stack's tag and made since", () => {
    const sets = (created?: string) => [
      set("Admin", setArn),
      set("Auditor", "arn:auditor", created),
      set("Foreign", "arn:foreign", created),
    ];
    const facts = { since, plan, instanceArn, marked: new Set(["arn:auditor", "arn:foreign"]) };
    const [young, old] = ["2026-11-23T08:01:00Z", "2026-11-23T07:59:00Z"];
    assert.deepEqual(foundBeside([ownSet], { ...facts, permissionSets: sets(young) }), { orphans: [auditor], shown: [] });
    const shown = { orphans: [], shown: [auditor] };
    assert.deepEqual(foundBeside([ownSet], { ...facts, permissionSets: sets(old) }), shown);
    assert.deepEqual(foundBeside([ownSet], { ...facts, permissionSets: sets() }), shown);
    assert.deepEqual(foundBeside([ownSet], { ...facts, permissionSets: sets(young), marked: new Set() }), shown);
  });

  it("are never assignments, not even of our own sets: nothing says whose they are", () => {
    const mine = { permissionSetArn: setArn, accountId: "111111111111", principalType: "GROUP" as const, principalId: "g1" };
    const facts = {
      since,
      plan,
      instanceArn,
      permissionSets: [set("Admin", setArn)],
      assignments: [mine, { ...mine, principalId: "g2" }, { ...mine, permissionSetArn: "arn:foreign" }],
    };
    const assignment = state(
      "aws:ssoadmin/accountAssignment:AccountAssignment",
      `g1,GROUP,111111111111,AWS_ACCOUNT,${setArn},${instanceArn}`,
    );
    assert.deepEqual(foundBeside([ownSet, assignment], facts), {
      orphans: [],
      shown: ["assignment of Admin to group g2 in 111111111111, in no state"],
    });
    // Those of an access stack's accounts are in that stack's state.
    const elsewhere = { ...facts, isElsewhere: (account: string) => account === "111111111111" };
    assert.deepEqual(foundBeside([ownSet, assignment], elsewhere), { orphans: [], shown: [] });
  });

  it("are credentials whose secret an interrupted run lost", () => {
    const leftOver = [
      { type: "aws:iam/accessKey:AccessKey", id: "AKIAEXAMPLE", user: "breakglass-1", description: "a key of nobody", useless: "lost" },
      { type: "aws:ssoadmin/permissionSet:PermissionSet", id: "x", description: "set" },
    ];
    assert.deepEqual(uselessOrphans({ actions: [], refresh: [], leftOver }), [
      { kind: "access key", user: "breakglass-1", keyId: "AKIAEXAMPLE", description: "a key of nobody" },
    ]);
  });
});
