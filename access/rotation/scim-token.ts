/**
 * The rotation of the SCIM token: AWS takes two at once, so the new one is made, stored and handed to Entra before the
 * old one is deleted. Pure.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/rotate-token.html
 */
import { dayOf, yearsAfter } from "../../contract/clock";
import { daysUntil, settingsPageOf, TAKE_ADOPTED_OUT, tokenRenewalDays } from "../steps";
import { inOrder, nextOf, type Progress, type Rotation, type StepText } from "./step";

/** What a test of a token said. */
export type TokenTest =
  | { readonly outcome: "accepted" }
  /** By AWS, which no waiting mends. */
  | { readonly outcome: "refused"; readonly message: string }
  /** Something else failed, such as the network. */
  | { readonly outcome: "failed"; readonly message: string }
  | { readonly outcome: "untested"; readonly message: string };

/** What both clouds, the state and the settings say. No value of a token is among it. */
export interface TokenFacts {
  readonly homeRegion: string;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: string;
  /** `federation:provisioning.adopted`: `pulumi up` leaves the credentials in Entra as they are. */
  readonly adopted?: boolean;
  /** `federation:provisioning.tokenExpires`. */
  readonly tokenExpires: string | undefined;
  /** When tokens were made in the last 90 days, newest first. */
  readonly made: readonly Date[];
  /** When tokens were deleted in the last 90 days, newest first. */
  readonly deleted: readonly Date[];
  /** When provisioning was enabled, if in the last 90 days: its first token had none before it. */
  readonly enabled: Date | undefined;
  /** When `pulumi up` last changed the credentials that Entra holds, by the state. */
  readonly written: Date | undefined;
  /** Test of the token that Entra holds. */
  readonly held: TokenTest;
  /** Test of the token that the settings hold. */
  readonly stored: TokenTest;
  /** Why the job is in quarantine, if it is. */
  readonly quarantine: string | undefined;
}

/** How the rotation stands. */
export function tokenRotation(facts: TokenFacts): Rotation {
  const [newest] = facts.made;
  const { written, deleted, enabled } = facts;
  if (newest === undefined) return atRest(facts);
  const applied = written !== undefined && written > newest;
  if (applied && fits(facts, newest)) {
    const alone = facts.made.length === 1 && enabled !== undefined;
    const settled = alone || deletedSince(deleted, written);
    if (settled && facts.held.outcome !== "refused") return atRest(facts);
    if (settled) return broken(facts);
  } else if (deleted.some((time) => time > newest) && facts.stored.outcome === "refused") {
    return broken(facts);
  }
  const steps = inOrder([
    { text: generateText(facts), done: true, evidence: `a token was made at ${newest.toISOString()}` },
    storeProgress(facts, newest),
    {
      text: applyText(facts),
      done: applied,
      evidence:
        written === undefined
          ? "the state has no credentials of provisioning"
          : `\`pulumi up\` last changed Entra's credentials at ${written.toISOString()}, ${applied ? "after" : "before"} the newest token was made`,
    },
    connectionProgress(facts),
    deleteProgress(facts),
  ]);
  const next = nextOf(steps);
  return { steps, next, summary: next === undefined ? "The rotation is complete." : working(facts) };
}

/** The day on which a token ends that was made at a moment: AWS gives each a year. */
function endOf(made: Date): string {
  return yearsAfter(dayOf(made), 1);
}

/** Whether the settings' end is that of a token made then; a day more or less is a matter of time zones. */
function fits({ tokenExpires }: TokenFacts, made: Date): boolean {
  return tokenExpires !== undefined && Math.abs(daysUntil(tokenExpires, endOf(made))) <= 1;
}

/** Whether a token was deleted since a moment; CloudTrail writes whole seconds. */
function deletedSince(deleted: readonly Date[], moment: Date): boolean {
  return deleted.some((time) => time.getTime() >= Math.floor(moment.getTime() / 1000) * 1000);
}

/** One token, as far as is known: nothing to do before its renewal days, unless AWS refuses it. */
function atRest(facts: TokenFacts): Rotation {
  const { tokenExpires, today, held } = facts;
  if (held.outcome === "refused") return broken(facts);
  const days = tokenExpires === undefined ? undefined : daysUntil(tokenExpires, today);
  const ends = days === undefined ? "federation:provisioning.tokenExpires is not set" : `the token ends ${tokenExpires}, in ${days} days`;
  const steps = inOrder([{ text: generateText(facts), done: days !== undefined && days > tokenRenewalDays, evidence: ends }]);
  const next = nextOf(steps);
  return {
    steps,
    next,
    summary:
      next === undefined
        ? `Nothing to rotate: ${ends}. To rotate earlier, generate a second token (${tokensPage(facts.homeRegion)}) and run this again.`
        : working(facts),
  };
}

/** The token that Entra holds is gone: sign-in goes on, and nobody is provisioned until there is another. */
function broken(facts: TokenFacts): Rotation {
  const message = facts.held.outcome === "accepted" ? "" : `: ${facts.held.message}`;
  const evidence =
    facts.held.outcome === "refused"
      ? `AWS refuses the token that Entra holds${message}`
      : `a token was deleted at ${facts.deleted[0]?.toISOString() ?? "a time unknown"}, and AWS refuses the one that the settings hold: the new one is gone`;
  const steps = inOrder([{ text: generateText(facts), done: false, evidence }]);
  return { steps, next: steps[0], summary: working(facts) };
}

