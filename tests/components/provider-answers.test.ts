import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { saysForeignBucket, saysHalfWrittenState, saysMissing, saysNoGroups, saysSharedName } from "../../components/provider-answers";
import { filesBelow } from "../e2e/sandbox";

const ARN = "arn:aws:iam::100000000001:policy/tools";

describe("what the providers' sentences mean", () => {
  for (const answer of [
    `reading IAM Policy (${ARN}): couldn't find resource`,
    "reading SNS Topic (breakglass-alarms): empty result",
    "no matching IAM OIDC Provider found",
    "finding IAM OIDC Provider by url (https://sts.windows.net/t/): not found",
    "operation error IAM: GetPolicy, https response error StatusCode: 404, NoSuchEntity: Policy is not attachable",
    "operation error SQS: GetQueueUrl, AWS.SimpleQueueService.NonExistentQueue",
    "ResourceNotFoundException: no log group of the name",
    'No application found matching identifier URI "https://a"',
    "Application not found",
  ])
    it(`is that it does not exist: ${answer.slice(0, 70)}`, () => assert.equal(saysMissing(answer, ARN), true));

  it("is nothing of the kind where only the name says so, or AWS refuses", () => {
    const denied = (name: string): string =>
      `reading IAM Policy (${name}): AccessDenied: not authorized to perform iam:GetPolicy on ${name}`;
    const odd = "arn:aws:iam::100000000001:policy/NotFound-404";
    assert.equal(saysMissing(denied(odd), odd), false);
    assert.equal(saysMissing(denied(ARN), ARN), false);
    assert.equal(saysMissing("connect ECONNREFUSED 127.0.0.1:9", ARN), false);
  });

  it("is that a bucket is another account's where S3 forbids to ask for it", () => {
    assert.equal(saysForeignBucket("operation error S3: HeadBucket, StatusCode: 403, api error Forbidden: Forbidden"), true);
    assert.equal(saysForeignBucket("reading S3 Bucket (trail-1): couldn't find resource"), false);
  });

  it("is that there are no groups, or several of the name", () => {
    assert.equal(saysNoGroups("No groups found"), true);
    assert.equal(saysNoGroups("403 Forbidden"), false);
    const several = '1 error occurred: * More than one group found with display name: "a \\"b\\""';
    assert.equal(saysSharedName(several, 'a "b"'), true);
    assert.equal(saysSharedName(several, "b"), false);
  });

  it("is that the engine was writing the state", () => {
    assert.equal(saysHalfWrittenState("Error: failed to load checkpoint: reading: unexpected EOF"), true);
    assert.equal(saysHalfWrittenState("failed to load checkpoint: AccessDenied"), false);
  });

  it("is read there and nowhere else in the components", () => {
    const folder = join(__dirname, "..", "..", "components");
    const readers = filesBelow(folder)
      .filter((file) =>
        /\.test\((String\(error\)|error\.(answer|message)|answer)\b|\.(answer|message)\.(includes|match|startsWith)\(/.test(
          readFileSync(file, "utf8"),
        ),
      )
      .map((file) => relative(folder, file));
    assert.deepEqual(readers, ["provider-answers.ts"]);
  });
});
