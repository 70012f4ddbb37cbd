/** Named many-to-many references between objects: owners, members, claims mapping policies, manager. */
export class Relations {
  private readonly targets = new Map<string, string[]>();

  /** Ids that `from` refers to under `name`, in the order in which they were added. */
  list(from: string, name: string): readonly string[] {
    return this.targets.get(key(from, name)) ?? [];
  }

  /** Adds a reference; tells whether it is new. */
  add(from: string, name: string, to: string): boolean {
    const ids = [...this.list(from, name)];
    if (ids.some((id) => same(id, to))) return false;
    this.targets.set(key(from, name), [...ids, to]);
    return true;
  }

  /** Removes a reference; tells whether it was there. */
  remove(from: string, name: string, to: string): boolean {
    const ids = this.list(from, name);
    const left = ids.filter((id) => !same(id, to));
    this.targets.set(key(from, name), left);
    return left.length < ids.length;
  }

  /** Ids of all objects that refer to `to` under `name`. */
  sources(to: string, name: string): string[] {
    return [...this.targets]
      .filter(([from, ids]) => from.endsWith(`/${name}`) && ids.some((id) => same(id, to)))
      .map(([from]) => from.slice(0, -name.length - 1));
  }

  /** Removes every reference from and to a deleted object. */
  forget(id: string): void {
    for (const [from, ids] of this.targets) {
      if (from.startsWith(`${id.toLowerCase()}/`)) this.targets.delete(from);
      else if (ids.some((target) => same(target, id)))
        this.targets.set(
          from,
          ids.filter((target) => !same(target, id)),
        );
    }
  }
}

const key = (from: string, name: string): string => `${from.toLowerCase()}/${name}`;
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
