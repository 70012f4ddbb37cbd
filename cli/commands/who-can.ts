import { exitStatus } from "../failure";
import { table } from "../output/table";
import { json } from "../output/writer";
import { grantsDocument, grantsOfAccount, readAccess, settingsCell, tellOrigin } from "../stack/access";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "./command";

/** `federation who-can ACCOUNT`: groups with access to an account. */
export const whoCan: Run<QuestionOptions> = async ({ writer }, options, account = "") => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  const grants = grantsOfAccount(access, account);
  const rows = grants.map(({ group, permissionSet, because }) => [group, permissionSet, settingsCell(because, access)]);
  writer.out(
    options.json === true ? json(grantsDocument(grants, access)) : table({ head: ["Group", "Permission set", "Because of"], rows }),
  );
  return exitStatus.fine;
};
