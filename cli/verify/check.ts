import type { Adoption } from "./adoption";
import type { VerifyContext } from "./context";

/**
 * How a requirement stands. `finding`: it is not met. `note`: it is met, and people should know something all the same.
 * `cannot tell`: the clouds did not say, or not to us. `not yet`: it belongs to a later phase or is under way; no
 * finding.
 */
export type Status = "ok" | "note" | "finding" | "cannot tell" | "not yet";

/** One thing that a check saw. */
export interface Outcome {
  readonly status: Status;
  /** One sentence; never holds a secret. */
  readonly message: string;
  /** What to do about it; with every finding, and wherever something can be done about not knowing. */
  readonly remedy?: string;
  /** A part that could not be read, though it was asked: the check has not looked everywhere. */
  readonly unread?: true;
  /** Of a finding that the settings could adopt: how they would say what is there. */
  readonly adopt?: Adoption;
  /** Of a finding on objects of the directory: which ones, so that its audit log tells who changed them. */
  readonly about?: DirectoryObjects;
}

/** Objects of the directory that a finding is about. */
export interface DirectoryObjects {
  /** Object ids. */
  readonly ids: readonly string[];
  /** Display names by which the audit log tells a change of these from one of the same object's other parts. */
  readonly names: readonly string[];
}

/** What machines read of a finding beside its sentence. */
export interface FindingParts {
  readonly adopt?: Adoption | undefined;
  readonly about?: DirectoryObjects | undefined;
}

/** One check: one file in `checks/`, listed in `registry.ts`. */
export interface Check {
  /** Unique, a runbook id or one with a suffix: `R2.4`, `R2.4 metadata`. */
  readonly id: string;
  /** Runbook id under which the table groups it. */
  readonly runbook: string;
  /**
   * Where what it looks at comes from: `Entra` for what is there, and for sign-ins through it, which the phase `aws`
   * has none of; `AWS` for all else.
   */
  readonly cloud: "AWS" | "Entra";
  readonly title: string;
  /** True for a check that only makes sense in the phase `assign`. */
  readonly assignOnly?: boolean;
  run(context: VerifyContext): Promise<readonly Outcome[]>;
}

/** The requirement is met. */
export const ok = (message: string): Outcome => ({ status: "ok", message });

/** The requirement is met, and people should know something all the same. */
export const note = (message: string, remedy: string): Outcome => ({ status: "note", message, remedy });

/**
 * What follows from another check's finding: said, with no remedy of its own, because following one would make things
 * worse.
 */
export const follows = (message: string): Outcome => ({ status: "note", message });

/** The requirement is not met. */
export const finding = (message: string, remedy: string, { adopt, about }: FindingParts = {}): Outcome => ({
  status: "finding",
  message,
  remedy,
  ...(adopt === undefined ? {} : { adopt }),
  ...(about === undefined ? {} : { about }),
});

/** Neither met nor missed, as far as can be seen. */
export const cannotTell = (message: string, remedy?: string): Outcome =>
  remedy === undefined ? { status: "cannot tell", message } : { status: "cannot tell", message, remedy };

/** Not asked for in this phase, or under way. */
export const notYet = (message: string): Outcome => ({ status: "not yet", message });
