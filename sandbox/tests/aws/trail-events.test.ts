import assert from "node:assert/strict";
import { CloudTrailClient, type Event, LookupEventsCommand, type LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import { CreatePermissionSetCommand, ListPermissionSetsCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { type Cloud, instanceArn, startCloud } from "./cloud";
import { login } from "./login-event";

describe("local AWS: CloudTrail's event history", () => {
  let cloud: Cloud;
  before(async () => {
    cloud = await startCloud();
  });
  after(() => cloud.stop());
  const lookup = async (region: string, input: LookupEventsCommandInput = {}): Promise<Event[]> =>
    (await new CloudTrailClient(cloud.settings(region)).send(new LookupEventsCommand(input))).Events ?? [];
  const byName = (AttributeValue: string) => ({ LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue }] });

  it("has calls and refusals in their region", async () => {
    const sso = new SSOAdminClient(cloud.settings());
    await sso.send(new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: "Seen" }));
    await assert.rejects(sso.send(new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: "Seen" })));
    const [refused, made] = await lookup("eu-west-1", byName("CreatePermissionSet"));
    assert.equal(made?.EventSource, "sso.amazonaws.com");
    assert.equal(made?.ReadOnly, "false");
    const detail = JSON.parse(made?.CloudTrailEvent ?? "{}");
    assert.equal(detail.requestParameters.name, "Seen");
    assert.equal(detail.awsRegion, "eu-west-1");
    assert.ok([made, refused].some((e) => JSON.parse(e?.CloudTrailEvent ?? "{}").errorCode === "ConflictException"));
    assert.deepEqual(await lookup("us-east-1", byName("CreatePermissionSet")), []);
  });

  it("looks up by one attribute, in pages", async () => {
    const sso = new SSOAdminClient(cloud.settings());
    for (let n = 0; n < 3; n += 1) await sso.send(new ListPermissionSetsCommand({ InstanceArn: instanceArn }));
    assert.equal((await lookup("eu-west-1", byName("ListPermissionSets"))).length, 3);
    const trail = new CloudTrailClient(cloud.settings());
    const first = await trail.send(new LookupEventsCommand({ ...byName("ListPermissionSets"), MaxResults: 2 }));
    assert.equal(first.Events?.length, 2);
    const rest = await trail.send(new LookupEventsCommand({ ...byName("ListPermissionSets"), MaxResults: 2, NextToken: first.NextToken }));
    assert.equal(rest.Events?.length, 1);
    const LookupAttributes = [...byName("A").LookupAttributes, ...byName("B").LookupAttributes];
    await assert.rejects(lookup("eu-west-1", { LookupAttributes }), { name: "InvalidLookupAttributesException" });
  });

  it("has the operator's console steps", async () => {
    await cloud.control("POST", "console/enable-provisioning");
    const [event] = await lookup("eu-west-1", byName("CreateBearerToken"));
    assert.equal(event?.EventSource, "sso-directory.amazonaws.com");
  });

  it("takes injected events, and forgets them after ninety days", async () => {
    const old = new Date(Date.now() - 91 * 86_400_000).toISOString().replace(/\.\d+/, "");
    await cloud.control("POST", "events", login("breakglass-1", { eventTime: old }));
    const recent = new Date(Date.now() - 89 * 86_400_000).toISOString().replace(/\.\d+/, "");
    await cloud.control("POST", "events", login("breakglass-1", { eventTime: recent }));
    const LookupAttributes = [{ AttributeKey: "Username" as const, AttributeValue: "breakglass-1" }];
    const found = await lookup("us-east-2", { LookupAttributes });
    assert.equal(found.length, 1);
    assert.equal(found[0]?.EventName, "ConsoleLogin");
    assert.deepEqual(await lookup("us-east-2", { LookupAttributes, StartTime: new Date() }), []);
    await assert.rejects(cloud.control("POST", "events", { eventName: "X" }), /needs eventSource/);
  });
});
