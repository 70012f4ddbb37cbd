/**
 * What the engine is told of a resource beside its inputs, read off the registration requests: the SDK has no other way
 * to see it.
 */
import * as pulumi from "@pulumi/pulumi";
import { settled } from "./mocks";

/** Resource options as the engine gets them. */
export interface Options {
  /** Short type and name, such as `User breakglass-1`. */
  readonly resource: string;
  readonly protect: boolean;
  /** What it waits for, by reference or by `dependsOn`; sorted. */
  readonly dependencies: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly replacementTrigger: unknown;
  /** Short type and name of the parent. */
  readonly parent: string;
  readonly aliases: readonly string[];
  /** Aliases that are whole URNs. */
  readonly formerUrns: readonly string[];
  readonly retainOnDelete: boolean;
  /** Short type and name. */
  readonly deletedWith: string;
}

interface Request {
  getType(): string;
  getName(): string;
  getProtect(): boolean;
  getParent(): string;
  getDependenciesList(): string[];
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
  getReplacementTrigger(): { toJavaScript(): unknown } | undefined;
  getAliasesList(): { toObject(): { urn?: string; spec?: { name: string } } }[];
  getRetainondelete(): boolean;
  getDeletedwith(): string;
}

interface Monitor {
  registerResource(request: Request, answer: unknown): unknown;
}

const seen: Options[] = [];

/** Begins to collect options; after `startMocks`. */
export function watchOptions(): void {
  const monitor = (pulumi.runtime as unknown as { getMonitor(): Monitor }).getMonitor();
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) => {
    seen.push({
      resource: `${request.getType().split(":").at(-1)!} ${request.getName()}`,
      protect: request.getProtect(),
      dependencies: request.getDependenciesList().map(shortened).sort(),
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      replacementTrigger: request.getReplacementTrigger()?.toJavaScript(),
      parent: shortened(request.getParent()),
      aliases: request.getAliasesList().map((alias) => alias.toObject().spec?.name ?? ""),
      formerUrns: request.getAliasesList().flatMap((alias) => alias.toObject().urn || []),
      retainOnDelete: request.getRetainondelete(),
      deletedWith: shortened(request.getDeletedwith()),
    });
    return register(request, answer);
  };
}

/** Options of everything that was registered since the last call, after all that is under way has been. */
export async function options(): Promise<((resource: string) => Options) & { readonly all: readonly Options[] }> {
  await settled();
  const taken = seen.splice(0);
  const one = (resource: string): Options => {
    const hits = taken.filter((each) => each.resource === resource);
    if (hits.length !== 1)
      throw new Error(`Expected one ${resource}, found ${hits.length}: ${taken.map((each) => each.resource).join(", ")}`);
    return hits[0]!;
  };
  return Object.assign(one, { all: taken });
}

/** `User breakglass-1` of a URN. */
function shortened(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return urn === "" ? "" : `${type.split(":").at(-1)!} ${name}`;
}
