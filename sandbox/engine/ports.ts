/**
 * Ports of the local clouds: free ones, chosen once per clone and set and kept, because providers remember hosts in
 * state.
 */
import { createServer } from "node:net";
import { join } from "node:path";
import { readJson, writeAtomically } from "./files";
import { withLock } from "./lock";
import { sandboxDirectory } from "./paths";

/** Below what Linux and macOS give to outgoing connections, so that nobody gets ours by chance. */
const firstPort = 20_000;
const lastPort = 32_000;

/** The ports of one set. */
export interface Ports {
  readonly aws: number;
  readonly entra: number;
}

/**
 * The set's ports. One that a stranger occupies is replaced; call only while the set has no state.
 * @param onChange Called with the old and the new port.
 */
export async function choosePorts(set: string, onChange: (from: number, to: number) => void): Promise<Ports> {
  const file = join(sandboxDirectory(), "ports.json");
  return withLock(`${file}.lock`, async () => {
    const all = readJson<Record<string, Ports>>(file) ?? {};
    const taken = new Set(Object.values(all).flatMap(({ aws, entra }) => [aws, entra]));
    const own = all[set];
    const keep = async (port: number | undefined): Promise<number> => {
      if (port !== undefined && (await isFree(port))) return port;
      const chosen = await freePort(taken);
      taken.add(chosen);
      if (port !== undefined) onChange(port, chosen);
      return chosen;
    };
    const ports = { aws: await keep(own?.aws), entra: await keep(own?.entra) };
    writeAtomically(file, JSON.stringify({ ...all, [set]: ports }, null, 2));
    return ports;
  });
}

async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    if (!taken.has(port) && (await isFree(port))) return port;
  }
}

/** Whether nobody listens there, neither on IPv4 nor on any address of localhost. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1"]) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has no ::1 to occupy.
    server.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code !== "EADDRINUSE" && code !== "EACCES"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
