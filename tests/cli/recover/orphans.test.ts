import assert from "node:assert/strict";
import { applicationCandidates } from "../../../cli/recover/entra";
import { findOrphans, type OrphanFacts } from "../../../cli/recover/orphans";
import { uselessOrphans } from "../../../cli/recover/useless";
import type { AccessPlan } from "../../../access/model";
import type { ResourceState } from "../../../cli/recover/state";

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
const descriptions = (resources: readonly ResourceState[], facts: OrphanFacts) =>
  findOrphans(resources, facts).map(({ description }) => description);

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

describe("orphans", () => {
  it("are temporary applications that no state holds", () => {
    const facts = {
      since,
      applications: [
        application("1", "TERRAFORM_INSTANTIATE_a", "2026-11-23T08:01:00Z"),
        application("2", "TERRAFORM_INSTANTIATE_b", "2026-11-23T08:02:00Z"),
      ],
    };
    assert.deepEqual(descriptions([state("azuread:index/application:Application", "/applications/2")], facts), [
      "application TERRAFORM_INSTANTIATE_a (1), begun 2026-11-23T08:01:00Z and never finished",
    ]);
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
  const known = state(
    "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate",
    "sp/tokenSigningCertificate/a1",
  );

  it("are certificates of the same name and end as one in the state", () => {
    assert.deepEqual(descriptions([principal, known], { since, certificates: [certificate("a1"), certificate("b2")] }), [
      "certificate B2 (CN=AWS 2026), a duplicate of one in the state",
    ]);
  });

  it("are neither the active certificate nor one of an earlier slot", () => {
    const certificates = [certificate("a1"), certificate("b2", { active: true }), certificate("c3", { name: "CN=AWS 2023" })];
    assert.deepEqual(descriptions([principal, known], { since, certificates }), []);
  });

  it("are permission sets of the settings, and assignments of our sets, that no state holds", () => {
    const plan = { permissionSets: [{ name: "Admin" }, { name: "Auditor" }] } as unknown as AccessPlan;
    const set = (name: string, arn: string) => ({ name, arn, description: "", sessionDuration: "PT8H", relayState: undefined });
    const mine = { permissionSetArn: setArn, accountId: "111111111111", principalType: "GROUP" as const, principalId: "g1" };
    const facts: OrphanFacts = {
      since,
      plan,
      instanceArn,
      permissionSets: [set("Admin", setArn), set("Auditor", "arn:auditor"), set("Foreign", "arn:foreign")],
      assignments: [mine, { ...mine, principalId: "g2" }, { ...mine, permissionSetArn: "arn:foreign" }],
    };
    const resources = [
      state("aws:ssoadmin/permissionSet:PermissionSet", `${setArn},${instanceArn}`),
      state("aws:ssoadmin/accountAssignment:AccountAssignment", `g1,GROUP,111111111111,AWS_ACCOUNT,${setArn},${instanceArn}`),
    ];
    assert.deepEqual(descriptions(resources, facts), [
      "permission set Auditor (arn:auditor), wanted by the settings but in no state",
      "assignment of Admin to group g2 in 111111111111, in no state",
    ]);
  });

  it("are credentials whose secret an interrupted run lost", () => {
    const leftOver = [
      { type: "aws:iam/accessKey:AccessKey", id: "AKIAEXAMPLE", description: "access key AKIAEXAMPLE of breakglass-1", useless: "lost" },
      { type: "aws:ssoadmin/permissionSet:PermissionSet", id: "x", description: "set" },
    ];
    assert.deepEqual(uselessOrphans({ actions: [], refresh: [], leftOver }), [
      { kind: "access key", user: "breakglass-1", keyId: "AKIAEXAMPLE", description: "access key AKIAEXAMPLE of breakglass-1" },
    ]);
  });
});
