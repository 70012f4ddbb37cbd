import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { unknownNote } from "../../cases";

export const trusting = (Service: unknown, more: Record<string, unknown> = {}) =>
  resource(iam.role, {
    assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service }, ...more }] }),
  });

export const notKnown = (rule: string) => ({
  "a trust policy that is not known yet": {
    given: resource(iam.role, { assumeRolePolicy: UNKNOWN }),
    says: [unknownNote(rule, "assumeRolePolicy of it")],
  },
});

export const statement = (more: Record<string, unknown>) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...more });
export const role = (...statements: Record<string, unknown>[]) =>
  resource(iam.role, { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
export const SERVICE = role(statement({ Principal: { Service: "ec2.amazonaws.com" } }));
export const SAML = "arn:aws:iam::123456789012:saml-provider/okta";
export const MALFORMED = {
  "a missing trust policy": { given: resource(iam.role, {}), says: ["assumeRolePolicy is malformed: it is missing."] },
  "a trust policy that is no JSON": {
    given: resource(iam.role, { assumeRolePolicy: "{" }),
    says: ["assumeRolePolicy is malformed: it is not a JSON object."],
  },
};

export const roleAllowing = (statement: Record<string, unknown>) =>
  resource(iam.role, { assumeRolePolicy: JSON.stringify({ Statement: { Effect: "Allow", ...statement } }) });

export const user = (props: Record<string, unknown>) => resource(iam.user, props);
