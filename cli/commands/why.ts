import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { grantsOfAccount, grantsOfGroup, readAccessMatrix } from "../stack/access-matrix";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation why GROUP ACCOUNT`: the settings that cause an access. Status 1 where there is none. */
export const why: Run<StackOptions> = async ({ writer }, options, group = "", account = "") => {
  const all = await readAccessMatrix(await resolveStack(options.stack));
  const ofGroup = grantsOfGroup(all, group);
  const accountId = grantsOfAccount(all, account)[0]?.accountId;
  const grants = ofGroup.filter((grant) => grant.accountId === accountId);
  if (options.json === true) writer.out(json(grants));
  else if (grants.length === 0) writer.out(`"${group}" has no access to ${account}.`);
  else writer.out(grants.map(explanation).join("\n"));
  return grants.length === 0 ? exitStatus.findings : exitStatus.fine;
};

function explanation({
  group,
  permissionSet,
  accountName,
  accountId,
  because,
}: Awaited<ReturnType<typeof readAccessMatrix>>[number]): string {
  return [
    `"${group}" has ${permissionSet} in ${accountName} (${accountId}), because`,
    ...because.map(({ setting, match }) => `  ${setting} matches by ${match}`),
  ].join("\n");
}
