import { isDeepStrictEqual } from "node:util";
import pMap from "p-map";
import pWaitFor from "p-wait-for";
import { sentence } from "../failure";
import { entraRecoveries, type EntraClouds } from "./entra";
import { CannotLook, type Recovery } from "./finder";
import { identityCenterRecoveries, type IdentityCenterClouds } from "./identity-center";
import { namedRecoveries, type NamedClouds } from "./named";
import type { CreationLookup } from "./plan";
import { pendingOperations, type ResourceState, type StackState } from "../stack/state";

/** Everything that finders ask. */
export interface Clouds extends IdentityCenterClouds, NamedClouds, Omit<EntraClouds, "entra"> {
  /** Signs in on first use; a recovery of AWS resources alone needs no Entra. */
  readonly entra: () => Promise<EntraClouds["entra"]>;
}

/** How many resources are looked for at once. */
const concurrency = 8;

/** A provider that outlives its engine for a moment may still finish a request: looking ends when two looks agree. */
const pauseSeconds = 2;
const looks = 8;

/** Looks for every pending creation, until what is seen stands still. */
export async function lookForPending(state: StackState, clouds: Clouds): Promise<Map<string, CreationLookup>> {
  const resources = pendingOperations(state)
    .filter(({ type, resource }) => type === "creating" && resource.custom === true)
    .map(({ resource }) => resource);
  let before = await lookOnce(resources, clouds);
  if ([...before.values()].every(({ kind }) => kind === "repeatable")) return before;
  let look = 1;
  const standsStill = async (): Promise<boolean> => {
    const now = await lookOnce(resources, clouds);
    const isSame = isDeepStrictEqual(now, before);
    before = now;
    look += 1;
    return isSame || look === looks;
  };
  await pWaitFor(standsStill, { interval: pauseSeconds * 1000, before: false });
  return before;
}

async function lookOnce(resources: readonly ResourceState[], clouds: Clouds): Promise<Map<string, CreationLookup>> {
  return new Map(await pMap(resources, async (resource) => [resource.urn, await lookFor(resource, clouds)] as const, { concurrency }));
}

/** Looks for one resource. */
export async function lookFor(resource: ResourceState, clouds: Clouds): Promise<CreationLookup> {
  const { type } = resource;
  try {
    const entra = entraRecoveries[type];
    const aws: Recovery<Clouds> | undefined = identityCenterRecoveries[type] ?? namedRecoveries[type];
    if (entra !== undefined) {
      if ("repeatable" in entra) return { kind: "repeatable", because: entra.repeatable };
      const reader = await clouds.entra();
      return { kind: "found", candidates: await entra.find(resource, { entra: reader, since: clouds.since }) };
    }
    if (aws !== undefined) {
      return "repeatable" in aws
        ? { kind: "repeatable", because: aws.repeatable }
        : { kind: "found", candidates: await aws.find(resource, clouds) };
    }
    return { kind: "unknown", because: `recover does not know how to look for a ${type}` };
  } catch (error) {
    return { kind: "unknown", because: error instanceof CannotLook ? error.message : `looking failed: ${sentence(error)}` };
  }
}
