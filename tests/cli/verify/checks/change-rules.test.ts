import assert from "node:assert/strict";
import type { RuleReading } from "../../../../cli/clouds/guard/alarms";
import { contextWith, settings } from "../fakes";
import { accountId, breakglassSettings, rightGuard } from "../guard-fakes";
import { changeRulesCheck } from "../../../../cli/verify/checks/change-rules";
import { found } from "../guard-rows";

const asked = settings(breakglassSettings);
const right = rightGuard(asked);
const HOME = "federation-watch-identity-center";

/** A change of one rule: in the home region Identity Center's, in the global one root's. */
const rule = (region: string, change: (live: RuleReading) => Partial<RuleReading> | undefined) =>
  found(
    {
      alarms: {
        rule: async (where, name) => {
          const live = (await right.alarms.rule(where, name))!;
          const planted = where === region && name === (region === "eu-west-1" ? HOME : "federation-watch-root") ? change(live) : {};
          return planted === undefined ? undefined : { ...live, ...planted };
        },
      },
    },
    asked,
  );

describe("verify, event rules on changes by hand (R7.4)", () => {
  it("is ok where all is as declared, and says how many are on where", async () => {
    assert.deepEqual(await found({}, asked), []);
    const outcomes = await changeRulesCheck.run(contextWith((sources) => sources, asked));
    assert.deepEqual(outcomes.map(({ status, message }) => [status, message]), [["ok", "7 rules are on in eu-west-1, us-east-1; nothing was left undelivered."]]); // prettier-ignore
  });

  it("says that nobody is told where the settings have none", async () => {
    const outcomes = await changeRulesCheck.run(
      contextWith((sources) => sources, settings({ ...breakglassSettings, alarms: { subscribers: [{ email: "oncall@example.com" }] } })),
    );
    assert.match(outcomes[0]?.message ?? "", /no federation:alarms\.changes: nobody is told/);
  });

  const home = `R7.4 changes finding: The event rule ${HOME} in eu-west-1`;
  const far = "R7.4 changes finding: The event rule federation-watch-root in us-east-1";
  for (const [what, region, change, expected] of [
    ["gone", "eu-west-1", () => undefined, `${home} does not exist.`],
    ["off", "eu-west-1", () => ({ state: "DISABLED" }), `${home} is disabled.`],
    ["of another pattern", "eu-west-1", () => ({ pattern: { source: ["aws.sso"] } }), `${home} has another pattern.`],
    ["without target", "us-east-1", () => ({ targets: [] }), `${far} has no target.`],
    ["to somebody else", "us-east-1", ({ targets }: RuleReading) => ({ targets: targets.map((each) => ({ ...each, Arn: "arn:eve" })) }), `${far} goes to arn:eve instead of arn:aws:events:eu-west-1:${accountId}:event-bus/default.`], // prettier-ignore
    ["without words", "eu-west-1", ({ targets }: RuleReading) => ({ targets: targets.map((each) => ({ ...each, InputTransformer: undefined })) }), `${home} rewrites its events.`], // prettier-ignore
    ["with other words", "eu-west-1", ({ targets }: RuleReading) => ({ targets: targets.map((each) => ({ ...each, InputTransformer: { InputTemplate: '"all is well"' } })) }), `${home} rewrites its events.`], // prettier-ignore
    ["with a constant", "us-east-1", ({ targets }: RuleReading) => ({ targets: targets.map((each) => ({ ...each, Input: "{}" })) }), `${far} rewrites its events.`], // prettier-ignore
    ["with a target more", "us-east-1", ({ targets }: RuleReading) => ({ targets: [...targets, { Id: "eve", Arn: "arn:eve" }] }), `${far} has the target arn:eve, which nobody declared.`], // prettier-ignore
    ["that loses", "us-east-1", ({ targets }: RuleReading) => ({ targets: targets.map((each) => ({ ...each, DeadLetterConfig: undefined })) }), `${far} loses what it cannot deliver.`], // prettier-ignore
  ] as const) {
    it(`finds a rule ${what}`, async () => assert.deepEqual(await rule(region, change as never), [expected]));
  }

  it("finds what could not be told, a queue that is gone, and a forwarder that others may be", async () => {
    const queue = (change: (region: string) => object | undefined) =>
      found({ alarms: { queue: async (region, name) => { const live = (await right.alarms.queue(region, name))!; const more = name === "federation-watch-undelivered" ? change(region) : {}; return more === undefined ? undefined : { ...live, ...more }; } } }, asked); // prettier-ignore
    assert.deepEqual(await queue((region) => (region === "us-east-1" ? { messages: 2 } : {})), [
      "R7.4 changes finding: 2 changes by hand could not be told in us-east-1: nobody heard of them.",
    ]);
    assert.deepEqual(await queue((region) => (region === "us-east-1" ? undefined : {})), [
      "R7.4 changes finding: The queue federation-watch-undelivered in us-east-1 does not exist.",
    ]);
    const open = { Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
    const forwarder = found({ iam: { role: async (name) => ({ ...(await right.iam.role(name))!, ...(name === "federation-watch-forward" ? { trust: open } : {}) }) } }, asked); // prettier-ignore
    assert.deepEqual(await forwarder, ["R7.4 changes finding: The role federation-watch-forward trusts somebody else."]);
  });
});
