import { exitStatus } from "../failure";
import { table } from "../output/table";
import { json } from "../output/writer";
import { grantsDocument, grantsOfGroup, groupAsked, readAccess, settingsCell, tellOrigin } from "../stack/access";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "./command";

/** `federation what-can GROUP`: accounts that a group reaches. */
export const whatCan: Run<QuestionOptions> = async ({ writer }, options, group = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const grants = grantsOfGroup(access, groupAsked(access, group));
  const rows = grants.map(({ accountName, accountId, permissionSet, because }) => [
    accountName,
    accountId,
    permissionSet,
    settingsCell(because, access),
  ]);
  writer.out(
    options.json === true ? json(grantsDocument(grants, access)) : table({ head: ["Account", "Id", "Permission set", "Because of"], rows }),
  );
  return exitStatus.fine;
};
