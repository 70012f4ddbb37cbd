/** `npm run bench -- NAME`: measurements as ratios within one run, written to bench/results/. */
import { run as policy } from "./policy";
import { run as preview } from "./preview";
import { run as report } from "./report";
import { run as whoCan } from "./who-can";

/** True where the limits were kept. */
const benches: Readonly<Record<string, () => boolean>> = { policy, preview, report, "who-can": whoCan };

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in benches));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 2;
} else {
  const kept = (names.length > 0 ? names : Object.keys(benches)).map((name) => benches[name]!());
  process.exitCode = kept.every(Boolean) ? 0 : 1;
}
