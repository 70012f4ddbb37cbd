/**
 * Ends this process when the one that started it is gone. The engine ends its plugins when it ends itself, but not when
 * it is killed; without this, every `kill -9` of the CLI would leave Node processes behind.
 */

/** How soon after the parent's death this process ends. */
const checkMilliseconds = 500;

/** Starts watching; keeps no event loop alive. */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, checkMilliseconds).unref();
}
