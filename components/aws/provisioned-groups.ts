import * as pulumi from "@pulumi/pulumi";
import pWaitFor from "p-wait-for";
import { formatProblems, problemSentence } from "../../access/problems";
import { type WantedGroup, type GroupMatches, matchGroups } from "../../access/identity-store";
import { NEW_TOKEN, type ProvisioningLook } from "../../access/provisioning-health";
import { WAIT_PACE, type WaitPace, ProvisioningWatch, type Reasons } from "../provisioning-watch";
import { type IdentityCenterInstance, readIdentityStoreGroups } from "./identity-center";

/** What {@link waitForGroups} needs. */
export interface GroupWait {
  readonly instance: IdentityCenterInstance;
  readonly groups: readonly WantedGroup[];
  /** What Identity Center had when the program started. */
  readonly found: GroupMatches;
  /** Resolves when provisioning was asked for what is missing. */
  readonly requested: pulumi.Output<void>;
  /** Minutes that `up` waits before it names what is missing. */
  readonly waitMinutes: number;
  /** Asks Entra why nothing arrives. */
  readonly look: () => Promise<ProvisioningLook>;
  /** Default: {@link WAIT_PACE}. */
  readonly pace?: WaitPace;
}

/**
 * Identity store ids of the groups, by the group as written.
 *
 * What Identity Center has is known at once, whatever else is missing: a preview shows no assignment as replaced
 * because another group is new. What is missing is unknown in preview, and waited for in `up`, all groups with one call
 * a poll. Nothing is ever deleted because a group did not come: the run ends with an error that names every one, and
 * the next run goes on.
 *
 * The program waits, not the inputs of the assignments: Pulumi would put the name of each input before the sentence.
 *
 * @throws RunError with the groups that did not come in time.
 */
export async function waitForGroups(wait: GroupWait): Promise<ReadonlyMap<string, pulumi.Output<string>>> {
  const known = outputsOf(wait.found.groupIds);
  if (isComplete(wait.found)) return known;
  if (!pulumi.runtime.isDryRun()) {
    await new Promise<void>((resolve) => wait.requested.apply(resolve));
    return outputsOf(await poll(wait));
  }
  // Never asked for in preview: the request that they stand for is made in `up`.
  const coming = wait.requested.apply(() => poll(wait));
  return new Map([...known, ...wait.found.missing.map(({ written }) => [written, coming.apply((ids) => ids.get(written) ?? "")] as const)]);
}

function outputsOf(ids: ReadonlyMap<string, string>): Map<string, pulumi.Output<string>> {
  return new Map([...ids].map(([written, id]) => [written, pulumi.output(id)]));
}

async function poll({ instance, groups, waitMinutes, look, pace = WAIT_PACE }: GroupWait): Promise<ReadonlyMap<string, string>> {
  const deadline = Date.now() + waitMinutes * 60_000;
  const watch = new ProvisioningWatch(look, pace);
  let shown = "";
  const idsOnceThere = async () => {
    const matches = matchGroups(groups, await readIdentityStoreGroups(instance));
    if (isComplete(matches)) return pWaitFor.resolveWith(matches.groupIds);
    // What is refused stays so until somebody clears it up: only what is missing is worth the wait.
    if (matches.missing.length === 0) throw new pulumi.RunError(formatProblems(matches.refused));
    const awaited = matches.missing.map(({ id }) => id);
    if (watch.isHopeless) throw new pulumi.RunError(hopeless(matches, await watch.reasons(awaited)));
    if (Date.now() >= deadline) throw new pulumi.RunError(tooLate(matches, waitMinutes, await watch.reasons(awaited)));
    await watch.tell(awaited);
    const waitingFor = matches.missing.map(({ displayName }) => displayName).join(", ");
    if (waitingFor !== shown) await pulumi.log.info(`Waiting for Entra to provision: ${waitingFor}`, undefined, undefined, true);
    shown = waitingFor;
    return false;
  };
  return pWaitFor(idsOnceThere, { interval: Math.min(pace.poll, waitMinutes * 60) * 1000 });
}

function isComplete({ missing, refused }: GroupMatches): boolean {
  return missing.length === 0 && refused.length === 0;
}

const GOES_ON = "run `pulumi up` again: it goes on where this run stopped";

function tooLate({ missing, refused }: GroupMatches, waitMinutes: number, { reasons, unread }: Reasons): string {
  const unknown = unread.length === 0 ? "" : ` (${unread.join("; ")})`;
  const why =
    reasons.length === 0
      ? `look at the provisioning log of the enterprise app${unknown}, then`
      : `Entra says why: ${reasons.join("; ")}. Mend it, then`;
  return [
    `After ${waitMinutes} minutes (federation:provisioning.waitMinutes) Identity Center still lacks ${named(missing)}; ${why} ${GOES_ON}, and Entra's own cycle comes every 40 minutes.`,
    ...refused.map(problemSentence),
  ].join("\n");
}

/** No waiting mends a token that the target refuses. */
function hopeless({ missing, refused }: GroupMatches, { reasons }: Reasons): string {
  return [
    `Identity Center lacks ${named(missing)}, and Entra cannot provision there: ${reasons.join("; ")}. To mend it, ${NEW_TOKEN}, then ${GOES_ON}.`,
    ...refused.map(problemSentence),
  ].join("\n");
}

function named(missing: GroupMatches["missing"]): string {
  const names = missing.map(({ displayName, id }) => `"${displayName}" (${id})`).join(", ");
  return `${missing.length === 1 ? "the group" : `${missing.length} groups`}: ${names}`;
}
