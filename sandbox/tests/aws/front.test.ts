import assert from "node:assert/strict";
import { request } from "node:http";
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { type Cloud, startCloud } from "./cloud";

describe("local AWS: S3 Control", () => {
  let cloud: Cloud;
  before(async () => (cloud = await startCloud()));
  after(() => cloud.stop());

  /**
   * A request as a Go client sends it to its HTTP proxy: the whole address, whose host nobody can look up, in the first
   * line.
   */
  const throughProxy = (path: string): Promise<string> => {
    const { hostname, port } = new URL(cloud.endpoint);
    const host = `100000000001.${hostname}:${port}`;
    const scope = "Credential=test/20261126/eu-west-1/s3/aws4_request";
    const headers = {
      host,
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      "x-amz-account-id": "100000000001",
    };
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, path: `http://${host}${path}`, headers }, (response) => {
        const chunks: string[] = [];
        response.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
        response.on("end", () => resolve(`${response.statusCode} ${chunks.join("")}`));
      });
      asked.on("error", reject).end();
    });
  };

  it("tells a bucket's tags to the official provider, which asks under a host that starts with the account's id", async () => {
    const s3 = new S3Client({ ...cloud.settings(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "logs", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }));
    await s3.send(new PutBucketTaggingCommand({ Bucket: "logs", Tagging: { TagSet: [{ Key: "purpose", Value: "audit" }] } }));
    const answer = await throughProxy("/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Alogs");
    assert.match(answer, /^200 .*<Key>purpose<\/Key><Value>audit<\/Value>/s);
  });
});
