import { grantsFor, isAccount, why as reasons } from "../../access/queries";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { grantsOfAccount, grantsOfGroup, readAccess } from "../stack/access-matrix";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation why GROUP ACCOUNT`: the settings that cause an access. Status 1 where there is none. */
export const why: Run<StackOptions> = async ({ writer }, options, group = "", account = "") => {
  const access = await readAccess(await resolveStack(options.stack));
  // A group or account that nobody knows is a slip, not an answer.
  grantsOfGroup(access, group);
  if (!access.leftOut.some((one) => isAccount(one, account))) grantsOfAccount(access, account);
  const grants = grantsFor({ group, account }, access);
  writer.out(options.json === true ? json(grants) : reasons(group, account, access).join("\n"));
  return grants.length === 0 ? exitStatus.findings : exitStatus.fine;
};
