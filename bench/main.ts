/** `npm run bench -- NAME`: measurements as ratios within one run, written to bench/results/. */
import { run as adopt } from "./adopt";
import { run as limits } from "./limits";
import { run as calls } from "./calls";
import { run as drift } from "./drift";
import { run as policy } from "./policy";
import { run as questions } from "./questions";
import { run as registration } from "./registration";
import { run as report } from "./report";
import { run as start } from "./start";
import { run as sdk } from "./sdk";
import { run as severalStacks } from "./several-stacks";
import { run as verify } from "./verify";

/** True where the limits were kept. */
const benches: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  adopt,
  start,
  registration,
  policy,
  limits,
  calls,
  drift,
  questions,
  report,
  sdk,
  "several-stacks": severalStacks,
  verify,
};

const names = process.argv.slice(2);

async function main(): Promise<number> {
  const unknown = names.find((name) => !(name in benches));
  if (unknown !== undefined) {
    console.error(`There is no bench "${unknown}"; there are: ${Object.keys(benches).join(", ")}.`);
    return 2;
  }
  let kept = true;
  for (const name of names.length > 0 ? names : Object.keys(benches)) kept = (await benches[name]!()) && kept;
  return kept ? 0 : 1;
}

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
