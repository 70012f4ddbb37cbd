/**
 * IAM policy documents as people write them in the settings: inline policies of permission sets.
 */
import * as z from "zod";
import type { PolicyDocument } from "../model";
import { stableJson } from "../json";
import { documented, type Fault, issueOf, mappingSchema, type ValueRefusal, refusalOf } from "./fields";

/** Most bytes of an inline policy. @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
export const INLINE_POLICY_BYTES = 32_768;
/** Most characters of an inline policy that are no white space. */
export const INLINE_POLICY_CHARACTERS = 10_240;

const words = (remedy: string) => {
  const word = z.string({ error: remedy }).min(1, { error: remedy });
  return z.union([word, z.array(word, { error: remedy }).min(1, { error: remedy })], { error: remedy }).exactOptional();
};

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: "write text, a number or true or false" }).transform(String);

const CONDITION = "write operator: {key: value}, such as StringEquals: {aws:RequestedRegion: eu-west-1}";

const statement = mappingSchema(
  {
    Sid: z
      .string({ error: "write letters and digits" })
      .regex(/^[A-Za-z0-9]*$/, { error: "write letters and digits only" })
      .exactOptional(),
    Effect: z.enum(["Allow", "Deny"], { error: "write Allow or Deny" }),
    Action: words("write an action such as s3:GetObject, or a list of them"),
    NotAction: words("write an action such as s3:GetObject, or a list of them"),
    Resource: words("write an ARN, *, or a list of them"),
    NotResource: words("write an ARN, *, or a list of them"),
    Condition: z
      .record(
        z.string(),
        z.record(z.string(), z.union([scalar, z.array(scalar)], { error: "write a value or a list of values" }), { error: CONDITION }),
        { error: CONDITION },
      )
      .exactOptional(),
  },
  "write a statement with Effect, Action and Resource",
).check((context) => {
  const { Action, NotAction, Resource, NotResource } = context.value;
  for (const [name, a, b] of [["Action", Action, NotAction] as const, ["Resource", Resource, NotResource] as const]) {
    if ((a === undefined) === (b === undefined)) {
      context.issues.push(issueOf({ fault: `needs either ${name} or Not${name}`, remedy: "write exactly one of them" }, context.value));
    }
  }
});

const VERSION = 'write "2012-10-17" in quotes';

const STATEMENTS = "write a list of statements, at least one";

const documentSchema = mappingSchema(
  {
    // YAML reads an unquoted 2012-10-17 as a time.
    Version: z
      .string({ error: VERSION })
      .regex(/^2012-10-17(T00:00:00Z)?$/, { error: VERSION })
      .transform((): "2012-10-17" => "2012-10-17"),
    Statement: z.union([z.array(statement).min(1, { error: STATEMENTS }), statement.transform((one) => [one])], { error: STATEMENTS }),
  },
  "write a policy document with Version and Statement, as a mapping or as JSON text",
);

/** An inline policy, as a mapping or as JSON text. */
export const inlinePolicySchema = documented(
  z.unknown().transform((value, context): PolicyDocument => {
    const refuse = (refusal: ValueRefusal, path: readonly PropertyKey[] = []): void => {
      context.issues.push(issueOf(refusal, value, path));
    };
    let raw = value;
    if (typeof value === "string") {
      try {
        raw = JSON.parse(value);
      } catch {
        refuse({ fault: "is no JSON", remedy: "write a policy document with Version and Statement" });
        return z.NEVER;
      }
    }
    const parsed = documentSchema.safeParse(raw);
    if (!parsed.success) {
      for (const issue of parsed.error.issues.flatMap(unionIssues)) {
        // Within JSON text there is no config path to point to: the statement is named in the sentence.
        const within = typeof value === "string" && issue.path.length > 0;
        const refusal = refusalOf(issue);
        const { fault, remedy } = typeof refusal === "string" ? { fault: "is not right", remedy: refusal } : refusal;
        if (within) refuse({ fault: `is wrong at ${issue.path.join(".")}, which ${fault}`, remedy });
        else refuse(refusal, issue.path);
      }
      return z.NEVER;
    }
    const oversize = inlinePolicyOversize(parsed.data as PolicyDocument);
    if (oversize !== undefined) refuse(oversize);
    return parsed.data as PolicyDocument;
  }),
  {
    about: "IAM policy document of the set's own, as a mapping or JSON text.",
    type: "policy document",
    limits: "32,768 bytes and 10,240 characters that are no white space",
  },
) as z.ZodType<PolicyDocument>;

/** The issues within the branches of a union: those of the list branch, which is what people write. */
function unionIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const branch = issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0));
  if (branch === undefined) return [issue];
  return branch.flatMap((inner) => unionIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What is too large about an inline policy, if anything. */
export function inlinePolicyOversize(document: PolicyDocument): Fault | undefined {
  const json = stableJson(document);
  const bytes = Buffer.byteLength(json);
  const characters = json.replace(/\s/gu, "").length;
  const remedy = "move part of it into a customer-managed policy";
  if (characters > INLINE_POLICY_CHARACTERS) {
    const most = thousands(INLINE_POLICY_CHARACTERS);
    return { fault: `has ${thousands(characters)} characters that are no white space, and AWS takes ${most}`, remedy };
  }
  return bytes > INLINE_POLICY_BYTES
    ? { fault: `has ${thousands(bytes)} bytes, and AWS takes ${thousands(INLINE_POLICY_BYTES)}`, remedy }
    : undefined;
}

function thousands(count: number): string {
  return count.toLocaleString("en-GB");
}
