import { status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { asPartialFailure, asServiceError, PartialFailure } from "./failure";
import { type Kind, type Operation, type StandIn } from "./stand-in";
import { unwrap, wrap, type Props, type Unwrapped } from "./values";

type Handler<Request, Response> = (request: Request) => Promise<Response> | Response;
type Unary = (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => void;

/** A refusal that already has gRPC's form. */
class Refused extends Error {
  constructor(readonly error: ReturnType<typeof asServiceError>) {
    super(error.details);
  }
}

/** Pulumi's ResourceProvider service over a {@link StandIn}. */
export class ProviderService {
  readonly #cancelled = new AbortController();
  #underWay = 0;
  #idle: (() => void)[] = [];

  constructor(readonly standIn: StandIn) {}

  /** Resolves as soon as no call is under way. */
  async idle(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** The methods by the names that gRPC wants. */
  handlers(): Record<string, Unary> {
    return {
      handshake: this.#unary(() => handshake()),
      getPluginInfo: this.#unary(() => new PluginInfo().setVersion(this.standIn.version)),
      getSchema: this.#unary(() => this.#schema()),
      attach: this.#unary(() => new Empty()),
      cancel: this.#unary(() => {
        this.#cancelled.abort(new Error("The operation was cancelled."));
        return new Empty();
      }),
      checkConfig: this.#unary((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
      diffConfig: this.#unary((request: proto.DiffRequest) => diffConfig(request)),
      configure: this.#unary((request: proto.ConfigureRequest) => this.#configure(request)),
      check: this.#unary((request: proto.CheckRequest) => this.#check(request)),
      diff: this.#unary((request: proto.DiffRequest) => this.#diff(request)),
      create: this.#unary((request: proto.CreateRequest) => this.#create(request)),
      read: this.#unary((request: proto.ReadRequest) => this.#read(request)),
      update: this.#unary((request: proto.UpdateRequest) => this.#update(request)),
      delete: this.#unary((request: proto.DeleteRequest) => this.#delete(request)),
      invoke: this.#unary((request: proto.InvokeRequest) => this.#invoke(request)),
      ...Object.fromEntries(
        ["parameterize", "construct", "call", "list", "getMapping", "getMappings"].map((method) => [
          method,
          this.#unary(() => {
            throw new Refused({ code: status.UNIMPLEMENTED, details: `The sandbox's ${this.standIn.name} plugin has no ${method}.` });
          }),
        ]),
      ),
    };
  }

  #unary<Request, Response>(handler: Handler<Request, Response>): Unary {
    return (call, done) => {
      this.#underWay++;
      Promise.resolve()
        .then(() => handler(call.request as Request))
        .then(
          (response) => done(null, response),
          (error: unknown) => done(error instanceof Refused ? error.error : asServiceError(error)),
        )
        .finally(() => {
          if (--this.#underWay === 0) this.#idle.splice(0).forEach((resolve) => resolve());
        });
    };
  }

  #schema(): proto.GetSchemaResponse {
    const { name, version } = this.standIn;
    return new proto.GetSchemaResponse().setSchema(JSON.stringify({ name, version, resources: {}, functions: {} }));
  }

  async #configure(request: proto.ConfigureRequest): Promise<proto.ConfigureResponse> {
    const { props } = unwrap(request.getArgs()?.toJavaScript());
    await this.standIn.configure(Object.fromEntries(Object.entries(props).map(([key, value]) => [key, parsed(value)])));
    return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
  }

  async #check(request: proto.CheckRequest): Promise<proto.CheckResponse> {
    const [olds, news] = [plain(request.getOlds()), plain(request.getNews())];
    const call = { ...target(request), olds: olds.props, news: news.props, seed: request.getRandomseed_asU8() };
    const { inputs, failures = [] } = await this.standIn.check(call);
    const secrets = [...news.secrets, ...this.#mustBeSecret(request.getType(), inputs)];
    return new proto.CheckResponse()
      .setInputs(struct(inputs, secrets))
      .setFailuresList(failures.map(({ property, reason }) => new proto.CheckFailure().setProperty(property).setReason(reason)));
  }

  async #diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
    const { differences, deleteBeforeReplace = false } = await this.standIn.diff({
      ...target(request),
      id: request.getId(),
      olds: plain(request.getOlds()).props,
      oldInputs: plain(request.getOldInputs()).props,
      news: plain(request.getNews()).props,
      ignoreChanges: request.getIgnorechangesList(),
    });
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const names = (some: typeof differences): string[] => [...new Set(some.map(({ path }) => topLevel(path)))];
    const response = new proto.DiffResponse()
      .setChanges(differences.length === 0 ? DIFF_NONE : DIFF_SOME)
      .setDiffsList(names(differences))
      .setReplacesList(names(differences.filter(({ replaces }) => replaces)))
      .setDeletebeforereplace(deleteBeforeReplace)
      .setHasdetaileddiff(differences.length > 0);
    for (const { path, kind, replaces } of differences) {
      response.getDetaileddiffMap().set(path, new proto.PropertyDiff().setKind(wireKind(kind, replaces)));
    }
    return response;
  }

  async #create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
    const news = plain(request.getProperties());
    const call = { ...this.#operation(request), news: news.props };
    const secret = (outputs: Props): Struct => this.#outputs(request.getType(), outputs, news);
    if (request.getPreview()) return new proto.CreateResponse().setProperties(secret(this.standIn.previewCreate(call)));
    try {
      const { id, outputs } = await this.standIn.create(call);
      return new proto.CreateResponse().setId(id).setProperties(secret(outputs));
    } catch (error) {
      throw this.#keepingState(error, request.getType(), "", news.props, news);
    }
  }

  async #read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
    const [olds, oldInputs] = [plain(request.getProperties()), plain(request.getInputs())];
    const call = { ...this.#operation(request), id: request.getId(), olds: olds.props, oldInputs: oldInputs.props };
    const found = await this.standIn.read(call);
    if (found === undefined) return new proto.ReadResponse();
    const inputSecrets = [...oldInputs.secrets, ...this.#mustBeSecret(request.getType(), found.inputs)];
    return new proto.ReadResponse()
      .setId(found.id)
      .setProperties(this.#outputs(request.getType(), found.outputs, olds, oldInputs))
      .setInputs(struct(found.inputs, inputSecrets));
  }

  async #update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
    const [olds, oldInputs, news] = [plain(request.getOlds()), plain(request.getOldInputs()), plain(request.getNews())];
    const call = {
      ...this.#operation(request),
      id: request.getId(),
      olds: olds.props,
      oldInputs: oldInputs.props,
      news: news.props,
      ignoreChanges: request.getIgnorechangesList(),
    };
    try {
      const outputs = request.getPreview() ? this.standIn.previewUpdate(call) : await this.standIn.update(call);
      return new proto.UpdateResponse().setProperties(this.#outputs(request.getType(), outputs, olds, news));
    } catch (error) {
      throw this.#keepingState(error, request.getType(), request.getId(), { ...olds.props, ...news.props }, olds, news);
    }
  }

  async #delete(request: proto.DeleteRequest): Promise<Empty> {
    await this.standIn.delete({
      ...this.#operation(request),
      id: request.getId(),
      olds: plain(request.getProperties()).props,
      oldInputs: plain(request.getOldInputs()).props,
    });
    return new Empty();
  }

  async #invoke(request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
    const { props, secrets } = plain(request.getArgs());
    const result = await this.standIn.invoke(request.getTok(), props, this.#cancelled.signal);
    // A secret argument may show in any part of the answer.
    return new proto.InvokeResponse().setReturn(struct(result, secrets.size > 0 ? Object.keys(result) : []));
  }

  #operation(request: proto.CreateRequest | proto.ReadRequest | proto.UpdateRequest | proto.DeleteRequest): Operation {
    return { ...target(request), timeoutSeconds: request.getTimeout(), signal: this.#cancelled.signal };
  }

  #mustBeSecret(type: string, props: Props): string[] {
    return this.standIn.secretsOf(type).filter((name) => props[name] !== undefined);
  }

  /** Outputs keep the secrecy of the same-named inputs and earlier outputs. */
  #outputs(type: string, outputs: Props, ...sources: Unwrapped[]): Struct {
    return struct(outputs, [...sources.flatMap(({ secrets }) => [...secrets]), ...this.#mustBeSecret(type, outputs)]);
  }

  #keepingState(error: unknown, type: string, id: string, outputs: Props, ...sources: Unwrapped[]): unknown {
    if (!(error instanceof PartialFailure)) return error;
    const secrets = [...sources.flatMap((source) => [...source.secrets]), ...this.#mustBeSecret(type, { ...outputs, ...error.outputs })];
    const inputs = sources.at(-1)?.props ?? {};
    return new Refused(
      asPartialFailure(error.message, error.id ?? id, wrap({ ...outputs, ...error.outputs }, secrets), wrap(inputs, secrets)),
    );
  }
}

