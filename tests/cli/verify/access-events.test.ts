import assert from "node:assert/strict";
import { readAccessEvent } from "../../../cli/clouds/access-events";
import { awsSignIns } from "../../../cli/verify/checks/aws-sign-ins";
import { cliSessions } from "../../../cli/verify/checks/cli-sessions";
import { consoleSessions } from "../../../cli/verify/checks/console-sessions";
import { formatReport, reportOf } from "../../../cli/verify/report";
import { runChecks } from "../../../cli/verify/run";
import { withEvents } from "./events";
import { contextWith, now } from "./fakes";
import { messages } from "./messages";

describe("verify: events of people who came in", () => {
  it("are asked for of seven days", async () => {
    const asked: [string, Date][] = [];
    await messages(awsSignIns, (sources) => ({
      ...sources,
      accessEvents: (name, since) => {
        asked.push([name, since]);
        return sources.accessEvents(name, since);
      },
    }));
    assert.deepEqual(asked, [["ExternalIdPDirectoryLogin", new Date(now.getTime() - 7 * 86_400_000)]]);
  });

  it("that cannot be read for another reason than a permission are no closed history", async () => {
    const down = () => Promise.reject(new Error("socket hang up"));
    assert.deepEqual(await messages(awsSignIns, (sources) => ({ ...sources, accessEvents: down })), [
      "cannot tell: The reading failed: socket hang up.",
    ]);
  });

  it("bring nothing secret along", async () => {
    const secret = "IQoJb3JpZ2luX2VjEPLANTEDTOKEN";
    const text = {
      eventSource: "sso.amazonaws.com",
      eventName: "GetRoleCredentials",
      userIdentity: { userName: "ada@example.com", accessKeyId: secret, onBehalfOf: { userId: "s1" } },
      requestParameters: { accessToken: secret, roleArn: "arn:aws:iam::1:role/x" },
      responseElements: { credentials: { sessionToken: secret, secretAccessKey: secret } },
      serviceEventDetails: { role_name: "Platform-Admin", account_id: "300000000001", accessToken: secret },
    };
    const read = (["Federate", "CreateToken", "GetRoleCredentials"] as const).flatMap((name) =>
      readAccessEvent(name, { EventTime: now, CloudTrailEvent: JSON.stringify(text) }),
    );
    assert.equal(read.length, 3);
    assert.ok(!JSON.stringify(read).includes(secret));
    const results = await runChecks([consoleSessions, cliSessions, awsSignIns], contextWith(withEvents(read)));
    const report = reportOf(results, { stack: "dev", phase: "assign", time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 });
    assert.ok(!`${formatReport(report)}${JSON.stringify(report)}`.includes("PLANTED"));
    assert.deepEqual(
      readAccessEvent("CreateToken", { EventTime: now, CloudTrailEvent: '{"eventSource":"cognito-idp.amazonaws.com"}' }),
      [],
    );
  });
});
