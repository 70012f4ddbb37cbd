import { filesIn, isSource, textOf } from "./files";

/** A command that a document or a message tells its reader to run. */
export interface DocumentedCommand {
  readonly where: string;
  /** Words, without quotes; the first is the program: `federation`, `npm` or `pulumi`. */
  readonly words: readonly string[];
  /** Whether it stands in a block to be copied, and not in a sentence, where values may be left out. */
  readonly whole: boolean;
}

const programs = /^(?:federation|npm|pulumi)$/;

/** Where a shell's line ends a command. */
const ends = /^(?:\||\|\||&&|;|>|>>|<|2>&1|\))$/;

/** A line as a shell reads it, as far as docs need that: quotes, and a comment after a blank. */
function wordsOf(line: string): string[] {
  return [
    ...line
      .replace(/(^|\s)#.*$/, "")
      .replace(/(?<=\S)(?=[;)](?:\s|$))/g, " ")
      .matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g),
  ].map(([word]) => word.replace(/["']/g, ""));
}

/** The commands that a line begins with, or that stand behind `--`, `&&`, a variable or a key of YAML. */
function commandsOf(line: string, where: string, whole: boolean): DocumentedCommand[] {
  const words = wordsOf(line);
  return words.flatMap((word, index) => {
    const npx = word === "npx" && words[index + 1] === "federation";
    if (!npx && !programs.test(word)) return [];
    const before = words[index - 1];
    if (before !== undefined && !/^(?:\||&&|;|--|run:|-|\$|\(|[A-Z_]+=.*|if|!)$/.test(before)) return [];
    const rest = words.slice(index + (npx ? 1 : 0));
    const end = rest.findIndex((each) => ends.test(each));
    return [{ where, whole, words: end < 0 ? rest : rest.slice(0, end) }];
  });
}

/** Commands of a Markdown text: those of its blocks, and those that are spans of code in a sentence. */
function inMarkdown(file: string, text: string): DocumentedCommand[] {
  const blocks = [...text.matchAll(/^( *)(```+)\w*\n([\s\S]*?)^\1\2 *$/gm)];
  const prose = blocks.reduce((left, [block]) => left.replace(block, ""), text);
  return [
    ...blocks.flatMap(([, , , body = ""]) =>
      body
        .replace(/\\\n\s*/g, " ")
        .split("\n")
        .flatMap((line) => commandsOf(line.trim(), file, true)),
    ),
    ...spansOf(prose, file),
  ];
}

function spansOf(text: string, where: string): DocumentedCommand[] {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(([, span = ""]) => commandsOf(span.replace(/\s+/g, " ").trim(), where, false));
}

/** Commands of messages and comments in sources: in backticks, within a text that may itself be a template. */
function inSource(file: string): DocumentedCommand[] {
  return spansOf(
    textOf(file)
      .replace(/\\`/g, "`")
      .replace(/^\s*(?:\*|\/\/) ?/gm, " "),
    file,
  );
}

/** Every command that README, docs, messages and comments of program, command and pack tell. */
export function documentedCommands(): DocumentedCommand[] {
  const documents = ["README.md", ...["docs", "sandbox", "policy", ".github"].flatMap((folder) => filesIn(folder))].filter((file) =>
    /\.(md|ya?ml)$/.test(file),
  );
  const sources = ["access", "cli", "components", "graph", "contract", "policy/rules", "policy/shared", "sandbox/engine"].flatMap(
    (folder) => filesIn(folder).filter(isSource),
  );
  return [
    ...documents.flatMap((file) =>
      file.endsWith(".md")
        ? inMarkdown(file, textOf(file))
        : textOf(file)
            .split("\n")
            .flatMap((line) => commandsOf(line.trim(), file, true)),
    ),
    ...sources.flatMap(inSource),
  ];
}
