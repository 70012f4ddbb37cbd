/**
 * What `federation verify` takes at growing numbers of assignments in the same places, where its calls must not grow,
 * and with 5,000 spread over ten times the places.
 */
import { measureReading, spread } from "./measure";

/** Measures, prints and writes bench/results/verify.{json,md,svg}; true where the limits were kept. */
export const run = (): Promise<boolean> => measureReading("verify", spread);
