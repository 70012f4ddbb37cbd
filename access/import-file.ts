/**
 * The file for `pulumi import --file`: takes over what exists under the names and parents that the program registers,
 * so that the next `up` finds it as its own. `pulumi import TYPE NAME ID` alone would put it beside the component,
 * under another URN.
 *
 * @see https://www.pulumi.com/docs/iac/guides/migration/import/#bulk-import-operations
 */

/** A resource by Pulumi's type token and name. */
export interface ResourceName {
  readonly type: string;
  readonly name: string;
}

/** Something that exists and becomes a resource of the stack. */
export interface TakenOver extends ResourceName {
  /** What the provider imports by. */
  readonly id: string;
  /** Components above it, the outermost first, which is the program's root. */
  readonly parents: readonly ResourceName[];
}

/** The stack, and which of its components its state holds already, by URN. */
export interface ImportPlace {
  readonly stack: string;
  readonly project: string;
  readonly urns: ReadonlySet<string>;
}

/** What `pulumi import --file` reads. */
export interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly {
    readonly type: string;
    /** Unique within the file. */
    readonly name: string;
    readonly logicalName: string;
    readonly id?: string;
    readonly component?: true;
    readonly parent?: string;
  }[];
}

/** Builds the file; components that the state lacks are made with what lies in them. */
export function importFile(taken: readonly TakenOver[], { stack, project, urns }: ImportPlace): ImportFile {
  const nameTable: Record<string, string> = {};
  const resources = new Map<string, ImportFile["resources"][number]>();
  for (const { id, parents, ...own } of taken) {
    let parent: string | undefined;
    for (const [depth, component] of parents.entries()) {
      const urn = urnOf(component, parents.slice(0, depth), stack, project);
      // With all that is above it: a group has a component below several others.
      const name = `component ${parents
        .slice(0, depth + 1)
        .map((each) => `${each.type} ${each.name}`)
        .join(" > ")}`;
      if (urns.has(urn)) nameTable[name] = urn;
      else resources.set(urn, { type: component.type, name, logicalName: component.name, component: true, ...below(parent) });
      parent = name;
    }
    const urn = urnOf(own, parents, stack, project);
    resources.set(urn, { type: own.type, name: `${own.type} ${own.name}`, logicalName: own.name, id, ...below(parent) });
  }
  return { nameTable, resources: [...resources.values()] };
}

function below(parent: string | undefined): { parent?: string } {
  return parent === undefined ? {} : { parent };
}

/** The URN of a resource below these components. */
export function urnOf({ type, name }: ResourceName, parents: readonly ResourceName[], stack: string, project: string): string {
  return `urn:pulumi:${stack}::${project}::${[...parents.map((parent) => parent.type), type].join("$")}::${name}`;
}
