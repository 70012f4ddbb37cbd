import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../sandbox/engine/processes";
import { root, workflowNames } from "./workflow-file";
import { actionlint, zizmor } from "./tools";

const workflowFiles = workflowNames.map((name) => join(root, ".github/workflows", `${name}.yml`));

/** Both tools are installed once a machine, which takes the network; nothing of the repository leaves it. */
describe("workflows, as linters see them", function () {
  this.timeout(900_000);
  const folder = mkdtempSync(join(tmpdir(), "workflow-lint-"));
  const wrong = join(folder, ".github/workflows/wrong.yml");
  before(() => {
    mkdirSync(join(folder, ".github/workflows"), { recursive: true });
    const steps = [
      "- uses: actions/checkout@v5",
      "- run: echo ${{ github.event.pull_request.title }}",
      "- run: echo ${{ steps.none.outputs.x }}",
    ];
    writeFileSync(
      wrong,
      `name: wrong\non: pull_request\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n${steps.map((step) => `      ${step}\n`).join("")}`,
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it("actionlint finds nothing, and finds what is wrong", async () => {
    const command = await actionlint();
    const { status, stdout } = await run(command, ["-no-color", ...workflowFiles], { cwd: root });
    assert.deepEqual([status, stdout], [0, ""]);
    const found = await run(command, ["-no-color", wrong], { cwd: folder });
    assert.match(found.stdout, /"github\.event\.pull_request\.title" is potentially untrusted/);
    assert.match(found.stdout, /property "none" is not defined/);
  });

  it("zizmor finds nothing, and finds what is dangerous", async () => {
    const command = await zizmor();
    const { status, stdout, stderr } = await run(command, ["--offline", "--no-progress", "--quiet", ".github"], { cwd: root });
    assert.equal(status, 0, `${stdout}${stderr}`);
    const found = await run(command, ["--offline", "--no-progress", "--quiet", "--format", "json", wrong], { cwd: folder });
    const idents = (JSON.parse(found.stdout) as { ident: string }[]).map(({ ident }) => ident);
    for (const ident of ["unpinned-uses", "template-injection", "artipacked", "excessive-permissions"])
      assert.ok(idents.includes(ident), ident);
  });
});
