import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Directory } from "./directory";
import type { Provisioning } from "./provisioning/provisioning";
import { collection, type Page } from "./query";
import type { Settings } from "./settings";

/** What every route works on. */
export interface Context {
  readonly directory: Directory;
  readonly settings: Settings;
  readonly provisioning: Provisioning;
}

/** A set of routes, registered below `/v1.0`; the server sends `/beta` there too. */
export type Routes = (app: FastifyInstance, context: Context) => void;

/** Named parts of a path. */
export type Params = Readonly<Record<string, string>>;

/** A named part of the request's path. */
export function param(request: FastifyRequest, name: string): string {
  return (request.params as Params)[name] ?? "";
}

/** Answers a list as Graph does. */
export function listed({ settings }: Context, request: FastifyRequest, rows: readonly object[]): Page {
  return collection(request, rows, settings.pageSize);
}
