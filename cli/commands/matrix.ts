import { formatMatrix } from "../output/matrix";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { readAccess } from "../stack/access-matrix";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation matrix`: groups by accounts. */
export const matrix: Run<StackOptions> = async ({ writer }, options) => {
  const { grants } = await readAccess(await resolveStack(options.stack));
  writer.out(options.json === true ? json(grants) : formatMatrix(grants));
  return exitStatus.fine;
};
