import { documentValid } from "../../../rules/permission-sets/document-valid";
import { inlineSize } from "../../../rules/permission-sets/inline-size";
import { iam, ssoadmin } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { allow } from "../../fixtures";

const inline = (inlinePolicy: unknown) => resource(ssoadmin.permissionSetInlinePolicy, { inlinePolicy }, { name: "inline" });
const valid = (statement: unknown) => inline(JSON.stringify({ Version: "2012-10-17", Statement: [allow("s3:GetObject"), statement] }));
const malformed = (problem: string) => [`inlinePolicy is malformed: ${problem}.`];

behaviours(documentValid, {
  violates: {
    "no policy": { given: inline(undefined), says: ["inlinePolicy is empty."] },
    "an empty policy": { given: inline(""), says: ["inlinePolicy is empty."] },
    "a managed policy that is no JSON": {
      given: resource(iam.policy, { policy: "{" }),
      says: ["policy is malformed: it is not a JSON object."],
    },
    "a managed policy that is empty": { given: resource(iam.policy, { name: "p" }), says: ["policy is empty."] },
    "what is no JSON": { given: inline("{"), says: malformed("it is not a JSON object") },
    "a list": { given: inline("[]"), says: malformed("it is not a JSON object") },
    "a number": { given: inline(5), says: malformed("it is not a JSON object") },
    "another version": { given: inline('{"Version":"2020-01-01","Statement":[]}'), says: malformed('its Version is not "2012-10-17"') },
    "no statement": { given: inline("{}"), says: malformed("it has no Statement") },
    "an empty list of statements": { given: inline('{"Statement":[]}'), says: malformed("its Statement is empty") },
    "a statement that is text": { given: valid("Allow"), says: malformed("in statement 2, it is not an object") },
    "an element that IAM does not have": {
      given: valid({ ...allow("s3:*"), Actions: "s3:*" }),
      says: malformed("in statement 2, an element is not one of IAM's"),
    },
    "another effect": {
      given: valid(allow("s3:*", "*", { Effect: "allow" })),
      says: malformed("in statement 2, Effect is neither Allow nor Deny"),
    },
    "no action": {
      given: valid({ Effect: "Deny", Resource: "*" }),
      says: malformed("in statement 2, there must be one of Action and NotAction"),
    },
    "both kinds of action": {
      given: valid(allow("s3:*", "*", { NotAction: "s3:*" })),
      says: malformed("in statement 2, there must be one of Action and NotAction"),
    },
    "an empty list of actions": { given: valid(allow([])), says: malformed("in statement 2, an action is not of the form service:Action") },
    "an action without a service": {
      given: valid(allow("GetObject")),
      says: malformed("in statement 2, an action is not of the form service:Action"),
    },
    "an action that is a number": {
      given: valid(allow([5])),
      says: malformed("in statement 2, an action is not of the form service:Action"),
    },
    "no resource": {
      given: valid({ Effect: "Allow", Action: "s3:*" }),
      says: malformed("in statement 2, there must be one of Resource and NotResource"),
    },
    "a resource that is no ARN": {
      given: valid(allow("s3:*", "my-bucket")),
      says: malformed("in statement 2, a resource is neither an ARN nor *"),
    },
    "a resource that is a number": {
      given: valid(allow("s3:*", [5])),
      says: malformed("in statement 2, a resource is neither an ARN nor *"),
    },
    "a principal": {
      given: valid(allow("s3:*", "*", { Principal: "*" })),
      says: malformed("in statement 2, there is a Principal, which only trust and resource policies may have"),
    },
    "a condition that is text": {
      given: valid(allow("s3:*", "*", { Condition: "x" })),
      says: malformed("in statement 2, Condition is not operators with keys and values"),
    },
    "a condition without keys": {
      given: valid(allow("s3:*", "*", { Condition: { Bool: "x" } })),
      says: malformed("in statement 2, Condition is not operators with keys and values"),
    },
    "a condition with an object for a value": {
      given: valid(allow("s3:*", "*", { Condition: { Bool: { a: {} } } })),
      says: malformed("in statement 2, Condition is not operators with keys and values"),
    },
  },
  conforms: {
    "a policy": {
      given: valid(
        allow(["s3:Get*", "s3:List?"], ["arn:aws:s3:::a", "*"], {
          Sid: "A",
          Condition: { Bool: { "aws:SecureTransport": true }, StringLike: { b: ["c"] } },
        }),
      ),
    },
    "one statement, not in a list": { given: inline(JSON.stringify({ Version: "2008-10-17", Statement: allow("*") })) },
    "a managed policy": { given: resource(iam.policy, { policy: JSON.stringify({ Statement: allow("s3:GetObject") }) }) },
    "a policy as an object": { given: inline({ Statement: [{ Effect: "Deny", NotAction: "iam:*", NotResource: "arn:aws:s3:::a" }] }) },
  },
  notes: {
    "a policy that is not known yet": {
      given: inline(UNKNOWN),
      says: [unknownNote("permission-set-policy-valid", "inlinePolicy of inline")],
    },
    "a policy of which a part is not known yet": {
      given: inline({ Statement: [allow("s3:*", UNKNOWN)] }),
      says: [unknownNote("permission-set-policy-valid", "inlinePolicy.Statement.0.Resource of inline")],
    },
  },
});

behaviours(inlineSize, {
  violates: {
    "one character too many": {
      given: inline("a".repeat(10_241)),
      says: ["inlinePolicy has 10241 characters without white space; at most 10240 fit."],
    },
    "one byte too many": { given: inline(" ".repeat(32_769)), says: ["inlinePolicy has 32769 bytes; at most 32768 fit."] },
    "an object that is too long": {
      given: inline({ a: "a".repeat(10_240) }),
      says: ["inlinePolicy has 10248 characters without white space; at most 10240 fit."],
    },
  },
  conforms: {
    "as many characters as fit": { given: inline(`${"a".repeat(10_240)} `) },
    "as many bytes as fit": { given: inline(" ".repeat(32_768)) },
    none: { given: inline(undefined) },
  },
  notes: {
    "a policy that is not known yet": {
      given: inline(UNKNOWN),
      says: [unknownNote("permission-set-inline-size", "inlinePolicy of inline")],
    },
  },
});
