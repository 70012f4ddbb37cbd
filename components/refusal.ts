import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import { distinctProblems, formatProblems } from "../access/problems";
import { ReadingError } from "./reading";

/** The error that ends a run before anything is registered: every problem once, a sentence each. */
export function refusal(problems: readonly Problem[]): pulumi.RunError {
  return new pulumi.RunError(formatProblems(distinctProblems(problems)));
}

/** @throws RunError where there is a problem. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw refusal(problems);
}

/** What was asked, or why a cloud did not answer; every other error is one of the program and goes on. */
export async function answered<Answer>(asked: Promise<Answer>): Promise<Answer | ReadingError> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ReadingError) return error;
    throw error;
  }
}
