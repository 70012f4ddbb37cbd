import { isDeepStrictEqual } from "node:util";
import { during, isNotFound } from "../errors";
import { type Entity, type Graph } from "../graph";
import { list, optional, output, required, type Schema } from "../schema";
import { flag, lastSegment, object, text, texts, type Props } from "../values";
import { untilGone } from "./gone";
import { type ResourceType } from "./type";

const locations = "identity/conditionalAccess/namedLocations";
const countryType = "#microsoft.graph.countryNamedLocation";

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
  objectId: output,
};

/** The location with the type that Graph insists on. */
function toGraph(planned: Props): Entity {
  const country = object(planned["country"]) ?? {};
  return {
    "@odata.type": countryType,
    countriesAndRegions: texts(country["countriesAndRegions"]),
    countryLookupMethod: text(country["countryLookupMethod"]),
    includeUnknownCountriesAndRegions: flag(country["includeUnknownCountriesAndRegions"]),
  };
}

function fromGraph(location: Entity): Props {
  return {
    displayName: text(location["displayName"]),
    objectId: text(location["id"]),
    country: {
      countriesAndRegions: texts(location["countriesAndRegions"]),
      countryLookupMethod: text(location["countryLookupMethod"]) || "clientIpAddress",
      includeUnknownCountriesAndRegions: flag(location["includeUnknownCountriesAndRegions"]),
    },
  };
}

/** True when the location shows what was sent. Countries are compared in order, as officially. */
function shows(location: Entity, sent: Entity): boolean {
  return ["countriesAndRegions", "includeUnknownCountriesAndRegions"].every((key) => isDeepStrictEqual(location[key], sent[key]));
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
    if (location["@odata.type"] !== countryType)
      throw new Error("Could not create named location: returned model was not a CountryNamedLocation");
    const id = `/${locations}/${text(location["id"])}`;
    made(id);
    await graph.operation.pause(15_000, `Waiting for creation of ${id}`);
    await untilShown(graph, id, sent);
    return id;
  },

  async read({ graph }, id) {
    let location: Entity;
    try {
      location = await graph.get("v1.0", id.slice(1));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      // The official plugin swallows every other error here and reports only this.
      throw new Error(`retrieving ${id}: model was nil`, { cause: error });
    }
    if (location["@odata.type"] !== countryType)
      throw new Error(`The sandbox's azuread stand-in knows named locations of countries; ${id} has none (--real azuread).`);
    return fromGraph(location);
  },

  async update({ graph }, id, { planned, changed }) {
    const sent = { ...toGraph(planned), ...(changed("displayName") ? { displayName: text(planned["displayName"]) } : {}) };
    await during(`Could not update named location with ID "${id}"`, graph.patch("v1.0", id.slice(1), sent));
    await untilShown(graph, id, sent);
  },

  async delete({ graph }, id) {
    await during(
      `Deleting named location with ID "${lastSegment(id)}"`,
      graph.delete("v1.0", id.slice(1)).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      }),
    );
    await untilGone(graph, `Waiting for deletion of ${id}`, "v1.0", id.slice(1));
  },
};
