/** Mutual exclusion by name inside this process, first come first served. */
export class NamedLocks {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `work` when everything that was queued earlier under `name` has ended, however it ended. */
  async hold<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const result = before.then(work);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(name, tail);
    try {
      return await result;
    } finally {
      if (this.#tails.get(name) === tail) this.#tails.delete(name);
    }
  }
}
