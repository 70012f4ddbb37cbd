/**
 * Starts the local clouds of a set in the background, under a supervisor.
 */
import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle";
import { ensureCertificate } from "./certificate";
import { SandboxError, type Say } from "./failure";
import { hashOfFolders, writeAtomically } from "./files";
import type { Helpers } from "./helpers";
import type { SupervisorAnswer, SupervisorOrder } from "./supervisor";
import { repository, sandboxDirectory } from "./paths";
import { choosePorts, type Ports } from "./ports";
import { terminate } from "./processes";
import { ensurePython } from "./python";
import type { SandboxSet, SetRecord } from "./set";
import type { World } from "./world";

/** A set that nobody uses ends after this time. */
const idleMilliseconds = (): number => Number(process.env["FEDERATION_SANDBOX_IDLE_SECONDS"] ?? 2 * 3600) * 1000;
/** Both clouds are ready within seconds; a machine that is busy with other things takes longer. */
const readyMilliseconds = 120_000;

/** Clouds that run, with a supervisor that ends them unless it is told to stay. */
export interface StartedClouds {
  readonly record: SetRecord;
  /** The set is complete and written down: the clouds outlive this process. */
  stay(): void;
  /** The set could not be completed. */
  abandon(): Promise<void>;
}

/** A fingerprint of the code that the clouds run, to tell that running ones are of an older work tree. */
export function codeOfClouds(): string {
  return hashOfFolders([join(repository, "sandbox", "aws"), join(repository, "sandbox", "entra")], (name) => /\.(py|ts|txt)$/.test(name));
}

/** Starts both clouds for a set that has no state. */
export async function startClouds(
  set: SandboxSet,
  world: World,
  source: SetRecord["world"],
  helpers: Helpers,
  say: Say,
): Promise<StartedClouds> {
  const [python, entra, certificate, ports] = await Promise.all([
    ensurePython(say),
    bundle("entra", { entra: "sandbox/entra/main.ts" }, ["sandbox/entra"]),
    ensureCertificate(),
    choosePorts(set.id, (from, to) => say(`port ${from} is taken by another program: using ${to} from now on`)),
  ]);
  mkdirSync(set.logs(), { recursive: true });
  mkdirSync(set.state(), { recursive: true });
  writeAtomically(set.worldFile(), JSON.stringify(world, null, 2));
  set.touch();
  say(`starting the local clouds of ${set.id} (AWS on port ${ports.aws}, Entra on port ${ports.entra})`);
  const order = orderFor(set, ports, python, join(entra, "entra.js"), certificate);
  const supervisor = fork(helpers.supervisor, [], {
    cwd: sandboxDirectory(),
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const answer = await askSupervisor(supervisor, order);
  if (!answer.ready) throw new SandboxError(answer.reason, [`All that the clouds said is in ${set.logs()}.`]);
  return {
    record: {
      generation: randomUUID(),
      ports,
      supervisor: answer.supervisor,
      aws: answer.aws,
      entra: answer.entra,
      startedAt: new Date().toISOString(),
      world: source,
      homeRegion: world.homeRegion,
      tenantId: world.entra.tenantId,
      code: codeOfClouds(),
    },
    stay: () => {
      supervisor.send("stay");
      supervisor.unref();
    },
    abandon: () => terminate(answer.supervisor, 8000),
  };
}

function orderFor(
  set: SandboxSet,
  ports: Ports,
  python: string,
  entra: string,
  { certificate, key }: { certificate: string; key: string },
): SupervisorOrder {
  const aws = `http://127.0.0.1:${ports.aws}`;
  const launcher = join(repository, "sandbox", "aws", "launcher.py");
  const secure = ["--cert", certificate, "--key", key];
  return {
    clouds: {
      aws: {
        command: python,
        args: [launcher, "--port", String(ports.aws), "--world", set.worldFile()],
        log: join(set.logs(), "aws.log"),
      },
      entra: {
        command: process.execPath,
        args: ["--enable-source-maps", entra, "--port", String(ports.entra), ...secure, "--world", set.worldFile(), "--aws", aws],
        log: join(set.logs(), "entra.log"),
      },
    },
    heartbeat: join(set.folder, "heartbeat"),
    idleMilliseconds: idleMilliseconds(),
    readyMilliseconds,
  };
}

function askSupervisor(supervisor: ChildProcess, order: SupervisorOrder): Promise<SupervisorAnswer> {
  return new Promise((resolve) => {
    supervisor.once("message", (answer: SupervisorAnswer) => resolve(answer));
    supervisor.once("exit", (code) => resolve({ ready: false, reason: `The supervisor of the local clouds ended with status ${code}.` }));
    supervisor.send(order);
  });
}