function working({ held, quarantine }: TokenFacts): string {
  if (held.outcome === "accepted" && quarantine === undefined) return "Broken off here, sign-in and provisioning go on as they are.";
  return "Sign-in goes on; provisioning does not work: leavers keep their access and joiners get none until the next steps are done.";
}

function tokensPage(homeRegion: string): string {
  return `${settingsPageOf(homeRegion)} > Automatic provisioning > View details > Access tokens`;
}

function generateText({ homeRegion, today }: TokenFacts): StepText {
  return {
    id: "generate",
    by: "person",
    runbook: "R4.1",
    title: "Generate a second SCIM token",
    why: "Only the console makes tokens, two at most at a time; the old one goes on working.",
    where: `${tokensPage(homeRegion)} > Generate token`,
    actions: [
      "Generate a token; leave the old one in place.",
      "Copy it at once, it is shown this once: store it without showing it with `pulumi config set --secret federation:scimToken`.",
      "Run this command again.",
    ],
    values: [{ label: "A token made today ends on (federation:provisioning.tokenExpires)", value: yearsAfter(today, 1) }],
    verifiedBy: "CloudTrail's CreateBearerToken in the home region, minutes later.",
  };
}

function storeProgress(facts: TokenFacts, newest: Date): Progress {
  const { stored, tokenExpires } = facts;
  const day = fits(facts, newest);
  const taken = stored.outcome !== "refused";
  return {
    text: {
      id: "store",
      by: "person",
      runbook: "R4.1",
      title: "Store the new token and its end",
      why: "`pulumi up` hands to Entra what the settings hold.",
      where: "The stack's settings",
      actions: [
        "`pulumi config set --secret federation:scimToken` (it reads the value from the terminal).",
        `Write the end into federation:provisioning.tokenExpires.`,
      ],
      values: [{ label: "Token ends (federation:provisioning.tokenExpires)", value: endOf(newest) }],
      verifiedBy: "tokenExpires is a year after CreateBearerToken, and AWS takes the stored token (Entra tries it, without keeping it).",
    },
    done: day && taken,
    evidence: [
      tokenExpires === undefined
        ? "tokenExpires is not set"
        : day
          ? `tokenExpires is ${tokenExpires}`
          : `tokenExpires is ${tokenExpires}, which is no year after the newest token was made (${endOf(newest)})`,
      testWords("the stored token", stored),
    ].join("; "),
  };
}

const applyText = ({ adopted = false }: TokenFacts): StepText => ({
  id: "apply",
  by: "program",
  runbook: "R4.2",
  title: "Hand the new token to Entra",
  why: "Entra holds the old token until then, and goes on with it.",
  where: "`pulumi up`",
  actions: [
    ...(adopted ? [TAKE_ADOPTED_OUT] : []),
    "Run `pulumi up`: it updates the SynchronizationSecret. If it shows no such change, the stored token is the old one.",
    "Run this command again.",
  ],
  values: [],
  verifiedBy: "The state's SynchronizationSecret was changed after the newest token was made.",
});

function connectionProgress({ held, quarantine }: TokenFacts): Progress {
  return {
    text: {
      id: "connection",
      by: "command",
      runbook: "R4.2",
      title: "Entra reaches Identity Center with what it holds",
      why: "The old token may only go once the new one works.",
      where: "Entra's own connection test, which this command runs",
      actions:
        held.outcome === "accepted" && quarantine !== undefined
          ? ["`federation repair` restarts provisioning."]
          : ["If AWS refuses the token, store the right one and run `pulumi up`; else try again."],
      values: [],
      verifiedBy: "The connection test succeeds, and provisioning is in no quarantine.",
    },
    done: held.outcome === "accepted" && quarantine === undefined,
    evidence: [
      testWords("the token that Entra holds", held),
      ...(quarantine === undefined ? [] : [`provisioning is in quarantine (${quarantine})`]),
    ].join("; "),
  };
}

function deleteProgress({ homeRegion, made, deleted, written }: TokenFacts): Progress {
  const newest = made[0];
  return {
    text: {
      id: "delete-old",
      by: "person",
      runbook: "R4.1",
      title: "Delete the old token",
      why: "It works until its end, for whoever has it. Deleting the new one would stop provisioning: no API says which of two Entra holds.",
      where: tokensPage(homeRegion),
      actions: ["Choose the token that was created earlier, choose Delete. Keep the newest.", "Run this command again."],
      values: newest === undefined ? [] : [{ label: "Keep the token created", value: newest.toISOString() }],
      verifiedBy: "CloudTrail's DeleteBearerToken, and Entra's connection test after it.",
    },
    done: written !== undefined && deletedSince(deleted, written),
    evidence: "CloudTrail knows of no deletion since Entra holds the new token",
  };
}

function testWords(what: string, test: TokenTest): string {
  if (test.outcome === "accepted") return `AWS takes ${what}`;
  if (test.outcome === "refused") return `AWS refuses ${what}: ${test.message}`;
  return `${what} could not be tried: ${test.message}`;
}
