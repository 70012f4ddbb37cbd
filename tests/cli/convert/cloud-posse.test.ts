import assert from "node:assert/strict";
import { converted, Folder, PLACE } from "./convert";

describe("federation convert --from cloudposse", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

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

  it("reads what Atmos describes of the component, and says that it does not follow imports", async () => {
    const vars = {
      session_duration: "PT4H",
      permission_sets: [{ name: "Ops", policy_attachments: ["arn:aws:iam::aws:policy/ReadOnlyAccess"], boundary: "x" }],
      account_assignments: { "100000000002": { groups: { ops: { permission_sets: ["Ops"] } } } },
    };
    const described = folder.write("described.json", { component: "aws-sso", metadata: {}, vars });
    const { settings, leftOut, toCheck } = await converted(folder, "--from", "cloudposse", described, ...PLACE);
    assert.deepEqual(settings["access"], [{ group: "ops", permissionSet: "Ops", accounts: "100000000002" }]);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      ["boundary of permission set Ops"],
    );
    assert.match(toCheck[0]!.why, /^PT4H is the component's default/);
    const stack = folder.write("importing.yaml", { import: ["catalog/aws-sso"], components: { terraform: { "aws-sso": { vars } } } });
    const imported = await converted(folder, "--from", "cloudposse", stack, ...PLACE);
    assert.equal(imported.leftOut[0]?.what, "imports of importing.yaml (1)");
  });
});
