import { createHash, randomBytes } from "node:crypto";

/** How the official plugin names an object that the program does not name. */
export interface AutoName {
  /** The property that takes the name. Default `name`. */
  readonly property?: string;
  /** Longest name in characters; the logical name is cut to fit. Default 256. */
  readonly maxLength?: number;
  /** Some names are lower case. */
  readonly lowerCase?: boolean;
}

/** Hex digits of the random part, as the official bridge has it. */
const randomDigits = 7;

/**
 * Logical name, hyphen and seven random hex digits. The same seed gives the same name, so that `up` does what the
 * preview showed.
 */
export function autoName(logicalName: string, seed: Uint8Array, { maxLength = 256, lowerCase = false }: AutoName): string {
  const random = createHash("sha256")
    .update(seed.length > 0 ? seed : randomBytes(32))
    .digest("hex")
    .slice(0, randomDigits);
  const tail = `-${random}`;
  const name = `${logicalName.slice(0, maxLength - tail.length)}${tail}`;
  return lowerCase ? name.toLowerCase() : name;
}
