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
});
