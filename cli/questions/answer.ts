import type { Grant } from "../../access/model";
import { exitStatus } from "../failure";
import type { QuestionOptions } from "../commands/command";
import { json, type Writer } from "../output/writer";
import type { StackAccess } from "../stack/access";
import { type ActionOptions, actionAsked } from "./action";
import { answerDocument } from "./document";
import { type Column, gateLines, grantTable } from "./text";

/** What is asked, and how its answer is told. */
export interface Answer {
  readonly access: StackAccess;
  readonly grants: readonly Grant[];
  /** What tells the grants apart. */
  readonly column: Column;
  /** What is said where there are none. */
  readonly none: () => string;
}

/** Answers with grants: for machines, or as a table with what stands before the sign-in. */
export async function answerGrants(
  { access, grants, column, none }: Answer,
  options: QuestionOptions & ActionOptions,
  writer: Writer,
): Promise<number> {
  const question = await actionAsked(options, access, writer);
  if (options.json === true) writer.out(json(answerDocument(grants, access, question)));
  else if (grants.length === 0) writer.out(none());
  else writer.out(`${grantTable(grants, column, access, question)}\n\n${gateLines(grants, access.conditionalAccess)}`);
  return exitStatus.fine;
}
