import pMap from "p-map";
import { type Clouds, lookFor } from "./look";
import { sortFound, type Orphan, type Unproven } from "./found-objects";
import { nameOf, textInput, type ResourceState } from "../stack/state";

/**
 * Types that a cloud makes a second time without a word: an `up` after a killed one, without recovery between them,
 * leaves a second object. Everything else either conflicts, or is the same when it is written twice, or is looked for
 * by {@link findOrphans}.
 */
const repeated = new Set([
  "aws:kms/key:Key",
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  "azuread:index/namedLocation:NamedLocation",
]);

/** How many resources are looked for at once. */
const concurrency = 4;

/**
 * Names objects that are called as one of the state is, were made lately, and are in no state; what cannot be read is
 * told in `unread`. An older one may be another stack's or a person's, and so may one whose age the cloud does not
 * tell. Only one that carries this stack's own tag, or, where the kind takes none, one whose making this state shows as
 * interrupted, is proven to be this stack's.
 */
export async function readDuplicates(
  resources: readonly ResourceState[],
  clouds: Clouds,
  pending: readonly ResourceState[],
): Promise<{ readonly orphans: readonly Orphan[]; readonly unproven: readonly Unproven[]; readonly unread: readonly string[] }> {
  const known = new Set(resources.map(({ type, id = "" }) => `${type} ${bare(id)}`));
  const ours = resources.filter(({ type, custom }) => custom === true && repeated.has(type));
  const looked = await pMap(ours, async (resource) => ({ resource, lookUp: await lookFor(resource, clouds) }), { concurrency });
  const duplicates = looked.flatMap(({ resource, lookUp }): { orphan: Orphan; isProven: boolean }[] => {
    if (lookUp.kind !== "found") return [];
    const isBegun = pending.some(({ urn }) => urn === resource.urn);
    return lookUp.candidates
      .filter(({ id, created }) => !known.has(`${resource.type} ${bare(id)}`) && created !== undefined && created >= clouds.since)
      .map(({ id, description, created, marked }) => ({
        isProven: marked ?? isBegun,
        orphan: {
          ...(resource.type === "aws:kms/key:Key"
            ? { kind: "key", keyId: id, region: textInput(resource, "region") ?? clouds.homeRegion }
            : { kind: "Entra object", path: id }),
          description: `${description} (${id}), made ${created?.toISOString()}, a second one of what the state holds`,
        },
      }));
  });
  // Two resources of one name find the same object; it is proven where it is for either.
  const proven = new Set(duplicates.flatMap(({ orphan, isProven }) => (isProven ? [orphan.description] : [])));
  const unread = looked.flatMap(({ resource, lookUp }) =>
    lookUp.kind === "unknown" ? [`${nameOf(resource)} could not be looked for: ${lookUp.because}`] : [],
  );
  const once = [...new Map(duplicates.map(({ orphan }) => [orphan.description, orphan])).values()];
  const isProven = ({ description }: Orphan) => proven.has(description);
  return {
    ...sortFound(once, isProven, "compare it with the one that the state holds, and delete the one that nobody needs by hand"),
    unread,
  };
}

/**
 * The id without the path or ARN that may stand before it: a provider that writes it otherwise must not make two of the
 * one object.
 */
function bare(id: string): string {
  return id.split("/").at(-1) ?? id;
}
