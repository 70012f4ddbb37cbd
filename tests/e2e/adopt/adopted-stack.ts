import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { finished, type Ran, type Sandbox, succeeded } from "../sandbox";

/** What `federation adopt` wrote, put to use as docs/adopt.md tells. */
export class AdoptedStack {
  /** Where the command writes. */
  readonly folder: string;
  readonly env: { readonly PULUMI_OPTION_CONFIG_FILE: string };

  constructor(
    private readonly sandbox: Sandbox,
    temporary: string,
  ) {
    this.folder = join(temporary, "adopted");
    this.env = { PULUMI_OPTION_CONFIG_FILE: join(temporary, "Pulumi.dev.yaml") };
  }

  /** A file of the folder. */
  text(name: "Pulumi.dev.yaml" | "decisions.md"): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Makes this the stack file, given the salt that `pulumi stack init` writes. */
  async put(file: (encryptionsalt: string) => string): Promise<void> {
    const own = (await this.sandbox.variables())["PULUMI_OPTION_CONFIG_FILE"]!;
    const { encryptionsalt } = parse(readFileSync(own, "utf8")) as { encryptionsalt: string };
    writeFileSync(this.env.PULUMI_OPTION_CONFIG_FILE, file(encryptionsalt));
  }

  run(words: string): Promise<Ran> {
    return this.sandbox.pulumi(words.split(" "), { env: this.env });
  }

  /** Runs the import line of decisions.md, word for word. */
  async import(): Promise<void> {
    succeeded(await this.run(this.importLine()));
  }

  /**
   * Begins the import and ends the CLI by `kill -9` once it has told the first imported resource; fails where it has
   * ended before.
   */
  async killImport(): Promise<void> {
    const words = [...this.importLine().split(" "), "--non-interactive", "--color", "never"];
    const child = await this.sandbox.start("pulumi", words, { env: this.env });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (/^ = .* imported \(/m.test(text)) child.kill("SIGKILL");
    });
    const { status, text: said } = await finished(child);
    assert.equal(status, null, said.slice(-5000));
  }

  /** Custom resources that the state holds, by type and id, sorted; and its pending operations. */
  async held(): Promise<{ readonly resources: string[]; readonly pending: number }> {
    const { stdout } = succeeded(await this.run("stack export"));
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: { type: string; id?: string; custom?: boolean }[]; pending_operations?: unknown[] };
    };
    const own = (deployment.resources ?? []).filter(({ custom, type }) => custom === true && !type.startsWith("pulumi:"));
    return { resources: own.map(({ type, id }) => `${type} ${id}`).sort(), pending: deployment.pending_operations?.length ?? 0 };
  }

  /** The import line of decisions.md, without `pulumi`. */
  importLine(): string {
    const [, line] = /\npulumi (import --file \S+ .*)\n/.exec(this.text("decisions.md")) ?? [];
    return line!;
  }

  /** Runs `up`, and tells what it changed in a cloud: operation and URN of each resource. */
  async up(): Promise<string[]> {
    return changedResources(succeeded(await this.run("up --yes --skip-preview --json")).stdout);
  }

  /** What the policy pack refuses of the stack, and decisions.md does not tell: rule and resource of each. */
  async refusals(): Promise<{ readonly refused: number; readonly undecided: string[] }> {
    const { text } = await this.run("preview --policy-pack policy");
    const refused = [...text.matchAll(/\[mandatory\].*?\s(\S+)\s+\(\S+ ([^)]+)\)/g)];
    const decisions = this.text("decisions.md");
    const isNamed = ([, rule, name]: readonly string[]): boolean =>
      decisions.includes(`permission set ${name?.split("/")[0]}, rule ${rule} of the policy pack`);
    return { refused: refused.length, undecided: refused.filter((each) => !isNamed(each)).map(([line]) => line) };
  }

  /** Fails where `adopt --check` finds anything outside. */
  async isWhole(): Promise<void> {
    const check = await this.sandbox.federation(["adopt", "--check"], { env: this.env });
    assert.equal(check.status, 0, check.text);
  }

  /** What verify says that is `wrong`, with the check's id. */
  async verified(wrong: (status: string, id: string) => boolean): Promise<string[]> {
    const { stdout } = await this.sandbox.federation(["verify", "--json"], { env: this.env });
    const { checks } = JSON.parse(stdout) as { checks: { id: string; outcomes: { status: string; message: string }[] }[] };
    return checks.flatMap(({ id, outcomes }) =>
      outcomes.filter(({ status }) => wrong(status, id)).map(({ message }) => `${id}: ${message}`),
    );
  }
}

interface Resource {
  /** Missing for components, which no cloud has. */
  readonly custom?: boolean;
}

/** What the events of `pulumi up --json` say of resources of a cloud that it touched: operation and URN of each. */
export function changedResources(events: string): string[] {
  const lines = events.split("\n").filter((line) => line.startsWith("{"));
  const changed = lines.flatMap((line): string[] => {
    const { resOutputsEvent } = JSON.parse(line) as {
      resOutputsEvent?: { metadata: { op: string; urn: string; old: Resource | null; new: Resource | null } };
    };
    if (resOutputsEvent === undefined) return [];
    const { op, urn, old, new: after } = resOutputsEvent.metadata;
    return op !== "same" && (after ?? old)?.custom === true ? [`${op} ${urn}`] : [];
  });
  if (!lines.some((line) => line.includes('"summaryEvent"')))
    throw new Error(`This is not the output of pulumi up --json: ${events.slice(0, 500)}`);
  return changed;
}
