import type { Subject } from "./resource-rule";
import { isRecord } from "./policy-document";
import { readBlock, readText } from "./values";

/**
 * Types by which resources are made in CloudFormation's words, and the types of another provider that makes them so.
 */
export const cloudFormationTypes = {
  cloudControl: "aws:cloudcontrol/resource:Resource",
  extension: "aws-native:index:ExtensionResource",
  stack: "aws:cloudformation/stack:Stack",
  stackSet: "aws:cloudformation/stackSet:StackSet",
} as const;

/** A resource as CloudFormation describes it. */
export interface Described {
  /** Such as `AWS::IAM::User`, in lower case: other providers spell it otherwise. */
  readonly type: string;
  /** Value of a property by its name in CloudFormation; undefined where it is missing. */
  property(name: string): unknown;
}

/** What a resource describes in CloudFormation's words. */
export interface Description {
  readonly resources: readonly Described[];
  /** What of it cannot be read, as a sentence. */
  readonly unread?: string;
}

/**
 * Reads what a resource of one of the {@link cloudFormationTypes}, or of the provider `aws-native`, describes. Reading
 * an unknown value throws.
 */
export function described({ type, props }: Pick<Subject, "type" | "props">): Description {
  switch (type) {
    case cloudFormationTypes.cloudControl:
      return one(readText(props["typeName"], "typeName"), parse(props["desiredState"], "desiredState"));
    case cloudFormationTypes.extension:
      return one(readText(props["type"], "type"), props["properties"]);
    default: {
      if (isTemplate(type)) return template(props);
      const [, module = "", name = ""] = type.split(":");
      return { resources: [{ type: `aws::${module}::${name}`.toLowerCase(), property: (key) => props[lowerFirst(key)] }] };
    }
  }
}

/** Whether resources of a type are templates. */
export function isTemplate(type: string): boolean {
  return type === cloudFormationTypes.stack || type === cloudFormationTypes.stackSet;
}

function one(type: string | undefined, properties: unknown): Description {
  const fields = (): Readonly<Record<string, unknown>> => readBlock(properties, "properties");
  return { resources: [{ type: (type ?? "").toLowerCase(), property: (name) => fields()[name] }] };
}

function template(props: Subject["props"]): Description {
  const body = readText(props["templateBody"], "templateBody");
  if (body === undefined) return { resources: [], unread: "Its template is not in the program (templateUrl)." };
  const parsed = parse(body, "templateBody");
  if (isRecord(parsed)) {
    const made = Object.values(readBlock(parsed["Resources"], "Resources")).filter(isRecord);
    return { resources: made.flatMap(({ Type, Properties }) => (typeof Type === "string" ? one(Type, Properties).resources : [])) };
  }
  // YAML: the types are told by their form; what the resources say is not.
  const types = body.matchAll(/^\s*["']?Type["']?\s*:\s*["']?(AWS::\w+::\w+)/gm);
  return {
    resources: [...types].map(([, type]) => ({ type: (type ?? "").toLowerCase(), property: () => undefined })),
    unread: "Its template is YAML, of which only the types of resources are read.",
  };
}

/** JSON as an object; what is no JSON stays what it is. */
function parse(value: unknown, property: string): unknown {
  if (typeof value === "object") return value;
  try {
    return JSON.parse(readText(value, property) ?? "{}") as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
