import assert from "node:assert/strict";
import {
  acsHosts,
  awsManagedArn,
  consoleDomain,
  endpointDomain,
  globalRegion,
  partitionOf,
  portalDomains,
  REGION,
  scimHost,
  signInDomain,
} from "../../contract/partition";

describe("partitions", () => {
  it("are told by the region's name", () => {
    for (const region of ["eu-west-1", "ap-southeast-2", "us-gov-west-1", "cn-north-1"]) assert.match(region, REGION);
    for (const text of ["eu-west", "EU-WEST-1", "euwest1", "eu-west-1a"]) assert.doesNotMatch(text, REGION);
    assert.deepEqual(["eu-west-1", "us-gov-east-1", "cn-northwest-1"].map(partitionOf), ["aws", "aws-us-gov", "aws-cn"]);
  });

  it("have hosts of their own", () => {
    assert.deepEqual((["aws", "aws-us-gov", "aws-cn"] as const).map(endpointDomain), [
      "amazonaws.com",
      "amazonaws.com",
      "amazonaws.com.cn",
    ]);
    assert.deepEqual((["aws", "aws-us-gov", "aws-cn"] as const).map(signInDomain), [
      "signin.aws.amazon.com",
      "signin.amazonaws-us-gov.com",
      "signin.amazonaws.cn",
    ]);
    assert.deepEqual(["eu-west-1", "us-gov-west-1", "cn-north-1"].map(scimHost), [
      "scim.eu-west-1.amazonaws.com",
      "scim.us-gov-west-1.amazonaws.com",
      "scim.cn-north-1.amazonaws.com.cn",
    ]);
    assert.deepEqual(["eu-west-1", "us-gov-west-1", "cn-north-1"].map(consoleDomain), [
      "console.aws.amazon.com",
      "console.amazonaws-us-gov.com",
      "console.amazonaws.cn",
    ]);
    assert.deepEqual(["eu-west-1", "us-gov-west-1", "cn-north-1"].map(globalRegion), ["us-east-1", "us-gov-west-1", "cn-northwest-1"]);
  });

  it("each take assertions at IPv4 and dual-stack hosts, and at that of older instances", () => {
    for (const region of ["eu-west-1", "us-gov-west-1", "cn-north-1"]) {
      const hosts = acsHosts(region);
      assert.equal(hosts.length, 3);
      assert.ok(
        hosts.every((host) => host.startsWith(`${region}.`)),
        hosts.join(),
      );
    }
    assert.deepEqual(portalDomains("cn-north-1"), ["awsapps.cn"]);
    assert.ok(portalDomains("eu-west-1").includes("awsapps.com"));
  });

  it("stand in the ARN of an AWS-managed policy", () => {
    assert.equal(awsManagedArn("job-function/Billing", "aws-cn"), "arn:aws-cn:iam::aws:policy/job-function/Billing");
  });
});
