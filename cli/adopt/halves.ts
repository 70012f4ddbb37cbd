import type { AdoptedPart, AdoptionPlace } from "./part";

/** Reads one half beside Identity Center's; undefined where there is nothing of it. */
export type ReadHalf = (place: AdoptionPlace) => Promise<AdoptedPart | undefined>;

/** Entra's half: where it is there, the stack's phase is `assign`, and the access list names groups as Entra does. */
export const readEntraHalf: ReadHalf | undefined = undefined;

/** What is adopted beside the two halves: breakglass users, trail, alarms. */
export const readOthers: readonly ReadHalf[] = [];
