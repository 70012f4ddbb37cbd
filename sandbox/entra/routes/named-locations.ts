import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import countries from "i18n-iso-countries/codes.json";
import * as z from "zod";
import { graphType, jsonObject, required, text, type Json } from "../body";
import { listed, param, type Context, type Routes } from "../context";
import type { NamedLocation } from "../entities";
import { invalid } from "../graph-error";
import { without } from "../object";
import { entity } from "../query";
import { paced } from "../rate-limit";

const LIMIT = 195;
const COUNTRIES = new Set(countries.map(([alpha2]) => alpha2));
const ANNOTATIONS = "@odata.type @odata.context id createdDateTime modifiedDateTime";
const TYPES: Record<string, z.ZodType<Json>> = {
  "#microsoft.graph.countryNamedLocation": graphType(
    {
      displayName: text(256),
      countriesAndRegions: z.array(z.string().refine(isCountry)).min(1),
      countryLookupMethod: z.enum(["clientIpAddress", "authenticatorAppGps"]),
      includeUnknownCountriesAndRegions: z.boolean(),
    },
    ANNOTATIONS,
  ),
  "#microsoft.graph.ipNamedLocation": graphType(
    {
      displayName: text(256),
      ipRanges: z
        .array(
          z.looseObject({
            "@odata.type": z.enum(["#microsoft.graph.iPv4CidrRange", "#microsoft.graph.iPv6CidrRange"]),
            cidrAddress: z.string().refine(isRange),
          }),
        )
        .min(1)
        .max(2000),
      isTrusted: z.boolean(),
    },
    ANNOTATIONS,
  ),
};
const PATH = "/identity/conditionalAccess/namedLocations";

/** Named locations. Answers keep `@odata.type`, which the official provider needs. */
export const namedLocations: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.namedLocations;
  const limited = { preHandler: paced(context.settings) };

  app.get(PATH, (request) => listed(context, request, table.list()));
  app.get(`${PATH}/:id`, (request) => entity(request, table.get(param(request, "id"))));

  app.post(PATH, limited, (request, reply) => {
    const sent = jsonObject(request.body);
    const type = String(sent["@odata.type"]);
    const body = located(type, sent);
    const needed = type.includes("country") ? ["displayName", "countriesAndRegions"] : ["displayName", "ipRanges"];
    required(body, needed, "NamedLocation", invalid);
    if (table.everything().length >= LIMIT) throw invalid(`A tenant can have at most ${LIMIT} named locations.`);
    const now = directory.now();
    const defaults = type.includes("country")
      ? { countryLookupMethod: "clientIpAddress", includeUnknownCountriesAndRegions: false }
      : { isTrusted: false };
    const location = {
      ...defaults,
      ...body,
      "@odata.type": type,
      id: randomUUID(),
      createdDateTime: now,
      modifiedDateTime: now,
    } as unknown as NamedLocation;
    return reply.code(201).send(entity(request, table.add(location)));
  });

  app.patch(`${PATH}/:id`, limited, (request, reply) => {
    const location = table.get(param(request, "id"));
    const sent = jsonObject(request.body);
    const type = location["@odata.type"];
    if (sent["@odata.type"] !== undefined && sent["@odata.type"] !== type)
      throw invalid(`The named location is a '${type}'; its type cannot be changed.`);
    Object.assign(location, located(type, sent), { modifiedDateTime: directory.now() });
    return reply.code(204).send();
  });

  app.delete(`${PATH}/:id`, limited, (request, reply) => {
    const location = table.get(param(request, "id"));
    if (location.isTrusted === true) throw invalid("A trusted named location cannot be deleted. Mark it as not trusted first.");
    if (policiesWith(context, location.id))
      throw invalid("The named location is used by a Conditional Access policy and cannot be deleted.");
    table.delete(location.id);
    return reply.code(204).send();
  });
};

function located(type: string, sent: Json): Json {
  const schema = TYPES[type];
  if (schema === undefined)
    throw invalid("A named location needs the '@odata.type' #microsoft.graph.countryNamedLocation or #microsoft.graph.ipNamedLocation.");
  const result = schema.safeParse(sent);
  if (!result.success)
    throw invalid(`Invalid value specified for property '${result.error.issues[0]?.path.join(".") ?? ""}' of resource 'NamedLocation'.`);
  return without(result.data, ...ANNOTATIONS.split(" "));
}

function policiesWith({ directory }: Context, id: string): boolean {
  return directory.conditionalAccessPolicies
    .everything()
    .some(({ conditions: { locations } }) => [...(locations?.includeLocations ?? []), ...(locations?.excludeLocations ?? [])].includes(id));
}

/** ISO 3166-1 alpha-2 in capitals; Kosovo's XK is in use though not assigned. */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && (COUNTRIES.has(code) || code === "XK");
}

/** CIDR notation, IPv4 no wider than /8. @see https://learn.microsoft.com/graph/api/resources/ipnamedlocation */
function isRange(range: string): boolean {
  const [address = "", prefix = ""] = range.split("/");
  const family = isIP(address);
  const bits = /^\d+$/.test(prefix) ? Number(prefix) : -1;
  return (family === 4 && bits >= 8 && bits <= 32) || (family === 6 && bits >= 8 && bits <= 128);
}
