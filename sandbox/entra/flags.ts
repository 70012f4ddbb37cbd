import { parseArgs } from "node:util";
import { clockFrom } from "./clock";
import type { ServerOptions } from "./server";
import { readWorld } from "./world";

/** What the command line asks for. */
export interface Flags extends ServerOptions {
  /** TCP port on localhost; 0 takes a free one. */
  readonly port: number;
}

/**
 * Reads the command line. `--aws` is the local AWS's base URL, asked in place of `https://scim.<region>.amazonaws.com`.
 *
 * @throws Error in one sentence, naming flag and value
 */
export function readFlags(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Flags {
  const names = ["port", "cert", "key", "world", "aws"];
  const { values } = parseArgs({ args: [...argv], options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])) });
  const needed = (name: string): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`The flag --${name} is missing.`);
    return value;
  };
  const port = Number(needed("port"));
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port is "${values["port"]}"; it must be a TCP port.`);
  if (values["aws"] !== undefined && !URL.canParse(values["aws"])) throw new Error(`--aws is "${values["aws"]}"; it must be a URL.`);
  return {
    port,
    world: readWorld(needed("world")),
    tls: { cert: needed("cert"), key: needed("key") },
    clock: clockFrom(environment["FEDERATION_NOW"]),
    ...(values["aws"] === undefined ? {} : { aws: values["aws"] }),
  };
}
