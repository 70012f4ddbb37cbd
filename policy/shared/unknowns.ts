import { isUnknown, type UnknownValueError } from "../sdk/unknown-value";

/** A value whose form no rule can read, such as an object where text belongs: a violation, never a crash. */
export class MalformedValueError extends Error {}

/** What could not be told, and why: collected while a rule goes on with what it can tell. */
export class Unknowns {
  private first: UnknownValueError | undefined;
  private readonly noted: { readonly error: Error; readonly of: string | undefined }[] = [];
  private readonly unknown = new Set<string>();
  private readonly malformed = new Set<string>();

  /** Runs `read`; where it meets a value that is unknown or malformed, that is noted and the answer is undefined. */
  known<T>(read: () => T, of?: string): T | undefined {
    try {
      return read();
    } catch (error) {
      this.note(error, of);
      return undefined;
    }
  }

  /** Notes an error that means "cannot be told"; throws every other one on. */
  note(error: unknown, of?: string): void {
    const suffix = of === undefined ? "" : ` of ${of}`;
    if (error instanceof Error) this.noted.push({ error, of });
    if (isUnknown(error)) {
      this.first ??= error;
      this.unknown.add(`${error.props.map(String).join(".")}${suffix}`);
    } else if (error instanceof MalformedValueError) {
      this.malformed.add(`${error.message}${suffix}`);
    } else {
      throw error;
    }
  }

  /** Whether something was unknown. */
  isOpen(): boolean {
    return this.first !== undefined;
  }

  /** Notes in another one, by its `known`, what this one noted. */
  passTo(known: (read: () => never, of?: string) => unknown): void {
    for (const { error, of } of this.noted)
      known(() => {
        throw error;
      }, of);
  }

  /** Sentences about what had the wrong form. */
  complaints(): string[] {
    return [...this.malformed];
  }

  /**
   * Ends a judgement: where something was unknown, throws an UnknownValueError in the rule's own words, which the SDK
   * turns into an advisory note. To be called after everything that is known to be wrong was reported.
   */
  close(rule: string, of?: string): void {
    if (this.first === undefined) return;
    const paths = [...this.unknown];
    const shown = paths.slice(0, 5).join(", ");
    const rest = paths.length > 5 ? ` and ${paths.length - 5} more` : "";
    const { first } = this;
    first.message = `${rule} cannot judge ${shown}${rest}${of === undefined ? "" : ` of ${of}`} before it is known; pulumi up judges it again.`;
    throw first;
  }
}
