import type { Grant } from "../../access/model";
import { grantsFor, isAccount, type Asked } from "../../access/queries";
import { listed } from "../../access/words";
import { Failure } from "../failure";
import { readOutputs } from "./stack";

/** The stack's access as its last `pulumi up` left it. */
export async function readAccess(stack: string): Promise<Asked> {
  const { accessMatrix, leftOutAccounts } = await readOutputs(stack);
  if (accessMatrix === undefined) throw new Failure(`Stack ${stack} has no output accessMatrix yet; run \`pulumi up\` first.`);
  return { grants: accessMatrix, leftOut: leftOutAccounts ?? [] };
}

/** Names of accounts or groups that a sentence shows. */
const shown = 20;

/** Grants of one account, given by id or by name; refuses a name that is nobody's or several accounts'. */
export function grantsOfAccount(access: Asked, account: string): readonly Grant[] {
  const found = grantsFor({ account }, access);
  const ids = [...new Set(found.map(({ accountId }) => accountId))];
  if (ids.length > 1) throw new Failure(`Several accounts are called "${account}": ${ids.join(", ")}; give the id.`);
  if (found.length > 0) return found;
  const inactive = access.leftOut.find((one) => isAccount(one, account));
  if (inactive !== undefined)
    throw new Failure(`No group has access to ${inactive.name} (${inactive.id}): the account is ${inactive.state}.`);
  const names = [...new Set(access.grants.map(({ accountName }) => accountName))].sort();
  throw new Failure(`No group has access to an account "${account}"; accounts with access: ${listed(names, shown)}.`);
}

/** Grants of one group, as written in the settings; refuses a group that has none. */
export function grantsOfGroup(access: Asked, group: string): readonly Grant[] {
  const found = grantsFor({ group }, access);
  if (found.length > 0) return found;
  const names = [...new Set(access.grants.map((grant) => grant.group))].sort();
  throw new Failure(`The group "${group}" has no access; groups with access: ${listed(names, shown)}.`);
}
