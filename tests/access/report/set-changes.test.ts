import assert from "node:assert/strict";
import type { PolicyDocument } from "../../../access/model";
import { catalogueOf } from "../../../access/report/catalogue";
import { documentsOf } from "../../../access/report/effective";
import { ACCESS_LEVELS, type PermissionSetChange } from "../../../access/report/report";
import { diffSets } from "../../../access/report/set-changes";
import type { Change, SetContent, Snapshot } from "../../../access/report/snapshot";
import { managedDocuments } from "../../../cli/policies/managed-documents";
import type { Partition } from "../../../contract/partition";

const snapshot = (set: Partial<SetContent> | undefined): Snapshot => ({
  held: [],
  policies: [],
  guards: [],
  permissionSets: new Map(
    set === undefined
      ? []
      : [
          [
            "S",
            { name: "S", description: "", sessionDuration: "PT1H", managedPolicies: [], customerManagedPolicies: [], unknown: [], ...set },
          ],
        ],
  ),
});

async function changeOf(
  before: Partial<SetContent> | undefined,
  after: Partial<SetContent> | undefined,
  partition: Partition = "aws",
): Promise<PermissionSetChange> {
  const change = { before: snapshot(before), after: snapshot(after), replacedSets: new Map() } as unknown as Change;
  const managed = managedDocuments(partition);
  const catalogue = await catalogueOf(documentsOf(change, managed));
  const [set] = diffSets(change, { catalogue, managed }, () => ({ production: false, managementAccount: false }));
  return set!;
}

const counts = (of: PermissionSetChange["actionsGained"]): string =>
  ACCESS_LEVELS.flatMap((level) =>
    of[level].count === 0 ? [] : [`${level} ${of[level].count > 9 ? "many" : of[level].actions.join(" ")}`],
  ).join("; ");

const inline = (...Action: string[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

describe("policies of AWS in the report", () => {
  it("count by their actions and access levels when they are attached and detached", async () => {
    const set = await changeOf({ managedPolicies: ["AmazonSQSReadOnlyAccess"] }, { managedPolicies: ["AmazonSQSFullAccess"] });
    assert.deepEqual([set.attached, set.detached, counts(set.actionsLost)], [["AmazonSQSFullAccess"], ["AmazonSQSReadOnlyAccess"], ""]);
    assert.ok(set.actionsGained.write.actions.includes("sqs:SendMessage"));
    assert.deepEqual(set.actionsGained.permissionsManagement.actions, [
      "sqs:AddPermission",
      "sqs:RemovePermission",
      "sqs:SetQueueAttributes",
    ]);
    assert.deepEqual([set.actionsGained.read.actions, set.actionsGained.list.count], [["sqs:ReceiveMessage"], 0]);
    assert.match(set.riskWords, /^writes \(sqs:\w+ of AmazonSQSFullAccess\)$/);
  });

  it("take nothing that another policy of the set still gives", async () => {
    const set = await changeOf(
      { managedPolicies: ["AmazonSQSReadOnlyAccess"], inlinePolicy: inline("sqs:SendMessage") },
      { managedPolicies: ["AmazonSQSReadOnlyAccess", "AmazonSQSFullAccess"], inlinePolicy: inline("sqs:GetQueueUrl") },
    );
    assert.ok(!set.actionsGained.write.actions.includes("sqs:SendMessage"));
    assert.equal(counts(set.actionsLost), "");
    const { actionsGained } = await changeOf(
      { managedPolicies: ["ReadOnlyAccess"] },
      { managedPolicies: ["ReadOnlyAccess"], inlinePolicy: inline("s3:GetObject") },
    );
    assert.equal(counts(actionsGained), "");
  });

  it("count for a set that is new and one that goes, whole", async () => {
    const [made, gone] = [
      await changeOf(undefined, { managedPolicies: ["AdministratorAccess"] }),
      await changeOf({ managedPolicies: ["SecurityAudit"] }, undefined),
    ];
    assert.ok(made.actionsGained.permissionsManagement.count > 200 && made.actionsGained.write.count > 5000);
    assert.equal(made.actionsGained.write.actions.length, 200);
    assert.equal(made.risk, "high");
    assert.ok(gone.actionsLost.list.count > 100);
  });

  it("are named where their document is not at hand, in another partition too", async () => {
    const note = (policy: string) => `The document of ${policy} is not at hand: what it allows is not among the actions.`;
    assert.deepEqual((await changeOf({}, { managedPolicies: ["New"], customerManagedPolicies: ["/own"] })).notes, [
      note("/own"),
      note("New"),
    ]);
    assert.deepEqual((await changeOf({}, { managedPolicies: ["SecurityAudit"] }, "aws-cn")).notes, [note("SecurityAudit")]);
    assert.deepEqual(
      (await changeOf({ customerManagedPolicies: ["/own"] }, { customerManagedPolicies: ["/own"], description: "x" })).notes,
      [],
    );
  });

  it("change nothing where only words do", async () => {
    const set = await changeOf({ managedPolicies: ["SecurityAudit"] }, { managedPolicies: ["SecurityAudit"], description: "x" });
    assert.deepEqual([counts(set.actionsGained), counts(set.actionsLost), counts(set.actionsRescoped)], ["", "", ""]);
  });
});
