/**
 * A set: the local clouds of one stack and variant, and Pulumi's state of them. They live and are forgotten together.
 */
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "./failure";
import { readJson, writeAtomically } from "./files";
import { sandboxDirectory } from "./paths";
import type { Ports } from "./ports";
import { isAlive, terminate, type ProcessIdentity } from "./processes";

/** Providers that can be the official ones. */
export const providers = ["aws", "azuread"] as const;
/** One of {@link providers}. */
export type Provider = (typeof providers)[number];

/** Which set is meant. */
export interface SetName {
  readonly stack: string;
  /** Official plugins in place of the stand-ins, sorted. */
  readonly real: readonly Provider[];
}

/** What is known of a set whose clouds run. */
export interface SetRecord {
  /** New at every start: state of one generation says nothing about another. */
  readonly generation: string;
  readonly ports: Ports;
  readonly supervisor: ProcessIdentity;
  readonly aws: ProcessIdentity;
  readonly entra: ProcessIdentity;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly world: { readonly file: string; readonly hash: string };
  readonly homeRegion: string;
  readonly tenantId: string;
  /** Hash of the code that the clouds run. */
  readonly code: string;
}

/** Folders and files of a set. */
export class SandboxSet {
  /** Such as `dev` or `prod+real-azuread`. */
  readonly id: string;
  readonly folder: string;

  constructor(readonly name: SetName) {
    this.id = [name.stack, ...name.real.map((provider) => `real-${provider}`)].join("+");
    this.folder = join(sandboxDirectory(), "sets", this.id);
  }

  /** Pulumi's home: CLI, plugins, selected stack. */
  readonly home = (): string => join(this.folder, "home");
  /** Pulumi's state. */
  readonly state = (): string => join(this.folder, "state");
  /** The generated project: Pulumi.yaml and the copy of the stack's settings with the local values. */
  readonly project = (): string => join(this.folder, "project");
  readonly stackFile = (): string => join(this.project(), `Pulumi.${this.name.stack}.yaml`);
  readonly worldFile = (): string => join(this.folder, "world.json");
  readonly logs = (): string => join(this.folder, "logs");
  readonly lock = (): string => `${this.folder}.lock`;
  private readonly heartbeat = (): string => join(this.folder, "heartbeat");
  private readonly recordFile = (): string => join(this.folder, "set.json");

  /** What was written at the last start; says nothing about whether the clouds still run. */
  record(): SetRecord | undefined {
    return readJson<SetRecord>(this.recordFile());
  }

  write(record: SetRecord): void {
    writeAtomically(this.recordFile(), JSON.stringify(record, null, 2));
    this.touch();
  }

  /** Counts as use: the supervisor ends a set that nobody used for a while. */
  touch(): void {
    const now = new Date();
    try {
      utimesSync(this.heartbeat(), now, now);
    } catch {
      if (existsSync(this.folder)) writeFileSync(this.heartbeat(), "");
    }
  }

  /** Milliseconds since the last use. */
  idle(): number {
    return Date.now() - (statSync(this.heartbeat(), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  }

  exists(): boolean {
    return existsSync(this.folder);
  }

  /** Whether both clouds and their supervisor are the living processes of the record. */
  isUp(record = this.record()): record is SetRecord {
    return record !== undefined && [record.supervisor, record.aws, record.entra].every(isAlive);
  }

  /** Ends the clouds and removes everything of the set but its ports. */
  async forget(): Promise<void> {
    const record = this.record();
    await terminate(record?.supervisor, 8000);
    await Promise.all([terminate(record?.aws), terminate(record?.entra)]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Every set of this clone that has a folder. */
export function allSets(): SandboxSet[] {
  const folder = join(sandboxDirectory(), "sets");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => new SandboxSet(parseSetId(name)));
}

function parseSetId(id: string): SetName {
  const [stack = "", ...variants] = id.split("+");
  return { stack, real: providers.filter((provider) => variants.includes(`real-${provider}`)) };
}

/** Reads `--real aws,azuread` and repetitions of it. */
export function parseReal(values: readonly string[]): Provider[] {
  const named = values
    .flatMap((value) => value.split(","))
    .map((value) => value.trim())
    .filter(Boolean);
  for (const name of named) {
    if (!(providers as readonly string[]).includes(name)) {
      throw new SandboxError(`--real ${name} is not known: it takes ${providers.join(" or ")}, or both with a comma.`);
    }
  }
  return providers.filter((provider) => named.includes(provider));
}

/** Stack names as Pulumi takes them; they become folder names here. */
export function checkStackName(stack: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(stack)) {
    throw new SandboxError(`"${stack}" is not a stack name: letters, digits, hyphen, underscore and full stop, at most 100.`);
  }
  return stack;
}
