import * as pulumi from "@pulumi/pulumi";
import { type ProvisioningLook, reasonsOf } from "../access/provisioning-health";

/** The pace of a wait, in seconds. */
export interface WaitPace {
  /** Between two questions to Identity Center. */
  readonly poll: number;
  /** Before Entra is asked first: most groups are there by then. */
  readonly firstLook: number;
  /** Between two looks at Entra: its log is written late, and each look is three calls. */
  readonly look: number;
}

/** The pace of every run; tests have their own. */
export const WAIT_PACE: WaitPace = { poll: 2, firstLook: 5, look: 15 };

/** The last look of a run may keep it for so long, in seconds. */
const LAST_LOOK_SECONDS = 30;

/** What is known at the end of a wait. */
export interface Reasons {
  readonly reasons: readonly string[];
  /** What could not be read. */
  readonly unread: readonly string[];
}

/** Looks at Entra's provisioning beside a wait, never in its way, and tells each reason once. */
export class ProvisioningWatch {
  private last: ProvisioningLook | undefined;
  private underWay: Promise<void> | undefined;
  private next: number;
  private refusals = 0;
  private readonly warned = new Set<string>();

  constructor(
    private readonly look: () => Promise<ProvisioningLook>,
    private readonly pace: WaitPace,
  ) {
    this.next = Date.now() + pace.firstLook * 1000;
  }

  /**
   * Entra's connection test was refused in two looks, one after the other: a token that this very run has set may not
   * be in use at the first.
   */
  get isHopeless(): boolean {
    return this.refusals >= 2;
  }

  /** Begins a look where one is due, and says what the last one brought that was not said before. */
  async tell(objectIds: readonly string[]): Promise<void> {
    if (Date.now() >= this.next) this.begin();
    if (this.last === undefined) return;
    for (const reason of reasonsOf(this.last, objectIds)) {
      if (this.isNew(reason)) await pulumi.log.warn(`Entra does not provision: ${reason}`);
    }
    for (const unread of this.last.unread) {
      if (this.isNew(unread)) await pulumi.log.warn(`${unread}; the wait goes on.`);
    }
  }

  /** Why nothing arrives, from a look of now where that is worth it. */
  async reasons(objectIds: readonly string[]): Promise<Reasons> {
    if (!this.isHopeless) {
      this.begin();
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([this.underWay, new Promise((resolve) => (timer = setTimeout(resolve, LAST_LOOK_SECONDS * 1000)))]);
      clearTimeout(timer);
    }
    return { reasons: this.last === undefined ? [] : reasonsOf(this.last, objectIds), unread: this.last?.unread ?? [] };
  }

  private begin(): void {
    this.next = Date.now() + this.pace.look * 1000;
    this.underWay ??= this.look().then((seen) => {
      this.last = seen;
      this.refusals = seen.connection?.credentials === true ? this.refusals + 1 : 0;
      this.underWay = undefined;
    });
  }

  private isNew(sentence: string): boolean {
    if (this.warned.has(sentence)) return false;
    this.warned.add(sentence);
    return true;
  }
}
