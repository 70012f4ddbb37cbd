/**
 * The supervisor's process. Its order comes over the channel to its starter. Until the starter says that the set is
 * complete, the supervisor ends with it, so that Ctrl-C during a start leaves nothing; afterwards it lives on its own.
 */
import { supervise, type SupervisorOrder } from "./supervisor";

/** What the starter says when the set is written down. */
export const stay = "stay";

let stays = false;
let stop: () => void = () => process.exit(0);

process.on("message", (message: SupervisorOrder | typeof stay) => {
  if (message === stay) {
    stays = true;
    process.disconnect();
    return;
  }
  const supervisor = supervise(
    message,
    (answer) => process.connected && process.send?.(answer),
    (status) => process.exit(status),
  );
  stop = supervisor.stop;
});
process.on("disconnect", () => {
  if (!stays) stop();
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop());
