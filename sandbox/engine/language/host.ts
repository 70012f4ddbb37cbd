/**
 * A language host for Node programs, beside a Pulumi CLI that was built from its Go module: the official host is no Go
 * module of its own. Speaks the engine's LanguageRuntime service as far as running programs and policy packs needs it.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { handleServerStreamingCall, handleUnaryCall } from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { endAll, ended, guarded, nodeArguments, resolveFrom, start, startNode } from "./programs";

/** How `@pulumi/pulumi/cmd/run` says that the user has already read the error. */
const alreadyShown = 32;

type Answer<Request, Response> = (request: Request) => Promise<Response> | Response;

function unary<Request, Response>(answer: Answer<Request, Response>): handleUnaryCall<Request, Response> {
  return (call, respond) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then((response) => respond(null, response))
      .catch((error: unknown) => respond({ code: 2, message: error instanceof Error ? error.message : String(error) }));
  };
}

async function runProgram(request: messages.RunRequest, engine: string, version: string): Promise<messages.RunResponse> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as Record<string, unknown>;
  const response = new messages.RunResponse();
  let entry: string;
  try {
    entry = resolveFrom(folder, "@pulumi/pulumi/cmd/run");
  } catch {
    return response.setError(`The program in ${folder} has no @pulumi/pulumi: run npm install there first.`);
  }
  const given: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engine],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["root-directory", info?.getRootDirectory() ?? ""],
    ["pwd", request.getPwd()],
    ["parallel", request.getParallel() === 0 ? "" : String(request.getParallel())],
  ];
  const args = [
    ...guarded,
    ...nodeArguments(options["nodeargs"]),
    entry,
    ...given.filter(([, value]) => value !== "").flatMap(([name, value]) => [`--${name}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || request.getProgram() || ".",
    ...request.getArgsList(),
  ];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject(true))),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options["typescript"] !== false),
    ...(typeof options["tsconfig"] === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: options["tsconfig"] } : {}),
    PULUMI_LANGUAGE_HOST_VERSION: version,
  };
  const status = await ended(startNode(args, request.getPwd() || folder, env));
  if (status === alreadyShown) return response.setBail(true);
  return status === 0 ? response : response.setError(`Program exited with non-zero exit code: ${status}`);
}

/** A plugin written for Node: a policy pack, or a provider from source. Its output goes back as it comes. */
const runPlugin: handleServerStreamingCall<messages.RunPluginRequest, messages.RunPluginResponse> = (call) => {
  const { request } = call;
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getProgram();
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as Record<string, unknown>;
  const finish = (status: number): void => {
    call.write(new messages.RunPluginResponse().setExitcode(status));
    call.end();
  };
  const say = (stream: "stdout" | "stderr", data: Uint8Array): void => {
    const response = new messages.RunPluginResponse();
    call.write(stream === "stdout" ? response.setStdout(data) : response.setStderr(data));
  };
  try {
    const isPack = request.getKind() === "analyzer";
    const entry = resolveFrom(folder, `@pulumi/pulumi/cmd/${isPack ? "run-policy-pack" : "run-plugin"}`);
    const args = isPack ? [...request.getArgsList(), "."] : [folder, ...request.getArgsList()];
    const env = Object.fromEntries(request.getEnvList().map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]));
    // A pack finds its SDK, its tsconfig and its package.json from its own folder; other plugins keep the engine's.
    const child = startNode(
      [...guarded, ...nodeArguments(options["nodeargs"]), entry, ...args],
      isPack ? folder : request.getPwd(),
      env,
      say,
    );
    call.on("cancelled", () => child.kill("SIGKILL"));
    ended(child).then(finish, (error: Error) => {
      say("stderr", Buffer.from(error.message));
      finish(1);
    });
  } catch (error) {
    say("stderr", Buffer.from(`${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}\n`));
    finish(1);
  }
};

function dependenciesOf(folder: string): messages.DependencyInfo[] {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return [];
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, Record<string, string>>;
  return Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) =>
    new messages.DependencyInfo().setName(name).setVersion(version),
  );
}

const installDependencies: handleServerStreamingCall<messages.InstallDependenciesRequest, messages.InstallDependenciesResponse> = (
  call,
) => {
  const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
  const npm = start("npm", ["install"], folder, process.env, (stream, data) => {
    const response = new messages.InstallDependenciesResponse();
    call.write(stream === "stdout" ? response.setStdout(data) : response.setStderr(data));
  });
  ended(npm).then(
    (status) => (status === 0 ? call.end() : call.destroy(new Error(`npm install ended with status ${status}`))),
    (error: Error) => call.destroy(error),
  );
};

/** The service for one engine; what it does not know, gRPC answers as unimplemented. */
export function languageRuntime(engineAtStart: string, version: string): Partial<ILanguageRuntimeServer> {
  let engine = engineAtStart;
  return {
    handshake: unary((request: messages.LanguageHandshakeRequest) => {
      engine = request.getEngineAddress() || engine;
      return new messages.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    // None: the engine would try to download them. It finds those in PULUMI_HOME when the program asks for them.
    getRequiredPackages: unary(() => new messages.GetRequiredPackagesResponse()),
    getRequiredPlugins: unary(() => new messages.GetRequiredPluginsResponse()),
    getProgramDependencies: unary((request: messages.GetProgramDependenciesRequest) =>
      new messages.GetProgramDependenciesResponse().setDependenciesList(
        dependenciesOf(request.getInfo()?.getProgramDirectory() || request.getPwd()),
      ),
    ),
    runtimeOptionsPrompts: unary(() => new messages.RuntimeOptionsResponse()),
    about: unary(() => new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    run: unary((request: messages.RunRequest) => runProgram(request, engine, version)),
    runPlugin,
    installDependencies,
    cancel: unary(() => {
      endAll();
      return new Empty();
    }),
  };
}
