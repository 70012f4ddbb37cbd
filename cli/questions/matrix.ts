import { formatMatrix } from "../output/matrix";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { grantsDocument, readAccess, tellOrigin } from "../stack/access";
import { resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

/** `federation matrix`: groups by accounts. */
export const matrix: Run<QuestionOptions> = async ({ writer }, options) => {
  const access = await readAccess(await resolveStack(options.stack), options.inventory);
  tellOrigin(access, writer);
  writer.out(options.json === true ? json(grantsDocument(access.grants, access)) : formatMatrix(access.grants));
  return exitStatus.fine;
};
