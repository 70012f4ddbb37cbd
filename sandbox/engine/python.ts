/**
 * The Python environment of the local AWS: made once per machine, Python version and requirements file.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError, type Say } from "./failure";
import { hash, readIfThere } from "./files";
import { withLock } from "./lock";
import { cacheDirectory, repository } from "./paths";
import { run } from "./processes";

const requirements = join(repository, "sandbox", "aws", "requirements.txt");

/** Installing from a slow mirror may take minutes; longer than this something hangs. */
const installMilliseconds = 10 * 60_000;

/** The environment's interpreter; the environment is made first when it is not there. */
export async function ensurePython(say: Say): Promise<string> {
  const { command, version } = await findPython();
  const wanted = readIfThere(requirements);
  if (wanted === undefined) throw new SandboxError("The clone is incomplete: there is no sandbox/aws/requirements.txt.");
  const moto = /^moto[^=]*==([\w.]+)/m.exec(wanted)?.[1] ?? "any";
  const folder = join(cacheDirectory(), `moto-${moto}-python${version}-${hash(wanted).slice(0, 8)}`);
  const interpreter = join(folder, "bin", "python");
  const finished = join(folder, ".finished");
  if (existsSync(finished) && existsSync(interpreter)) return interpreter;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(finished) && existsSync(interpreter)) return;
      rmSync(folder, { recursive: true, force: true }); // What an interrupted run left.
      say(`making a Python environment with moto ${moto} (once per machine, about half a minute)`);
      const pip = await makeEnvironment(command, folder);
      const { status, stderr } = await run(pip.command, [...pip.args, "-r", requirements], {
        timeoutMilliseconds: installMilliseconds,
        onLine: (line) => line.startsWith("Installing collected") && say(`installing ${line.split(",").length} Python packages`),
      });
      if (status !== 0) {
        throw new SandboxError(`The Python packages of ${requirements} do not install: ${lastLines(stderr)}`, [
          "Is PyPI reachable? Behind a mirror: set PIP_INDEX_URL.",
        ]);
      }
      writeFileSync(finished, "");
    },
    (pid) => say(`waiting for process ${pid}, which is making the Python environment`),
  );
  return interpreter;
}

/** Under which names a Python may be found; systems whose `python3` is old have newer ones by their full name. */
const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

/** A Python of 3.10 or newer. */
export async function findPython(): Promise<{ command: string; version: string }> {
  const tried: string[] = [];
  for (const command of [process.env["PYTHON"], ...names].filter((name): name is string => Boolean(name))) {
    const { status, stdout } = await run(command, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]);
    const version = stdout.trim();
    if (status === 0 && /^3\.\d\d\./.test(version)) return { command, version };
    tried.push(status === 0 ? `${command} is Python ${version}` : `${command} does not run`);
  }
  throw new SandboxError(`The local AWS needs Python 3.10 or newer: ${tried.join("; ")}.`, [
    "Install it: `apt install python3 python3-venv`, `dnf install python3` or `brew install python`.",
    "Or name one: PYTHON=/path/to/python3.",
  ]);
}

/**
 * Makes an environment; gives what installs packages into it. Debian's python3 comes without ensurepip; virtualenv and
 * uv make an environment all the same.
 */
export async function makeEnvironment(python: string, folder: string): Promise<{ command: string; args: string[] }> {
  const pip = { command: join(folder, "bin", "python"), args: ["-m", "pip", "install", "--disable-pip-version-check", "--no-input"] };
  const ways = [
    { name: `${python} -m venv`, command: python, args: ["-m", "venv", folder], install: pip },
    { name: `${python} -m virtualenv`, command: python, args: ["-m", "virtualenv", "--quiet", folder], install: pip },
    { name: "virtualenv", command: "virtualenv", args: ["--quiet", "--python", python, folder], install: pip },
    {
      name: "uv",
      command: "uv",
      args: ["venv", "--quiet", "--python", python, folder],
      install: { command: "uv", args: ["pip", "install", "--python", join(folder, "bin", "python")] },
    },
  ];
  const tried: string[] = [];
  for (const { name, command, args, install } of ways) {
    rmSync(folder, { recursive: true, force: true });
    const { status, stdout, stderr } = await run(command, args, { timeoutMilliseconds: installMilliseconds });
    if (status === 0) return install;
    tried.push(`${name}: ${lastLines(stderr || stdout)}`);
  }
  rmSync(folder, { recursive: true, force: true });
  throw new SandboxError(`No Python environment can be made. Tried ${tried.join("; ")}.`, [
    "Debian, Ubuntu: `apt install python3-venv`.",
    "Elsewhere: `pip install virtualenv`, or install uv.",
  ]);
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-2).join(" ").trim() || "no word of why";
}
