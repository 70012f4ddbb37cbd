/**
 * `federation:stacks`: which accounts' assignments are in access stacks of their own, and `federation:core`: whose
 * access stack this is.
 */
import * as z from "zod";
import type { Problem } from "../model";
import { configPath, mistake, wrong } from "../problems";
import { listed } from "../words";
import { selectorsSchema } from "./account-selector";
import { documented } from "./fields";

/** A name that every backend takes for a stack. @see https://www.pulumi.com/docs/iac/concepts/stacks/#create-stack */
const STACK_NAME = /^[A-Za-z0-9_.-]{1,100}$/;

const STACK_NAME_REMEDY = "write the name of a stack: up to 100 letters, digits, `.`, `_` and `-`, without organization and project";

export const stacksSchema = documented(
  z.record(z.string().regex(STACK_NAME, { error: STACK_NAME_REMEDY }), selectorsSchema("Accounts whose assignments it has."), {
    error: ({ code }) =>
      code === "invalid_key" ? STACK_NAME_REMEDY : "write a mapping of access stack to accounts, such as {prod-workloads: {ou: Workloads}}",
  }),
  {
    about: "Access stacks, and the accounts whose assignments each has (docs/several-stacks.md); all others are in the stack itself.",
    type: "mapping of stack to selector, or list of selectors",
    limits: "an account in one of them at most; the management account in none",
  },
);

/** Access stacks by name. */
export type StacksSettings = z.output<typeof stacksSchema>;

/** Key in the stack file of an access stack that names its core. */
export const CORE_KEY = "core";

/** What a stack file says of its own kind. */
export interface StackKind {
  /** Name of the core stack; undefined where the stack is none of an access stack's kind. */
  readonly core: string | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Whether the settings of a stack are those of an access stack, which has its core's: it names the core, and nothing
 * else.
 *
 * @param secrets names of its encrypted values
 */
export function stackKind(raw: Readonly<Record<string, unknown>>, secrets: readonly string[] = []): StackKind {
  const core = raw[CORE_KEY];
  if (core === undefined) return { core, problems: [] };
  const path = configPath([CORE_KEY]);
  if (typeof core !== "string" || !STACK_NAME.test(core)) return { core: "", problems: [wrong(path, core, STACK_NAME_REMEDY)] };
  const others = [...Object.keys(raw), ...secrets].filter((key) => key !== CORE_KEY).map((key) => configPath([key]));
  const one = others.length === 1;
  const problems =
    others.length === 0
      ? []
      : [
          mistake(
            path,
            `says that this is an access stack of ${core}, whose settings it has`,
            `${listed(others)} ${one ? "is" : "are"} read from the file of ${core} alone; remove ${one ? "it" : "them"} here`,
          ),
        ];
  return { core, problems };
}

/**
 * The mistake of running an access stack by its core's settings, as when PULUMI_OPTION_CONFIG_FILE still names the
 * core's file: everything that there is once would be made a second time, or taken over.
 */
export function ownStackProblems(stacks: Readonly<Record<string, unknown>> | undefined, stack: string): Problem[] {
  if (stacks?.[stack] === undefined) return [];
  return [
    mistake(
      configPath(["stacks", stack]),
      "is the stack that runs, and these are its core's settings",
      `run it by its own file, Pulumi.${stack}.yaml, which names the core (federation:core) and nothing else: look at PULUMI_OPTION_CONFIG_FILE and --config-file (docs/several-stacks.md)`,
    ),
  ];
}
