import assert from "node:assert/strict";
import type { TopicReading } from "../../../../cli/clouds/guard/alarms";
import type { KeyReading } from "../../../../cli/clouds/guard/trail";
import { alarmTopic } from "../../../../cli/verify/checks/alarm-topic";
import { settings } from "../fakes";
import { breakglassSettings, rightUser, topicKey } from "../guard-fakes";
import { open } from "../guard-rows";
import { guarded, right, withGuard } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const topic = async (change: Partial<TopicReading>, wanted = guarded) =>
  messages(alarmTopic, withGuard({ alarms: { topic: async () => ({ ...(await right.alarms.topic(""))!, ...change }) } }), wanted);
const key = (change: Partial<KeyReading> | undefined) =>
  messages(
    alarmTopic,
    withGuard({
      trail: {
        key: async (arn) => (arn !== topicKey ? right.trail.key(arn) : change === undefined ? undefined : { ...(await right.trail.key(arn))!, ...change }),
      },
    }),
    guarded,
  ); // prettier-ignore
const subscriptions = async () => (await right.alarms.topic(""))!.subscriptions;
const APPLY = " -> Find out in CloudTrail who did it, then run `pulumi up --refresh`, which puts it right.";
const REMOVE = " -> Find out in CloudTrail who did it, then remove it (SNS > Subscriptions), or add it to federation:alarms.subscribers.";
const finding = (words: string) => [`finding: ${words}${APPLY}`];
const foreign = (who: string) => [`finding: ${who} hears the alarms, and the settings do not name it.${REMOVE}`];
const lost = (arn: string) =>
  finding(`The topic breakglass-alarms is encrypted with ${arn}, which EventBridge and CloudWatch cannot use: alarms are lost.`);

describe("verify: the alarms' topic (R7.4)", () => {
  it("reaches everybody whom the settings name, and nobody else", async () => {
    assert.deepEqual(await messages(alarmTopic, undefined, guarded), ["ok: 2 subscribers, each confirmed, nobody else."]);
  });

  it("is a finding where it is gone, or lets others in", async () => {
    const gone = withGuard({ alarms: { topic: async () => undefined } });
    assert.deepEqual(await messages(alarmTopic, gone, guarded), finding("There is no topic breakglass-alarms: no alarm reaches anybody."));
    assert.deepEqual(await topic({ policy: open }), finding("The topic breakglass-alarms has another policy."));
  });

  it("is a finding where it is in the clear, or under a key that services cannot use", async () => {
    assert.deepEqual(await topic({ keyArn: undefined }), finding("The topic breakglass-alarms is not encrypted."));
    assert.deepEqual(await topic({ keyArn: "alias/aws/sns" }), lost("alias/aws/sns"));
    assert.deepEqual(await key(undefined), lost(topicKey));
  });

  for (const [fault, change] of [
    ["is Disabled", { state: "Disabled" }],
    ["is about to be deleted (`aws kms cancel-key-deletion` and `enable-key` first)", { state: "PendingDeletion" }],
    ["has another policy", { policy: open }],
    ["does not rotate", { rotates: false }],
    ["lacks the tag federation:guard, by which the guard policy protects it", { tags: {} }],
  ] as const)
    it(`is a finding where its key ${fault}`, async () => {
      assert.deepEqual(await key(change), finding(`The key of the topic breakglass-alarms ${fault}.`));
    });

  it("is a finding for each subscriber who is gone, a webhook by its host alone", async () => {
    assert.deepEqual(await topic({ subscriptions: [] }), [
      ...finding("oncall@example.com is not subscribed to the topic breakglass-alarms."),
      ...finding("The webhook at pager.example.com is not subscribed to the topic breakglass-alarms."),
    ]);
    const swapped = (await subscriptions()).map((each) => (each.protocol === "email" ? { ...each, protocol: "email-json" } : each));
    assert.deepEqual(await topic({ subscriptions: swapped }), [
      ...finding("oncall@example.com is not subscribed to the topic breakglass-alarms."),
      ...foreign("oncall@example.com"),
    ]);
  });

  it("is a finding for somebody else who hears, of whom no secret is shown", async () => {
    const more = async (protocol: string, endpoint: string) =>
      topic({ subscriptions: [...(await subscriptions()), { protocol, endpoint, confirmed: true }] });
    assert.deepEqual(await more("email", "eve@example.com"), foreign("eve@example.com"));
    assert.deepEqual(await more("http", "http://eve.example.com/hook/PLANTED"), foreign("The webhook at eve.example.com"));
    assert.deepEqual(await more("https", "no url PLANTED"), foreign("A webhook"));
  });

  describe("that a subscriber has not confirmed", () => {
    const unconfirmed = async () => (await subscriptions()).map((each) => ({ ...each, confirmed: each.protocol !== "email" }));
    const words = "oncall@example.com has not confirmed the subscription, and hears no alarm.";

    it("is a finding with what its owner can do; one of two that is confirmed will do", async () => {
      assert.deepEqual(await topic({ subscriptions: await unconfirmed() }), [
        `finding: ${words} -> Let its owner click the link in AWS's mail; SNS sends another when asked to (SNS > Subscriptions > Request confirmation).`,
      ]);
      assert.match((await topic({ subscriptions: [...(await unconfirmed()), ...(await subscriptions())] }))[0]!, /^ok: /);
    });

    it("is not yet there within two weeks after the program made the users", async () => {
      const fresh = async (made: string, lastDrills: object = {}) => {
        const list = await unconfirmed();
        const guard = withGuard({
          iam: { user: async (name) => ({ ...rightUser(name), passwordMade: new Date(made) }) },
          alarms: { topic: async () => ({ ...(await right.alarms.topic(""))!, subscriptions: list }) },
        });
        return (await messages(alarmTopic, guard, settings({ ...breakglassSettings, drills: { lastDrills } })))[0]!;
      };
      assert.equal(await fresh("2026-11-20T00:00:00Z"), `not yet: ${words} The link is in AWS's first mail.`);
      assert.match(await fresh("2026-11-09T08:00:00Z"), /^finding: /);
      const tried = { "breakglass-1": "2026-11-20", "breakglass-2": "2026-11-20" };
      assert.match(await fresh("2026-11-20T00:00:00Z", tried), /^finding: /);
    });
  });

  it("cannot be told where topic or key may not be read, and is none without alarms", async () => {
    assert.deepEqual(await messages(alarmTopic, withGuard({ alarms: { topic: deniedByAws } }), guarded), DENIED_BY_AWS);
    assert.deepEqual(await messages(alarmTopic, withGuard({ trail: { key: deniedByAws } }), guarded), DENIED_BY_AWS);
    assert.deepEqual(await messages(alarmTopic), ["not yet: The settings have no federation:alarms."]);
  });
});
