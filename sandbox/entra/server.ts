import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { auditChanges } from "./audit";
import { clockFrom, type Clock } from "./clock";
import type { Context, Routes } from "./context";
import { Directory } from "./directory";
import { GraphError, notImplemented } from "./graph-error";
import { Provisioning } from "./provisioning/provisioning";
import { appRoleAssignments } from "./routes/app-role-assignments";
import { applicationTemplates } from "./routes/application-templates";
import { applications } from "./routes/applications";
import { auditLogs } from "./routes/audit-logs";
import { authenticationStrengths } from "./routes/authentication-strengths";
import { claimsMappingPolicies } from "./routes/claims-mapping-policies";
import { claimsPolicy } from "./routes/claims-policy";
import { conditionalAccess } from "./routes/conditional-access";
import { control, type LoggedRequest } from "./routes/control";
import { directoryObjects } from "./routes/directory-objects";
import { groups } from "./routes/groups";
import { identityPlatform } from "./routes/identity-platform";
import { namedLocations } from "./routes/named-locations";
import { servicePrincipals } from "./routes/service-principals";
import { signingCertificates } from "./routes/signing-certificates";
import { synchronization } from "./routes/synchronization";
import { tenant } from "./routes/tenant";
import { users } from "./routes/users";
import { DEFAULT_SETTINGS, takeFault, type Settings } from "./settings";
import { seed, type World } from "./world";

/** What a server is made from. */
export interface ServerOptions {
  readonly world: World;
  /** Base URL of the local AWS. */
  readonly aws?: string;
  /** Files with the TLS certificate and its key; plain HTTP without them. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly settings?: Partial<Settings>;
  readonly clock?: Clock;
}

/** A server, not listening yet, with what is inside it. */
export interface Entra extends Context {
  readonly app: FastifyInstance;
}

const GRAPH_ROUTES: readonly Routes[] = [
  applicationTemplates,
  applications,
  servicePrincipals,
  signingCertificates,
  claimsMappingPolicies,
  claimsPolicy,
  appRoleAssignments,
  synchronization,
  groups,
  users,
  directoryObjects,
  tenant,
  namedLocations,
  authenticationStrengths,
  conditionalAccess,
  auditLogs,
];
const LOG_LENGTH = 5000;
/**
 * Go's client lets go of an idle connection after 90 s; it must be the first, or a request of its may meet a closed
 * one.
 */
const KEEP_ALIVE_MS = 300_000;
const DROPPED = new GraphError(503, "dropped", "The connection was closed.");

/** Builds the local Entra for a world. */
export function createEntra(options: ServerOptions): Entra {
  const settings: Settings = { ...DEFAULT_SETTINGS, faults: [], ...options.settings };
  const directory = new Directory(options.world.entra.tenantId, options.clock ?? clockFrom(), settings);
  seed(directory, options.world);
  const context: Context = { directory, settings, provisioning: new Provisioning(directory, settings, options.aws) };
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    keepAliveTimeout: KEEP_ALIVE_MS,
    exposeHeadRoutes: false,
    rewriteUrl: ({ url }: { url?: string }) => rewritten(url ?? "/"),
    routerOptions: { ignoreDuplicateSlashes: true, ignoreTrailingSlash: true, caseSensitive: false, maxParamLength: 500 },
    ...(options.tls === undefined ? {} : { https: { cert: readFileSync(options.tls.cert), key: readFileSync(options.tls.key) } }),
  } as object) as unknown as FastifyInstance;
  parseBodies(app);
  playFaults(app, settings);
  answerErrors(app);
  const log: LoggedRequest[] = [];
  app.addHook("onResponse", (request, reply, done) => {
    if (!pathOf(request).startsWith("/_sandbox"))
      log.push({ time: new Date().toISOString(), method: request.method, path: pathOf(request), status: reply.statusCode });
    if (log.length > LOG_LENGTH) log.shift();
    done();
  });
  app.addHook("onClose", (_instance, done) => {
    context.provisioning.close();
    done();
  });
  identityPlatform(app, context);
  control(app, context, log);
  app.register(
    (graph, _options, done) => {
      graph.addHook("onRequest", authenticate);
      auditChanges(graph, directory);
      for (const routes of GRAPH_ROUTES) routes(graph, context);
      done();
    },
    { prefix: "/v1.0" },
  );
  return { app, ...context };
}

/** JSON whatever its content type says, forms, and no body at all: the official provider calls JSON what is empty. */
function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    const sent = String(body);
    if (sent.trim() === "") return done(null, undefined);
    if (request.headers["content-type"]?.includes("x-www-form-urlencoded"))
      return done(null, Object.fromEntries(new URLSearchParams(sent)));
    try {
      done(null, JSON.parse(sent));
    } catch {
      done(
        new GraphError(
          400,
          "BadRequest",
          "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
        ),
      );
    }
  });
}

