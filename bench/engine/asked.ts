/** What the caller asks a bench for, in the environment. */

/** `SIZES`: numbers of assignments, separated by commas. */
export function askedSizes(usual: readonly number[]): number[] {
  return process.env["SIZES"]?.split(",").map(Number) ?? [...usual];
}

/** `ROUNDS`: how often each thing is measured. */
export function askedRounds(usual: number): number {
  return Number(process.env["ROUNDS"] ?? usual);
}
