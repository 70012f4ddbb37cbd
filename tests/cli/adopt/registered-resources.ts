import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { type Blueprint } from "../../../components/blueprint";
import { Federation } from "../../../components/federation";
import type { ResourceName } from "../../../access/import-file";

/** What the program registers of a blueprint: types, names and the components above, the outermost first. */
export async function registeredBy(
  blueprint: Blueprint,
): Promise<{ readonly own: ResourceName; readonly parents: readonly ResourceName[] }[]> {
  const names = new Map<Resource, ResourceName>();
  const above = new Map<Resource, Resource | undefined>();
  const federation = new Federation("federation", blueprint, {
    transformations: [
      ({ resource, type, name, opts }) => {
        names.set(resource, { type, name });
        above.set(resource, (opts as CustomResourceOptions).parent);
        return undefined;
      },
    ],
  });
  await federation.complete;
  const parentsOf = (resource: Resource): ResourceName[] => {
    const parent = above.get(resource);
    const own = parent === undefined ? undefined : names.get(parent);
    return own === undefined ? [] : [...parentsOf(parent!), own];
  };
  return [...names].map(([resource, own]) => ({ own, parents: parentsOf(resource) }));
}
