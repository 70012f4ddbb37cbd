/**
 * Calls of what reads every assignment: of an AWS of this process that has them all, counted at its endpoint; Entra is
 * answered from memory.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { loadSettings } from "../../cli/stack/load-settings";
import { VerifyContext } from "../../cli/verify/context";
import { systemClock } from "../../contract/clock";
import { BenchSandbox } from "../engine/sandbox";
import { LocalAws } from "../verify/local-aws";
import { adoptOfAll, driftOfAll, verifyOfAll } from "../verify/operations";
import { settingsOf, type Size } from "../verify/size";
import { sourcesOf } from "../verify/sources";
import type { Count } from "./count";

const WHOLE: Readonly<Record<string, (context: VerifyContext, assignments: number) => Promise<void>>> = {
  verify: verifyOfAll,
  drift: driftOfAll,
  adopt: ({ settings }, assignments) => adoptOfAll(settings.homeRegion, assignments),
};

/** What is counted here. */
export const wholeOperations = Object.keys(WHOLE);

/** @throws Error where an operation did not see all assignments */
export async function countWhole(operation: string, assignments: number): Promise<Count> {
  const size = sizeOf(assignments);
  const aws = new LocalAws(size, false);
  const file = join(new BenchSandbox("bench-calls").folder, "Pulumi.large.yaml");
  writeFileSync(file, stringify({ config: settingsOf(size) }, { aliasDuplicateObjects: false }));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await aws.start(),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    PULUMI_OPTION_CONFIG_FILE: file,
    FEDERATION_NOW: "2026-11-28T12:00:00Z",
  });
  try {
    const { settings } = loadSettings("large");
    const context = new VerifyContext(settings, systemClock.now(), sourcesOf(settings, { aws: { calls: 0 }, entra: { calls: 0 } }));
    await WHOLE[operation]!(context, assignments);
    return { operation, assignments, aws: aws.calls, entra: undefined };
  } finally {
    aws.stop();
  }
}

/** A thousand pairs of sets and accounts that stay the same; each has as many groups as the size needs. */
function sizeOf(assignments: number): Size {
  const [sets, accounts] = [10, 101];
  const groupsOfSet = assignments / (sets * (accounts - 1));
  if (!Number.isInteger(groupsOfSet) || groupsOfSet < 1 || groupsOfSet > 10)
    throw new Error(`${assignments} assignments: a size of bench calls is a multiple of 1000, at most 10000.`);
  return { sets, accounts, groups: 10, accountsOfSet: accounts - 1, groupsOfSet, users: 20 };
}
