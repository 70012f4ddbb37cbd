import { type AccountName, grantsFor, outOfTimeReasons } from "../../access/queries";
import type { ActionOptions } from "./action";
import { answerGrants } from "./answer";
import { GROUP, placeIn } from "./text";
import { readAccess, type StackAccess, tellOrigin } from "../stack/access";
import { accountAsked } from "../stack/asked";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

/** `federation who-can ACCOUNT`: groups with access to an account, or who of them can do something there. */
export const whoCan: Run<QuestionOptions & ActionOptions> = async ({ writer }, options, account = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const found = accountAsked(access, account);
  const grants = grantsFor({ account: found.id }, access);
  return answerGrants({ access, grants, column: GROUP, none: () => nobody(found, access) }, options, writer);
};

function nobody({ id, name, state }: AccountName, access: StackAccess): string {
  const because = state === "ACTIVE" ? "no entry of federation:access gives any" : `the account is ${state}`;
  return [`Nobody has access to ${name} (${id}): ${because}.`, ...outOfTimeReasons({ account: id }, access, placeIn(access))].join("\n");
}
