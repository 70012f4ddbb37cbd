import assert from "node:assert/strict";
import type { Unread } from "../../../cli/clouds/identity-center";
import { readDrift } from "../../../cli/drift/command";
import { accountAssignments } from "../../../cli/verify/checks/account-assignments";
import { alarmTopic } from "../../../cli/verify/checks/alarm-topic";
import { auditTrail } from "../../../cli/verify/checks/audit-trail";
import { breakglassUsers } from "../../../cli/verify/checks/breakglass-users";
import { alarmRulesCheck } from "../../../cli/verify/checks/alarm-rules";
import { groupChain } from "../../../cli/verify/checks/group-chain";
import { archetypeChecks } from "../../../cli/verify/checks/permission-sets";
import { provisioningJob } from "../../../cli/verify/checks/provisioning-job";
import type { Check } from "../../../cli/verify/check";
import type { Sources } from "../../../cli/verify/context";
import { reportOf } from "../../../cli/verify/report";
import { runChecks } from "../../../cli/verify/run";
import { contextWith, settings } from "./fakes";
import { breakglassSettings } from "./guard-fakes";

const broken = Object.assign(new Error("on demand"), { name: "InternalServerException" });
const two = settings({
  access: [
    { group: "admins", permissionSet: "Platform-Admin", accounts: "app" },
    { group: "admins", permissionSet: "Security-Audit-RO", accounts: "app" },
  ],
});
const held = (name: string) => ({
  permissionSetArn: `arn:${name}`,
  accountId: "300000000001",
  principalType: "GROUP" as const,
  principalId: "g1",
});
type Center = Sources["identityCenter"];
const withCenter =
  (change: Partial<Center>) =>
  (sources: Sources): Sources => ({
    ...sources,
    identityCenter: { ...sources.identityCenter, assignments: async () => [held("Platform-Admin"), held("Security-Audit-RO")], ...change },
  });
async function messages(checks: readonly Check[], change: (sources: Sources) => Sources, wanted = two): Promise<string[]> {
  const results = await runChecks(checks, contextWith(change, wanted));
  const report = reportOf(results, { stack: "s", phase: "assign", time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 });
  const lines = report.checks.flatMap(({ id, outcomes }) => outcomes.map(({ status, message }) => `${id} ${status}: ${message}`));
  return [report.status, ...lines.filter((line) => !/not yet:/.test(line))];
}
const unreadOf = (unread: Omit<Unread, "error">, found: string[]) =>
  withCenter({
    assignments: async (_instance, _sets, take) => {
      take!({ ...unread, error: broken });
      return found.map(held);
    },
  });

describe("verify, where one item cannot be read", () => {
  it("judges the other permission sets, and is not fine", async () => {
    const content: Center["content"] = async (instance, arn) => {
      if (arn === "arn:Platform-Admin") throw broken;
      return contextWith(undefined, two).sources.identityCenter.content(instance, arn);
    };
    assert.deepEqual(await messages(archetypeChecks, withCenter({ content })), [
      "incomplete",
      "R5.1 cannot tell: Platform-Admin could not be read: The reading failed: InternalServerException: on demand.",
      "R5.2 ok: Security-Audit-RO is as defined and current in all its accounts.",
    ]);
  });

  it("says of no set that it is missing, where one is there whose name could not be read", async () => {
    const permissionSets: Center["permissionSets"] = async (_instance, take) => {
      take!({ permissionSetArn: "arn:Platform-Admin", error: broken });
      return (await contextWith(undefined, two).sources.identityCenter.permissionSets("")).filter(({ name }) => name !== "Platform-Admin");
    };
    const lines = await messages([...archetypeChecks, accountAssignments, groupChain], withCenter({ permissionSets }));
    assert.equal(lines[0], "incomplete");
    assert.deepEqual(
      lines.filter((line) => /finding:/.test(line)),
      [],
    );
    assert.ok(lines.includes("R5.2 ok: Security-Audit-RO is as defined and current in all its accounts."), lines.join("\n"));
  });

  it("misses no assignment where the set could not be read in the account, and still finds the others that are missing", async () => {
    const place = { permissionSetArn: "arn:Platform-Admin", accountId: "300000000001" };
    const text = "Who has Platform-Admin in app (300000000001) could not be read: The reading failed: InternalServerException: on demand.";
    assert.deepEqual(await messages([accountAssignments], unreadOf(place, ["Security-Audit-RO"])), [
      "incomplete",
      `R5.7 cannot tell: ${text}`,
    ]);
    assert.deepEqual(await messages([accountAssignments], unreadOf(place, [])), [
      "findings",
      'R5.7 finding: "admins" lacks Security-Audit-RO in app (300000000001).',
      `R5.7 cannot tell: ${text}`,
    ]);
    assert.deepEqual(await messages([groupChain], unreadOf(place, ["Security-Audit-RO"])), [
      "fine",
      'R5.7 groups cannot tell: "admins" may break at its assignments: 1 of 2 could not be read (see R5.7).',
    ]);
    const found = await readDrift(contextWith(unreadOf(place, ["Security-Audit-RO"]), two), async () => new Map());
    assert.deepEqual([found.missing, found.complete, found.unjudged], [[], false, [text]]);
    assert.deepEqual(await messages([accountAssignments], unreadOf({ permissionSetArn: "arn:Platform-Admin" }, ["Security-Audit-RO"])), [
      "incomplete",
      "R5.7 cannot tell: Who has Platform-Admin could not be read: The reading failed: InternalServerException: on demand.",
    ]);
  });

  it("judges the other groups and the other event rules", async () => {
    const members = (sources: Sources): Sources => ({
      ...sources,
      identityStore: { ...sources.identityStore, members: () => Promise.reject(broken) },
    });
    assert.deepEqual((await messages([provisioningJob], members)).slice(1), [
      "R4.5 ok: Active; last successful cycle ended 2026-11-23T07:40:00Z.",
      'R4.5 cannot tell: "admins" could not be read: The reading failed: InternalServerException: on demand.',
    ]);
    const rule = (sources: Sources): Sources => {
      const { alarms } = sources.guard;
      const read: typeof alarms.rule = (region, name) =>
        region === "us-east-2" && name === "breakglass-use"
          ? Promise.reject(broken)
          : region === "us-east-1" && name === "breakglass-use"
            ? Promise.resolve(undefined)
            : alarms.rule(region, name);
      return { ...sources, guard: { ...sources.guard, alarms: { ...alarms, rule: read } } };
    };
    assert.deepEqual(await messages([alarmRulesCheck], rule, settings(breakglassSettings)), [
      "findings",
      "R7.4 rules finding: The event rule breakglass-use in us-east-1 does not exist.",
      "R7.4 rules cannot tell: The event rule breakglass-use in us-east-2 could not be read: The reading failed: InternalServerException: on demand.",
    ]);
  });

  it("a topic that cannot be read keeps neither breakglass users nor the trail from being judged", async () => {
    const topic = (sources: Sources): Sources => ({
      ...sources,
      guard: { ...sources.guard, alarms: { ...sources.guard.alarms, topic: () => Promise.reject(broken) } },
    });
    const lines = await messages([breakglassUsers, alarmTopic, auditTrail], topic, settings(breakglassSettings));
    assert.deepEqual(
      lines.map((line) => line.split(":")[0]),
      ["incomplete", "R7.1 ok", "R7.4 topic cannot tell", "R7.4 trail ok"],
      lines.join("\n"),
    );
  });
});
