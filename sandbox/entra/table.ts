import { notFound } from "./graph-error";

/** Anything that Graph knows by an id. */
export interface Identified {
  readonly id: string;
}

/**
 * The objects of one kind, in order of creation. A new object may stay invisible for a moment, as in the real
 * directory, whose replicas answer 404 for it at first.
 */
export class Table<T extends Identified> {
  private readonly rows = new Map<string, { row: T; visibleFrom: number }>();

  /** @param replicationDelayMs asked at each `add` that does not say how long the new object stays invisible */
  constructor(private readonly replicationDelayMs: () => number = () => 0) {}

  /** Adds an object, invisible for a number of milliseconds. */
  add(row: T, hiddenForMs = this.replicationDelayMs()): T {
    this.rows.set(row.id.toLowerCase(), { row, visibleFrom: Date.now() + hiddenForMs });
    return row;
  }

  /** The object, when it exists and is visible. Ids are compared without regard to case. */
  find(id: string): T | undefined {
    const entry = this.rows.get(id.toLowerCase());
    return entry !== undefined && entry.visibleFrom <= Date.now() ? entry.row : undefined;
  }

  /** The object; 404 when it is unknown or still invisible. */
  get(id: string): T {
    const row = this.find(id);
    if (row === undefined) throw notFound(id);
    return row;
  }

  /** All visible objects. */
  list(): T[] {
    const now = Date.now();
    return [...this.rows.values()].filter((entry) => entry.visibleFrom <= now).map((entry) => entry.row);
  }

  /** All objects, visible or not: what uniqueness is checked against. */
  everything(): T[] {
    return [...this.rows.values()].map((entry) => entry.row);
  }

  /** Makes every object visible now: what the tenant starts with has long been replicated. */
  settle(): void {
    for (const entry of this.rows.values()) entry.visibleFrom = 0;
  }

  /** Takes the object out; tells whether it was there. */
  delete(id: string): boolean {
    return this.rows.delete(id.toLowerCase());
  }
}
