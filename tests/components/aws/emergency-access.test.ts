import assert from "node:assert/strict";
import { breakglassUserArns, trailOf } from "../../../access/breakglass/watch";
import { RESOURCE_TYPES } from "../../../access/permissions/resource-types";
import { EmergencyAccess } from "../../../components/aws/emergency-access";
import type { EmergencyBlueprint } from "../../../components/emergency-blueprint";
import { plannedNames } from "../../../components/planned-names";
import { only, resources, startMocks } from "../mocks";
import { options, watchOptions } from "../options";

const place = { accountId: "100000000001", partition: "aws", homeRegion: "eu-west-1" };
const users = ["breakglass-1", "breakglass-2"].map((name) => ({
  name,
  custodian: `custodian of ${name}`,
  key: { fingerprint: name, userIds: [], binaryBase64: "key" },
  generation: "2026Q4",
  accessKeyGenerations: [],
}));

async function emergency(changes: Partial<EmergencyBlueprint> = {}) {
  await resources();
  await options();
  const blueprint: EmergencyBlueprint = {
    place,
    users,
    userPath: "/breakglass/",
    userArns: breakglassUserArns(users, "/breakglass/", place),
    ownPasswordPolicy: true,
    alarms: { subscribers: [{ email: "oncall@example.com" }], logRetentionDays: 30, changes: undefined },
    trail: trailOf({}, place),
    organizationId: undefined,
    siem: undefined,
    ...changes,
  };
  const component = new EmergencyAccess("emergency-access", blueprint);
  return { component, blueprint, found: await resources(), of: await options() };
}
const count = (found: readonly { type: string }[], type: string): number => found.filter((each) => each.type.endsWith(`:${type}`)).length;

