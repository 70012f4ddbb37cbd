import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { actionAsked, NOT_READ, type ActionOptions } from "./action";
import { answerDocument } from "./document";
import { ACCOUNT, gateLines, grantTable } from "./text";
import { grantsOfGroup, groupAsked, readAccess, tellOrigin } from "../stack/access";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

/** `federation what-can GROUP`: accounts that a group reaches, or in which of them it can do something. */
export const whatCan: Run<QuestionOptions & ActionOptions> = async ({ writer }, options, group = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const grants = grantsOfGroup(access, groupAsked(access, group));
  const question = await actionAsked(options, access);
  if (question !== undefined) writer.err(NOT_READ);
  writer.out(
    options.json === true
      ? json(answerDocument(grants, access, question))
      : `${grantTable(grants, ACCOUNT, access, question)}\n\n${gateLines(grants, access.conditionalAccess)}`,
  );
  return exitStatus.fine;
};
