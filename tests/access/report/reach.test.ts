import assert from "node:assert/strict";
import { catalogueOf } from "../../../access/report/catalogue";
import { documentsOf } from "../../../access/report/effective";
import { reachOf, riskOf } from "../../../access/report/reach";
import type { SetContent } from "../../../access/report/snapshot";
import { managedDocuments } from "../../../cli/policies/managed-documents";

const set = (more: Partial<SetContent>): SetContent => ({
  name: "S",
  description: "",
  sessionDuration: "PT1H",
  managedPolicies: [],
  customerManagedPolicies: [],
  unknown: [],
  ...more,
});

describe("reach and risk", () => {
  const inline = (...Action: string[]) => ({
    inlinePolicy: { Version: "2012-10-17" as const, Statement: [{ Effect: "Allow" as const, Action, Resource: "*" }] },
  });
  const elsewhere = { production: false, managementAccount: false };
  for (const [what, content, reach] of [
    ["administers by name", { managedPolicies: ["AdministratorAccess", "ReadOnlyAccess"] }, "administers"],
    ["administers by one action of IAM", inline("s3:GetObject", "iam:CreateRole"), "administers"],
    ["administers by what AWS calls permissions management of IAM", inline("iam:PutRolePolicy"), "administers"],
    ["does not administer by handing on a role", inline("iam:PassRole", "iam:CreateServiceLinkedRole"), "writes"],
    ["administers by everything", inline("*"), "administers"],
    ["does not administer by a bucket's policy", inline("s3:PutBucketPolicy"), "writes"],
    ["writes by name", { managedPolicies: ["PowerUserAccess"] }, "writes"],
    ["writes by one action", inline("s3:GetObject", "s3:PutObject"), "writes"],
    ["reads by name and action", { managedPolicies: ["job-function/ViewOnlyAccess"], ...inline("s3:Get*") }, "reads"],
    ["is not at hand: a customer's policy", { customerManagedPolicies: ["/x"], managedPolicies: ["ReadOnlyAccess"] }, "unknown"],
    ["is not at hand: a policy that AWS does not list", { managedPolicies: ["New"] }, "unknown"],
    ["writes by further words of a name that AWS does not list", { managedPolicies: ["NewFullAccess"] }, "writes"],
    ["writes by a document of AWS's whose name says nothing", { managedPolicies: ["job-function/Billing"] }, "writes"],
    ["reads by a document of AWS's whose name says nothing", { managedPolicies: ["AWSAccountUsageReportAccess"] }, "reads"],
    ["administers by a document of AWS's whose name says less", { managedPolicies: ["AdministratorAccess-Amplify"] }, "administers"],
    ["is nothing", {}, "nothing"],
  ] as const) {
    it(what, async () => {
      const whole = set(content);
      const managed = managedDocuments("aws");
      const snapshot = { permissionSets: new Map([["S", whole]]), held: [], policies: [], guards: [] };
      const catalogue = await catalogueOf(documentsOf({ before: snapshot, after: snapshot }, managed));
      assert.equal(reachOf(whole, catalogue, managed).reach, reach);
    });
  }

  it("is one step higher in production and in the management account", () => {
    const risks = (["administers", "writes", "unknown", "reads", "nothing"] as const).map((reach) => [
      riskOf({ reach, words: "w" }, elsewhere).risk,
      riskOf({ reach, words: "w" }, { production: true, managementAccount: false }).risk,
      riskOf({ reach, words: "w" }, { production: true, managementAccount: true }).risk,
    ]);
    assert.deepEqual(risks, [
      ["high", "critical", "critical"],
      ["medium", "high", "high"],
      ["medium", "high", "high"],
      ["low", "medium", "medium"],
      ["low", "low", "low"],
    ]);
    assert.equal(
      riskOf({ reach: "reads", words: "X" }, { production: true, managementAccount: true }).riskWords,
      "reads in the management account (X)",
    );
  });
});
