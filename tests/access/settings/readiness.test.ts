import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import { parseSettings } from "../../../access/settings";
import { azureadEnvironmentOf, readinessProblems, type StackSurroundings } from "../../../access/settings/readiness";
import { CLOCK, type Raw, rightSettings } from "../fixtures";

const READY = { secrets: ["scimToken"], azureadEnvironment: undefined };
function sentences(changes: Raw = {}, surroundings: Partial<StackSurroundings> = {}): string[] {
  const { settings, problems } = parseSettings(rightSettings(changes), CLOCK);
  assert.ok(settings, problems.map(problemSentence).join("\n"));
  return readinessProblems(settings, { ...READY, ...surroundings }).map(problemSentence);
}

describe("what stands in the way without a cloud being asked", () => {
  it("is nothing where values, secrets and cloud are there", () => {
    assert.deepEqual(sentences(), []);
    assert.deepEqual(sentences({}, { azureadEnvironment: "public" }), []);
  });
  it("is a placeholder of the example, in phase assign", () => {
    const identityCenter = { acsUrls: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/00000000-0000-0000-0000-000000000000"] };
    assert.deepEqual(
      sentences({ identityCenter }).map((sentence) => sentence.split(":").slice(0, 2).join(":")),
      ['federation:identityCenter.acsUrls[0] is "https'],
    );
    assert.deepEqual(sentences({ identityCenter, phase: "connect" }), []);
  });
  it("is the SCIM token, unless an adopted job keeps its own", () => {
    const [sentence, ...others] = sentences({}, { secrets: [] });
    assert.match(sentence ?? "", /^federation:scimToken is missing: .*pulumi config set --secret federation:scimToken/);
    assert.deepEqual(others, []);
    assert.deepEqual(sentences({ phase: "connect" }, { secrets: [] }), []);
  });
  it("is another of Microsoft's clouds", () => {
    assert.match(
      sentences({}, { azureadEnvironment: "china" }).join(),
      /^federation:microsoftCloud is "global": .* works in china .*both\.$/,
    );
  });
});

describe("the cloud of the azuread provider", () => {
  it("is the stack's own before the environment's, and unknown beside a metadata host", () => {
    const variables = { ARM_ENVIRONMENT: "china" };
    assert.equal(azureadEnvironmentOf(() => undefined, variables), "china"); // prettier-ignore
    assert.equal(azureadEnvironmentOf((key) => (key === "environment" ? "global" : undefined), variables), "global"); // prettier-ignore
    assert.equal(azureadEnvironmentOf(() => undefined, { ...variables, ARM_METADATA_HOSTNAME: "localhost" }), undefined); // prettier-ignore
  });
});
