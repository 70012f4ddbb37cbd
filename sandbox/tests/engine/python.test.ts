import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "../../engine/failure";
import { ensurePython } from "../../engine/python";
import { ownFolder } from "./own-folder";

describe("the Python environment", () => {
  const folder = ownFolder();
  beforeEach(() => {
    Object.assign(process.env, { PATH: `${join(folder(), "bin")}:/usr/bin:/bin`, XDG_CACHE_HOME: join(folder(), "cache") });
    delete process.env["PYTHON"];
    mkdirSync(join(folder(), "bin"));
    // What this machine has must not answer in place of what the test says.
    for (const name of ["python", ...["", ".10", ".11", ".12", ".13", ".14"].map((minor) => `python3${minor}`)]) put(name, "exit 127");
    for (const name of ["virtualenv", "uv"]) put(name, `echo "${name} is not here" >&2; exit 1`);
  });

  /** Notes how it was called, then does what it is told. */
  function put(name: string, then: string): void {
    writeFileSync(join(folder(), "bin", name), `#!/bin/sh\n${then}\n`, { mode: 0o755 });
  }
  /** A Python of a version, of which the one that it puts into an environment installs what pip is told. */
  const python = (version: string, pip: string): string => `
case "$1 $2" in
  "-c "*) echo ${version} ;;
  "-m venv") mkdir -p "$3/bin" && printf '#!/bin/sh\\n%s\\n' '${pip}' > "$3/bin/python" && chmod +x "$3/bin/python" ;;
  *) exit 1 ;;
esac`;
  const failed = (): Promise<SandboxError> =>
    ensurePython(() => undefined).then(
      () => assert.fail("there is one"),
      (error: SandboxError) => error,
    );

  it("is made once, with progress, by the first Python that is new enough", async () => {
    put("python3", python("3.9.18", "exit 1"));
    put("python3.12", python("3.12.1", `echo pip >> ${folder()}/called`));
    const messages: string[] = [];
    const interpreter = await ensurePython((line) => messages.push(line));
    assert.match(interpreter, /moto-[\d.]+-python3\.12\.1-\w{8}\/bin\/python$/);
    assert.equal(await ensurePython((line) => messages.push(line)), interpreter);
    assert.equal(messages.length, 1);
    assert.match(messages[0]!, /^making a Python environment with moto /);
    assert.ok(existsSync(join(folder(), "called")));
  });

  it("cannot be made without a Python that is new enough: what was tried is said, and what can be done", async () => {
    put("python3", python("3.9.18", "exit 1"));
    const error = await failed();
    assert.ok(error instanceof SandboxError);
    assert.match(error.message, /^The local AWS needs Python 3\.10 or newer: python3 is Python 3\.9\.18; python does not run; /);
    assert.ok(error.options.includes("Or name one: PYTHON=/path/to/python3."));
  });

  it("cannot be made where no tool makes one: each is named with its reason", async () => {
    put("python3", `[ "$1" = -c ] && echo 3.11.2 && exit 0\necho "No module named $2" >&2; exit 1`);
    const { message, options } = await failed();
    assert.equal(
      message,
      "No Python environment can be made. Tried python3 -m venv: No module named venv; python3 -m virtualenv: No module named virtualenv; virtualenv: virtualenv is not here; uv: uv is not here.",
    );
    assert.deepEqual(options, ["Debian, Ubuntu: `apt install python3-venv`.", "Elsewhere: `pip install virtualenv`, or install uv."]);
  });

  it("is not taken for finished when its packages did not install", async () => {
    put("python3", python("3.11.2", "echo no route to PyPI >&2; exit 1"));
    for (let time = 0; time < 2; time++) {
      const { message, options } = await failed();
      assert.match(message, /do not install: no route to PyPI$/);
      assert.deepEqual(options, ["Is PyPI reachable? Behind a mirror: set PIP_INDEX_URL."]);
    }
    assert.ok(!readdirSync(join(folder(), "cache", "aws-entra-federation")).some((name) => name.endsWith(".lock")));
  });
});
