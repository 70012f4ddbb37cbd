/**
 * The keeper's process. Its order comes over the channel to its starter. Until the starter says that the set is
 * complete, the keeper ends with it, so that Ctrl-C during a start leaves nothing; afterwards it lives on its own.
 */
import { keep, type KeeperOrder } from "./keeper";

/** What the starter says when the set is written down. */
export const stay = "stay";

let stays = false;
let stop: () => void = () => process.exit(0);

process.on("message", (message: KeeperOrder | typeof stay) => {
  if (message === stay) {
    stays = true;
    process.disconnect();
    return;
  }
  const keeper = keep(
    message,
    (answer) => process.connected && process.send?.(answer),
    (status) => process.exit(status),
  );
  stop = keeper.stop;
});
process.on("disconnect", () => {
  if (!stays) stop();
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop());
