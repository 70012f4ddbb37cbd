import { Failure } from "../failure";
import { elementsOf } from "./json-elements";
import type { Chunks } from "./read-text";
import type { ResourceState } from "./steps";

/** A resource as Pulumi writes it. */
export interface RawResource {
  readonly urn?: string;
  readonly type?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  /** Replaced already, and waiting for its deletion. */
  readonly delete?: boolean;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly propertyDependencies?: Record<string, string[] | null>;
}

/** Outputs that tell what somebody else calls a resource by. */
const IDS = ["arn", "objectId", "clientId", "groupId"] as const;
/** What an input may be made of that the report follows. */
const FOLLOWED = /(:PermissionSet|aws:identitystore\/group:Group|:NamedLocation|:Application)::/;

/** The parts of a resource that the report looks at: a preview of many thousands has to fit. */
export function resource({ urn, type, parent, protect, inputs, outputs, propertyDependencies }: RawResource, fallback = ""): ResourceState {
  const own: Record<string, unknown> = {};
  for (const id of IDS) if (outputs?.[id] !== undefined) own[id] = outputs[id];
  return {
    urn: urn ?? fallback,
    type: type ?? "",
    ...(parent === undefined || parent === "" ? {} : { parent }),
    ...(protect === undefined ? {} : { protect }),
    inputs: inputs ?? {},
    outputs: own,
    ...(propertyDependencies === undefined ? {} : { propertyDependencies: followed(propertyDependencies) }),
  };
}

function followed(dependencies: Record<string, string[] | null>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [property, urns] of Object.entries(dependencies)) {
    const own = (urns ?? []).filter((urn) => FOLLOWED.test(urn));
    if (own.length > 0) found[property] = own;
  }
  return found;
}

/** Resources of a state that `pulumi stack export` wrote. */
export async function parseState(chunks: Chunks, name: string): Promise<ResourceState[]> {
  const how = "write one with `pulumi stack export > state.json`";
  const resources: ResourceState[] = [];
  let document: { deployment?: { resources?: unknown } | null } | null;
  try {
    const elements = elementsOf("resources", (element) => {
      const one = element as RawResource;
      if (one.delete !== true) resources.push(resource(one));
    });
    for await (const chunk of chunks) elements.push(chunk);
    document = elements.end() as typeof document;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${name} is no saved state: it is no JSON, or was cut off; ${how}.`);
  }
  const deployment = document?.deployment;
  // A stack without resources has no list.
  if (deployment === null || typeof deployment !== "object" || !Array.isArray(deployment.resources ?? []))
    throw new Failure(`${name} is no saved state: it is other JSON; ${how}.`);
  return resources;
}
