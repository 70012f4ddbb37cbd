import assert from "node:assert/strict";
import { converted, Folder, INVENTORY, PLACE } from "./convert";

const USER = "Access goes to groups; put the user into a group of Entra.";

describe("federation convert, from modules and templates", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

  it("reads the variables of aws-ia's module", async () => {
    const file = folder.write("sso.tfvars.json", {
      sso_groups: { Admin: { group_name: "Admin" } },
      permission_sets: {
        Admin: {
          description: "All.",
          session_duration: "PT3H30M",
          aws_managed_policies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
          tags: { a: "b" },
        },
        Audit: {
          aws_managed_policies: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "ViewOnlyAccess"].slice(0, 1),
          customer_managed_policies: ["plain", { name: "deep", path: "team" }],
          inline_policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}',
          permissions_boundary: { customer_managed_policy_reference: { name: "limit" } },
        },
        Broken: { aws_managed_policies: ["ReadOnlyAccess"], inline_policy: "{" },
      },
      existing_permission_sets: { x: { permission_set_name: "Elsewhere" } },
      account_assignments: {
        a: {
          principal_name: "Admin",
          principal_type: "GROUP",
          principal_idp: "EXTERNAL",
          permission_sets: ["Admin", "Audit"],
          account_ids: ["012345678901", "100000000002"],
        },
        b: {
          principal_name: "native",
          principal_type: "GROUP",
          principal_idp: "INTERNAL",
          permission_sets: ["Broken", "Elsewhere"],
          account_ids: ["100000000002"],
        },
        c: {
          principal_name: "jo",
          principal_type: "USER",
          principal_idp: "INTERNAL",
          permission_sets: ["Audit"],
          account_ids: ["100000000002"],
        },
        d: {
          principal_name: "Admin",
          principal_type: "GROUP",
          principal_idp: "EXTERNAL",
          permission_sets: ["Nowhere"],
          account_ids: ["100000000002", "12345"],
        },
      },
    });
    const { settings, leftOut, toCheck, status } = await converted(folder, "--from", "aws-ia", file, ...PLACE);
    assert.equal(status, 1);
    assert.deepEqual(settings["permissionSets"], {
      Admin: { description: "All.", sessionHours: 3, managedPolicies: ["AdministratorAccess"] },
      Audit: {
        sessionHours: 1,
        managedPolicies: ["job-function/ViewOnlyAccess"],
        customerManagedPolicies: ["plain", { name: "deep", path: "/team/" }],
        inlinePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }] },
        permissionsBoundary: { customerManagedPolicy: "limit" },
      },
    });
    assert.deepEqual(settings["access"], [
      { group: "Admin", permissionSet: "Admin", accounts: ["012345678901", "100000000002"] },
      { group: "Admin", permissionSet: "Audit", accounts: ["012345678901", "100000000002"] },
    ]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      [
        "tags of permission set Admin",
        "permission set Broken",
        "permission set Elsewhere",
        "sso_groups (1)",
        "account_assignments.c, user jo",
        "account_assignments.d",
        "access of group native with Broken to 100000000002",
        "access of group native with Elsewhere to 100000000002",
        "access of group Admin with Nowhere to 100000000002",
      ],
    );
    assert.match(leftOut.at(-1)!.why, /^The settings do not take it: it is "Nowhere": there is no such permission set; /);
    assert.deepEqual(
      toCheck.map(({ what }) => what),
      ["permission set Admin", "group native"],
    );
  });

  it("reads Cloud Posse's Atmos stack with the module's permission sets beside it", async () => {
    const stack = folder.write(
      "gbl-root.yaml",
      `shared: &engineers
  Engineers: { permission_sets: [AdministratorAccess, Missing] }
components:
  terraform:
    aws-sso:
      vars:
        account_map:
          full_account_map: { core-root: "100000000001", plat-dev: 012345678901 }
        account_assignments:
          core-root:
            groups:
              <<: *engineers
            users:
              jo@example.com: { permission_sets: [AdministratorAccess] }
          plat-dev: { groups: { Engineers: { permission_sets: [AdministratorAccess] } } }
          by-name: { groups: { Engineers: { permission_sets: [AdministratorAccess] } } }
`,
    );
    const sets = folder.write("sets.json", {
      permission_sets: [
        {
          name: "AdministratorAccess",
          description: "Everything",
          relay_state: "",
          session_duration: "",
          tags: {},
          inline_policy: "",
          policy_attachments: ["arn:aws:iam::aws:policy/AdministratorAccess"],
          customer_managed_policy_attachments: [],
        },
      ],
    });
    const { settings, leftOut } = await converted(folder, "--from", "cloudposse", stack, sets, ...PLACE);
    assert.deepEqual(settings["permissionSets"], {
      AdministratorAccess: { description: "Everything", sessionHours: 1, managedPolicies: ["AdministratorAccess"] },
    });
    assert.deepEqual(settings["access"], [
      { group: "Engineers", permissionSet: "AdministratorAccess", accounts: ["100000000001", "012345678901", "by-name"] },
    ]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      ["AdministratorAccess of user jo@example.com in core-root", "access of group Engineers with Missing"],
    );
  });

  it("reads the single-stage pipeline's templates, and excepts what lies below a unit", async () => {
    folder.write("source/permission_sets/templates/View.json", {
      Name: "View",
      Description: "Reads",
      SessionDuration: "PT12H",
      ManagedPolicies: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
      CustomerManagedPolicies: [{ Name: "own", Path: "/x/" }, "bare"],
      CustomerPermissionBoundary: { Name: "limit", Path: "/pbounds/" },
    });
    folder.write("source/permission_sets/templates/Sec.json", {
      Name: "Sec",
      ManagedPolicies: ["arn:aws:iam::aws:policy/SecurityAudit"],
      PermissionBoundary: { PolicyType: "AWS", Policy: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    });
    folder.write("source/assignments/templates/team-assignments.yaml", {
      Assignments: [
        {
          PrincipalId: "team",
          PrincipalType: "GROUP",
          PermissionSetName: "View",
          Target: ["100000000002", "Workloads", "shop", "odd [x]", "twin", "ou-ab12-12345678"],
        },
        { PrincipalId: "team", PrincipalType: "GROUP", PermissionSetName: "Sec", Target: ["ROOT"] },
        { PrincipalId: "jo", PrincipalType: "USER", PermissionSetName: "Sec", Target: ["ROOT"] },
      ],
    });
    folder.write("source/other.json", { hello: 1 });
    const inventory = folder.write("inventory.json", INVENTORY);
    const { settings, leftOut } = await converted(folder, "--from", "single-stage", "source", "-i", inventory);
    assert.deepEqual(settings["permissionSets"], {
      Sec: { sessionHours: 1, managedPolicies: ["SecurityAudit"], permissionsBoundary: { managedPolicy: "ReadOnlyAccess" } },
      View: {
        description: "Reads",
        sessionHours: 12,
        managedPolicies: ["job-function/ViewOnlyAccess"],
        customerManagedPolicies: [{ name: "own", path: "/x/" }, "bare"],
        permissionsBoundary: { customerManagedPolicy: { name: "limit", path: "/pbounds/" } },
      },
    });
    assert.deepEqual(settings["access"], [
      { group: "team", permissionSet: "View", accounts: ["100000000002", "shop", "012345678901"] },
      { group: "team", permissionSet: "Sec", accounts: "all" },
      { group: "team", permissionSet: "View", accounts: { ou: "Workloads" }, except: [{ ou: "Workloads/Production" }] },
    ]);
    assert.deepEqual(leftOut, [
      { what: "assignment of View to team in twin", why: 'Several accounts are called "twin": 100000000005, 100000000006.' },
      {
        what: "assignment of View to team in ou-ab12-12345678",
        why: "The settings name an organizational unit by its path, such as {ou: Workloads/Production}.",
      },
      { what: "assignment of Sec to jo", why: "Access goes to groups, and it is to a user; put the user into a group of Entra." },
      { what: "source/other.json", why: "It is neither a permission set (it has no Name) nor has it Assignments." },
    ]);
  });

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
});
