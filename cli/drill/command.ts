import { resolve } from "node:path";
import pWaitFor from "p-wait-for";
import { partitionOf, signInDomain } from "../../contract/partition";
import { dayOf, systemClock } from "../../contract/clock";
import { unprovenDrills } from "./claims";
import { checkEmergencyAccess } from "./emergency-access";
import { type Answers, answersFrom, isSamePerson, QUESTIONS } from "./questions";
import { chainProblems, type DrillResult, readRecords, writeRecord } from "./record";
import { type DrillSubject, drillSubject } from "./subject";
import { answersAtTerminal } from "./terminal";
import { checkUsers } from "./users";
import { checkWatch, isRinging, type SignInTrace, signInTraceSince } from "./watch";
import { exitStatus, Failure } from "../failure";
import { table } from "../output/table";
import { json, type Writer } from "../output/writer";
import { loadSettings } from "../stack/load-settings";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly user?: string;
  readonly operator?: string;
  readonly witness?: string;
  readonly answers?: string;
  readonly folder: string;
  readonly wait: number;
  readonly check?: boolean;
}

/** How often CloudTrail and the alarm are looked at while a sign-in is awaited, in milliseconds. */
const LOOK_EVERY = 3_000;

/**
 * `federation drill`: walks the operator through a breakglass drill (R7.5), checks what can be checked, and leaves
 * dated evidence. Status 1 where something failed; the record is written in any case. `--check` reads the records
 * instead: status 1 where one was tampered with, or where the settings of a stack that is named claim a drill without
 * one.
 */
export const drill: Run<Options> = async ({ writer }, options) => {
  const folder = resolve(options.folder);
  const tampered = chainProblems(folder);
  if (options.check === true) return checked(writer, options, folder, [...tampered, ...claimed(options.stack, folder)]);
  if (tampered.length > 0)
    throw new Failure(`The records in ${folder} are not what was written; settle that first:\n${tampered.join("\n")}`);
  if (options.user === undefined) throw new Failure("--user is missing; name the breakglass user that is drilled, such as breakglass-1.");

  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const written = options.answers === undefined ? undefined : answersFrom(options.answers, (message) => writer.err(message));
  const subject = await drillSubject(settings, options.user);
  const answers = written ?? (await answersAtTerminal(options));
  if (isSamePerson(answers.operator, answers.witness)) throw new Failure("Operator and witness are the same person; a drill has two.");

  await quiet(subject, answers, options.wait);
  const began = systemClock.now();
  const checking = answers.wait("Reading users, trail, event rules and Conditional Access.");
  const results = [...(await checkUsers(subject, began)), ...(await checkWatch(subject)), await checkEmergencyAccess(subject)];
  const failed = results.filter(({ outcome }) => outcome !== "passed");
  checking.end(failed.length === 0 ? `All ${results.length} checks passed.` : `${failed.length} of ${results.length} checks did not pass.`);
  if (failed.length > 0)
    answers.tell(
      "The drill goes on, and will be recorded as failed:",
      failed.map(({ title, evidence }) => `${title}: ${evidence}`),
    );
  results.push(...(await signIn(subject, answers, began, options.wait)));
  const ended = systemClock.now();
  const passed = results.every(({ outcome }) => outcome === "passed");
  const { operator, witness } = answers;
  const page = writeRecord(folder, {
    version: 1,
    stack,
    user: subject.user,
    operator,
    witness,
    began: began.toISOString(),
    ended: ended.toISOString(),
    passed,
    results,
  });

  if (options.json === true) writer.out(json({ passed, page, results }));
  else writer.out(report(subject, results, passed, page, dayOf(ended)));
  return passed ? exitStatus.fine : exitStatus.findings;
};

/** Waits until the alarm rings no more of what was before: it rings once, and the drill needs a ring of its own. */
async function quiet(subject: DrillSubject, answers: Answers, waitMinutes: number): Promise<void> {
  if (!(await isRinging(subject))) return;
  const waiting = answers.wait("The alarm rings already, of something before this drill. Waiting until it is quiet.");
  const deadline = Date.now() + waitMinutes * 60_000;
  const isQuiet = async (): Promise<boolean> => {
    if (!(await isRinging(subject))) return true;
    if (Date.now() < deadline) return false;
    throw new Failure("The alarm rings of something that is no drill: find out who uses a breakglass user, and drill another day.");
  };
  await pWaitFor(isQuiet, { interval: Math.min(LOOK_EVERY, waitMinutes * 60_000) });
  waiting.end("The alarm is quiet.");
}

