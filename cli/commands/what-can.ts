import { exitStatus } from "../failure";
import { table } from "../output/table";
import { json } from "../output/writer";
import { grantsOfGroup, readAccess } from "../stack/access-matrix";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation what-can GROUP`: accounts that a group reaches. */
export const whatCan: Run<StackOptions> = async ({ writer }, options, group = "") => {
  const grants = grantsOfGroup(await readAccess(await resolveStack(options.stack)), group);
  const rows = grants.map(({ accountName, accountId, permissionSet, because }) => [
    accountName,
    accountId,
    permissionSet,
    because.map(({ setting }) => setting).join(", "),
  ]);
  writer.out(options.json === true ? json(grants) : table({ head: ["Account", "Id", "Permission set", "Because of"], rows }));
  return exitStatus.fine;
};
