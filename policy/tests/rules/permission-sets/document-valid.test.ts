import { documentValid } from "../../../rules/permission-sets/document-valid";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { allow } from "../../fixtures";
import { inline } from "./fixtures";

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
