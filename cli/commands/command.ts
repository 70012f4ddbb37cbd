import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import { Failure } from "../failure";
import type { Writer } from "../output/writer";

/** What a command works with; tests hand in their own. */
export interface CommandEnvironment {
  readonly writer: Writer;
}

/** A command's function: takes its arguments and options, gives the exit status. */
export type Run<Options> = (environment: CommandEnvironment, options: Options, ...args: string[]) => Promise<number>;

/** What makes a command, in one file each. */
interface CommandDefinition<Options extends object> {
  readonly name: string;
  /** Declares arguments, options and examples; loads nothing, so that `--help` is instant. */
  readonly define: (command: Command) => Command;
  /** Loads the command's work, cloud SDKs and schema with it. */
  readonly load: () => Promise<Run<Options>>;
}

/** A command as the program registers it. */
export interface CommandEntry {
  readonly name: string;
  readonly define: (command: Command) => Command;
  /** Runs it with the arguments and options that were parsed. */
  readonly run: (environment: CommandEnvironment, parsed: Command) => Promise<number>;
}

/** A command of its definition; the options are those that its work takes. */
export function commandEntry<Options extends object>({ name, define, load }: CommandDefinition<Options>): CommandEntry {
  return {
    name,
    define,
    run: async (environment, parsed) => {
      refuseEmpty(parsed);
      const run = await load();
      return run(environment, parsed.opts<Options>(), ...parsed.args);
    },
  };
}

/** An empty value is a variable of the shell that is not set, never what somebody means. */
function refuseEmpty(parsed: Command): void {
  for (const option of parsed.options)
    if ([parsed.getOptionValue(option.attributeName())].flat().includes(""))
      throw new Failure(`${option.long ?? option.flags} is empty; give it a value, or leave it out.`);
  parsed.registeredArguments.forEach((argument, at) => {
    if ([parsed.processedArgs[at]].flat().includes("")) throw new Failure(`The argument <${argument.name()}> is empty; write a value.`);
  });
}

/** Options that every command on a stack has. */
export interface StackOptions {
  readonly stack?: string;
  readonly json?: boolean;
}

/** Options that several commands have, as they are written; what they do stands beside them where it differs. */
export const FLAG = {
  stack: "-s, --stack <name>",
  inventory: "-i, --inventory <file>",
  out: "-o, --out <file>",
  dryRun: "-n, --dry-run",
  yes: "-y, --yes",
  answers: "--answers <file>",
  wait: "--wait <minutes>",
} as const;

/** Adds --json. */
export function withJson(command: Command): Command {
  return command.option("--json", "print one JSON document for machines");
}

/** Adds --stack and --json. */
export function withStackOptions(command: Command): Command {
  return withJson(command.option(FLAG.stack, "stack to work on (default: the selected one)", stackName));
}

/** Adds --dry-run and --yes, for a command that changes something. */
export function withChangeOptions(command: Command): Command {
  return command
    .option(FLAG.dryRun, "show what would be done; change nothing (status 1 if there is something to do)")
    .option(FLAG.yes, "do it without asking");
}

/** Options of the questions about access. */
export interface QuestionOptions extends StackOptions {
  readonly inventory?: string;
}

/** Adds --stack, --json and --inventory. */
export function withQuestionOptions(command: Command): Command {
  return withStackOptions(command).option(FLAG.inventory, "answer from what `federation inventory` saved: no credentials, no network");
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
  return command.addHelpText(
    "after",
    `\nExamples:\n${lines.join("\n")}\n\nExit status: 0 fine, 1 findings, 2 wrong use or kept from its work, 130 ended by Ctrl-C.`,
  );
}

/** The characters of Pulumi's names; an organization and a project may stand before the stack's own. */
const STACK_NAME = /^(?:[\w.-]*\w[\w.-]*\/){0,2}[\w.-]*\w[\w.-]*$/;

/** A stack as Pulumi names it. */
export function stackName(text: string): string {
  if (!STACK_NAME.test(text)) throw new Failure(`--stack is "${text}"; write the name of a stack, such as prod or acme/federation/prod.`);
  return text;
}

/** A file of an option that is written at the end: what would hinder that is said before anything is read. */
export function fileToWrite(name: string): (text: string) => string {
  return (file) => {
    if (existsSync(file) && statSync(file).isDirectory()) throw new Failure(`${name} is "${file}", which is a folder; name a file.`);
    const folder = dirname(file);
    if (!existsSync(folder) || !statSync(folder).isDirectory())
      throw new Failure(`${name} is "${file}", and there is no folder ${folder}; make it first.`);
    return file;
  };
}

/** A folder of an option, made where it is not there yet. */
export function folderName(name: string): (text: string) => string {
  return (folder) => {
    if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Failure(`${name} is "${folder}", which is no folder.`);
    return folder;
  };
}

/** A number of an option within bounds. */
export function boundedNumber(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (!Number.isFinite(value) || value < least || value > most)
      throw new Failure(`${name} is "${text}"; it must be ${least} to ${most}.`);
    return value;
  };
}

/** A whole number of an option within bounds. */
export function boundedWholeNumber(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new Failure(`${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
  };
}

/** A whole number, 0 or more, of an option. */
export function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Failure(`${name} is "${text}"; it must be a whole number, 0 or more.`);
  return Number(text);
}
