import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cloneInto } from "../clone";
import { type Ran, repository, type RunOptions, type Sandbox } from "../sandbox";

/** The commands of docs/adopt.md under "The way", a line each. */
export function commandsOfTheGuide(): string[] {
  const guide = readFileSync(join(repository, "docs", "adopt.md"), "utf8");
  const [, block] = /^## The way\n+```sh\n(.*?)^```/ms.exec(guide) ?? [];
  if (block === undefined) throw new Error('docs/adopt.md has no commands under "The way".');
  return block.trimEnd().split("\n");
}

/** Somebody at a terminal, in a clone of this repository with its example of a stack file. */
export class Follower {
  private options: RunOptions | undefined;

  constructor(
    private readonly sandbox: Sandbox,
    readonly folder: string,
  ) {
    cloneInto(folder);
    copyFileSync(join(repository, "Pulumi.prod.yaml"), join(folder, "Pulumi.prod.yaml"));
    // Not everywhere is there a pager; and nobody to turn its pages.
    mkdirSync(join(folder, "pager"));
    writeFileSync(join(folder, "pager", "less"), '#!/bin/sh\nexec cat "$@"\n');
    chmodSync(join(folder, "pager", "less"), 0o755);
  }

  /** Types a line, and answers yes to whatever Pulumi asks. */
  async types(line: string): Promise<Ran> {
    if (this.options === undefined) {
      const { PATH } = await this.sandbox.variables();
      this.options = {
        cwd: this.folder,
        env: {
          PATH: [join(this.folder, "pager"), PATH].join(delimiter),
          PULUMI_OPTION_CONFIG_FILE: "",
          PULUMI_SKIP_CONFIRMATIONS: "true",
          PULUMI_OPTION_COLOR: "never",
        },
      };
    }
    return this.sandbox.run("bash", ["-c", line], this.options);
  }

  text(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }
}
