import type { Grant } from "../../access/model";
import { Failure } from "../failure";
import { readOutputs } from "./stack";

/** The stack's access matrix as its last `pulumi up` left it. */
export async function readAccessMatrix(stack: string): Promise<readonly Grant[]> {
  const { accessMatrix } = await readOutputs(stack);
  if (accessMatrix === undefined) throw new Failure(`Stack ${stack} has no output accessMatrix yet; run \`pulumi up\` first.`);
  return accessMatrix;
}

/** Grants of one account, given by id or by exact name. */
export function grantsOfAccount(grants: readonly Grant[], account: string): readonly Grant[] {
  const found = grants.filter(({ accountId, accountName }) => accountId === account || accountName === account);
  const ids = [...new Set(found.map(({ accountId }) => accountId))];
  if (ids.length > 1) throw new Failure(`Several accounts are called "${account}": ${ids.join(", ")}; give the id.`);
  if (found.length === 0) {
    const names = [...new Set(grants.map(({ accountName }) => accountName))].sort();
    throw new Failure(`No group has access to an account "${account}"; accounts with access: ${few(names)}.`);
  }
  return found;
}

/** Grants of one group, as written in the settings. */
export function grantsOfGroup(grants: readonly Grant[], group: string): readonly Grant[] {
  const found = grants.filter((grant) => grant.group.toLowerCase() === group.toLowerCase());
  if (found.length === 0) {
    throw new Failure(
      `The group "${group}" has no access; groups with access: ${few([...new Set(grants.map((grant) => grant.group))].sort())}.`,
    );
  }
  return found;
}

function few(names: readonly string[]): string {
  const shown = 20;
  return names.length <= shown ? names.join(", ") : `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`;
}