/** Throttled with and without a time to wait, unavailable, or dropped: what passes when the request is made again. */
function atRandom({ failureRate }: Settings): GraphError | undefined {
  if (Math.random() >= failureRate) return undefined;
  const kinds = [
    new GraphError(429, "TooManyRequests", "Failure at random of the sandbox.", { "retry-after": "1" }),
    new GraphError(429, "TooManyRequests", "Failure at random of the sandbox."),
    new GraphError(503, "ServiceUnavailable", "Failure at random of the sandbox."),
    DROPPED,
  ];
  return kinds[Math.floor(Math.random() * kinds.length)];
}

function playFaults(app: FastifyInstance, settings: Settings): void {
  const play = (request: FastifyRequest): GraphError | undefined => {
    const path = pathOf(request);
    if (path.startsWith("/_sandbox")) return undefined;
    const fault = takeFault(settings, request.method, path);
    if (fault === undefined) return path.startsWith("/v1.0/") ? atRandom(settings) : undefined;
    const wait = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
    return new GraphError(fault.status, fault.code, fault.message, wait);
  };
  app.addHook("preHandler", async (request) => {
    const error = play(request);
    if (error === DROPPED) request.raw.socket.destroy();
    if (error !== undefined) throw error;
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (reply.statusCode < 400 && settings.latencyMs > 0 && !pathOf(request).startsWith("/_sandbox")) await sleep(settings.latencyMs);
    return payload;
  });
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const refused = error instanceof GraphError ? error : unexpected(error);
    return reply.code(refused.status).headers(refused.headers).send(errorBody(refused, request));
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(501).send(errorBody(notImplemented(`route ${request.method} ${pathOf(request)}`), request)),
  );
}

/** A mistake of this server's own must not be a 500, which the official provider would repeat for minutes. */
function unexpected(error: Error & { statusCode?: number }): GraphError {
  if (error.statusCode !== undefined && error.statusCode < 500) return new GraphError(error.statusCode, "BadRequest", error.message);
  process.stderr.write(`local Entra: ${error.stack ?? error.message}\n`);
  return notImplemented(`answer to this request (a mistake of its own: ${error.message})`);
}

function errorBody(error: GraphError, request: FastifyRequest): object {
  const oauth = /^oauth:(.*)$/.exec(error.code)?.[1];
  if (oauth !== undefined) return { error: oauth, error_description: error.message, timestamp: new Date().toISOString() };
  const innerError = { date: new Date().toISOString().slice(0, 19), "request-id": request.id, "client-request-id": request.id };
  return { error: { code: error.code, message: error.message, innerError } };
}

/** A token must be there and must not have expired; who signed it is not looked at. */
async function authenticate(request: FastifyRequest): Promise<void> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const refuse = (message: string): GraphError => new GraphError(401, "InvalidAuthenticationToken", message);
  if (token === undefined) throw refuse("Access token is empty.");
  const parts = token.split(".");
  if (parts.length !== 3) throw refuse("IDX14100: JWT is not well formed, there must be three parts.");
  const expires = expiry(parts[1] ?? "");
  if (Number.isNaN(expires)) throw refuse("IDX14100: JWT is not well formed.");
  if (expires * 1000 < Date.now()) throw refuse("Lifetime validation failed, the token is expired.");
}

/** When a token ends, in seconds since 1970: never when it does not say, NaN when it cannot be read. */
function expiry(payload: string): number {
  try {
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { exp?: unknown } | null;
    if (claims === null || typeof claims !== "object") return Number.NaN;
    return typeof claims.exp === "number" ? claims.exp : Number.POSITIVE_INFINITY;
  } catch {
    return Number.NaN;
  }
}

/**
 * Both versions of Graph are one here, and a key in brackets is a plain path segment:
 * `/beta/servicePrincipals(appId='x')` becomes `/v1.0/servicePrincipals/appId=x`.
 */
function rewritten(url: string): string {
  const [path = "", ...query] = url.split("?");
  const plain = path
    .replace(/^\/+beta\//i, "/v1.0/")
    .replace(/\((?:(\w+)=)?(?:'|%27)([^'%]*)(?:'|%27)\)/gi, (_all, name: string | undefined, value: string) => {
      return name === undefined ? `/${value}` : `/${name}=${value}`;
    });
  return [plain, ...query].join("?");
}

const pathOf = (request: FastifyRequest): string => request.originalUrl.split("?")[0] ?? "";
