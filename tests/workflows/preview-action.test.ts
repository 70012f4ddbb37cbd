import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./workflow-file";

const action = join(root, ".github/actions/preview");
const change = join(root, "tests/fixtures/previews/change.json");

/** The action's scripts, with a `pulumi` and a `gh` in place of the real ones that write down how they were called. */
describe("action that previews with pack and report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "preview-action-"));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "calls"), "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function command(name: string, script: string): void {
    const file = join(folder, "bin", name);
    writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >> '${folder}/calls'\n${script}\n`);
    chmodSync(file, 0o755);
  }
  function run(script: string, env: NodeJS.ProcessEnv): { status: number | null; stderr: string; calls: string[] } {
    const { status, stderr } = spawnSync(join(action, script), {
      cwd: root,
      encoding: "utf8",
      env: {
        PATH: `${join(folder, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: join(folder, "output"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        FEDERATION_NOW: "2026-11-29T21:00:00Z",
        ...env,
      },
    });
    return { status, stderr, calls: readFileSync(join(folder, "calls"), "utf8").trim().split("\n") };
  }
  const output = (): Record<string, string> =>
    Object.fromEntries(
      readFileSync(join(folder, "output"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    );
  /** What `pulumi` does: the first preview is the one with the pack. */
  const pulumi = (text: string, json: string): void =>
    command("pulumi", `case "$*" in *--json*) ${json};; *"config set"*) cat > '${folder}/token';; *) ${text};; esac`);

  describe("preview.sh", () => {
    it("previews with the pack, then reports in every form", () => {
      pulumi("echo 'Previewing update'", `cat '${change}'`);
      const { status, stderr, calls } = run("preview.sh", { STACK: "acme/dev" });
      assert.equal(status, 0, stderr);
      assert.deepEqual(calls, [
        `pulumi preview --stack acme/dev --diff --non-interactive --color never --policy-pack ${root}/policy`,
        "pulumi preview --stack acme/dev --json --show-sames --non-interactive --color never",
      ]);
      assert.deepEqual(output(), {
        report: join(folder, "access-acme-dev/report"),
        name: "acme-dev",
        "pack-status": "0",
        "report-status": "0",
      });
      assert.match(readFileSync(join(folder, "access-acme-dev/report/report.md"), "utf8"), /^## Access change: dev\n/);
      assert.equal(readFileSync(join(folder, "summary"), "utf8"), readFileSync(join(folder, "access-acme-dev/report/report.md"), "utf8"));
      assert.ok("gained" in (JSON.parse(readFileSync(join(folder, "access-acme-dev/report/report.json"), "utf8")) as object));
      assert.match(readFileSync(join(folder, "access-acme-dev/report/report.html"), "utf8"), /^<!doctype html>/i);
    });

    it("previews the stacks of a federation, the core first, and reports them as one", () => {
      const part = join(folder, "part.json");
      writeFileSync(part, readFileSync(change, "utf8").replaceAll("urn:pulumi:dev::", "urn:pulumi:dev-a::"));
      pulumi(
        `case "$*" in *dev-a*) echo 'mandatory: no way'; exit 255;; *) echo fine;; esac`,
        `case "$*" in *dev-a*) cat '${part}';; *) cat '${change}';; esac`,
      );
      const { status, stderr, calls } = run("preview.sh", { STACK: "acme/dev acme/dev-a", SCIM_TOKEN: "t0ken" });
      assert.equal(status, 0, stderr);
      assert.deepEqual(calls.map((call) => call.replace(/ --non-interactive.*/, "")), [
        "pulumi config set --secret federation:scimToken --stack acme/dev",
        "pulumi preview --stack acme/dev --diff",
        "pulumi preview --stack acme/dev-a --diff",
        "pulumi preview --stack acme/dev --json --show-sames",
        "pulumi preview --stack acme/dev-a --json --show-sames",
      ]); // prettier-ignore
      assert.deepEqual([output()["name"], output()["pack-status"], output()["report-status"]], ["acme-dev", "255", "0"]);
      const { source } = JSON.parse(readFileSync(join(folder, "access-acme-dev/report/report.json"), "utf8")) as {
        source: { files: string[] };
      };
      assert.deepEqual(source.files.map((file) => file.split("/").at(-1)), ["preview-acme-dev.json", "preview-acme-dev-a.json"]); // prettier-ignore
    });

    it("reports as well where the pack refuses, and keeps what it says", () => {
      pulumi("echo 'mandatory: no way'; exit 255", `cat '${change}'`);
      const { status } = run("preview.sh", { STACK: "dev", PACK_CONFIG: "pack.json", INVENTORY: "docs/examples/inventory.dev.json" });
      assert.equal(status, 0);
      assert.deepEqual([output()["pack-status"], output()["report-status"]], ["255", "0"]);
      assert.equal(readFileSync(join(folder, "access-dev/preview-end.txt"), "utf8"), "mandatory: no way\n");
      assert.match(readFileSync(join(folder, "calls"), "utf8"), /--policy-pack-config pack\.json$/m);
    });

    it("has no report, and says so, where there is no preview", () => {
      pulumi("exit 255", "exit 255");
      assert.equal(run("preview.sh", { STACK: "dev" }).status, 0);
      assert.deepEqual([output()["pack-status"], output()["report-status"]], ["255", "2"]);
      assert.equal(existsSync(join(folder, "access-dev/report/report.md")), false);
    });

    it("hands the SCIM token over on standard input", () => {
      pulumi("true", "exit 1");
      const { calls } = run("preview.sh", { STACK: "dev", SCIM_TOKEN: "very-secret" });
      assert.equal(calls[0], "pulumi config set --secret federation:scimToken --stack dev");
      assert.equal(readFileSync(join(folder, "token"), "utf8"), "very-secret");
      assert.equal(readFileSync(join(folder, "calls"), "utf8").includes("very-secret"), false);
    });
  });

  describe("comment.sh", () => {
    const gh = (ids: string): void =>
      command("gh", `for word in "$@"; do case "$word" in body=@*) cp "\${word#body=@}" '${folder}/body';; esac; done\nprintf '${ids}'`);
    const comment = (more: NodeJS.ProcessEnv = {}) => {
      mkdirSync(join(folder, "work/report"), { recursive: true });
      writeFileSync(join(folder, "work/preview-end.txt"), "the end\n");
      writeFileSync(join(folder, "work/report/report.md"), "## Access change: dev\n");
      return run("comment.sh", {
        STACK: "acme/dev",
        REPORT: join(folder, "work/report"),
        PACK_STATUS: "0",
        PAGE: "https://github.com/acme/x/artifacts/1",
        PULL_REQUEST: "7",
        GITHUB_REPOSITORY: "acme/x",
        ...more,
      });
    };
    const body = (): string => readFileSync(join(folder, "body"), "utf8");

    it("writes a comment where there is none", () => {
      gh("");
      const { status, stderr, calls } = comment();
      assert.equal(status, 0, stderr);
      assert.match(
        calls[0] ?? "",
        /^gh api --paginate repos\/acme\/x\/issues\/7\/comments --jq .*"github-actions\[bot\]".*startswith\(env\.MARKER\)/,
      );
      assert.match(calls[1] ?? "", /^gh api --silent --method POST repos\/acme\/x\/issues\/7\/comments -F body=@/);
      assert.equal(
        body(),
        "<!-- federation report of acme/dev -->\n## Access change: dev\n\n\n[The page with the access matrix](https://github.com/acme/x/artifacts/1)\n",
      );
    });

    it("says that there is no report where there is none", () => {
      gh("");
      mkdirSync(join(folder, "work/empty"), { recursive: true });
      const { status } = comment({ REPORT: join(folder, "work/empty"), PAGE: "" });
      assert.equal(status, 0);
      assert.equal(
        body(),
        "<!-- federation report of acme/dev -->\nThere is no report of what this does to access of `acme/dev`: the preview gave nothing to read.\n",
      );
    });

    it("replaces the one that there is", () => {
      gh("11\\n12\\n");
      const { calls } = comment();
      assert.match(calls[1] ?? "", /^gh api --silent --method PATCH repos\/acme\/x\/issues\/comments\/11 -F body=@/);
      assert.equal(calls.length, 2);
    });

    it("shows the end of what the pack says where it refuses", () => {
      gh("");
      comment({ PACK_STATUS: "255" });
      assert.match(
        body(),
        /\n\*\*The preview failed, or the policy pack refuses it\.\*\*\n\n<details>.*\n\n````text\nthe end\n\n````\n\n<\/details>\n\n## Access/,
      );
    });
  });
});
