/** What repetitions say. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/**
 * The turns of an interleaved measurement: every round has each of them once and begins with another, so that a slow
 * minute slows all.
 */
export function interleaved<T>(kinds: readonly T[], rounds: number): T[] {
  return Array.from({ length: rounds }, (_, round) => kinds.map((_kind, turn) => kinds[(round + turn) % kinds.length]!)).flat();
}

/** As people read it: median (least–most). */
export function spanOf({ median: middle, least, most }: Spread, digits: number): string {
  return `${middle.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
