/**
 * Names of policies: AWS-managed ones by path and name, customer-managed ones by name and path.
 */
import * as z from "zod";
import type { CustomerManagedPolicyReference, PermissionsBoundary } from "../model";
import { checkedTextSchema, documented, issueOf, mappingSchema, refusalOf } from "./fields";

const SEGMENT = "[\\w+=,.@-]+";
const MANAGED = new RegExp(`^(${SEGMENT}/)*${SEGMENT}$`);
const PATH = new RegExp(`^/(${SEGMENT}/)*$`);

/**
 * Policies whose path people forget. @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
 */
const JOB_FUNCTIONS = new Set([
  "Billing",
  "DataScientist",
  "DatabaseAdministrator",
  "NetworkAdministrator",
  "SupportUser",
  "SystemAdministrator",
  "ViewOnlyAccess",
]);

const MANAGED_REMEDY = "write an AWS-managed policy by path and name, such as SecurityAudit or job-function/Billing";

/** An AWS-managed policy by path and name. ARNs are refused: they fix the partition. */
export const managedPolicySchema = checkedTextSchema(MANAGED_REMEDY, (value) => {
  const arn = /^arn:[\w-]+:iam::(aws|\d{12}):policy\/(.+)$/.exec(value);
  if (arn?.[1] === "aws") return `write it without its ARN, ${JSON.stringify(arn[2])}`;
  if (arn !== null) return { fault: "is a customer-managed policy", remedy: "write its name and path under customerManagedPolicies" };
  if (JOB_FUNCTIONS.has(value)) return `write it with its path, "job-function/${value}"`;
  return MANAGED.test(value) && value.length <= 512 ? undefined : MANAGED_REMEDY;
});

const CUSTOMER_REMEDY = "write the name of a customer-managed policy, or {name, path}";

const customerName = checkedTextSchema(CUSTOMER_REMEDY, (value) => {
  if (value.startsWith("arn:")) return "write name and path instead of the ARN: the policy must exist under them in every target account";
  return new RegExp(`^${SEGMENT}$`).test(value) && value.length <= 128 ? undefined : "write up to 128 letters, digits and +=,.@_-";
});

const PATH_REMEDY = "write a path that begins and ends with a slash, such as /team/";

const customerMapping = mappingSchema({
  name: documented(customerName, { about: "Name of the policy.", limits: "up to 128 letters, digits and `+=,.@_-`" }),
  path: documented(
    checkedTextSchema(PATH_REMEDY, (value) => (PATH.test(value) && value.length <= 512 ? undefined : PATH_REMEDY)),
    { about: "Path of the policy.", limits: "begins and ends with `/`" },
  ).default("/"),
});

/** A customer-managed policy; a bare name stands for one at the path `/`. */
export const customerManagedPolicySchema = z.unknown().transform((value, context): CustomerManagedPolicyReference => {
  const parsed = customerMapping.safeParse(typeof value === "string" ? { name: value } : value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const place = typeof value === "string" ? [] : issue.path;
    context.issues.push(issueOf(place.length === 0 && typeof value !== "string" ? CUSTOMER_REMEDY : refusalOf(issue), value, place));
  }
  return z.NEVER;
});

/** A permissions boundary: one policy, managed by AWS or by the customer. */
export const permissionsBoundarySchema = documented(
  mappingSchema({
    managedPolicy: documented(managedPolicySchema, { about: "AWS-managed policy that bounds the set, by path and name." }).exactOptional(),
    customerManagedPolicy: documented(customerManagedPolicySchema, {
      about: "Customer-managed policy that bounds the set: its name, or {name, path}.",
      type: "name or {name, path}",
    }).exactOptional(),
  })
    .check((context) => {
      const { managedPolicy, customerManagedPolicy } = context.value;
      if ((managedPolicy === undefined) === (customerManagedPolicy === undefined)) {
        const fault = "needs either managedPolicy or customerManagedPolicy";
        context.issues.push(issueOf({ fault, remedy: "write exactly one of them" }, context.value));
      }
    })
    .transform(({ managedPolicy, customerManagedPolicy }): PermissionsBoundary =>
      managedPolicy !== undefined ? { managedPolicy } : { customerManagedPolicy: customerManagedPolicy! },
    ),
  { about: "Upper limit on what the set can do, whatever its policies grant.", type: "one of managedPolicy, customerManagedPolicy" },
);
