import { exitStatus } from "../failure";
import { table } from "../output/table";
import { json } from "../output/writer";
import { grantsOfAccount, readAccess } from "../stack/access-matrix";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation who-can ACCOUNT`: groups with access to an account. */
export const whoCan: Run<StackOptions> = async ({ writer }, options, account = "") => {
  const grants = grantsOfAccount(await readAccess(await resolveStack(options.stack)), account);
  const rows = grants.map(({ group, permissionSet, because }) => [group, permissionSet, because.map(({ setting }) => setting).join(", ")]);
  writer.out(options.json === true ? json(grants) : table({ head: ["Group", "Permission set", "Because of"], rows }));
  return exitStatus.fine;
};
