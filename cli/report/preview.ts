import { Failure } from "../failure";
import type { ResourceState, Step } from "./steps";

/** A preview as `pulumi preview --json` writes it, in one document or as a stream of events. */
export interface Preview {
  readonly steps: readonly Step[];
  /** The configuration that the program saw, secrets blinded. */
  readonly config: Readonly<Record<string, string>>;
  /** Whether what stays the same is among the steps. */
  readonly whole: boolean;
}

const HOW = "write one with `pulumi preview --json --show-sames > preview.json`";

/**
 * Reads a preview.
 *
 * @param name of the file, for the sentence.
 * @throws Failure with one sentence where it is none, was cut off, or failed.
 */
export function parsePreview(text: string, name: string): Preview {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") throw new Failure(`${name} is empty; ${HOW}.`);
  const lines = eventLines(trimmed);
  return lines === undefined ? fromDigest(trimmed, name) : fromEvents(lines, name);
}

/** The lines of a stream of events, or nothing where it is one document. */
function eventLines(text: string): string[] | undefined {
  const end = text.indexOf("\n");
  const first = end === -1 ? text : text.slice(0, end);
  return /^\{"sequence":/.test(first) ? text.split("\n").filter((line) => line.trim() !== "") : undefined;
}

interface Digest {
  readonly steps?: readonly { op: string; urn: string; oldState?: Raw; newState?: Raw }[];
  readonly config?: Record<string, string>;
  readonly diagnostics?: readonly { severity?: string; message?: string }[];
  readonly changeSummary?: Readonly<Record<string, number>>;
}

function fromDigest(text: string, name: string): Preview {
  let digest: Digest | null;
  try {
    digest = JSON.parse(text) as Digest | null;
  } catch {
    const start = text.startsWith("{") ? "it was cut off, or something else was written into it" : "it is no JSON";
    throw new Failure(`${name} is no preview: ${start}; ${HOW}.`);
  }
  if (digest === null || typeof digest !== "object" || Array.isArray(digest) || !("changeSummary" in digest || "steps" in digest))
    throw new Failure(
      `${name} is no preview: it is other JSON; ${HOW}${hasDeployment(digest) ? ", and give a saved state as --before or --after" : ""}.`,
    );
  const { steps = [], config = {}, diagnostics = [], changeSummary = {} } = digest;
  refuseErrors(diagnostics, name);
  if (!Array.isArray(steps) || steps.some((step) => typeof step?.urn !== "string" || typeof step.op !== "string"))
    throw new Failure(`${name} is no preview: its steps are not what Pulumi writes; ${HOW}.`);
  const shown = steps.filter(({ op }) => op === "same").length;
  return {
    steps: steps.map(({ op, urn, oldState, newState }) => step(op, urn, oldState, newState)),
    config,
    whole: shown >= (changeSummary["same"] ?? 0),
  };
}

function hasDeployment(document: unknown): boolean {
  return document !== null && typeof document === "object" && "deployment" in document;
}

interface Event {
  readonly preludeEvent?: { readonly config?: Record<string, string> };
  readonly resourcePreEvent?: { readonly metadata: { op: string; urn: string; old?: Raw | null; new?: Raw | null } };
  readonly diagnosticEvent?: { readonly severity?: string; readonly message?: string };
  readonly summaryEvent?: { readonly result?: string };
}

function fromEvents(lines: readonly string[], name: string): Preview {
  const steps: Step[] = [];
  const diagnostics: { severity?: string; message?: string }[] = [];
  let config: Record<string, string> = {};
  let result: string | undefined;
  let ended = false;
  for (const line of lines) {
    let event: Event;
    try {
      event = JSON.parse(line) as Event;
    } catch {
      throw new Failure(`${name} is no whole stream of events: a line of it is no JSON; ${HOW}.`);
    }
    config = event.preludeEvent?.config ?? config;
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata !== undefined) steps.push(step(metadata.op, metadata.urn, metadata.old ?? undefined, metadata.new ?? undefined));
    if (event.diagnosticEvent !== undefined) diagnostics.push(event.diagnosticEvent);
    if (event.summaryEvent !== undefined) [ended, result] = [true, event.summaryEvent.result];
  }
  refuseErrors(diagnostics, name);
  if (!ended) throw new Failure(`${name} was cut off: the preview's summary is missing; ${HOW}.`);
  if (result === "failed") throw new Failure(`${name} is of a preview that failed: put that right first; ${HOW}.`);
  return { steps, config, whole: true };
}

function refuseErrors(diagnostics: readonly { severity?: string; message?: string }[], name: string): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error" || severity === "info#err");
  if (errors.length === 0) return;
  const words = (errors[0]!.message ?? "")
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/^error: /, "")
    .replace(/\s+/g, " ")
    .trim();
  const shown = words.length > 300 ? `${words.slice(0, 300)}…` : words;
  throw new Failure(`${name} is of a preview that failed, so that it does not have all changes: ${shown.replace(/\.?$/, ".")}`);
}

interface Raw {
  readonly urn?: string;
  readonly type?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly delete?: boolean;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly propertyDependencies?: Record<string, string[] | null>;
}

function step(op: string, urn: string, old: Raw | undefined, now: Raw | undefined): Step {
  // What is only waiting for its deletion was replaced by an earlier run: nobody's access hangs on it.
  const waiting = old?.delete === true;
  return {
    op,
    urn,
    ...(old === undefined || waiting ? {} : { old: resource(old, urn) }),
    ...(now === undefined ? {} : { new: resource(now, urn) }),
  };
}

/** The parts of a resource that the report looks at: a preview of many thousands has to fit. */
export function resource({ urn, type, id, parent, protect, inputs, outputs, propertyDependencies }: Raw, fallback = ""): ResourceState {
  return {
    urn: urn ?? fallback,
    type: type ?? "",
    ...(id === undefined || id === "" ? {} : { id }),
    ...(parent === undefined || parent === "" ? {} : { parent }),
    ...(protect === undefined ? {} : { protect }),
    inputs: inputs ?? {},
    outputs: outputs ?? {},
    ...(propertyDependencies === undefined
      ? {}
      : { propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).map(([key, urns]) => [key, urns ?? []])) }),
  };
}

/** Resources of a state that `pulumi stack export` wrote. */
export function parseState(text: string, name: string): ResourceState[] {
  const how = "write one with `pulumi stack export > state.json`";
  let document: { deployment?: { resources?: (Raw & { delete?: boolean })[] } } | null;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, "")) as typeof document;
  } catch {
    throw new Failure(`${name} is no saved state: it is no JSON, or was cut off; ${how}.`);
  }
  const deployment = document?.deployment;
  if (deployment === null || typeof deployment !== "object") throw new Failure(`${name} is no saved state: it is other JSON; ${how}.`);
  // A stack without resources has no list.
  const resources = deployment.resources ?? [];
  if (!Array.isArray(resources)) throw new Failure(`${name} is no saved state: it is other JSON; ${how}.`);
  return resources.filter((one) => one.delete !== true).map((one) => resource(one));
}
