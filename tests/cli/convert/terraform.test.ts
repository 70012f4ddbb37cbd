import assert from "node:assert/strict";
import { IDENTITY_CENTER_TEMPLATE } from "../../../contract/gallery-app";
import { federation } from "../command";
import { converted, Folder, PLACE, TENANT } from "./convert";

const INSTANCE = "arn:aws:sso:::instance/ssoins-1111111111111111";
const arn = (id: string): string => `arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-${id}`;
const resource = (type: string, name: string, values: object, mode = "managed") => ({
  address: `${mode === "data" ? "data." : ""}${type}.${name}`,
  mode,
  type,
  name,
  values,
});
const assignment = (name: string, set: string, principal: string, account: string, type = "GROUP") =>
  resource("aws_ssoadmin_account_assignment", name, {
    instance_arn: INSTANCE,
    permission_set_arn: arn(set),
    principal_id: principal,
    principal_type: type,
    target_id: account,
    target_type: "AWS_ACCOUNT",
  });

const SECRET = "SCIM-token-that-nobody-may-see-0123456789abcdef";
const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/00000000-0000-0000-0000-000000000000";

const STATE = {
  format_version: "1.0",
  terraform_version: "1.9.0",
  values: {
    root_module: {
      resources: [
        resource("aws_identitystore_group", "ops", { group_id: "g-ops", display_name: "ops: night #2" }, "data"),
        resource("aws_identitystore_groups", "all", { groups: [{ group_id: "g-dev", display_name: "on" }] }, "data"),
        resource("aws_ssoadmin_permission_set", "elsewhere", { arn: arn("x"), name: "AWSAdministratorAccess" }, "data"),
        resource("azuread_application", "aws", {
          client_id: "c1",
          display_name: "AWS",
          template_id: IDENTITY_CENTER_TEMPLATE,
          web: [{ redirect_uris: [ACS] }],
        }),
        resource("azuread_service_principal", "aws", {
          client_id: "c1",
          application_tenant_id: TENANT,
          notification_email_addresses: ["a@example.com"],
        }),
        resource("azuread_synchronization_secret", "scim", { credential: [{ key: "SecretToken", value: SECRET }] }),
        resource("azuread_conditional_access_policy", "mfa", {
          display_name: "MFA for AWS",
          state: "enabled",
          conditions: [{ applications: [{ included_applications: ["c1"] }] }],
          grant_controls: [{ built_in_controls: ["mfa"] }],
        }),
        resource("aws_s3_bucket", "logs", { bucket: "logs" }),
      ],
      child_modules: [
        {
          address: "module.sso",
          resources: [
            resource("aws_ssoadmin_permission_set", "ops", {
              arn: arn("ops"),
              name: "Ops",
              description: "Opérations – nuit",
              session_duration: "PT8H",
              relay_state: "",
              tags: { team: "x" },
            }),
            resource("aws_ssoadmin_managed_policy_attachment", "ops", {
              permission_set_arn: arn("ops"),
              managed_policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
            }),
            resource("aws_ssoadmin_managed_policy_attachments_exclusive", "ops", {
              permission_set_arn: arn("ops"),
              managed_policy_arns: ["arn:aws:iam::aws:policy/job-function/Billing"],
            }),
            resource("aws_ssoadmin_customer_managed_policy_attachment", "ops", {
              permission_set_arn: arn("ops"),
              customer_managed_policy_reference: [{ name: "own", path: "/team/" }],
            }),
            resource("aws_ssoadmin_permission_set_inline_policy", "ops", {
              permission_set_arn: arn("ops"),
              inline_policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}',
            }),
            resource("aws_ssoadmin_permissions_boundary_attachment", "ops", {
              permission_set_arn: arn("ops"),
              permissions_boundary: [
                { managed_policy_arn: "arn:aws:iam::aws:policy/PowerUserAccess", customer_managed_policy_reference: [] },
              ],
            }),
            resource("aws_ssoadmin_permission_set", "dev", { arn: arn("dev"), name: "Developer", session_duration: null }),
            resource("aws_ssoadmin_managed_policy_attachment", "dev", {
              permission_set_arn: arn("dev"),
              managed_policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
            }),
            assignment("a", "ops", "g-ops", "012345678901"),
            assignment("b", "ops", "g-dev", "100000000002"),
            assignment("c", "ops", "u-1", "100000000002", "USER"),
            assignment("d", "ops", "g-gone", "100000000002"),
            assignment("e", "dev", "g-dev", "100000000002"),
            assignment("f", "x", "g-dev", "100000000002"),
          ],
        },
      ],
    },
  },
};

