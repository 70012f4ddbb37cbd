import type { AdoptedPart, Decision } from "./part";

const TITLES: Readonly<Record<Decision["kind"], string>> = {
  "value-needed": "Values that only you know",
  "left-alone": "Left alone",
  "not-importable": "What no provider can import",
  fault: "Faults of what is there",
  note: "Good to know",
};

/** What decides which commands come next. */
export interface NextCommandsInput {
  readonly stack: string;
  readonly folder: string;
  readonly project: string;
  /** Number of resources that no state holds yet. */
  readonly toImport: number;
  /** Whether the project has a file of this stack, which the adopted one would replace. */
  readonly hasStackFile: boolean;
}

/** The commands that follow, as a person types them. */
export function nextCommands({ stack, folder, project, toImport, hasStackFile }: NextCommandsInput): string[] {
  const file = `Pulumi.${stack}.yaml`;
  const into = [
    `pulumi stack init ${stack}   # unless the stack is there already`,
    `pulumi import --file ${folder}/import.json --protect=false --generate-code=false --yes --stack ${stack}`,
  ];
  return [
    `cp ${folder}/${file} ${file}${hasStackFile ? `   # replaces the ${file} that is there: keep what you wrote into it` : ""}`,
    ...(toImport > 0 ? into : []),
    `pulumi preview --stack ${stack}   # only components of the ${project} program are created`,
    `pulumi up --stack ${stack}`,
    `npx federation verify --stack ${stack}`,
    `npx federation adopt --stack ${stack} --check`,
  ];
}

/** decisions.md: what was adopted, what was not and why, what a person has to decide, and what to run. */
export function decisionsText(
  stack: string,
  parts: readonly AdoptedPart[],
  decisions: readonly Decision[],
  commands: readonly string[],
): string {
  const unread = [...new Set(parts.flatMap((part) => part.unread))];
  const sections = (Object.keys(TITLES) as Decision["kind"][]).flatMap((kind) => {
    const of = decisions.filter((decision) => decision.kind === kind);
    return of.length === 0 ? [] : ["", `## ${TITLES[kind]}`, "", ...of.map(({ what, text }) => `- **${plain(what)}**: ${plain(text)}`)];
  });
  return [
    `# Adopting stack ${stack}`,
    "",
    "Nothing was changed in any cloud. Adopted:",
    "",
    ...parts.map(({ title, summary }) => `- ${title}: ${summary}`),
    ...(unread.length === 0
      ? []
      : [
          "",
          "## Not read",
          "",
          "This is not the whole estate: with more permissions, run the command again into another folder.",
          "",
          ...unread.map((line) => `- ${plain(line)}`),
        ]),
    ...sections,
    "",
    "## What to run",
    "",
    "```sh",
    ...commands,
    "```",
    "",
  ].join("\n");
}

/** Names of clouds stand in the text as they are, on one line. */
function plain(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ").replace(/[<>]/g, "\\$&");
}
