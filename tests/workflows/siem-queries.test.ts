import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Columns of the tables that the queries of docs/siem.md ask, as Microsoft's reference has them; those of every table
 * are left out.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs and the others beside it
 */
const COLUMNS: Readonly<Record<string, string>> = {
  AuditLogs: `AADOperationType AADTenantId ActivityDateTime ActivityDisplayName AdditionalDetails Category CorrelationId DurationMs Id Identity InitiatedBy
    Level Location LoggedByService OperationName OperationVersion Result ResultDescription ResultReason ResultSignature ResultType TargetResources`,
  AADProvisioningLogs: `AADTenantId Category ChangeId CorrelationId CycleId DurationMs Id InitiatedBy JobId ModifiedProperties OperationName OperationVersion
    ProvisioningAction ProvisioningStatusInfo ProvisioningSteps ResultDescription ResultSignature ResultType ServicePrincipal SourceIdentity SourceSystem
    TargetIdentity TargetSystem`,
  SigninLogs: `AppDisplayName AppId AuthenticationRequirement ClientAppUsed ConditionalAccessPolicies ConditionalAccessStatus CorrelationId DeviceDetail Id
    IPAddress Location ResourceDisplayName ResultType Status UserId UserPrincipalName`,
  AWSCloudTrail: `AdditionalEventData AwsEventId AWSRegion ErrorCode ErrorMessage EventName EventSource EventTypeName ManagementEvent ReadOnly RecipientAccountId
    RequestParameters ResponseElements SessionIssuerArn SessionIssuerUserName SourceIpAddress UserAgent UserIdentityArn UserIdentityInvokedBy UserIdentityType
    UserIdentityUserName`,
};
const EVERYWHERE = ["TimeGenerated", "Type", "TenantId"];

const queries = [...readFileSync(join(__dirname, "../../docs/siem.md"), "utf8").matchAll(/```kusto\n(.*?)```/gs)].map(([, text]) => text!);

/** What a query's words are that are no texts and no comments. */
function bare(query: string): string {
  return query.replace(/\/\/.*$/gm, "").replace(/@?"[^"\n]*"/g, '""');
}

describe("queries of docs/siem.md", () => {
  it("are there for the app, its claims, Conditional Access, groups, provisioning, sign-ins, and Identity Center", () =>
    assert.equal(queries.length, 7));

  for (const query of queries) {
    const [, title = ""] = /^\/\/ (.*)/.exec(query) ?? [];
    it(`ask a table of Microsoft's for columns that it has: ${title}`, () => {
      const text = bare(query);
      const [, table = ""] = /^([A-Z]\w+)$/m.exec(text) ?? [];
      assert.ok(table in COLUMNS, table);
      const known = new Set([...EVERYWHERE, ...COLUMNS[table]!.split(/\s+/), table]);
      // Names that the query makes itself.
      for (const [, name] of text.matchAll(/(?:let |extend |mv-expand |summarize |, *)\s*([A-Za-z]\w*) *=(?![=~])/g)) known.add(name!);
      const used = [...text.matchAll(/(?<![.\w])[A-Z]\w*/g)].map(([word]) => word);
      assert.ok(used.length > 3);
      assert.deepEqual([...new Set(used.filter((word) => !known.has(word)))], []);
      assert.equal((text.match(/\(/g) ?? []).length, (text.match(/\)/g) ?? []).length);
    });
  }
});
