import * as pulumi from "@pulumi/pulumi";
import { accountWords, goneSentences, heldSentences, heldSetProblems, outOfReach } from "../access/closed-accounts";
import type { AccessPlan, Organization, Problem } from "../access/model";
import { assignmentsInState, setsLeftAlone, type StateAssignment } from "./former-names";
import type { StateResource } from "./stack-state";

/** What the stack has made in accounts in which nothing can be changed. */
export interface OutOfReachReading {
  readonly held: readonly StateAssignment[];
  /** Names of the permission sets that must be planned, granted or not. */
  readonly sets: ReadonlySet<string>;
  problems(plan: AccessPlan): Problem[];
  /** Says what is left as it is, what has nothing, and what is no longer there. */
  announce(plan: AccessPlan): Promise<void>;
}

/** Holds the state against the organization; no cloud is asked. */
export function readOutOfReach(state: readonly StateResource[], organization: Organization): OutOfReachReading {
  const { held, gone } = outOfReach(assignmentsInState(state), organization);
  const leftAlone = setsLeftAlone(state);
  return {
    held,
    sets: new Set([...held.map(({ permissionSet }) => permissionSet), ...leftAlone]),
    problems: (plan) => heldSetProblems({ held, leftAlone }, plan, organization),
    async announce({ leftOut }) {
      const empty = leftOut.filter(({ id }) => held.every(({ accountId }) => accountId !== id));
      const sentences = empty.map((account) => `Account ${accountWords(account)}: nothing is assigned there.`);
      sentences.push(...heldSentences(held, organization), ...goneSentences(gone));
      for (const sentence of sentences) await pulumi.log.warn(sentence);
    },
  };
}
