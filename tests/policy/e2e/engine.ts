import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(__dirname, "..", "..", "..");
const program = join(__dirname, "program");

/** A resource for the test program. */
export interface Described {
  readonly type: string;
  readonly name: string;
  readonly props?: Readonly<Record<string, unknown>>;
  readonly opts?: Readonly<Record<string, unknown>>;
  readonly component?: boolean;
}

/** What the pack said about a resource. */
export interface Said {
  readonly urn: string;
  readonly policy: string;
  readonly level: string;
  readonly message: string;
}

/** What came of a command. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell script with the local clouds up, in the folder of the test program. */
export async function shell(script: string, env: Readonly<Record<string, string>> = {}, folder = program): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(repository, "sandbox", "bootstrap.mjs"), "sandbox", "exec", "--", "bash", "-c", script],
      { cwd: repository, env: { ...process.env, ...env, INIT_CWD: folder }, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}

/** Writes JSON where a command can read it; its path. */
export function jsonFile(name: string, content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "policy-e2e-")), name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** Previews resources under the pack; what it said, and the inputs that the engine would send. */
export async function preview(
  stack: string,
  resources: readonly Described[],
  config: Readonly<Record<string, unknown>> = {},
  pack = join(repository, "policy"),
): Promise<{
  readonly run: Run;
  readonly messages: readonly Said[];
  readonly inputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}> {
  const run = await shell(
    `pulumi stack select --create ${stack} >&2 && pulumi preview --json --policy-pack "$PACK" --policy-pack-config "$CONFIG"; status=$?; pulumi stack rm --yes ${stack} >&2; exit $status`,
    { ...given(resources, config, pack), PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "1" },
  );
  const inputs = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { resourcePreEvent } of eventsOf(run.stdout)) {
    const after = resourcePreEvent?.metadata.new;
    if (after !== undefined && after !== null) inputs.set(after.urn, after.inputs);
  }
  return { run, messages: saidIn(run.stdout), inputs };
}

/** Judges exported state with the pack; what it said. */
export async function analyze(
  state: object,
  config: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly run: Run; readonly messages: readonly Said[]; readonly text: string }> {
  const run = await shell(
    'pulumi policy analyze --policy-pack "$PACK" --policy-pack-config "$CONFIG" --file "$STATE" --json --non-interactive',
    { ...given([], config, join(repository, "policy")), STATE: jsonFile("state.json", state) },
  );
  return { run, messages: saidIn(run.stdout), text: run.stdout + run.stderr };
}

/** A resource of exported state, its secrets in the clear. */
export interface StateResource {
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Makes resources under the pack, and takes them down again; what the state had of them. */
export async function resourcesAfterUp(
  stack: string,
  resources: readonly Described[],
  config: Readonly<Record<string, unknown>>,
): Promise<readonly StateResource[]> {
  const run = await shell(
    [
      `pulumi stack select --create ${stack} >&2`,
      'pulumi up --yes --skip-preview --non-interactive --policy-pack "$PACK" --policy-pack-config "$CONFIG" >&2',
      "pulumi stack export --show-secrets",
      "pulumi destroy --yes --skip-preview --non-interactive >&2",
      `pulumi stack rm --yes ${stack} >&2`,
    ].join(" && "),
    given(resources, config, join(repository, "policy")),
  );
  if (run.status !== 0) throw new Error(`The update failed: ${run.stderr}`);
  const { deployment } = JSON.parse(run.stdout) as { deployment: { resources: StateResource[] } };
  return deployment.resources.map(({ urn, outputs = {} }) => ({ urn, outputs: revealed(outputs) as Record<string, unknown> }));
}

function given(resources: readonly Described[], config: object, pack: string): Readonly<Record<string, string>> {
  return {
    RESOURCES: jsonFile("resources.json", resources),
    CONFIG: jsonFile("config.json", config),
    PACK: pack,
    PULUMI_OPTION_CONFIG_FILE: "",
  };
}

/** Values without the wrapping that marks them as secret. */
function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  const { plaintext } = value as { readonly plaintext?: unknown };
  if (typeof plaintext === "string") return revealed(JSON.parse(plaintext));
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, revealed(field)]));
}

function eventsOf(stdout: string): readonly EngineEvent[] {
  return stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as EngineEvent] : []));
}

function saidIn(stdout: string): readonly Said[] {
  return eventsOf(stdout).flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) return [];
    const { resourceUrn: urn = "", policyName: policy, enforcementLevel: level, message } = policyEvent;
    return [{ urn, policy, level, message }];
  });
}

interface EngineEvent {
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly message: string;
  };
  readonly resourcePreEvent?: {
    readonly metadata: { readonly new?: { readonly urn: string; readonly inputs: Readonly<Record<string, unknown>> } | null };
  };
}
