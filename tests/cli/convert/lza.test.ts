import assert from "node:assert/strict";
import { converted, Folder, INVENTORY, PLACE } from "./convert";

const USER = "Access goes to groups; put the user into a group of Entra.";

describe("federation convert --from lza", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

  it("reads the Landing Zone Accelerator's identityCenter", async () => {
    folder.write("lza/global-config.yaml", "homeRegion: eu-central-1\n");
    folder.write(
      "lza/iam-policies/inline.json",
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}',
    );
    folder.write(
      "lza/iam-policies/lookup.json",
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"${ACCEL_LOOKUP::Bucket}"}]}',
    );
    const file = folder.write("lza/iam-config.yaml", {
      userSets: [{ users: [{ username: "breakGlassUser01" }] }],
      identityCenter: {
        name: "main",
        delegatedAdminAccount: "Audit",
        identityCenterPermissionSets: [
          {
            name: "Ops",
            policies: {
              awsManaged: ["ViewOnlyAccess", "arn:aws:iam::aws:policy/SecurityAudit"],
              acceleratorManaged: ["Accel"],
              inlinePolicy: "iam-policies/inline.json",
              permissionsBoundary: { awsManagedPolicyName: "PowerUserAccess" },
            },
            sessionDuration: 240,
          },
          { name: "Lookup", policies: { inlinePolicy: "iam-policies/lookup.json" } },
          { name: "Gone", policies: { inlinePolicy: "iam-policies/gone.json" } },
        ],
        identityCenterAssignments: [
          {
            name: "A1",
            permissionSetName: "Ops",
            principals: [
              { type: "GROUP", name: "ops" },
              { type: "USER", name: "jo" },
            ],
            deploymentTargets: { accounts: ["LogArchive"], organizationalUnits: ["Workloads"], excludedAccounts: ["shop"] },
          },
          {
            name: "A2",
            permissionSetName: "Ops",
            principals: [{ type: "GROUP", name: "audit" }],
            deploymentTargets: { organizationalUnits: ["Root"] },
          },
          {
            name: "A3",
            permissionSetName: "Ops",
            principalId: "a4e8-1",
            principalType: "GROUP",
            deploymentTargets: { accounts: ["LogArchive"] },
          },
          {
            name: "A4",
            permissionSetName: "Lookup",
            principals: [{ type: "GROUP", name: "ops" }],
            deploymentTargets: { accounts: ["LogArchive"] },
          },
          {
            name: "A5",
            permissionSetName: "Ops",
            principals: [{ type: "GROUP", name: "wide" }],
            deploymentTargets: { organizationalUnits: ["Root"], excludedAccounts: ["nobody"] },
          },
        ],
      },
    });
    const inventory = folder.write("inventory.json", INVENTORY);
    const { settings, leftOut } = await converted(folder, "--from", "lza", file, "-i", inventory);
    assert.deepEqual(settings["permissionSets"], {
      Ops: {
        sessionHours: 4,
        managedPolicies: ["job-function/ViewOnlyAccess", "SecurityAudit"],
        customerManagedPolicies: ["Accel"],
        inlinePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "iam:*", Resource: "*" }] },
        permissionsBoundary: { managedPolicy: "PowerUserAccess" },
      },
    });
    assert.deepEqual(settings["access"], [
      { group: "audit", permissionSet: "Ops", accounts: "all" },
      { group: "ops", permissionSet: "Ops", accounts: { ou: "Workloads" }, except: [{ ou: "Workloads/Production" }, "shop"] },
      { group: "ops", permissionSet: "Ops", accounts: "LogArchive", except: ["shop"] },
    ]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      [
        "permission set Lookup",
        "permission set Gone",
        "assignment A1, user jo",
        "assignment A3, GROUP a4e8-1",
        "assignment A5",
        "userSets (1)",
        "access of group ops with Lookup to LogArchive",
      ],
    );
    assert.equal(leftOut[2]!.why, USER);
    const alone = await converted(folder, "--from", "lza", file, "--tenant-id", PLACE[3]!);
    assert.equal(alone.settings["homeRegion"], "eu-central-1");
    assert.match(
      alone.toCheck.map(({ why }) => why).join("\n"),
      /\{ou: Workloads\} includes the units below it, where the source gives only/,
    );
  });

  it("leaves out what only the accelerator fills in, and names what it does not know", async () => {
    const file = folder.write("filled/iam-config.yaml", {
      homeRegion: "eu-west-1",
      newSection: [1],
      identityCenter: {
        name: "main",
        identityCenterPermissionSets: [
          { name: "{{ Prefix }}-Ops", policies: { awsManaged: ["ReadOnlyAccess"] } },
          { name: "Ops", description: "all of it", policies: { awsManaged: ["ReadOnlyAccess"], newKind: ["x"] }, sessionDuration: 720 },
        ],
        identityCenterAssignments: [
          {
            name: "one",
            permissionSetName: "Ops",
            principals: [{ type: "GROUP", name: "{{ Prefix }}-ops" }],
            deploymentTargets: { accounts: ["LogArchive"] },
          },
          {
            name: "two",
            permissionSetName: "Ops",
            principals: [{ type: "GROUP", name: "ops" }],
            deploymentTargets: { accounts: ["LogArchive"] },
          },
        ],
      },
    });
    const { settings, leftOut } = await converted(folder, "--from", "lza", file, "--tenant-id", PLACE[3]!);
    assert.deepEqual(settings["permissionSets"], {
      Ops: { description: "all of it", sessionHours: 12, managedPolicies: ["ReadOnlyAccess"] },
    });
    assert.deepEqual(settings["access"], [{ group: "ops", permissionSet: "Ops", accounts: "LogArchive" }]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      ["permission set {{ Prefix }}-Ops", "newKind of permission set Ops", "assignment one", `newSection of ${file}`],
    );
  });
});
