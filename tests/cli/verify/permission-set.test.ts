import assert from "node:assert/strict";
import { attachedByHand, differences } from "../../../cli/verify/permission-set";
import type { PermissionSetDefinition } from "../../../access/model";

describe("verify: permission sets", () => {
  const definition: PermissionSetDefinition = {
    name: "Admin",
    description: "Runs the platform.",
    sessionHours: 8,
    managedPolicies: ["AdministratorAccess"],
    customerManagedPolicies: [],
    nonProductionOnly: false,
    compliantDevice: true,
  };
  const set = { arn: "arn:admin", name: "Admin", description: "Runs the platform.", sessionDuration: "PT8H", relayState: undefined };
  const content = {
    managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    customerManagedPolicies: [],
    inlinePolicy: undefined,
    boundary: undefined,
  };

  it("are equal to their definition", () => {
    assert.deepEqual(differences(definition, set, content, "aws"), []);
    assert.deepEqual(differences(definition, { ...set, sessionDuration: "PT480M" }, content, "aws"), []);
  });

  it("differ in each part, each named", () => {
    const changed = {
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      customerManagedPolicies: [{ name: "extra", path: "/" }],
      inlinePolicy: { Version: "2012-10-17", Statement: [] },
      boundary: { managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
    };
    assert.deepEqual(
      differences(definition, { ...set, description: "", sessionDuration: "PT12H", relayState: "https://x" }, changed, "aws"),
      [
        "another description",
        "a session of PT12H instead of PT8H",
        "relay state https://x instead of none",
        "managed policy arn:aws:iam::aws:policy/AdministratorAccess missing",
        "managed policy arn:aws:iam::aws:policy/ReadOnlyAccess too much",
        "customer-managed policy /extra too much",
      ],
    );
    assert.deepEqual(attachedByHand(definition, changed), [
      { kind: "inline policy", content: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}' },
      { kind: "permissions boundary", content: "arn:aws:iam::aws:policy/PowerUserAccess" },
    ]);
  });

  it("are attached by hand only where the settings have none of the kind: the others are the provider's to mend", () => {
    const wanted = { ...definition, permissionsBoundary: { managedPolicy: "ReadOnlyAccess" } };
    const other = { ...content, boundary: { managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" } };
    assert.deepEqual(attachedByHand(wanted, other), []);
    assert.deepEqual(differences(wanted, set, other, "aws"), [
      "permissions boundary arn:aws:iam::aws:policy/PowerUserAccess instead of arn:aws:iam::aws:policy/ReadOnlyAccess",
    ]);
    assert.deepEqual(attachedByHand(definition, { ...content, boundary: { customerManagedPolicy: { name: "b", path: "/p/" } } }), [
      { kind: "permissions boundary", content: "/p/b" },
    ]);
  });

  it("compare inline policies by content, not by the order of keys", () => {
    const Statement = [{ Effect: "Allow" as const, Action: "s3:ListAllMyBuckets", Resource: "*" }];
    const withPolicy = { ...definition, inlinePolicy: { Version: "2012-10-17" as const, Statement } };
    const live = {
      ...content,
      inlinePolicy: { Statement: [{ Resource: "*", Action: "s3:ListAllMyBuckets", Effect: "Allow" }], Version: "2012-10-17" },
    };
    assert.deepEqual(differences(withPolicy, set, live, "aws"), []);
    assert.deepEqual(differences(withPolicy, set, content, "aws"), ["no inline policy"]);
  });

  it("have the same inline policy in whatever order it is written", () => {
    const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" } as const;
    const wanted: PermissionSetDefinition = { ...definition, inlinePolicy: { Version: "2012-10-17", Statement: [statement] } };
    const live = (Action: string[]) => ({
      ...content,
      inlinePolicy: { Version: "2012-10-17", Statement: { ...statement, Action, Resource: ["*"] } },
    });
    assert.deepEqual(differences(wanted, set, live(["s3:ListBucket", "s3:GetObject"]), "aws"), []);
    assert.deepEqual(differences(wanted, set, live(["s3:ListBucket", "s3:Get*"]), "aws"), ["another inline policy"]);
  });
});
