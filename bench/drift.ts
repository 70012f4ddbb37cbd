/**
 * What `federation drift` takes at growing numbers of assignments in the same places, where its calls must not grow.
 */
import { measureReading } from "./verify/measure";

/** Measures, prints and writes bench/results/drift.{json,md,svg}; true where the limits were kept. */
export const run = (): Promise<boolean> => measureReading("drift", []);