describe("federation convert --from terraform", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

  it("reads a state of both clouds; what is not carried over is named, each once", async () => {
    const { settings, leftOut, status } = await converted(folder, "--from", "terraform", folder.write("state.json", STATE));
    assert.equal(status, 1);
    assert.deepEqual(
      [settings["homeRegion"], settings["tenantId"], settings["enterpriseApp"], settings["identityCenter"]],
      [
        "eu-west-1",
        TENANT,
        { name: "AWS", notificationEmails: ["a@example.com"], signingCertificates: [{ slot: "2026", endDate: "2029-11-20T00:00:00Z" }] },
        { acsUrls: [ACS] },
      ],
    );
    assert.deepEqual(settings["permissionSets"], {
      Ops: {
        sessionHours: 8,
        managedPolicies: ["ReadOnlyAccess", "job-function/Billing"],
        customerManagedPolicies: [{ name: "own", path: "/team/" }],
        inlinePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }] },
        permissionsBoundary: { managedPolicy: "PowerUserAccess" },
      },
    });
    assert.deepEqual(settings["access"], [
      { group: "ops: night #2", permissionSet: "Ops", accounts: "012345678901" },
      { group: "on", permissionSet: "Ops", accounts: "100000000002" },
    ]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      [
        "permission set AWSAdministratorAccess",
        "tags of permission set Ops",
        "permission set Developer",
        "aws_ssoadmin_account_assignment.c",
        "aws_ssoadmin_account_assignment.d",
        "azuread_conditional_access_policy.mfa",
        "azuread_application.aws",
        "azuread_service_principal.aws",
        "azuread_synchronization_secret.scim",
        "1 resources of other kinds",
        "access of group on with Developer to 100000000002",
        "access of group on with AWSAdministratorAccess to 100000000002",
        "description of permission set Ops",
      ],
    );
    assert.match(
      leftOut[5]!.why,
      /^Conditional Access policy "MFA for AWS" \(enabled; applications: c1; requires: mfa\)\. Write the setting/,
    );
  });

  it("reads a plan, with what it only reads from its prior state; never shows a secret", async () => {
    const { resources } = STATE.values.root_module;
    const plan = {
      format_version: "1.2",
      planned_values: {
        root_module: {
          ...STATE.values.root_module,
          resources: [
            ...resources.filter(({ mode }) => mode === "managed"),
            resource("aws_ssoadmin_permission_set", "new", { name: "New" }),
          ],
        },
      },
      prior_state: { values: { root_module: { resources: resources.filter(({ mode }) => mode === "data") } } },
    };
    const file = folder.write("plan.json", plan);
    const { settings, leftOut } = await converted(folder, "--from", "terraform", file);
    assert.equal((settings["access"] as unknown[]).length, 2);
    assert.deepEqual(leftOut[0], {
      what: "aws_ssoadmin_permission_set.new",
      why: "The plan does not know the ARN of this aws_ssoadmin_permission_set yet; convert the state after the apply.",
    });
    const shown = await federation("convert", "--from", "terraform", file);
    assert.equal(`${shown.out}${shown.err}`.includes(SECRET), false);
    assert.match(shown.out, /^# Converted from plan\.json \(terraform\)\.\nconfig:\n/);
    assert.match(shown.err, /Carried over: 1 permission sets, 2 entries of the access list\.\n\nNot carried over \(14\):\n/);
  });

  it("reads modules within modules and what for_each made, from a state and from a plan", async () => {
    const each = (type: string, key: string, values: object) => ({ ...resource(type, `this[${JSON.stringify(key)}]`, values), index: key });
    const module = {
      child_modules: [
        {
          address: 'module.team["a"]',
          child_modules: [
            {
              address: 'module.team["a"].module.sso',
              resources: [
                each("aws_ssoadmin_permission_set", "Ops", { arn: arn("o"), name: "Ops", session_duration: "PT1H", description: null }),
                each("aws_ssoadmin_managed_policy_attachment", "Ops.ReadOnlyAccess", {
                  permission_set_arn: arn("o"),
                  managed_policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
                }),
                { ...assignment("x", "o", "g", "100000000002"), index: "GROUP.ops.100000000002" },
                {
                  ...assignment("y", "o", "gone", "100000000002"),
                  address: 'module.team["a"].module.sso.aws_ssoadmin_account_assignment.y["GROUP/x"]',
                },
              ],
            },
          ],
          resources: [each("aws_identitystore_group", "ops", { group_id: "g", display_name: "1e3" })],
        },
      ],
    };
    const state = folder.write("modules.json", { format_version: "1.0", values: { root_module: module } });
    const plan = folder.write("modules-plan.json", { format_version: "1.2", planned_values: { root_module: module }, prior_state: {} });
    for (const file of [state, plan]) {
      const { settings, leftOut, toCheck } = await converted(folder, "--from", "terraform", file, ...PLACE);
      assert.deepEqual(settings["access"], [{ group: "1e3", permissionSet: "Ops", accounts: "100000000002" }]);
      assert.deepEqual(settings["permissionSets"], { Ops: { sessionHours: 1, managedPolicies: ["ReadOnlyAccess"] } });
      assert.deepEqual(
        leftOut.map(({ what }) => what),
        ['module.team["a"].module.sso.aws_ssoadmin_account_assignment.y["GROUP/x"]'],
      );
      assert.deepEqual(
        toCheck.map(({ what }) => what),
        ["group 1e3"],
      );
    }
  });

  it("compares with a file that is there, and leaves it as it is", async () => {
    const file = folder.write("state.json", STATE);
    const first = await federation("convert", "--from", "terraform", file, "--out", "Pulumi.again.yaml");
    assert.match(first.out, /^Pulumi\.again\.yaml is written\.\n/);
    const again = await federation("convert", "--from", "terraform", file, "--out", "Pulumi.again.yaml");
    assert.match(again.out, /^Pulumi\.again\.yaml says the same already; nothing was written\.\n/);
    const edited = `# mine\n${folder.read("Pulumi.again.yaml").replace("group: on,", "group: off,").replace('group: "on"', "group: other")}`;
    folder.write("Pulumi.again.yaml", edited);
    const { out, status } = await federation("convert", "--from", "terraform", file, "--out", "Pulumi.again.yaml");
    assert.equal(status, 1);
    assert.match(
      out,
      /is there already and was left as it is\. What it would take to say the same:\n- federation:access\[1\]: \{"group":"other"/,
    );
    assert.equal(folder.read("Pulumi.again.yaml"), edited);
  });

  for (const [why, content, name, args, message] of [
    [
      "HCL",
      "permission_sets = {}",
      "x.tfvars",
      PLACE,
      /^x\.tfvars is written in HCL, which is not read: give the output of `terraform show -json`/,
    ],
    ["what is no output of show", { version: 4 }, "x.json", PLACE, /^x\.json is no output of `terraform show -json`, or has no resources/],
    ["what was cut off", '{"format_version": "1.', "x.json", PLACE, /^x\.json is no JSON, or was cut off: /],
    [
      "no region and tenant",
      { format_version: "1.0", values: { root_module: { resources: [assignment("a", "b", "c", "d")] } } },
      "x.json",
      [],
      /^The source does not say all: add --home-region with .*, and --tenant-id with the Entra directory id, a UUID\.$/,
    ],
    [
      "a wrong tenant",
      { format_version: "1.0", values: { root_module: { resources: [assignment("a", "b", "c", "d")] } } },
      "x.json",
      ["--home-region", "eu-west-1", "--tenant-id", "x"],
      /^These values are not right:\nfederation:tenantId is "x": /,
    ],
  ] as const) {
    it(`refuses ${why} in one sentence`, async () => {
      const { status, err } = await federation("convert", "--from", "terraform", folder.write(name, content), ...args);
      assert.equal(status, 2);
      assert.match(err.trim(), message);
    });
  }

  it("refuses a tool that it does not know", async () => {
    const { status, err } = await federation("convert", "--from", "excel", folder.write("state.json", STATE));
    assert.deepEqual([status, err], [2, '--from is "excel"; write terraform, lza, cloudposse, aws-ia or single-stage.\n']);
  });
});
