import assert from "node:assert/strict";
import { changes } from "../../../access/breakglass/change-patterns";
import { changeRules } from "../../../access/breakglass/change-rules";
import { stableJson } from "../../../access/json";
import { eventMatches, type Json } from "../../../policy/shared/event-pattern";
import { by, CHANGE_EVENTS, DEPLOYER, NEAR_MISSES, PERSON } from "./change-events";
import { place } from "./events";

const all = changes(place, [DEPLOYER]);
/** Names of the kinds that an event is. */
const kinds = ({ detail, detailType }: { detail: object; detailType: string }, among = all): string[] =>
  among
    .filter(({ pattern }) => eventMatches(stableJson(pattern), { "detail-type": detailType, source: "aws.any", detail } as unknown as Json))
    .map(({ name }) => name.slice("federation-watch-".length));

describe("changes by hand", () => {
  for (const event of CHANGE_EVENTS) {
    it(`are ${event.kind}: ${event.what}`, () => assert.deepEqual(kinds(event), [event.kind]));
  }
  for (const event of NEAR_MISSES) {
    it(`are not ${event.what}`, () => assert.deepEqual(kinds(event), []));
  }

  it("are not the deploying role's, whatever its session is called; root's are, and those of a role whose name only begins so", () => {
    for (const event of CHANGE_EVENTS.filter(({ kind }) => kind !== "root")) {
      const asked = (identity: object) => kinds({ ...event, detail: { ...event.detail, userIdentity: identity } });
      assert.deepEqual(asked(by(DEPLOYER, "run-1")), [], event.what);
      assert.deepEqual(asked(by(DEPLOYER, "run-2")), [], event.what);
      assert.deepEqual(asked(by(`${DEPLOYER}-2`)), [event.kind], event.what);
      assert.deepEqual(asked({ type: "IAMUser", userName: "ada", arn: "arn:aws:iam::100000000001:user/ada" }), [event.kind], event.what);
      // An event without any session, as of a service or of a caller whom AWS does not name.
      assert.deepEqual(asked({ type: "AWSService", invokedBy: "x.amazonaws.com" }), [event.kind], event.what);
      assert.deepEqual(kinds({ ...event, detail: Object.fromEntries(Object.entries(event.detail).filter(([key]) => key !== "userIdentity")) }), [event.kind], event.what); // prettier-ignore
    }
  });

  it("are anybody's where no deploying role is named, but for Identity Center's own service in IAM", () => {
    const anybody = changes(place, []);
    for (const event of CHANGE_EVENTS)
      assert.deepEqual(kinds({ ...event, detail: { ...event.detail, userIdentity: event.kind === "root" ? event.detail["userIdentity"] : by(DEPLOYER) } }, anybody), [event.kind], event.what); // prettier-ignore
    const service = by("arn:aws:iam::100000000001:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO");
    const trust = CHANGE_EVENTS.find(({ kind }) => kind === "trust")!;
    assert.deepEqual(kinds({ ...trust, detail: { ...trust.detail, userIdentity: service } }, anybody), []);
    assert.deepEqual(kinds({ ...trust, detail: { ...trust.detail, userIdentity: PERSON } }, anybody), ["trust"]);
  });

  for (const [homeRegion, partition, expected] of [
    ["eu-west-1", "aws", { "identity-center": ["eu-west-1"], other: ["eu-west-1", "us-east-1"] }],
    ["us-east-1", "aws", { "identity-center": ["us-east-1"], other: ["us-east-1"] }],
    ["us-gov-east-1", "aws-us-gov", { "identity-center": ["us-gov-east-1"], other: ["us-gov-east-1", "us-gov-west-1"] }],
  ] as const) {
    it(`are heard in their regions from home ${homeRegion}`, () => {
      for (const { name, regions } of changes({ ...place, homeRegion, partition }, []))
        assert.deepEqual(regions, name.endsWith("identity-center") ? expected["identity-center"] : expected.other, name);
    });
  }

  it("have patterns of at most 2,048 characters with the most and longest roles that the settings allow, descriptions of 512, templates of 8,192", () => {
    const roles = [1, 2, 3, 4].map((n) => `arn:aws-us-gov:iam::100000000001:role/${"r".repeat(200 - 38)}${n}`);
    const far = { ...place, partition: "aws-us-gov", homeRegion: "us-gov-east-1" };
    for (const { name, pattern, description, rewording } of changeRules(far, roles)) {
      assert.ok(pattern([]).length <= 2048, `${name}: ${pattern([]).length}`);
      assert.ok(description.length <= 512 && (rewording?.inputTemplate.length ?? 0) <= 8192 && name.length <= 64);
    }
  });
});
