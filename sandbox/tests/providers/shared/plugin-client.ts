import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Props = Record<string, any>;
type Callback<T> = (error: ServiceError | null, response: T) => void;

/** A resource as the engine's state has it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

/** How the wire marks a secret. */
export function secret(value: unknown): Props {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** Speaks to a plugin as the engine does, one RPC a method. Values are the wire's: marks are left on. */
export class PluginClient {
  readonly #client: ResourceProviderClient;

  constructor(port: number) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  async configure(config: Props): Promise<void> {
    const request = new proto.ConfigureRequest().setArgs(Struct.fromJavaScript(config)).setAcceptsecrets(true);
    await answer<proto.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async schema(): Promise<Props> {
    const response = await answer<proto.GetSchemaResponse>((done) => this.#client.getSchema(new proto.GetSchemaRequest(), done));
    return JSON.parse(response.getSchema()) as Props;
  }

  async handshake(): Promise<proto.ProviderHandshakeResponse> {
    return answer((done) => this.#client.handshake(new proto.ProviderHandshakeRequest(), done));
  }

  async cancel(): Promise<void> {
    await answer<Empty>((done) => this.#client.cancel(new Empty(), done));
  }

  async checked(type: string, name: string, news: Props, olds: Props = {}): Promise<{ inputs: Props; failures: string[] }> {
    const request = new proto.CheckRequest()
      .setUrn(urn(type, name))
      .setType(type)
      .setName(name)
      .setOlds(Struct.fromJavaScript(olds))
      .setNews(Struct.fromJavaScript(news))
      .setRandomseed(new Uint8Array([1, 2, 3]));
    const response = await answer<proto.CheckResponse>((done) => this.#client.check(request, done));
    return { inputs: response.getInputs()!.toJavaScript(), failures: response.getFailuresList().map((failure) => failure.getReason()) };
  }

  async preview(type: string, name: string, inputs: Props): Promise<Props> {
    return (await this.#create(type, name, inputs, true)).outputs;
  }

  async create(type: string, name: string, news: Props, timeoutSeconds = 0): Promise<Resource> {
    const { inputs } = await this.checked(type, name, news);
    const { id, outputs } = await this.#create(type, name, inputs, false, timeoutSeconds);
    return { type, name, id, inputs, outputs };
  }

  async #create(type: string, name: string, inputs: Props, preview: boolean, timeoutSeconds = 0): Promise<{ id: string; outputs: Props }> {
    const request = new proto.CreateRequest()
      .setUrn(urn(type, name))
      .setType(type)
      .setName(name)
      .setProperties(Struct.fromJavaScript(inputs))
      .setPreview(preview)
      .setTimeout(timeoutSeconds);
    const response = await answer<proto.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outputs: response.getProperties()!.toJavaScript() };
  }

  /** The differences as `path: KIND`, sorted; with the properties that replace. */
  async diff(
    resource: Resource,
    news: Props,
    ignoreChanges: string[] = [],
  ): Promise<{ changes: string[]; replaces: string[]; deleteFirst: boolean }> {
    const { inputs } = await this.checked(resource.type, resource.name, news, resource.inputs);
    const request = new proto.DiffRequest()
      .setId(resource.id)
      .setUrn(urn(resource.type, resource.name))
      .setType(resource.type)
      .setName(resource.name)
      .setOlds(Struct.fromJavaScript(resource.outputs))
      .setOldInputs(Struct.fromJavaScript(resource.inputs))
      .setNews(Struct.fromJavaScript(inputs))
      .setIgnorechangesList(ignoreChanges);
    const response = await answer<proto.DiffResponse>((done) => this.#client.diff(request, done));
    const kinds = Object.entries(proto.PropertyDiff.Kind);
    const changes = [...response.getDetaileddiffMap().entries()]
      .map(([path, diff]) => `${path}: ${kinds.find(([, value]) => value === diff.getKind())?.[0]}`)
      .sort();
    return { changes, replaces: response.getReplacesList(), deleteFirst: response.getDeletebeforereplace() };
  }

  /** The resource as a refresh would leave it; undefined when it is gone. */
  async refresh(resource: Resource): Promise<Resource | undefined> {
    return this.read(resource.type, resource.name, resource.id, resource.inputs, resource.outputs);
  }

  /** Without inputs and outputs this is an import. */
  async read(type: string, name: string, id: string, inputs?: Props, outputs?: Props): Promise<Resource | undefined> {
    const request = new proto.ReadRequest().setId(id).setUrn(urn(type, name)).setType(type).setName(name);
    if (inputs !== undefined) request.setInputs(Struct.fromJavaScript(inputs));
    request.setProperties(Struct.fromJavaScript(outputs ?? {}));
    const response = await answer<proto.ReadResponse>((done) => this.#client.read(request, done));
    if (response.getId() === "") return undefined;
    return {
      type,
      name,
      id: response.getId(),
      inputs: response.getInputs()!.toJavaScript(),
      outputs: response.getProperties()!.toJavaScript(),
    };
  }

  async update(resource: Resource, news: Props, preview = false, ignoreChanges: string[] = []): Promise<Resource> {
    const { inputs } = await this.checked(resource.type, resource.name, news, resource.inputs);
    const request = new proto.UpdateRequest()
      .setId(resource.id)
      .setUrn(urn(resource.type, resource.name))
      .setType(resource.type)
      .setName(resource.name)
      .setOlds(Struct.fromJavaScript(resource.outputs))
      .setOldInputs(Struct.fromJavaScript(resource.inputs))
      .setNews(Struct.fromJavaScript(inputs))
      .setPreview(preview)
      .setIgnorechangesList(ignoreChanges);
    const response = await answer<proto.UpdateResponse>((done) => this.#client.update(request, done));
    return { ...resource, inputs, outputs: response.getProperties()!.toJavaScript() };
  }

  async delete({ type, name, id, inputs, outputs }: Resource, timeoutSeconds = 0): Promise<void> {
    const request = new proto.DeleteRequest()
      .setId(id)
      .setUrn(urn(type, name))
      .setType(type)
      .setName(name)
      .setOldInputs(Struct.fromJavaScript(inputs))
      .setProperties(Struct.fromJavaScript(outputs))
      .setTimeout(timeoutSeconds);
    await answer<Empty>((done) => this.#client.delete(request, done));
  }

  async invoke(token: string, args: Props = {}): Promise<Props> {
    const request = new proto.InvokeRequest().setTok(token).setArgs(Struct.fromJavaScript(args));
    const response = await answer<proto.InvokeResponse>((done) => this.#client.invoke(request, done));
    return response.getReturn()!.toJavaScript();
  }
}

function urn(type: string, name: string): string {
  return `urn:pulumi:test::project::${type}::${name}`;
}

/** What a failed call carries for the engine's state: id, outputs and reasons of a operation that failed in part. */
export function keptState(error: unknown): { id: string; outputs: Props; reasons: string[] } | undefined {
  const [detail] = (error as ServiceError).metadata.get("grpc-status-details-bin");
  if (detail === undefined) return undefined;
  // google.rpc.Status -> Any -> ErrorResourceInitFailed: the message starts after the type name.
  const bytes = detail as Buffer;
  const marker = Buffer.from("pulumirpc.ErrorResourceInitFailed");
  const start = bytes.indexOf(marker) + marker.length;
  const [length, offset] = varint(bytes, start + 1);
  const failed = proto.ErrorResourceInitFailed.deserializeBinary(new Uint8Array(bytes.subarray(offset, offset + length)));
  return { id: failed.getId(), outputs: failed.getProperties()!.toJavaScript(), reasons: failed.getReasonsList() };
}

function varint(bytes: Buffer, at: number): [number, number] {
  let value = 0;
  for (let shift = 0; ; shift += 7, at++) {
    const byte = bytes[at]!;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at + 1];
  }
}

function answer<T>(send: (done: Callback<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}
