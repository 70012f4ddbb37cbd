/**
 * What the guided rotations have in common: their steps in order, and how each stands by what both clouds hold. Pure.
 */
import { formatStep, type Step } from "../steps";

/** One step of a rotation. */
export interface RotationStep extends Step {
  /** Why it stands as it stands: what was seen, and where. */
  readonly evidence: string;
  /** Who does it: this command, the program (`pulumi up`), or a person in a console. */
  readonly by: "command" | "program" | "person";
}

/** A rotation as it stands. */
export interface Rotation {
  readonly steps: readonly RotationStep[];
  /** The step to do next; none where nothing is left to do. */
  readonly next: RotationStep | undefined;
  /** One sentence. */
  readonly summary: string;
}

/** A step before its state is known. */
export type StepText = Omit<RotationStep, "state" | "evidence">;

/** How far each step is: whether it is done, and by what that is seen. */
export interface Progress {
  readonly text: StepText;
  readonly done: boolean;
  readonly evidence: string;
}

/** Steps in order: the first that is not done is to do now, those after it later. */
export function inOrder(progress: readonly Progress[]): RotationStep[] {
  const first = progress.findIndex(({ done }) => !done);
  return progress.map(({ text, evidence }, index) => ({
    ...text,
    evidence,
    state: first < 0 || index < first ? "settled" : index === first ? "now" : "later",
  }));
}

/** The step to do now. */
export function nextOf(steps: readonly RotationStep[]): RotationStep | undefined {
  return steps.find(({ state }) => state === "now");
}

/** A rotation as people read it: what is done in a line each, the next step whole, the later ones by title. */
export function formatRotation({ steps, summary }: Rotation): string {
  const lines = steps.map((step, index) => {
    const at = `${index + 1}/${steps.length}`;
    if (step.state === "settled") return `${at} DONE  ${step.title}: ${step.evidence}`;
    if (step.state === "later") return `${at} LATER ${step.title}`;
    return `${at} ${formatStep(step)}\n  seen: ${step.evidence}`;
  });
  return [...lines, summary].join("\n");
}
