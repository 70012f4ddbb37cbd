import { urnOf, type ImportPlace, type TakenOver } from "../../access/import-file";
import type { ResourceState } from "../stack/state";

/**
 * Those that the stack's state does not hold yet, whatever their name there: a group that the AWS half knew by its id
 * in Identity Center has another name once Entra is adopted, and the program finds its assignments by what they are. To
 * import them a second time would leave two resources for one assignment, of which the next `pulumi up` deletes the
 * former.
 */
export function stillToImport(
  resources: readonly TakenOver[],
  state: readonly ResourceState[],
  { stack, project }: Omit<ImportPlace, "urns">,
): TakenOver[] {
  const live = state.filter((resource) => resource.delete !== true);
  const urns = new Set(live.map(({ urn }) => urn));
  const ids = new Set(live.map(({ type, id }) => `${type} ${id}`));
  return resources.filter(
    ({ type, name, id, parents }) => !urns.has(urnOf({ type, name }, parents, stack, project)) && !ids.has(`${type} ${id}`),
  );
}
