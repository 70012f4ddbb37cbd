/**
 * What rules keep from one resource to the next. The SDK has no place for it: the engine starts one process a run, so
 * that the process is the run. Tests, which make many runs in one process, begin each.
 */
const kept = new Map<object, unknown>();

/** Something that is kept for a run, empty when it begins. */
export class KeptForRun<T> {
  constructor(private readonly empty: () => T) {}

  get(): T {
    if (!kept.has(this)) kept.set(this, this.empty());
    return kept.get(this) as T;
  }

  set(value: T): void {
    kept.set(this, value);
  }
}

/** Begins a run: nothing is kept of the one before. */
export function beginRun(): void {
  kept.clear();
}
