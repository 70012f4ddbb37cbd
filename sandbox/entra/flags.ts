import { parseArgs } from "node:util";
import { clockFrom } from "./clock";
import { settingsPatch, type Settings } from "./settings";
import type { ServerOptions } from "./server";
import { readWorld } from "./world";

/** Flags of timings and the settings that they set. */
const TIMINGS: Readonly<Record<string, keyof Settings>> = {
  "latency-ms": "latencyMs",
  "instantiate-delay-ms": "instantiateDelayMs",
  "replication-delay-ms": "replicationDelayMs",
  "assignment-delay-seconds": "assignmentDelaySeconds",
  "start-delay-seconds": "startDelaySeconds",
  "cycle-interval-seconds": "cycleIntervalSeconds",
  "page-size": "pageSize",
  "on-demand-calls": "onDemandCalls",
  "conditional-access-per-second": "conditionalAccessPerSecond",
};

/** What the command line asks for. */
export interface Flags extends ServerOptions {
  /** TCP port on localhost; 0 takes a free one. */
  readonly port: number;
}

/**
 * Reads the command line. `--aws` is the local AWS's DNS entry, so to say: where `scim.<region>.amazonaws.com` is.
 *
 * @throws Error in one sentence, naming flag and value
 */
export function readFlags(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Flags {
  const names = ["port", "cert", "key", "world", "aws", ...Object.keys(TIMINGS)];
  const { values } = parseArgs({ args: [...argv], options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])) });
  const needed = (name: string): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`The flag --${name} is missing.`);
    return value;
  };
  const port = Number(needed("port"));
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port is "${values["port"]}"; it must be a TCP port.`);
  const timings = Object.entries(TIMINGS).flatMap(([flag, setting]) =>
    values[flag] === undefined ? [] : [[setting, Number(values[flag])] as const],
  );
  const settings = settingsPatch.safeParse(Object.fromEntries(timings));
  if (!settings.success)
    throw new Error(
      settings.error.issues.map(({ path, message }) => `The setting ${path.join(".")} cannot be taken: ${message}.`).join(" "),
    );
  if (values["aws"] !== undefined && !URL.canParse(values["aws"])) throw new Error(`--aws is "${values["aws"]}"; it must be a URL.`);
  return {
    port,
    world: readWorld(needed("world")),
    tls: { cert: needed("cert"), key: needed("key") },
    clock: clockFrom(environment["FEDERATION_NOW"]),
    settings: settings.data as Partial<Settings>,
    ...(values["aws"] === undefined ? {} : { aws: values["aws"] }),
  };
}
