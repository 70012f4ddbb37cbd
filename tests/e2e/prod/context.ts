import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ClientSettings, clientSettings } from "../client-settings";
import { finished, type Ran, type Sandbox } from "../sandbox";

/** The management account of the world. */
export const account = "100000000001";

/** Regions whose event rules watch the breakglass users of prod. */
export const watchedRegions = ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2"];

/** What the parts of prod's test share: one sandbox, in which each part finds what the one before it left. */
export class Prod {
  /** Environment of the sandbox; set before the first test. */
  environment: NodeJS.ProcessEnv = {};
  /** What the first `pulumi up` said. */
  log = "";
  /** Stack file under which the stack was last updated, where it is not the sandbox's own. */
  rotated = "";
  /** Exported state of the stack once it is up. */
  state = "";

  private copies = 0;

  constructor(
    readonly sandbox: Sandbox,
    /** Folder for files, deleted afterwards. */
    readonly temporary: string,
  ) {}

  /** Of clients in a region; the home region where none is named. */
  settings(region = "eu-west-1"): ClientSettings {
    return clientSettings(this.environment, region);
  }

  /** A stack file of its own, which differs from another one. */
  copy(text: string, from: string): string {
    if (text === from) throw new Error("The copy of the stack file does not differ.");
    const file = join(this.temporary, `Pulumi.${(this.copies += 1)}.yaml`);
    writeFileSync(file, text);
    return file;
  }

  /** A command of `federation`, whose words can be read while it runs. */
  async watched(args: readonly string[]): Promise<{ messages(): string; runs(): boolean; readonly ended: Promise<Ran> }> {
    const child = await this.sandbox.start(process.execPath, ["cli/bin.cjs", ...args, "--stack", this.sandbox.stack]);
    let messages = "";
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (messages += text));
    return { messages: () => messages, runs: () => child.exitCode === null, ended: finished(child) };
  }

  /** Does what only people in a console can do. */
  async operator(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.environment["AWS_ENDPOINT_URL"]}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
