import * as pulumi from "@pulumi/pulumi";

/** How many may be under way at once, and how they follow each other. */
export interface Pace {
  readonly atOnce: number;
  /** Least time between the beginnings of two, unless they are shorter than to need it. */
  readonly apartMilliseconds: number;
}

/**
 * Lets so many be under way at once; the others wait, in the order in which they came. They begin evenly: as far apart
 * as the shortest took divided by how many there may be at once, and no further than the pace says.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private called = 0;
  private underWay = 0;
  private apart: number;
  private last = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pace: Pace) {
    this.apart = pace.apartMilliseconds;
  }

  /** Resolves when it is the caller's turn, with the function that ends it. */
  async take(): Promise<() => void> {
    const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.call();
    await turn;
    const began = performance.now();
    return () => {
      this.apart = Math.min(this.apart, (performance.now() - began) / this.pace.atOnce);
      this.underWay -= 1;
      this.call();
    };
  }

  private call(): void {
    while (this.underWay < this.pace.atOnce && this.called < this.waiting.length) {
      const early = this.last + this.apart - performance.now();
      clearTimeout(this.timer);
      if (early > 0) {
        this.timer = setTimeout(() => this.call(), Math.ceil(early));
        return;
      }
      this.last = performance.now();
      this.underWay += 1;
      this.waiting[this.called]?.();
      this.called += 1;
    }
  }
}

/**
 * Which resources may go to the engine: not too many at once, whatever its `--parallel`, so that others find it free;
 * and none before what it depends on is there, as it would keep the place of one that can go.
 */
export class ResourceTurns {
  private readonly turns: Turns;
  private readonly there = new Map<pulumi.Resource, Promise<void>>();

  constructor(pace: Pace) {
    this.turns = new Turns(pace);
  }

  /**
   * Resolves with the turn of a resource, or of several that follow each other.
   *
   * @param last the turn ends when the engine is through with it
   */
  async wait(dependsOn: readonly pulumi.Resource[], last: () => pulumi.Resource): Promise<void> {
    await Promise.all(dependsOn.map((resource) => this.isThere(resource)));
    const end = await this.turns.take();
    void answered(last()).then(end);
  }

  private isThere(resource: pulumi.Resource): Promise<void> {
    const found = this.there.get(resource) ?? answered(resource);
    this.there.set(resource, found);
    return found;
  }
}

/** Resolves when the engine has answered about a resource, whether it was made or not (`--continue-on-error`). */
function answered({ urn }: pulumi.Resource): Promise<void> {
  return new Promise((resolve) => {
    const made = urn.apply(() => resolve());
    pulumi.recover(made, () => resolve());
  });
}
