import { formatMatrix } from "../output/matrix";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { readAccessMatrix } from "../stack/access-matrix";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation matrix`: groups by accounts. */
export const matrix: Run<StackOptions> = async ({ writer }, options) => {
  const grants = await readAccessMatrix(await resolveStack(options.stack));
  writer.out(options.json === true ? json(grants) : formatMatrix(grants));
  return exitStatus.fine;
};
