import { passRole } from "../../../rules/permission-sets/pass-role";
import { behaviours } from "../../cases";
import { allow, withInline } from "../../fixtures";
import { documentUnknown, notApplicable, withCustomer, withReferred } from "./fixtures";

behaviours(passRole, {
  violates: {
    "every role beside a named one": {
      given: withInline("A", allow("iam:PassRole", ["arn:aws:iam::123456789012:role/build", "arn:aws:iam::123456789012:role/*"])),
      says: ["iam:PassRole on every role is allowed to the permission set A."],
    },
  },
  conforms: { "a customer's policy, while another that is not attached is wrong": { given: withCustomer("A", allow("iam:GetRole")) } },
});

const PASS = ["iam:PassRole on every role is allowed to the permission set A."];

behaviours(passRole, {
  violates: {
    "every role": { given: withInline("A", allow("iam:PassRole")), says: PASS },
    "every role of another account": { given: withInline("A", allow("iam:PassRole", "arn:aws-cn:iam::999999999999:role/*")), says: PASS },
    "every role by a pattern": { given: withInline("A", allow("iam:Pass*")), says: PASS },
    "every role of an account": { given: withInline("A", allow("iam:passrole", "arn:aws:iam::123456789012:role/*")), says: PASS },
    "everything of an account's IAM": { given: withInline("A", allow("iam:PassRole", "arn:aws:iam::123456789012:*")), says: PASS },
    "every role by what hides it": { given: withInline("A", allow("iam:PassRole", ["arn:aws:iam::*:r*", "arn:aws:s3:::b"])), says: PASS },
    "every role of every partition": { given: withInline("A", allow("iam:PassRole", "arn:*:iam::*:role/*")), says: PASS },
    "every role but one": {
      given: withInline("A", { Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::*:role/admin" }),
      says: PASS,
    },
    "a policy whose name is not known, by reference": { given: withReferred("A", allow("iam:PassRole")), says: PASS },
    "every role, condition or not": {
      given: withInline("A", allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } })),
      says: PASS,
    },
    "a customer's policy": { given: withCustomer("A", allow("iam:PassRole")), says: PASS },
  },
  conforms: {
    "named roles": { given: withInline("A", allow("iam:PassRole", ["arn:aws:iam::*:role/glue-job", "arn:aws:iam::*:role/app/*"])) },
    "the admin set": { given: withInline("Platform-Admin", allow("iam:PassRole")) },
    "another action on everything": { given: withInline("A", allow("iam:GetRole")) },
    "a denial": { given: withInline("A", { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }) },
    "NotAction, which has a rule of its own": { given: withInline("A", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }) },
  },
  notes: documentUnknown("permission-set-pass-role"),
  notApplicable,
});
