import assert from "node:assert/strict";
import { Decider, type Decision } from "../../../access/iam/decision";
import { reasonWords } from "../../../access/iam/decision-words";
import { requestOf } from "../../../access/iam/request";
import type { PermissionSetDefinition } from "../../../access/model";
import { FACTS, PLACE } from "./facts";
import { allow, deny, document, set } from "./statements";

const MANAGED: Readonly<Record<string, ReturnType<typeof document>>> = {
  AdministratorAccess: document(allow("*")),
  PowerUserAccess: document({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }, allow("iam:ListRoles")),
};

function decide(action: string, definition: PermissionSetDefinition, resource?: string): Decision {
  const asked = requestOf(FACTS[action]!, resource, PLACE);
  assert.ok("request" in asked, JSON.stringify(asked));
  return new Decider((name) => MANAGED[name]).decide(definition, asked.request);
}
const words = ({ verdict, because }: Decision): string[] => [verdict, ...because.map(reasonWords)];

const CONDITION = { Condition: { StringEquals: { "iam:PassedToService": ["glue.amazonaws.com", "ec2.amazonaws.com"] } } };
const LAKE = "arn:aws:s3:::lake/*";

describe("whether a permission set allows an action", () => {
  for (const [what, action, definition, resource, expected] of [
    [
      "an action among others, in another letter case",
      "s3:GetObject",
      set([allow(["s3:ListBucket", "S3:getobject"])]),
      undefined,
      ["yes", "the inline policy, statement 1, allows S3:getobject on *"],
    ],
    ["no statement", "s3:GetObject", set([allow("s3:PutObject")]), undefined, ["no", "no statement of its policies allows it"]],
    ["no policy at all", "s3:GetObject", set([]), undefined, ["no", "no statement of its policies allows it"]],
    [
      "resources that are named",
      "s3:GetObject",
      set([allow("s3:Get*", LAKE, { Sid: "Read" })]),
      undefined,
      ["depends", `the inline policy, statement Read, allows s3:Get* only on ${LAKE}`],
    ],
    [
      "a resource that is named, asked about",
      "s3:GetObject",
      set([allow("s3:Get*", LAKE)]),
      "arn:aws:s3:::lake/a/b",
      ["yes", `the inline policy, statement 1, allows s3:Get* on ${LAKE}`],
    ],
    [
      "another resource than those that are named",
      "s3:GetObject",
      set([allow("s3:Get*", LAKE)]),
      "arn:aws:s3:::pond/a",
      ["no", "no statement of its policies allows it"],
    ],
    [
      "the bucket, where the action is about its objects",
      "s3:GetObject",
      set([allow("s3:*", "arn:aws:s3:::lake")]),
      undefined,
      ["no", "no statement of its policies allows it"],
    ],
    [
      "a resource that a variable names",
      "s3:GetObject",
      set([allow("s3:GetObject", "arn:aws:s3:::lake/${aws:userid}/*")]),
      "arn:aws:s3:::lake/me/x",
      ["depends", "the inline policy, statement 1, allows s3:GetObject only on arn:aws:s3:::lake/${aws:userid}/*"],
    ],
    [
      "a condition",
      "iam:PassRole",
      set([allow("iam:PassRole", "*", CONDITION)]),
      undefined,
      [
        "depends",
        "the inline policy, statement 1, allows iam:PassRole only on * if StringEquals iam:PassedToService = glue.amazonaws.com | ec2.amazonaws.com",
      ],
    ],
    [
      "NotAction that does not except it",
      "s3:GetObject",
      set([], { managedPolicies: ["PowerUserAccess"] }),
      undefined,
      ["yes", "PowerUserAccess, statement 1, allows everything but iam:*, organizations:* on *"],
    ],
    [
      "NotAction that excepts it",
      "iam:PassRole",
      set([], { managedPolicies: ["PowerUserAccess"] }),
      undefined,
      ["no", "no statement of its policies allows it"],
    ],
    [
      "NotResource that does not except it",
      "iam:PassRole",
      set([{ Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::*:role/admin" }]),
      "arn:aws:iam::012345678901:role/job",
      ["yes", "the inline policy, statement 1, allows iam:PassRole on everything but arn:aws:iam::*:role/admin"],
    ],
    [
      "NotResource that excepts it",
      "iam:PassRole",
      set([{ Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::*:role/admin" }]),
      "arn:aws:iam::012345678901:role/admin",
      ["no", "no statement of its policies allows it"],
    ],
    [
      "NotResource, no resource asked about",
      "iam:PassRole",
      set([{ Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::*:role/admin" }]),
      undefined,
      ["depends", "the inline policy, statement 1, allows iam:PassRole only on everything but arn:aws:iam::*:role/admin"],
    ],
    [
      "a statement that denies it, whatever allows it",
      "s3:GetObject",
      set([deny("s3:*", "*", { Sid: "NoS3" })], { managedPolicies: ["AdministratorAccess"] }),
      undefined,
      ["no", "the inline policy, statement NoS3, denies s3:* on *"],
    ],
    [
      "NotAction that denies everything else",
      "s3:GetObject",
      set([{ Effect: "Deny", NotAction: "iam:*", Resource: "*" }, allow("*")]),
      undefined,
      ["no", "the inline policy, statement 1, denies everything but iam:* on *"],
    ],
    [
      "NotAction that denies everything else but this",
      "iam:PassRole",
      set([{ Effect: "Deny", NotAction: "iam:*", Resource: "*" }, allow("*")]),
      undefined,
      ["yes", "the inline policy, statement 2, allows * on *"],
    ],
    [
      "a denial for some resources",
      "s3:GetObject",
      set([allow("*"), deny("s3:GetObject", LAKE)]),
      undefined,
      ["depends", "the inline policy, statement 1, allows * on *", `the inline policy, statement 2, denies s3:GetObject on ${LAKE}`],
    ],
    [
      "a denial for this resource",
      "s3:GetObject",
      set([allow("*"), deny("s3:GetObject", LAKE)]),
      "arn:aws:s3:::lake/x",
      ["no", `the inline policy, statement 2, denies s3:GetObject on ${LAKE}`],
    ],
    [
      "a denial under a condition",
      "s3:GetObject",
      set([allow("*"), deny("*", "*", { Condition: { Bool: { "aws:SecureTransport": "false" } } })]),
      undefined,
      [
        "depends",
        "the inline policy, statement 1, allows * on *",
        "the inline policy, statement 2, denies * on * if Bool aws:SecureTransport = false",
      ],
    ],
    [
      "an action about no resource, allowed on a resource only",
      "ec2:DescribeInstances",
      set([allow("ec2:*", "arn:aws:ec2:*:*:instance/*")]),
      undefined,
      ["no", "no statement of its policies allows it"],
    ],
    [
      "an action about no resource",
      "ec2:DescribeInstances",
      set([allow("ec2:Describe*")]),
      undefined,
      ["yes", "the inline policy, statement 1, allows ec2:Describe* on *"],
    ],
    [
      "one of the resources that it needs",
      "ec2:RunInstances",
      set([allow("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*")]),
      undefined,
      ["no", "no statement of its policies allows it on image, which it needs as well"],
    ],
    [
      "none of the resources that it needs",
      "ec2:RunInstances",
      set([allow("ec2:RunInstances", "arn:aws:s3:::lake")]),
      undefined,
      ["no", "no statement of its policies allows it"],
    ],
    [
      "all of the resources that it needs",
      "ec2:RunInstances",
      set([allow("ec2:RunInstances", ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*::image/*"])]),
      undefined,
      ["yes", "the inline policy, statement 1, allows ec2:RunInstances on arn:aws:ec2:*::image/*", "the inline policy, statement 1, allows ec2:RunInstances on arn:aws:ec2:*:*:instance/*"], // prettier-ignore
    ],
    [
      "one instance, and only some images",
      "ec2:RunInstances",
      set([allow("ec2:RunInstances", ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*::image/ami-1"])]),
      "arn:aws:ec2:eu-west-1:012345678901:instance/i-1",
      ["depends", "the inline policy, statement 1, allows ec2:RunInstances only on arn:aws:ec2:*::image/ami-1"],
    ],
    [
      "a boundary that does not permit it",
      "iam:PassRole",
      set([], { managedPolicies: ["AdministratorAccess"], permissionsBoundary: { managedPolicy: "PowerUserAccess" } }),
      undefined,
      ["no", "the permissions boundary PowerUserAccess does not permit it"],
    ],
    [
      "a boundary that does not permit it, where the policies allow it sometimes",
      "iam:PassRole",
      set([allow("iam:PassRole", "*", CONDITION)], { permissionsBoundary: { managedPolicy: "PowerUserAccess" } }),
      undefined,
      ["no", "the permissions boundary PowerUserAccess does not permit it"],
    ],
    [
      "a boundary that permits it",
      "s3:GetObject",
      set([], { managedPolicies: ["AdministratorAccess"], permissionsBoundary: { managedPolicy: "PowerUserAccess" } }),
      undefined,
      ["yes", "AdministratorAccess, statement 1, allows * on *"],
    ],
    [
      "a boundary, which alone allows nothing",
      "s3:GetObject",
      set([], { permissionsBoundary: { managedPolicy: "AdministratorAccess" } }),
      undefined,
      ["no", "no statement of its policies allows it"],
    ],
    [
      "a boundary that nobody knows here",
      "s3:GetObject",
      set([allow("*")], { permissionsBoundary: { customerManagedPolicy: { path: "/team/", name: "Limit" } } }),
      undefined,
      [
        "depends",
        "the inline policy, statement 1, allows * on *",
        "the permissions boundary /team/Limit may not permit it: its document is not known here",
      ],
    ],
    [
      "a customer-managed policy, whose document lies in the accounts",
      "s3:GetObject",
      set([], { customerManagedPolicies: [{ path: "/", name: "Own" }] }),
      undefined,
      ["depends", "customer-managed policy /Own may allow or deny it: its document lies in the accounts"],
    ],
    [
      "a customer-managed policy beside one that allows it: it may deny",
      "s3:GetObject",
      set([allow("*")], { customerManagedPolicies: [{ path: "/", name: "Own" }] }),
      undefined,
      [
        "depends",
        "the inline policy, statement 1, allows * on *",
        "customer-managed policy /Own may allow or deny it: its document lies in the accounts",
      ],
    ],
    [
      "a policy of AWS that is newer than the documents here",
      "s3:GetObject",
      set([], { managedPolicies: ["BrandNew"] }),
      undefined,
      ["depends", "AWS-managed policy BrandNew may allow or deny it: its document is not known here"],
    ],
    [
      "a denial is a denial, whatever an unknown document says",
      "s3:GetObject",
      set([deny("*")], { customerManagedPolicies: [{ path: "/", name: "Own" }] }),
      undefined,
      ["no", "the inline policy, statement 1, denies * on *"],
    ],
    [
      "a resource of another account",
      "iam:PassRole",
      set([allow("*")]),
      "arn:aws:iam::999999999999:role/x",
      [
        "depends",
        "the inline policy, statement 1, allows * on *",
        "the resource belongs to account 999999999999: its own policy has to allow it as well",
      ],
    ],
  ] as const satisfies readonly (readonly [string, string, PermissionSetDefinition, string | undefined, readonly string[]])[]) {
    it(`${expected[0]}: ${what} (${action})`, () => assert.deepEqual(words(decide(action, definition, resource)), expected));
  }
});
