import { grantsFor, isAccount, why as reasons } from "../../access/queries";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { grantsDocument, grantsOfAccount, grantsOfGroup, groupAsked, readAccess, tellOrigin, withLine } from "../stack/access";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "./command";

/** `federation why GROUP ACCOUNT`: the settings that cause an access. Status 1 where there is none. */
export const why: Run<QuestionOptions> = async ({ writer }, options, asked = "", account = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const group = groupAsked(access, asked);
  // A group or account that nobody knows is a slip, not an answer; access that ended is one.
  const lapsed = grantsFor({ group, account }, { grants: access.outOfTime ?? [] });
  if (lapsed.length === 0) grantsOfGroup(access, group);
  if (lapsed.length === 0 && !access.leftOut.some((one) => isAccount(one, account))) grantsOfAccount(access, account);
  const grants = grantsFor({ group, account }, access);
  const place = (setting: string): string => withLine(setting, access.lineOf(setting));
  writer.out(options.json === true ? json(grantsDocument(grants, access)) : reasons(group, account, access, place).join("\n"));
  return grants.length === 0 ? exitStatus.findings : exitStatus.fine;
};
