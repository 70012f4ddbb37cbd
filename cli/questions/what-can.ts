import { grantsFor, outOfTimeReasons } from "../../access/queries";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { actionAsked, NOT_READ, type ActionOptions } from "./action";
import { answerDocument } from "./document";
import { ACCOUNT, gateLines, grantTable, placeIn } from "./text";
import { readAccess, type StackAccess, tellOrigin } from "../stack/access";
import { groupAsked } from "../stack/asked";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

/** `federation what-can GROUP`: accounts that a group reaches, or in which of them it can do something. */
export const whatCan: Run<QuestionOptions & ActionOptions> = async ({ writer }, options, group = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const found = groupAsked(access, group);
  const grants = grantsFor({ group: found }, access);
  const question = await actionAsked(options, access);
  if (question !== undefined) writer.err(NOT_READ);
  writer.out(
    options.json === true
      ? json(answerDocument(grants, access, question))
      : grants.length === 0
        ? nothing(found, access)
        : `${grantTable(grants, ACCOUNT, access, question)}\n\n${gateLines(grants, access.conditionalAccess)}`,
  );
  return exitStatus.fine;
};

function nothing(group: string, access: StackAccess): string {
  return [
    `${group} has no access: no entry of federation:access gives it any.`,
    ...outOfTimeReasons({ group }, access, placeIn(access)),
  ].join("\n");
}
