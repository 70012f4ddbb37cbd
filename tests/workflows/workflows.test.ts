import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { files, root, workflow, workflowNames } from "./workflow-file";

const uses = (steps: readonly { readonly uses?: string }[]): string[] => steps.flatMap((step) => step.uses ?? []);
const runs = (steps: readonly { readonly run?: string }[]): string[] => steps.flatMap((step) => step.run ?? []);

describe("workflows", () => {
  it("pin every action by commit, the same one everywhere, with its version beside it", () => {
    const pins = new Map<string, Set<string>>();
    for (const [name, text] of files) {
      for (const [, action = "", rest = ""] of text.matchAll(/^ *(?:- )?uses: ([^@\s]+)(.*)$/gm)) {
        if (action.startsWith("./")) continue;
        assert.match(rest, /^@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${name}: ${action}`);
        pins.set(action, (pins.get(action) ?? new Set()).add(rest));
      }
    }
    assert.deepEqual(
      [...pins].filter(([, versions]) => versions.size > 1),
      [],
    );
    assert.ok(pins.has("actions/checkout"));
  });

  it("give rights to single jobs only, and write nothing but comments, the nightly issue and OIDC tokens", () => {
    for (const name of workflowNames) {
      const { permissions, jobs } = workflow(name);
      assert.deepEqual(permissions, {}, name);
      for (const [job, { permissions: rights = {} }] of Object.entries(jobs)) {
        const writes = Object.entries(rights).filter(([, right]) => right === "write");
        const more: Readonly<Record<string, string>> = { "pull-request": "pull-requests", nightly: "issues" };
        const allowed = ["id-token", more[name]];
        assert.deepEqual(writes.filter(([right]) => !allowed.includes(right)), [], `${name}: ${job}`); // prettier-ignore
      }
    }
  });

  it("count calls and messages on each pull request, by tests that are there", () => {
    assert.ok(runs(workflow("pull-request").jobs["check"]!.steps).includes("npm run bench:counts"));
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const [own = "", pack = ""] = scripts["bench:counts"]!.split(" && cd policy && ");
    const named = [
      ...own.split(" ").slice(1),
      ...pack
        .split(" ")
        .slice(1)
        .map((file) => `policy/${file}`),
    ];
    assert.ok(named.length > 4);
    assert.deepEqual(named.filter((file) => !existsSync(join(root, file))), []); // prettier-ignore
  });

  it("never run code of a fork with rights", () => {
    for (const name of workflowNames) assert.equal("pull_request_target" in workflow(name).on, false, name);
  });

  it("keep the status of a command whose output is shown as summary", () => {
    for (const name of workflowNames) {
      const { defaults, jobs } = workflow(name);
      const piped = Object.values(jobs).some(({ steps }) => runs(steps).some((run) => /\| tee/.test(run)));
      if (piped) assert.equal(defaults?.run?.shell, "bash", `${name}: only the shell that is named has pipefail`);
    }
  });
});

describe("pull-request workflow", () => {
  const { on, jobs } = workflow("pull-request");
  const { preview, check } = jobs;

  it("previews both stacks of every pull request, with pack and report", () => {
    assert.ok("pull_request" in on);
    assert.deepEqual(preview?.strategy?.matrix, { stack: ["dev", "prod"] });
    assert.deepEqual(uses(preview.steps).slice(1), ["./.github/actions/setup", "./.github/actions/preview"]);
  });

  it("runs the checks, and gives neither secrets nor identities to forks", () => {
    assert.ok(runs(check!.steps).includes("npm run check"));
    assert.deepEqual(check?.permissions, { contents: "read" });
    assert.equal(preview?.if, "github.event.pull_request.head.repo.full_name == github.repository");
  });
});

describe("deploy workflow", () => {
  const { jobs } = workflow("deploy");

  it("previews first, with an identity that reads; then waits for its environment's reviewers", () => {
    assert.equal(jobs["preview"]?.environment, "preview-${{ inputs.stack }}");
    assert.ok(uses(jobs["preview"].steps).includes("./.github/actions/preview"));
    assert.deepEqual([jobs["up"]?.needs, jobs["up"]?.environment], ["preview", "deploy-${{ inputs.stack }}"]);
  });

  it("goes up with the pack, verifies, and tells what an interrupted run left", () => {
    const steps = runs(jobs["up"]!.steps).join("\n");
    assert.match(steps, /^pulumi up --stack "\$STACK" --yes .*--policy-pack policy$/m);
    assert.match(steps, /^npx federation verify --stack "\$STACK"/m);
    assert.match(steps, /^npx federation recover --stack "\$STACK" --dry-run/m);
  });

  it("hands the SCIM token over on standard input, never as an argument", () => {
    const step = runs(jobs["up"]!.steps).find((run) => run.includes("scimToken"));
    assert.match(step ?? "", /printf %s "\$SCIM_TOKEN" \| pulumi config set --secret federation:scimToken --stack "\$STACK"/);
    assert.match(
      readFileSync(join(root, ".github/actions/preview/preview.sh"), "utf8"),
      /printf %s "\$SCIM_TOKEN" \| pulumi config set --secret/,
    );
    for (const [name, text] of files) {
      const steps = (parse(text) as { runs?: { steps: { run?: string }[] } }).runs?.steps ?? [];
      for (const run of runs(steps)) assert.doesNotMatch(run, /\$\{\{/, name);
    }
  });
});

describe("nightly workflow", () => {
  it("checks both stacks, and then keeps the one issue of each", () => {
    const { on, jobs } = workflow("nightly");
    assert.ok("schedule" in on);
    const { steps, strategy } = jobs["verify"]!;
    assert.deepEqual(strategy?.matrix, { stack: ["dev", "prod"] });
    assert.deepEqual(runs(steps), [".github/actions/nightly/check.sh", ".github/actions/nightly/one-issue.sh"]);
  });
});

describe("workflow that publishes the pack", () => {
  it("publishes what its tests passed, under the version that the tag names", () => {
    const steps = runs(workflow("publish-policy").jobs["publish"]!.steps);
    assert.match(steps[0] ?? "", /policy\/package\.json/);
    assert.deepEqual(steps.slice(1), ["npm --prefix policy test", 'pulumi policy publish "$ORGANIZATION"']);
  });
});

describe("reusable policy workflow", () => {
  it("is called, and previews with the pack", () => {
    const { on, jobs } = workflow("policy");
    assert.ok("workflow_call" in on);
    assert.ok(runs(jobs["preview"]!.steps).some((run) => /pulumi preview .* --policy-pack /.test(run)));
  });
});