/** The part that only people can do, and what it left in the cloud. */
async function signIn(subject: DrillSubject, answers: Answers, since: Date, waitMinutes: number): Promise<DrillResult[]> {
  const { user, place } = subject;
  answers.tell("Now, together:", [
    "Announce the drill to the people on call.",
    "Open the vault, and note the seals' numbers.",
    `Sign in as ${user} with password and security key:\n   ${signInUrl(place)}`,
    "Look around, sign out, close the browser's profile.",
  ]);
  const [vault, console, heard, closed] = QUESTIONS;
  const results = [await answers.answer(vault.id), await answers.answer(console.id)];
  const waiting = answers.wait(`Waiting up to ${waitMinutes} minutes for CloudTrail and the alarm.`);
  const trace = await awaited(subject, since, waitMinutes, (now) => waiting.say(traceWords(now)));
  waiting.end(traceWords(trace));
  results.push(
    seen("signed-in", `CloudTrail has the sign-in of ${user}`, trace.signedIn, since, waitMinutes),
    seen("alarmed", "The alarm fired", trace.alarmed, since, waitMinutes),
    await answers.answer(heard.id),
    await answers.answer(closed.id),
  );
  return results;
}

async function awaited(subject: DrillSubject, since: Date, waitMinutes: number, tell: (now: SignInTrace) => void): Promise<SignInTrace> {
  const deadline = Date.now() + waitMinutes * 60_000;
  let trace: SignInTrace = { signedIn: undefined, alarmed: undefined };
  const isOver = async (): Promise<boolean> => {
    trace = await signInTraceSince(subject, since);
    tell(trace);
    return (trace.signedIn !== undefined && trace.alarmed !== undefined) || Date.now() >= deadline;
  };
  await pWaitFor(isOver, { interval: Math.min(LOOK_EVERY, waitMinutes * 60_000) });
  return trace;
}

function traceWords({ signedIn, alarmed }: SignInTrace): string {
  return `CloudTrail: ${signedIn === undefined ? "no sign-in yet" : "sign-in seen"}. Alarm: ${alarmed === undefined ? "not yet" : "fired"}.`;
}

/** Sign-in page of an account's IAM users, by partition. */
function signInUrl({ accountId, homeRegion }: DrillSubject["place"]): string {
  return `https://${accountId}.${signInDomain(partitionOf(homeRegion))}/console`;
}

function seen(id: string, title: string, at: Date | undefined, since: Date, waitMinutes: number): DrillResult {
  if (at === undefined) return { id, title, outcome: "failed", evidence: `Not within ${waitMinutes} minutes.` };
  return {
    id,
    title,
    outcome: "passed",
    evidence: `${at.toISOString()}, ${Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000))} s after the drill began.`,
  };
}

/** What the settings of a stack claim without a record; nothing where no stack is named. */
function claimed(stack: string | undefined, folder: string): readonly string[] {
  if (stack === undefined) return [];
  return unprovenDrills(loadSettings(stack).settings.drills?.lastDrills ?? {}, stack, readRecords(folder));
}

function checked(writer: Writer, options: Options, folder: string, problems: readonly string[]): number {
  const records = readRecords(folder).map(({ file, record }) => ({ file, user: record.user, ended: record.ended, passed: record.passed }));
  if (options.json === true) writer.out(json({ records, problems }));
  else {
    if (records.length > 0) {
      writer.out(
        table({
          head: ["Record", "User", "Ended", "Passed"],
          rows: records.map(({ file, user, ended, passed }) => [file, user, ended, passed ? "yes" : "NO"]),
        }),
      );
    }
    writer.out(problems.length === 0 ? `${records.length} records, the chain is whole.` : problems.join("\n"));
  }
  return problems.length === 0 ? exitStatus.fine : exitStatus.findings;
}

function report({ user }: DrillSubject, results: readonly DrillResult[], passed: boolean, page: string, day: string): string {
  return [
    table({
      head: ["Check", "Outcome", "Evidence"],
      rows: results.map(({ title, outcome, evidence }) => [title, outcome === "failed" ? "FAILED" : outcome, evidence]),
      widths: [42, 11, 62],
    }),
    "",
    `${passed ? "Passed" : "FAILED"}. Record: ${page} (commit it with its JSON).`,
    ...(passed ? [`Write into the settings: federation:drills.lastDrills["${user}"] = "${day}".`] : []),
  ].join("\n");
}
