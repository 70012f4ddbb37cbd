import { grantsFor, why as reasons } from "../../access/queries";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { actionAsked, type ActionOptions } from "./action";
import { answerDocument } from "./document";
import { gateLines, placeIn, setLines } from "./text";
import { readAccess, tellOrigin } from "../stack/access";
import { accountAsked, groupAsked } from "../stack/asked";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

/**
 * `federation why GROUP ACCOUNT`: the settings that cause an access, and what it is worth. Status 1 where there is
 * none.
 */
export const why: Run<QuestionOptions & ActionOptions> = async ({ writer }, options, asked = "", account = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  // A group or account that nobody knows is wrong input, not an answer; access that nobody gave is one.
  const group = groupAsked(access, asked);
  const { id, name } = accountAsked(access, account);
  const grants = grantsFor({ group, account: id }, access);
  const question = await actionAsked(options, access, writer);
  if (options.json === true) writer.out(json(answerDocument(grants, access, question)));
  else {
    const because = reasons(group, { id, name }, access, placeIn(access)).join("\n");
    const worth = grants.length === 0 ? [] : [setLines(grants, access, question), gateLines(grants, access.conditionalAccess)];
    writer.out([because, ...worth].join("\n\n"));
  }
  return grants.length === 0 ? exitStatus.findings : exitStatus.fine;
};
