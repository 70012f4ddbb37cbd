import assert from "node:assert/strict";
import { requestOf } from "../../../access/iam/request";
import { FACTS, PLACE } from "./facts";

describe("what is asked of a permission set", () => {
  it("refuses a resource that is none of the action's, has wildcards, is no ARN, or where the action is about none", () => {
    const problem = (action: string, resource: string): string => {
      const asked = requestOf(FACTS[action]!, resource, PLACE);
      return "problem" in asked ? asked.problem : "none";
    };
    assert.match(problem("iam:PassRole", "arn:aws:s3:::lake"), /^iam:PassRole is about role \(arn:.*\), and "arn:aws:s3:::lake" is none in the partition aws\.$/); // prettier-ignore
    assert.match(problem("iam:PassRole", "arn:aws-cn:iam::012345678901:role/x"), /none in the partition aws\.$/);
    assert.match(problem("s3:GetObject", "arn:aws:s3:::lake/*"), /^--resource is "arn:aws:s3:::lake\/\*"; write the ARN of one resource, without wildcards\.$/); // prettier-ignore
    assert.match(problem("s3:GetObject", "lake"), /^--resource is "lake"; write the ARN/);
    assert.equal(
      problem("ec2:DescribeInstances", "arn:aws:ec2:eu-west-1:012345678901:instance/i"),
      "ec2:DescribeInstances is about no resource in particular; leave --resource out.",
    );
  });
});