describe("emergency access", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("has the alarms before there is a user whom they could miss", async () => {
    const { of } = await emergency();
    // A child waits for the registration of its parent, and that for what the parent depends on.
    assert.equal(of("User breakglass-1").parent, "Breakglass breakglass");
    const { dependencies } = of("Breakglass breakglass");
    for (const alarm of ["EventTarget breakglass-alarms/use/us-east-1", "MetricAlarm breakglass-alarms"]) assert.ok(dependencies.includes(alarm), alarm); // prettier-ignore
  });

  const sentinel = {
    workspaceId: "33333333-3333-4333-8333-333333333333",
    sessionNamePrefixes: ["MicrosoftSentinel_"],
    identity: { issuer: "sts.windows.net/x/", audience: "api://y" },
    existingOidcProviderArn: undefined,
  };
  const siem = { sentinel, readers: [] } as unknown as NonNullable<EmergencyBlueprint["siem"]>;

  it("marks everything that takes tags as this stack's", async () => {
    const { found } = await emergency({ siem });
    const taggable = found.filter(({ type }) =>
      RESOURCE_TYPES[type]?.make.some((action) => /:(Tag|AddTags|PutBucketTagging)/.test(action)),
    );
    const types = new Set(taggable.map(({ type }) => type));
    assert.equal(types.size, 12, [...types].join());
    for (const { type, name, inputs } of taggable) {
      const tags = inputs["tags"] as Record<string, string> | undefined;
      assert.equal(tags?.["aws-entra-federation:stack"], "organization/federation/test", `${type} ${name}`);
    }
  });

  it("makes every thing under the name that is looked up before: what the state holds is not asked for again", async () => {
    const changes = { deployingRoles: ["arn:aws:iam::100000000001:role/deploy"] };
    const { found, blueprint } = await emergency({
      siem,
      alarms: { subscribers: [{ email: "oncall@example.com" }], logRetentionDays: 30, changes },
    });
    const planned = plannedNames({ permissionSets: [] } as never, "entity", blueprint).filter(({ type }) => type.startsWith("aws:"));
    assert.equal(planned.filter(({ type }) => type.endsWith(":EventRule")).length, count(found, "EventRule"));
    for (const type of ["Trail", "MetricAlarm", "Schedule"])
      assert.equal(planned.filter((each) => each.type.endsWith(`:${type}`)).length, 1);
    const takenOnce = /:(Bucket|EventRule|LogGroup|MetricAlarm|OpenIdConnectProvider|Policy|Queue|Role|Schedule|Topic|Trail|User)$/;
    for (const { type, name } of found.filter((each) => takenOnce.test(each.type)))
      assert.ok(
        planned.some((each) => each.type === type && each.resource === name),
        `${type} ${name} is not looked up`,
      );
    for (const { type, resource, name, region } of planned) {
      const made = found.find((each) => each.type === type && each.name === resource);
      assert.ok(made, `${type} ${resource}`);
      if (!/policy:Policy|openIdConnect/.test(type)) assert.equal(made.inputs["name"] ?? made.inputs["bucket"], name);
      if (region !== undefined) assert.equal(made.inputs["region"], region, `${type} ${resource}`);
    }
  });

  it("watches the keys of its own trail and topic", async () => {
    const { found } = await emergency();
    const pattern = only(found, "aws:cloudwatch/eventRule:EventRule", "breakglass-alarms/guard/us-east-1").inputs["eventPattern"] as string;
    assert.match(pattern, /"keyId":\[{"suffix":"arn:breakglass-alarms"},{"suffix":"arn:federation-audit"}\]/);
  });

  it("takes a trail that exists: makes none, and hears it in its region as well", async () => {
    const existing = "arn:aws:cloudtrail:us-west-2:100000000001:trail/organization";
    const { found } = await emergency({ trail: trailOf({ existing, logGroup: "their-logs" }, place) });
    for (const type of ["Trail", "Bucket", "LogGroup"]) assert.equal(count(found, type), 0, type);
    assert.equal(only(found, "aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs["logGroupName"], "their-logs");
    assert.ok(found.some(({ name }) => name === "breakglass-alarms/guard/us-west-2"));
    assert.match(only(found, "aws:iam/policy:Policy").inputs["policy"] as string, new RegExp(`"${existing}"`));
  });

  it("exports a trail that exists from the bucket that the settings name", async () => {
    const existing = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization";
    const { found } = await emergency({
      trail: trailOf({ existing, logGroup: "logs", bucket: "their-bucket" }, place),
      organizationId: "o-abc123",
      siem: { readers: ["arn:aws:iam::222222222222:root"], sentinel: undefined },
    });
    const { bucket, queues } = only(found, "aws:s3/bucketNotification:BucketNotification").inputs as {
      bucket: string;
      queues: { filterPrefix: string }[];
    };
    assert.deepEqual([bucket, queues[0]!.filterPrefix], ["their-bucket", "AWSLogs/o-abc123/"]);
  });

  it("tells of changes by hand where the settings say so, without breakglass users as well", async () => {
    const role = "arn:aws:iam::100000000001:role/deploy";
    const alarms = { subscribers: [{ email: "oncall@example.com" }], logRetentionDays: 30, changes: { deployingRoles: [role] } };
    const { found, of } = await emergency({ users: [], userArns: new Map(), alarms });
    const rules = found
      .filter(({ type }) => type.endsWith(":EventRule"))
      .map(({ name, inputs }) => [name, inputs["region"], inputs["state"]]);
    const on = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
    assert.deepEqual(rules.sort(), [
      ["federation-changes/federation-watch-identity-center/eu-west-1", "eu-west-1", on],
      ["federation-changes/federation-watch-organization/eu-west-1", "eu-west-1", on],
      ["federation-changes/federation-watch-organization/us-east-1", "us-east-1", on],
      ["federation-changes/federation-watch-root/eu-west-1", "eu-west-1", on],
      ["federation-changes/federation-watch-root/us-east-1", "us-east-1", on],
      ["federation-changes/federation-watch-trust/eu-west-1", "eu-west-1", on],
      ["federation-changes/federation-watch-trust/us-east-1", "us-east-1", on],
    ]);
    const target = (region: string) =>
      only(found, "aws:cloudwatch/eventTarget:EventTarget", `federation-changes/federation-watch-root/${region}`).inputs;
    assert.equal(target("eu-west-1")["arn"], "arn:breakglass-alarms");
    assert.match(
      (target("eu-west-1")["inputTransformer"] as { inputTemplate: string }).inputTemplate,
      /^"Root signed in or changed something/,
    );
    assert.equal(target("us-east-1")["arn"], "arn:aws:events:eu-west-1:100000000001:event-bus/default");
    assert.equal(target("us-east-1")["inputTransformer"], undefined);
    // Nobody is told before the topic takes it.
    const { dependencies } = of("EventTarget federation-changes/federation-watch-root/eu-west-1");
    assert.ok(
      dependencies.some((name) => name.startsWith("TopicPolicy")),
      dependencies.join(),
    );
  });

  it("is a trail and a topic alone where there are no breakglass users", async () => {
    const { component, found } = await emergency({ users: [], userArns: new Map() });
    assert.equal(component.handOver, undefined);
    for (const type of ["User", "EventRule", "Schedule", "MetricAlarm"]) assert.equal(count(found, type), 0, type);
    assert.deepEqual([count(found, "Trail"), count(found, "Topic")], [1, 1]);
  });
});
