import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { actionAsked, NOT_READ, type ActionOptions } from "./action";
import { answerDocument } from "./document";
import { gateLines, GROUP, grantTable } from "./text";
import { grantsOfAccount, readAccess, tellOrigin } from "../stack/access";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

/** `federation who-can ACCOUNT`: groups with access to an account, or who of them can do something there. */
export const whoCan: Run<QuestionOptions & ActionOptions> = async ({ writer }, options, account = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const grants = grantsOfAccount(access, account);
  const question = await actionAsked(options, access);
  if (question !== undefined) writer.err(NOT_READ);
  writer.out(
    options.json === true
      ? json(answerDocument(grants, access, question))
      : `${grantTable(grants, GROUP, access, question)}\n\n${gateLines(grants, access.conditionalAccess)}`,
  );
  return exitStatus.fine;
};
