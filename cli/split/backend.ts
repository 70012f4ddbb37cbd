import { dirname } from "node:path";
import { Failure } from "../failure";
import { pulumiOnStack } from "../recover/lock";
import type { StackState } from "../stack/state";
import { fileBeside, shortName } from "../stack/settings-file";
import { lastWords, pulumi, pulumiOrFail, type PulumiOptions } from "../stack/pulumi";

/** The stacks of one federation in their backend, called by their short names. */
export class FederationBackend {
  /** @param core as Pulumi takes it, with organization and project where it has them */
  constructor(
    private readonly core: string,
    private readonly coreFile: string,
  ) {}

  /** As Pulumi takes it. */
  qualified(stack: string): string {
    return [...this.core.split("/").slice(0, -1), stack].join("/");
  }

  /** Short names of the stacks that there are. */
  async existing(): Promise<Set<string>> {
    const stacks = JSON.parse(await pulumiOrFail(["stack", "ls", "--json"])) as { name: string }[];
    return new Set(stacks.map(({ name }) => shortName(name)));
  }

  /** Makes a stack without anything in it; its settings file lies there already. */
  async make(stack: string, secretsProvider: string | undefined): Promise<void> {
    const provider = secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider];
    // It knows no other file than the one in its folder.
    const options = { env: { PULUMI_OPTION_CONFIG_FILE: undefined }, cwd: dirname(this.coreFile) };
    await pulumiOrFail(["stack", "init", this.qualified(stack), "--no-select", ...provider], options);
  }

  /** The state as text and parsed. */
  async read(stack: string): Promise<{ readonly text: string; readonly state: StackState }> {
    const { status, stdout, ...run } = await pulumi(["stack", "export", "--stack", this.qualified(stack)], this.options(stack));
    if (status !== 0) throw new Failure(`The state of ${stack} could not be read: ${lastWords({ status, stdout, ...run })}`);
    return { text: stdout, state: JSON.parse(stdout) as StackState };
  }

  /** Writes a state, unless a run holds the stack. */
  async write(stack: string, state: StackState): Promise<void> {
    const imported = await pulumiOnStack(this.qualified(stack), ["stack", "import"], {
      ...this.options(stack),
      input: JSON.stringify(state),
    });
    if (imported.status !== 0)
      throw new Failure(`The state of ${stack} could not be written: ${lastWords(imported)}; run \`federation split\` again.`);
  }

  /** Where the environment names a settings file, it is one stack's. */
  private options(stack: string): PulumiOptions {
    const named = (process.env["PULUMI_OPTION_CONFIG_FILE"] ?? "") !== "";
    return named ? { env: { PULUMI_OPTION_CONFIG_FILE: fileBeside(this.coreFile, stack) } } : {};
  }
}
