import * as pulumi from "@pulumi/pulumi";
import { type Cloud, type RefusalKind, refusalKind, refusalSentence } from "../access/cloud-refusal";

/** Variables whose value no message shows, even where a cloud repeats it. */
const SECRET_VARIABLES = [
  ...["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE"],
  ...["ARM_OIDC_TOKEN", "ARM_OIDC_REQUEST_TOKEN", "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE"],
];

/** A reading that failed, as one sentence; the engine shows it without a stack trace. */
export class ReadingError extends pulumi.RunError {
  constructor(
    message: string,
    /** Why; of several readings that of the first. */
    readonly kind: RefusalKind,
    /** Readings of one cause are told once. */
    readonly oneCause: string,
    /**
     * What the cloud answered, for callers that know what a certain refusal means; may hold anything, and is never
     * shown.
     */
    readonly answer: string,
  ) {
    super(message);
  }
}

/**
 * Every reading of the program goes through here: what a cloud or the engine does not answer becomes one sentence that
 * names the cloud, what was asked, the answer in short, and what to look at.
 *
 * @param asked What is asked, as the object of "asked for".
 * @throws ReadingError
 */
export async function reading<Answer>(cloud: Cloud, asked: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    // A TypeError is a mistake of the program itself: it must not look like a cloud's.
    if (error instanceof ReadingError || error instanceof TypeError) throw error;
    const answer = error instanceof Error ? error.message : String(error);
    const secrets = SECRET_VARIABLES.flatMap((name) => process.env[name] ?? []);
    const kind = refusalKind(error);
    throw new ReadingError(refusalSentence({ cloud, asked, answer, kind, secrets }), kind, `${cloud} ${kind}`, answer);
  }
}

/**
 * As `Promise.all`, but waits for all, so that nothing is left to fail unseen, and tells each cause once: both clouds
 * where both fail.
 */
export async function readings<const Answers extends readonly unknown[]>(
  asked: Answers,
): Promise<{ -readonly [Index in keyof Answers]: Awaited<Answers[Index]> }> {
  const settled = await Promise.allSettled(asked);
  const failures = settled.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  // A mistake of the program itself goes first: it must not hide behind a cloud.
  const unforeseen = failures.find((failure) => !(failure instanceof ReadingError));
  if (unforeseen !== undefined) throw unforeseen;
  const [first, ...others] = new Map((failures as ReadingError[]).toReversed().map((failure) => [failure.oneCause, failure])).values();
  if (first === undefined)
    return settled.map((result) => (result as PromiseFulfilledResult<unknown>).value) as {
      -readonly [Index in keyof Answers]: Awaited<Answers[Index]>;
    };
  if (others.length === 0) throw first;
  const all = [first, ...others].reverse();
  throw new ReadingError(all.map(({ message }) => message).join("\n"), first.kind, all.map(({ oneCause }) => oneCause).join(), "");
}
