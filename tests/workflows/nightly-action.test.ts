import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./workflow-file";

/** The nightly scripts, with a `gh` in place of the real one that writes down how it was called. */
describe("nightly run", () => {
  let folder: string;
  let found: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nightly-"));
    found = join(folder, "found");
    mkdirSync(join(folder, "bin"));
    mkdirSync(found);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(script: string, more: NodeJS.ProcessEnv = {}): { status: number | null; stderr: string; calls: string[] } {
    const { status, stderr } = spawnSync(join(root, ".github/actions/nightly", script), {
      cwd: root,
      encoding: "utf8",
      env: {
        PATH: `${join(folder, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        STACK: "acme/prod",
        FOUND: found,
        GITHUB_REPOSITORY: "acme/x",
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        FEDERATION_NOW: "2026-11-29T21:00:00Z",
        RUN: "https://github.com/acme/x/actions/runs/1",
        ...more,
      },
    });
    const calls = join(folder, "calls");
    return { status, stderr, calls: existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [] };
  }
  /** What the checks said, and which issues of this workflow are open. */
  function night(checks: Readonly<Record<string, readonly [status: number, text: string]>>, open: string): ReturnType<typeof run> {
    for (const [name, [status, text]] of Object.entries(checks)) {
      writeFileSync(join(found, `${name}.txt`), text);
      writeFileSync(join(found, `${name}.status`), `${status}\n`);
    }
    const file = join(folder, "bin/gh");
    const keep = `for word in "$@"; do case "$word" in body=@*) cp "\${word#body=@}" '${folder}/body';; esac; done`;
    writeFileSync(
      file,
      `#!/usr/bin/env bash\necho "$*" >> '${folder}/calls'\n${keep}\ncase "$*" in *--paginate*) printf '${open}';; esac\n`,
    );
    chmodSync(file, 0o755);
    return run("one-issue.sh");
  }
  const body = (): string => readFileSync(join(folder, "body"), "utf8");
  const fine = { drift: [0, "nothing"], expiry: [0, "nothing"], verify: [0, "all ok"] } as const;

  it("opens one issue with what was found, and fails; what is fine is not in it", () => {
    const { status, stderr, calls } = night({ ...fine, verify: [1, "R5.7 FINDING"], drift: [2, "no credentials"] }, "");
    assert.equal(status, 1, stderr);
    assert.match(calls[0] ?? "", /^api --paginate repos\/acme\/x\/issues\?state=open&creator=github-actions%5Bbot%5D&per_page=100 --jq /);
    assert.match(calls[1] ?? "", /^api --silent --method POST repos\/acme\/x\/issues -f title=Nightly check of acme\/prod -F body=@/);
    assert.equal(
      body(),
      [
        "<!-- federation nightly of acme/prod -->",
        "What the night's [run](https://github.com/acme/x/actions/runs/1) found in `acme/prod`. It is rewritten each night, and closed once nothing is left.",
        ...["", "## drift: could not look (status 2)", "", "````text", "no credentials", "````"],
        ...["", "## verify: findings", "", "````text", "R5.7 FINDING", "````", ""],
      ].join("\n"),
    );
  });

  it("rewrites the issue that is open, within what an issue takes", () => {
    const long = "x".repeat(100_000);
    const { status, calls } = night({ drift: [1, long], expiry: [1, long], verify: [1, long] }, "7\\n9");
    assert.equal(status, 1);
    assert.match(calls[1] ?? "", /^api --silent --method PATCH repos\/acme\/x\/issues\/7 -F body=@/);
    assert.equal(calls.length, 2);
    assert.ok(body().length < 65_536);
  });

  it("closes it when nothing is left, and writes nothing where none was open", () => {
    const { status, calls } = night(fine, "7\\n");
    assert.equal(status, 0);
    assert.deepEqual(calls.slice(1), ["api --silent --method PATCH repos/acme/x/issues/7 -f state=closed -f state_reason=completed"]);
    rmSync(join(folder, "calls"));
    assert.equal(night(fine, "").calls.length, 1);
  });

  it("runs every check whatever the others say, and keeps what each says with its status", function () {
    this.timeout(60_000);
    const { status } = run("check.sh");
    assert.equal(status, 0);
    // No cloud can be read here: verify and drift end with 2, and expiry goes by the dates of the settings.
    for (const [name, expected] of [
      ["verify", "2"],
      ["drift", "2"],
      ["expiry", "0"],
    ] as const) {
      assert.equal(readFileSync(join(found, `${name}.status`), "utf8").trim(), expected, name);
      assert.notEqual(readFileSync(join(found, `${name}.txt`), "utf8").trim(), "", name);
    }
    assert.match(readFileSync(join(folder, "summary"), "utf8"), /^## verify\n[^]*^## drift\n[^]*^## expiry\n/m);
  });

  it("lets verify, and nothing else, enter the other accounts where the role for it is named", () => {
    const node = join(folder, "bin/node");
    writeFileSync(node, `#!/usr/bin/env bash\nshift\necho "$*" >> '${folder}/calls'\n`);
    chmodSync(node, 0o755);
    const stack = "--stack acme/prod";
    const without = [`verify ${stack}`, `drift ${stack}`, `expiry ${stack}`];
    assert.deepEqual(run("check.sh", { MEMBER_ROLE: "" }).calls, without);
    rmSync(join(folder, "calls"));
    const role = "audit/federation-verify-member";
    assert.deepEqual(run("check.sh", { MEMBER_ROLE: role }).calls, [`verify ${stack} --all-accounts ${role}`, ...without.slice(1)]);
  });
});
