import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SandboxError } from "../../engine/failure";
import type { Helpers } from "../../engine/helpers";
import { prepareHome } from "../../engine/home";
import { ensurePlugins, type Plugin } from "../../engine/plugins";
import { ownFolder } from "./own-folder";

const azuread = join("resource-azuread-v6.9.1", "pulumi-resource-azuread");

describe("official plugins", () => {
  const folder = ownFolder();
  let messages: string[];
  beforeEach(() => {
    messages = [];
    Object.assign(process.env, { HOME: join(folder(), "home"), XDG_CACHE_HOME: join(folder(), "cache"), INIT_CWD: folder() });
    delete process.env["PULUMI_OFFICIAL_PLUGINS"];
  });

  /** An executable file, with its folder. */
  function put(path: string, text = "#!/bin/sh\n", mode = 0o755): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }
  /** Stands for the Pulumi CLI: notes how it was called, then does what it is told. */
  const cli = (then: string): string =>
    put(join(folder(), "pulumi"), `#!/bin/sh\necho "$PULUMI_HOME: $@" >> '${folder()}/called'\n${then}\n`);
  const called = (): string => (existsSync(join(folder(), "called")) ? readFileSync(join(folder(), "called"), "utf8") : "");
  const ensured = async (pulumi = cli("exit 1")): Promise<Plugin["target"] | undefined> => {
    const plugins = await ensurePlugins(["azuread"], pulumi, (line) => void messages.push(line));
    assert.deepEqual(plugins.map((plugin) => plugin.folder).sort(), ["resource-aws-v7.48.0", "resource-azuread-v6.9.1"]);
    return plugins.find((plugin) => plugin.file === "pulumi-resource-azuread")?.target;
  };

  it("come from PULUMI_OFFICIAL_PLUGINS, seen from the caller's folder, before ~/.pulumi/plugins, and nothing is downloaded", async () => {
    put(join(folder(), "given", azuread));
    put(join(folder(), "home", ".pulumi", "plugins", azuread));
    process.env["PULUMI_OFFICIAL_PLUGINS"] = "given";
    assert.deepEqual(await ensured(), { official: join(folder(), "given", "resource-azuread-v6.9.1") });
    assert.deepEqual([messages, called()], [[], ""]);
  });

  it("come from ~/.pulumi/plugins where PULUMI_OFFICIAL_PLUGINS has another version only", async () => {
    put(join(folder(), "given", "resource-azuread-v6.9.0", "pulumi-resource-azuread"));
    put(join(folder(), "home", ".pulumi", "plugins", azuread));
    process.env["PULUMI_OFFICIAL_PLUGINS"] = join(folder(), "given");
    assert.deepEqual(await ensured(), { official: join(folder(), "home", ".pulumi", "plugins", "resource-azuread-v6.9.1") });
    assert.equal(called(), "");
  });

  it("are downloaded once where nobody has them", async () => {
    const download = `mkdir -p "$PULUMI_HOME/plugins/resource-azuread-v6.9.1" && cp "$0" "$PULUMI_HOME/plugins/${azuread}"`;
    const ours = join(folder(), "cache", "aws-entra-federation", "official");
    for (let run = 0; run < 2; run++)
      assert.deepEqual(await ensured(cli(download)), { official: join(ours, "plugins", "resource-azuread-v6.9.1") });
    assert.equal(called(), `${ours}: plugin install resource azuread v6.9.1\n`);
    assert.deepEqual(messages, ["downloading the official azuread plugin 6.9.1"]);
  });

  it("that nobody has and that cannot be downloaded are one error, with where they were looked for and what can be done", async () => {
    process.env["PULUMI_OFFICIAL_PLUGINS"] = "given";
    const error = await ensured(cli("echo 'error: no route to host' >&2; exit 255")).then(
      () => assert.fail("no error"),
      (caught: SandboxError) => caught,
    );
    assert.ok(error instanceof SandboxError);
    const places = [join(folder(), "given"), join(folder(), "home", ".pulumi", "plugins")].map((place) => join(place, azuread));
    for (const place of places) assert.ok(error.message.includes(place), place);
    assert.match(error.message, /its download failed: error: no route to host$/);
    assert.deepEqual(error.options, [
      `Put it into a folder as ${azuread} and name that folder in PULUMI_OFFICIAL_PLUGINS.`,
      "Or, where the network allows: pulumi plugin install resource azuread v6.9.1",
      "Or go without --real azuread.",
    ]);
  });

  it("that lost their executable bit are named, with the remedy", async () => {
    const path = put(join(folder(), "given", azuread), "", 0o644);
    process.env["PULUMI_OFFICIAL_PLUGINS"] = "given";
    await assert.rejects(ensured(), { message: `${path} cannot be run: it is not an executable file.`, options: [`chmod +x ${path}`] });
  });

  it("are in Pulumi's home with all that they bring, and with nothing that an earlier one brought", () => {
    const official = dirname(put(join(folder(), "given", azuread)));
    put(join(official, "PulumiPlugin.yaml"), "runtime: go\n", 0o644);
    const home = join(folder(), "pulumi-home");
    const own = join(home, "plugins", "resource-azuread-v6.9.1");
    put(join(own, "LICENSE"));
    put(join(home, "plugins", "resource-azuread-v6.9.0", "pulumi-resource-azuread"));
    const plugins: Plugin[] = [{ folder: "resource-azuread-v6.9.1", file: "pulumi-resource-azuread", target: { official } }];
    for (let run = 0; run < 2; run++) prepareHome(home, { path: "/bin/true", ownLanguageHost: false } as never, {} as Helpers, plugins);
    assert.ok(!existsSync(join(own, "LICENSE")) && !existsSync(join(home, "plugins", "resource-azuread-v6.9.0")));
    assert.equal(realpathSync(own), own, "the engine passes over a folder that is a link");
    assert.equal(realpathSync(join(own, "pulumi-resource-azuread")), join(official, "pulumi-resource-azuread"));
    assert.equal(readFileSync(join(own, "PulumiPlugin.yaml"), "utf8"), "runtime: go\n");
  });
});
