import { withFullStop } from "../../access/words";
import { Failure } from "../failure";
import { elementsOf } from "./json-elements";
import type { Chunks } from "./read-text";
import { type RawResource, resource } from "./resource";
import type { Step } from "./steps";

/** A preview as `pulumi preview --json` writes it, in one document or as a stream of events. */
export interface Preview {
  readonly steps: readonly Step[];
  /** The configuration that the program saw, secrets blinded. */
  readonly config: Readonly<Record<string, string>>;
  /** Whether what stays the same is among the steps. */
  readonly whole: boolean;
}

const HOW = "write one with `pulumi preview --json --show-sames > preview.json`";

/** Takes bytes as they come, and gives the preview at their end. */
interface Reader {
  push(chunk: Buffer): void;
  end(): Preview;
}

/**
 * Reads a preview.
 *
 * @param name of the file, for the sentence.
 * @throws Failure with one sentence where it is none, was cut off, or failed.
 */
export async function parsePreview(chunks: Chunks, name: string): Promise<Preview> {
  let reader: Reader | undefined;
  let start = "";
  for await (const chunk of chunks) {
    if (reader !== undefined) {
      reader.push(chunk);
      continue;
    }
    // Enough to tell the one form from the other.
    start += chunk.toString("latin1");
    const first = start.replace(/^\u00EF\u00BB\u00BF/, "").trimStart();
    if (first.length < EVENT.length) continue;
    reader = first.startsWith(EVENT) ? eventsReader(name) : digestReader(name, first.startsWith("{"));
    reader.push(Buffer.from(start, "latin1"));
  }
  if (reader !== undefined) return reader.end();
  if (start.trim() === "") throw new Failure(`${name} is empty; ${HOW}.`);
  const short = digestReader(name, start.trimStart().startsWith("{"));
  short.push(Buffer.from(start, "latin1"));
  return short.end();
}

const EVENT = '{"sequence":';

interface Diagnostic {
  readonly severity?: string;
  readonly message?: string;
}

interface Digest {
  readonly steps?: unknown;
  readonly config?: Record<string, string>;
  readonly diagnostics?: readonly Diagnostic[];
  readonly changeSummary?: Readonly<Record<string, number>>;
}

interface RawStep {
  readonly op?: unknown;
  readonly urn?: unknown;
  readonly oldState?: RawResource;
  readonly newState?: RawResource;
}

function digestReader(name: string, begins: boolean): Reader {
  const steps: Step[] = [];
  let strange = false;
  const cut = begins ? "it was cut off, or something else was written into it" : "it is no JSON";
  const refusingOthers = <T>(read: () => T): T => {
    try {
      return read();
    } catch {
      throw new Failure(`${name} is no preview: ${cut}; ${HOW}.`);
    }
  };
  const elements = elementsOf("steps", (element) => {
    const { op, urn, oldState, newState } = (element ?? {}) as RawStep;
    if (typeof op !== "string" || typeof urn !== "string") strange = true;
    else steps.push(step(op, urn, oldState, newState));
  });
  return {
    push: (chunk) => refusingOthers(() => elements.push(chunk)),
    end: () => {
      const digest = refusingOthers(() => elements.end()) as Digest | null;
      if (digest === null || typeof digest !== "object" || !("changeSummary" in digest || "steps" in digest)) {
        const state = digest !== null && typeof digest === "object" && "deployment" in digest;
        throw new Failure(
          `${name} is no preview: it is other JSON; ${HOW}${state ? ", and give a saved state as --before or --after" : ""}.`,
        );
      }
      refuseErrors(digest.diagnostics ?? [], name);
      if (strange || ("steps" in digest && !Array.isArray(digest.steps)))
        throw new Failure(`${name} is no preview: its steps are not what Pulumi writes; ${HOW}.`);
      const shown = steps.filter(({ op }) => op === "same").length;
      return { steps, config: digest.config ?? {}, whole: shown >= (digest.changeSummary?.["same"] ?? 0) };
    },
  };
}

interface Event {
  readonly preludeEvent?: { readonly config?: Record<string, string> };
  readonly resourcePreEvent?: { readonly metadata: { op: string; urn: string; old?: RawResource | null; new?: RawResource | null } };
  readonly diagnosticEvent?: Diagnostic;
  readonly summaryEvent?: { readonly result?: string };
}

function eventsReader(name: string): Reader {
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  let config: Record<string, string> = {};
  let result: string | undefined;
  let ended = false;
  let open: Buffer[] = [];

  const take = (line: string): void => {
    if (line.trim() === "") return;
    let event: Event;
    try {
      event = JSON.parse(line.replace(/^\uFEFF/, "")) as Event;
    } catch {
      throw new Failure(`${name} is no whole stream of events: a line of it is no JSON; ${HOW}.`);
    }
    config = event.preludeEvent?.config ?? config;
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata !== undefined) steps.push(step(metadata.op, metadata.urn, metadata.old ?? undefined, metadata.new ?? undefined));
    // The program's own progress is no finding.
    if (event.diagnosticEvent !== undefined && isError(event.diagnosticEvent)) diagnostics.push(event.diagnosticEvent);
    if (event.summaryEvent !== undefined) [ended, result] = [true, event.summaryEvent.result];
  };
  return {
    push: (chunk) => {
      let from = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
        take(Buffer.concat([...open, chunk.subarray(from, end)]).toString("utf8"));
        open = [];
        from = end + 1;
      }
      open.push(chunk.subarray(from));
    },
    end: () => {
      take(Buffer.concat(open).toString("utf8"));
      refuseErrors(diagnostics, name);
      if (!ended) throw new Failure(`${name} was cut off: the preview's summary is missing; ${HOW}.`);
      if (result === "failed") throw new Failure(`${name} is of a preview that failed: put that right first; ${HOW}.`);
      return { steps, config, whole: true };
    },
  };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function refuseErrors(diagnostics: readonly Diagnostic[], name: string): void {
  const [error] = diagnostics.filter(isError);
  if (error === undefined) return;
  const words = (error.message ?? "").replace(/<\{%[^%]*%\}>/g, "").replace(/^error: /, "").replace(/\s+/g, " ").trim(); // prettier-ignore
  const shown = words.length > 300 ? `${words.slice(0, 300)}…` : words;
  throw new Failure(`${name} is of a preview that failed, so that it does not have all changes: ${withFullStop(shown)}`);
}

function step(op: string, urn: string, old: RawResource | undefined, now: RawResource | undefined): Step {
  // What is only waiting for its deletion was replaced by an earlier run: nobody's access hangs on it.
  const waiting = old?.delete === true;
  return {
    op,
    urn,
    ...(old === undefined || waiting ? {} : { old: resource(old, urn) }),
    ...(now === undefined ? {} : { new: resource(now, urn) }),
  };
}
