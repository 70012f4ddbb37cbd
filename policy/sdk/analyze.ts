/** The SDK's own analyze path, on real messages: what the engine would ask and be answered. For tests and benches. */
import type { EnforcementLevel, Policies, PolicyResourceOptions } from "@pulumi/policy";
import { beginRun } from "./run";

/* eslint-disable @typescript-eslint/no-require-imports -- internal modules without types */
const server = require("@pulumi/policy/server") as Server;
const proto = require("@pulumi/pulumi/proto/analyzer_pb") as Proto;
const struct = require("google-protobuf/google/protobuf/struct_pb") as { Struct: { fromJavaScript(value: object): Message } };
/* eslint-enable */

type Callback = (error: Error | null | undefined, response: Message) => void;
type Rpc = (call: { request: Message }, callback: Callback) => Promise<void>;
interface Server {
  makeAnalyzeRpcFun(pack: string, version: string, level: EnforcementLevel, policies: Policies): Rpc;
  makeAnalyzeStackRpcFun(pack: string, version: string, level: EnforcementLevel, policies: Policies): Rpc;
  makeRemediateRpcFun(pack: string, version: string, level: EnforcementLevel, policies: Policies): Rpc;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- generated messages without types
type Message = any;
type Proto = Record<string, new () => Message>;

/** What the SDK takes for text that preview does not know; objects, lists and the rest have sentinels of their own. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as the engine shows it to a pack. */
export interface Wire {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: Partial<PolicyResourceOptions>;
  readonly provider?: {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly props: Readonly<Record<string, unknown>>;
  };
  /** URNs by property. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** One line of what a pack answers. */
export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  readonly urn: string;
}

/** What a pack answers about a resource or a stack. */
export interface Answer {
  readonly diagnostics: readonly Diagnostic[];
  /** Names of the rules that do not apply. */
  readonly notApplicable: readonly string[];
  /** Size of the answer on the wire. */
  readonly bytes: number;
}

function options({ opts }: Wire): Message {
  const message = new (proto["AnalyzerResourceOptions"] as new () => Message)();
  message.setProtect(opts.protect ?? false);
  message.setIgnorechangesList([...(opts.ignoreChanges ?? [])]);
  message.setAliasesList([...(opts.aliases ?? [])]);
  message.setAdditionalsecretoutputsList([...(opts.additionalSecretOutputs ?? [])]);
  if (opts.parent !== undefined) message.setParent(opts.parent);
  return message;
}

function fill(message: Message, wire: Wire): Message {
  message.setType(wire.type);
  message.setName(wire.name);
  message.setUrn(wire.urn);
  message.setProperties(struct.Struct.fromJavaScript(plain(wire.props) as object));
  message.setOptions(options(wire));
  if (wire.provider !== undefined) {
    const provider = new (proto["AnalyzerProviderResource"] as new () => Message)();
    provider.setType(wire.provider.type);
    provider.setName(wire.provider.name);
    provider.setUrn(wire.provider.urn);
    provider.setProperties(struct.Struct.fromJavaScript(plain(wire.provider.props) as object));
    message.setProvider(provider);
  }
  return message;
}

/** Leaves out what has no place on the wire, as the engine does. */
function plain(value: unknown): unknown {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") return null;
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, plain(field)]),
  );
}

async function ask(rpc: Rpc, request: Message): Promise<Message> {
  return new Promise((resolve, reject) => {
    rpc({ request }, (error, response) => (error ? reject(error) : resolve(response))).catch(reject);
  });
}

function answer(response: Message): Answer {
  return {
    diagnostics: response.getDiagnosticsList().map((d: Message) => ({
      policy: d.getPolicyname(),
      message: d.getMessage(),
      level: d.getEnforcementlevel() === 0 ? "advisory" : "mandatory",
      urn: d.getUrn(),
    })),
    notApplicable: response.getNotApplicableList().map((n: Message) => n.getPolicyName()),
    bytes: response.serializeBinary().length,
  };
}

/**
 * A new run of the engine: what rules keep from resource to resource is gone, and each question comes in a turn of the
 * event loop of its own.
 */
async function begin(): Promise<void> {
  await new Promise(setImmediate);
  beginRun();
}

/**
 * Shows one resource to the rules. `after` are resources that passed by before it, such as the component with the
 * stack's facts.
 */
export async function analyze(policies: Policies, wire: Wire, after: readonly Wire[] = []): Promise<Answer> {
  await begin();
  const rpc = server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies);
  for (const earlier of after) await ask(rpc, fill(new (proto["AnalyzeRequest"] as new () => Message)(), earlier));
  return answer(await ask(rpc, fill(new (proto["AnalyzeRequest"] as new () => Message)(), wire)));
}

/** Shows a whole stack to the rules. */
export async function analyzeStack(policies: Policies, wires: readonly Wire[]): Promise<Answer> {
  await begin();
  const request = new (proto["AnalyzeStackRequest"] as new () => Message)();
  request.setResourcesList(
    wires.map((wire) => {
      const message = fill(new (proto["AnalyzerResource"] as new () => Message)(), wire);
      if (wire.opts.parent !== undefined) message.setParent(wire.opts.parent);
      const all = new Set<string>();
      for (const [property, urns] of Object.entries(wire.propertyDependencies)) {
        const dependencies = new (proto["AnalyzerPropertyDependencies"] as new () => Message)();
        dependencies.setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(property, dependencies);
        for (const urn of urns) all.add(urn);
      }
      message.setDependenciesList([...all]);
      return message;
    }),
  );
  return answer(await ask(server.makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", policies), request));
}

/**
 * Shows one resource to the remediations of the rules, raised to `remediate`; the properties that they leave, undefined
 * where nothing is changed.
 */
export async function remediate(policies: Policies, wire: Wire): Promise<Record<string, unknown> | undefined> {
  await begin();
  const raised = policies.map((policy) => ({ ...policy, enforcementLevel: "remediate" as const }));
  const rpc = server.makeRemediateRpcFun("pack", "1.0.0", "advisory", raised);
  const response = await ask(rpc, fill(new (proto["AnalyzeRequest"] as new () => Message)(), wire));
  return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript() as Record<string, unknown> | undefined;
}
