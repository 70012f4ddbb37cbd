import { isDeepStrictEqual } from "node:util";
import { during, isNotFound } from "../errors";
import { type Entity, type Graph } from "../graph";
import { list, optional, output, required, type Schema } from "../schema";
import { flag, lastSegment, object, objects, text, texts, type Props } from "../values";
import { untilGone } from "./gone";
import { type ResourceType } from "./type";

const locations = "identity/conditionalAccess/namedLocations";
const countryType = "#microsoft.graph.countryNamedLocation";
const ipType = "#microsoft.graph.ipNamedLocation";

const schema: Schema = {
  country: {
    kind: "block",
    replaces: true,
    of: {
      countriesAndRegions: { ...list, required: true },
      countryLookupMethod: { default: "clientIpAddress" },
      includeUnknownCountriesAndRegions: optional,
    },
  },
  displayName: required,
  ip: { kind: "block", replaces: true, of: { ipRanges: { ...list, required: true }, trusted: optional } },
  objectId: output,
};

/** Country or IP part of a location, with the type that Graph insists on. */
function toGraph(planned: Props): Entity {
  const country = object(planned["country"]);
  const ip = object(planned["ip"]);
  if (country !== undefined) {
    return {
      "@odata.type": countryType,
      countriesAndRegions: texts(country["countriesAndRegions"]),
      countryLookupMethod: text(country["countryLookupMethod"]),
      includeUnknownCountriesAndRegions: flag(country["includeUnknownCountriesAndRegions"]),
    };
  }
  return {
    "@odata.type": ipType,
    // IPv6 ranges go under the same type: the official plugin does not tell them apart when it writes.
    ipRanges: texts(ip?.["ipRanges"]).map((cidrAddress) => ({ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress })),
    isTrusted: flag(ip?.["trusted"]),
  };
}

function fromGraph(location: Entity): Props {
  const common = { displayName: text(location["displayName"]), objectId: text(location["id"]) };
  if (location["@odata.type"] === countryType) {
    return {
      ...common,
      country: {
        countriesAndRegions: texts(location["countriesAndRegions"]),
        countryLookupMethod: text(location["countryLookupMethod"]) || "clientIpAddress",
        includeUnknownCountriesAndRegions: flag(location["includeUnknownCountriesAndRegions"]),
      },
    };
  }
  const ranges = objects(location["ipRanges"]).filter((range) => /CidrRange$/.test(text(range["@odata.type"])));
  return { ...common, ip: { ipRanges: ranges.map(({ cidrAddress }) => text(cidrAddress)), trusted: flag(location["isTrusted"]) } };
}

/** True when the location shows what was sent. Countries are compared in order, as officially. */
function shows(location: Entity, sent: Entity): boolean {
  const keys =
    sent["@odata.type"] === countryType ? ["countriesAndRegions", "includeUnknownCountriesAndRegions"] : ["ipRanges", "isTrusted"];
  const comparable = (from: Entity, key: string): unknown =>
    key === "ipRanges" ? objects(from[key]).map(({ cidrAddress }) => cidrAddress as unknown) : (from[key] as unknown);
  return keys.every((key) => isDeepStrictEqual(comparable(location, key), comparable(sent, key)));
}

async function untilShown(graph: Graph, id: string, sent: Entity): Promise<void> {
  await graph.operation.untilSteady(`Waiting for update of ${id}`, async () => {
    try {
      return shows(await graph.get("v1.0", id.slice(1)), sent);
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  });
}

/** `azuread:index/namedLocation:NamedLocation`. */
export const namedLocation: ResourceType = {
  schema,
  minutes: { create: 5, update: 5, delete: 5 },
  importId: {
    form: "/identity/conditionalAccess/namedLocations/<uuid>",
    pattern: /^\/identity\/conditionalAccess\/namedLocations\/[0-9a-f-]{36}$/i,
  },

  async create({ graph }, { planned }, made) {
    const sent: Entity = { ...toGraph(planned), displayName: text(planned["displayName"]) };
    const location = await during("Could not create named location", graph.post("v1.0", locations, { body: sent }));
    if (location["@odata.type"] !== sent["@odata.type"]) {
      const kind = sent["@odata.type"] === countryType ? "a CountryNamedLocation" : "an IPNamedLocation";
      throw new Error(`Could not create named location: returned model was not ${kind}`);
    }
    const id = `/${locations}/${text(location["id"])}`;
    made(id);
    await graph.operation.pause(15_000, `Waiting for creation of ${id}`);
    await untilShown(graph, id, sent);
    return id;
  },

  async read({ graph }, id) {
    try {
      return fromGraph(await graph.get("v1.0", id.slice(1)));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      // The official plugin swallows every other error here and reports only this.
      throw new Error(`retrieving ${id}: model was nil`, { cause: error });
    }
  },

  async update({ graph }, id, { planned, changed }) {
    const sent = { ...toGraph(planned), ...(changed("displayName") ? { displayName: text(planned["displayName"]) } : {}) };
    await during(`Could not update named location with ID "${id}"`, graph.patch("v1.0", id.slice(1), sent));
    await untilShown(graph, id, sent);
  },

  async delete({ graph }, id, prior) {
    const ip = object(prior["ip"]);
    if (ip !== undefined) {
      // Graph refuses to delete a location that is trusted.
      const sent = toGraph({ ip: { ...ip, trusted: false } });
      await during(`Updating ${id} before deletion`, graph.patch("v1.0", id.slice(1), sent));
      await untilShown(graph, id, sent);
    }
    await during(
      `Deleting named location with ID "${lastSegment(id)}"`,
      graph.delete("v1.0", id.slice(1)).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      }),
    );
    await untilGone(graph, `Waiting for deletion of ${id}`, "v1.0", id.slice(1));
  },

  refuse: (planned) =>
    (planned["country"] === undefined) === (planned["ip"] === undefined)
      ? `"country": only one of country,ip can be specified, and one must be`
      : undefined,
};
