import { grantsFor, outOfTimeReasons } from "../../access/queries";
import type { ActionOptions } from "./action";
import { answerGrants } from "./answer";
import { ACCOUNT, placeIn } from "./text";
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
  return answerGrants({ access, grants, column: ACCOUNT, none: () => nothing(found, access) }, options, writer);
};

function nothing(group: string, access: StackAccess): string {
  return [
    `${group} has no access: no entry of federation:access gives it any.`,
    ...outOfTimeReasons({ group }, access, placeIn(access)),
  ].join("\n");
}