function handshake(): proto.ProviderHandshakeResponse {
  return new proto.ProviderHandshakeResponse().setAcceptSecrets(true);
}

/** A provider's configuration never replaces it: the region of a resource is in its own state. */
function diffConfig(request: proto.DiffRequest): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const same = JSON.stringify(plain(request.getOldInputs()).props) === JSON.stringify(plain(request.getNews()).props);
  return new proto.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
}

function target(request: { getUrn(): string; getName(): string; getType(): string }): { urn: string; name: string; type: string } {
  return { urn: request.getUrn(), name: request.getName(), type: request.getType() };
}

function plain(wire: Struct | undefined): Unwrapped {
  return unwrap(wire?.toJavaScript());
}

function struct(props: Props, secrets: Iterable<string>): Struct {
  return Struct.fromJavaScript(wrap(props, secrets));
}

/** Provider arguments that are no strings arrive as JSON text. A number stays text: it may be an account id. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^(\[|\{|true$|false$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function topLevel(path: string): string {
  return /^\["((?:[^"\\]|\\.)*)"\]/.exec(path)?.[1] ?? path.split(/[.[]/, 1)[0] ?? path;
}

function wireKind(kind: Kind, replaces: boolean): proto.PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  return { add: replaces ? ADD_REPLACE : ADD, delete: replaces ? DELETE_REPLACE : DELETE, update: replaces ? UPDATE_REPLACE : UPDATE }[
    kind
  ];
}
