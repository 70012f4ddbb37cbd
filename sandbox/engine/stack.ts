/**
 * The stack of a set: created in the sandbox's own backend, selected for this repository, with a generated copy of its
 * settings.
 */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentFor } from "./environment";
import { SandboxError, type Say } from "./failure";
import { hash, readIfThere, readJson, writeAtomically } from "./files";
import { enableProvisioning } from "./operator";
import { repository } from "./paths";
import { run } from "./processes";
import type { SandboxSet, SetRecord } from "./set";
import { generateStackFile, type LocalValues } from "./stack-file";
import { defaultWorldFile, type World } from "./world";

/** What is kept beside the copy, so that it can be made again. */
interface StackRecord {
  /** Hash of the repository's file from which the copy was made. */
  readonly source: string;
  readonly values: LocalValues;
}

const pulumiMilliseconds = 120_000;

/** The stack's settings in the repository; their absence is an error in words. */
export function readStackSource(stack: string): string {
  const text = readIfThere(join(repository, `Pulumi.${stack}.yaml`));
  if (text !== undefined) return text;
  throw new SandboxError(`There is no stack ${stack}: the repository has no Pulumi.${stack}.yaml.`, [
    `Write one like Pulumi.dev.yaml, and a world like sandbox/worlds/dev.yaml, or give one with --world FILE.`,
  ]);
}

/** The operator's first click, then a new stack that knows its values. */
export async function createStack(set: SandboxSet, record: SetRecord, world: World, say: Say): Promise<void> {
  const { stack } = set.name;
  say(`enabling automatic provisioning in the local AWS, as an operator would, and creating the stack ${stack}`);
  mkdirSync(set.project(), { recursive: true });
  cpSync(join(repository, "Pulumi.yaml"), join(set.project(), "Pulumi.yaml"));
  writeAtomically(set.stackFile(), "config: {}\n");
  // `stack init` writes its salt into the project's stack file: here that is the generated one, and the repository's
  // stays as it is.
  const [provisioning] = await Promise.all([enableProvisioning(record), pulumi(set, record, set.project(), ["stack", "init", stack])]);
  // On standard input, because arguments are visible to every process.
  await pulumi(set, record, set.project(), ["config", "set", "--secret", "federation:scimToken", "--stack", stack], provisioning.token);
  const written = parse(readIfThere(set.stackFile()) ?? "") as { config?: Record<string, { secure?: string }>; encryptionsalt?: string };
  const secure = written.config?.["federation:scimToken"]?.secure;
  if (!secure || !written.encryptionsalt) throw new SandboxError("Pulumi did not encrypt the SCIM token.");
  const isOwnWorld = record.world.file !== defaultWorldFile(stack);
  const values: LocalValues = {
    tenantId: world.entra.tenantId,
    acsUrl: `https://${world.homeRegion}.signin.aws/platform/saml/acs/${world.identityCenter.acsId}`,
    scimEndpoint: provisioning.scimEndpoint,
    scimToken: { secure },
    encryptionSalt: written.encryptionsalt,
    ...(isOwnWorld ? { homeRegion: world.homeRegion } : {}),
    real: set.name.real,
  };
  const source = readStackSource(stack);
  write(set, source, values);
  await pulumi(set, record, repository, ["stack", "select", stack]);
}

/**
 * Makes the copy again when the repository's file changed since; what was set in the copy by hand is lost then, and
 * that is said.
 */
export function refreshStackFile(set: SandboxSet, say: Say): void {
  const before = readJson<StackRecord>(recordFile(set));
  if (before === undefined) return;
  const source = readStackSource(set.name.stack);
  if (before.source === hash(source) && readIfThere(set.stackFile()) !== undefined) return;
  const untouched = readIfThere(set.stackFile()) === readIfThere(pristine(set));
  write(set, source, before.values);
  if (!untouched) say(`Pulumi.${set.name.stack}.yaml changed: made its local copy again, without what was set in that copy since`);
}

function write(set: SandboxSet, source: string, values: LocalValues): void {
  const text = generateStackFile(source, values);
  writeAtomically(set.stackFile(), text, 0o600);
  writeAtomically(pristine(set), text, 0o600);
  writeAtomically(recordFile(set), JSON.stringify({ source: hash(source), values } satisfies StackRecord), 0o600);
}

const recordFile = (set: SandboxSet): string => join(set.folder, "stack.json");
const pristine = (set: SandboxSet): string => join(set.folder, "stack-as-generated.yaml");

async function pulumi(set: SandboxSet, record: SetRecord, cwd: string, args: readonly string[], input?: string): Promise<void> {
  const env = environmentFor(set, record, cwd);
  // `stack init` and `stack select` know no such option, and the generated project has its file beside it.
  delete env["PULUMI_OPTION_CONFIG_FILE"];
  const { status, stdout, stderr } = await run(join(set.home(), "bin", "pulumi"), [...args, "--non-interactive"], {
    cwd,
    env,
    timeoutMilliseconds: pulumiMilliseconds,
    ...(input === undefined ? {} : { input }),
  });
  if (status !== 0) throw new SandboxError(`pulumi ${args.slice(0, 2).join(" ")} failed: ${(stderr || stdout).trim()}`);
}
