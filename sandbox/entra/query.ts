/** OData system query options on lists and on single objects. */
import type { FastifyRequest } from "fastify";
import { parseFilter } from "./filter";
import { invalid, notImplemented } from "./graph-error";

/** Graph's own limit for most collections. */
const LARGEST_PAGE = 999;

/** One page of a collection. */
export interface Page {
  readonly "@odata.context": string;
  readonly "@odata.count"?: number;
  readonly "@odata.nextLink"?: string;
  readonly value: readonly unknown[];
}

/** A query option, whatever the client's spelling of the dollar sign. */
export function option(request: FastifyRequest, name: string): string | undefined {
  const query = request.query as Record<string, string | string[] | undefined>;
  const found = query[`$${name}`] ?? query[name];
  return Array.isArray(found) ? found[0] : found;
}

/** Where this server is for the caller, without a trailing slash. */
export function baseUrl(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

/**
 * Filters, orders, selects and pages rows as the query asks. `pageSize` is the size when the caller gives no `$top`.
 */
export function collection(request: FastifyRequest, rows: readonly object[], pageSize: number): Page {
  for (const name of ["expand", "search", "apply"]) {
    if (option(request, name) !== undefined) throw notImplemented(`query option $${name}`);
  }
  const filter = option(request, "filter");
  const matching = ordered(filter === undefined ? [...rows] : rows.filter(parseFilter(filter)), option(request, "orderby"));
  const size = pageLength(option(request, "top"), pageSize);
  const start = whole("skiptoken", option(request, "skiptoken") ?? option(request, "skip") ?? "0");
  const end = start + size;
  return {
    "@odata.context": contextUrl(request),
    ...(option(request, "count") === "true" ? { "@odata.count": matching.length } : {}),
    ...(end < matching.length ? { "@odata.nextLink": nextLink(request, end) } : {}),
    value: matching.slice(start, end).map((row) => selected(request, row)),
  };
}

/** A single object with its context, cut to `$select`. */
export function entity(request: FastifyRequest, row: object): object {
  return { "@odata.context": `${contextUrl(request)}/$entity`, ...selected(request, row) };
}

/** Names in `$select`; undefined when everything is wanted. */
export function selection(request: FastifyRequest): readonly string[] | undefined {
  return option(request, "select")
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function selected(request: FastifyRequest, row: object): object {
  const names = selection(request);
  if (names === undefined || names.includes("*")) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith("@odata.") || names.includes(name)));
}

function pageLength(top: string | undefined, pageSize: number): number {
  if (top === undefined) return pageSize;
  const wanted = whole("top", top);
  if (wanted < 1 || wanted > LARGEST_PAGE)
    throw invalid(`Invalid page size specified: '${top}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`);
  return wanted;
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text))
    throw invalid(
      `Invalid value '${text}' for $${name} query option found. The $${name} query option requires a non-negative integer value.`,
    );
  return Number(text);
}

function ordered<T extends object>(rows: T[], clause: string | undefined): T[] {
  if (clause === undefined) return rows;
  const [name = "", direction = "asc"] = (clause.split(",")[0] ?? "").trim().split(/\s+/);
  const sign = direction.toLowerCase() === "desc" ? -1 : 1;
  const key = (row: T): string => String((row as Record<string, unknown>)[name] ?? "");
  return rows.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function contextUrl(request: FastifyRequest): string {
  const [, version = "v1.0", ...rest] = (request.originalUrl.split("?")[0] ?? "").split("/");
  return `${baseUrl(request)}/${version}/$metadata#${rest.join("/")}`;
}

function nextLink(request: FastifyRequest, skip: number): string {
  const url = new URL(request.originalUrl, baseUrl(request));
  for (const name of ["$skiptoken", "$skip", "skip"]) url.searchParams.delete(name);
  url.searchParams.set("$skiptoken", String(skip));
  return url.toString();
}
