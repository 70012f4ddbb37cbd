/**
 * Signals for a command that must be left to end by itself, such as `pulumi up`, which writes its state down first.
 */
import type { ChildProcess } from "node:child_process";

const passed = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"] as const;

/**
 * Passes signals on in place of ending this process. Begin before the command starts: a signal in between would end
 * this process and leave the command alone.
 * @param children What runs at present.
 * @param heard Told of each signal, whether passed on or not.
 * @returns Stops passing.
 */
export function passSignals(children: () => Iterable<ChildProcess>, heard?: (signal: NodeJS.Signals) => void): () => void {
  const listeners = passed.map((signal) => {
    const pass = (): void => {
      heard?.(signal);
      // A terminal sends Ctrl-C to the command itself as well, and a second one would make Pulumi leave its state
      // half-written.
      const bothGotIt = process.stdin.isTTY && (signal === "SIGINT" || signal === "SIGQUIT");
      if (!bothGotIt) for (const child of children()) child.kill(signal);
    };
    process.on(signal, pass);
    return { signal, pass };
  });
  return () => {
    for (const { signal, pass } of listeners) process.removeListener(signal, pass);
  };
}
