/**
 * The engine's own events, as `pulumi up --json` streams them, turned into lines for people.
 *
 * @see https://pkg.go.dev/github.com/pulumi/pulumi/sdk/v3/go/common/apitype#EngineEvent
 */

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** The parts of an engine event that are read here. */
export interface EngineEvent {
  readonly timestamp?: number;
  readonly diagnosticEvent?: { readonly urn?: string; readonly message: string; readonly severity: string; readonly ephemeral?: boolean };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
  };
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly summaryEvent?: { readonly durationSeconds: number; readonly resourceChanges: Readonly<Record<string, number>> };
}

/** Follows one operation of the engine. */
export class Operation {
  /** Resources that were registered and are not finished. */
  readonly underWay = new Map<string, number>();
  /** Finished ones. */
  done = 0;
  /** What failed or was refused, in the engine's own words. */
  readonly errors: string[] = [];
  /** Counts by operation, such as `create`, at the end. */
  changes: Readonly<Record<string, number>> = {};

  /** Takes one line of the stream; returns the lines that a person should see. */
  take(line: string, now = Date.now()): string[] {
    const event = parse(line);
    if (event === undefined) return line.trim() === "" ? [] : [line.trimEnd()];
    if (event.resourcePreEvent) return this.began(event.resourcePreEvent.metadata, now);
    if (event.resOutputsEvent) return this.finished(event.resOutputsEvent.metadata, now);
    if (event.resOpFailedEvent) return this.failed(event.resOpFailedEvent.metadata);
    if (event.policyEvent) return this.judged(event.policyEvent);
    if (event.diagnosticEvent) return this.said(event.diagnosticEvent);
    if (event.summaryEvent) this.changes = event.summaryEvent.resourceChanges;
    return [];
  }

  private began({ op, urn }: StepMetadata, now: number): string[] {
    if (op !== "same") this.underWay.set(urn, now);
    return [];
  }

  private finished({ op, urn }: StepMetadata, now: number): string[] {
    const since = this.underWay.get(urn);
    this.underWay.delete(urn);
    this.done += 1;
    if (op === "same" || op === "read") return [];
    const seconds = since === undefined ? 0 : (now - since) / 1000;
    return [`${markOf(op)} ${describe(urn)}${seconds >= 0.1 ? ` (${seconds.toFixed(1)} s)` : ""}`];
  }

  private failed({ urn, op }: StepMetadata): string[] {
    this.underWay.delete(urn);
    return [`! ${op} of ${describe(urn)} failed`];
  }

  private judged({ message, policyName, enforcementLevel, resourceUrn }: NonNullable<EngineEvent["policyEvent"]>): string[] {
    const text = `[${enforcementLevel}] ${policyName}: ${message.trim()}${resourceUrn ? ` (${describe(resourceUrn)})` : ""}`;
    if (enforcementLevel === "mandatory") this.errors.push(text);
    return [text];
  }

  private said({ severity, message, urn, ephemeral }: NonNullable<EngineEvent["diagnosticEvent"]>): string[] {
    const text = message.trim();
    if (severity === "debug" || ephemeral || text === "") return [];
    const where = urn && !urn.includes("pulumi:pulumi:Stack") ? `${describe(urn)}: ` : "";
    if (severity === "error") this.errors.push(where + text);
    return [`${severity.startsWith("info") ? "" : `${severity}: `}${where}${text}`];
  }
}

function parse(line: string): EngineEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}

function markOf(op: string): string {
  if (op.startsWith("create")) return "+";
  if (op.startsWith("delete")) return "-";
  if (op.startsWith("update")) return "~";
  return op.includes("replace") ? "±" : op;
}

/** `PermissionSet Data-Analyst-RO` for an URN of that type and name. */
function describe(urn: string): string {
  const [, , , types = "", ...name] = urn.split("::").flatMap((part, index) => (index === 0 ? ["urn", part] : [part]));
  const type = types.split("$").at(-1) ?? "";
  return `${type.split(":").at(-1)} ${name.join("::")}`;
}
