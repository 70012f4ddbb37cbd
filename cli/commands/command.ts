import type { Command } from "commander";
import { Failure } from "../failure";
import type { Writer } from "../output/writer";

/** What a command works with; tests hand in their own. */
export interface CommandEnvironment {
  readonly writer: Writer;
}

/** A command's function: takes its arguments and options, gives the exit status. */
export type Run<Options> = (environment: CommandEnvironment, options: Options, ...args: string[]) => Promise<number>;

/** Options that every command on a stack has. */
export interface StackOptions {
  readonly stack?: string;
  readonly json?: boolean;
}

/** Adds --stack and --json. */
export function withStackOptions(command: Command): Command {
  return command
    .option("-s, --stack <name>", "stack to work on (default: the selected one)")
    .option("--json", "print one JSON document for machines");
}

/** Options of the questions about access. */
export interface QuestionOptions extends StackOptions {
  readonly inventory?: string;
}

/** Adds --stack, --json and --inventory. */
export function withQuestionOptions(command: Command): Command {
  return withStackOptions(command).option(
    "-i, --inventory <file>",
    "answer from what `federation inventory` saved: no credentials, no network",
  );
}

/** Adds --action and --resource. */
export function withActionOptions(command: Command): Command {
  return command
    .option("--action <action>", "whether the permission sets allow this: yes, no or depends, such as s3:GetObject")
    .option("--resource <arn>", "with --action: on this resource");
}

/** Adds examples below a command's help. */
export function withExamples(command: Command, examples: readonly (readonly [command: string, meaning: string])[]): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, meaning]) => `  $ ${line.padEnd(width)}  ${meaning}`);
  return command.addHelpText("after", `\nExamples:\n${lines.join("\n")}\n\nExit status: 0 fine, 1 findings, 2 wrong use.`);
}

/** A number of an option within bounds. */
export function boundedNumber(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < least || value > most)
      throw new Failure(`${name} is "${text}"; it must be ${least} to ${most}.`);
    return value;
  };
}

/** A whole number, 0 or more, of an option. */
export function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Failure(`${name} is "${text}"; it must be a whole number, 0 or more.`);
  return Number(text);
}
