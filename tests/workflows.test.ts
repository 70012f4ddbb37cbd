import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly if?: string; readonly strategy?: { readonly matrix?: unknown }; readonly steps: readonly Step[] }>
  >;
}

const workflow = (name: string): Workflow =>
  parse(readFileSync(resolve(__dirname, "..", ".github/workflows", `${name}.yml`), "utf8")) as Workflow;

describe("pull-request workflow", () => {
  const { on, permissions, jobs } = workflow("pull-request");
  const { preview, check } = jobs;

  it("previews both stacks of every pull request with the pack", () => {
    assert.ok("pull_request" in on);
    assert.deepEqual(preview?.strategy?.matrix, { stack: ["dev", "prod"] });
    const [step, ...others] = preview.steps.filter(({ with: inputs }) => inputs?.["command"] !== undefined);
    assert.deepEqual([step?.with?.["command"], step?.with?.["policyPacks"], others.length], ["preview", "policy", 0]);
  });

  it("runs the checks, and gives neither secrets nor identities to forks", () => {
    assert.ok(check?.steps.some(({ run }) => run === "npm run check"));
    assert.equal(preview?.if, "github.event.pull_request.head.repo.full_name == github.repository");
    assert.equal("pull_request_target" in on, false);
    assert.deepEqual(permissions, { contents: "read", "id-token": "write", "pull-requests": "write" });
  });

  it("hands the SCIM token over on standard input, never as an argument", () => {
    const step = preview?.steps.find(({ run }) => run?.includes("scimToken"));
    assert.match(step?.run ?? "", /printf %s "\$SCIM_TOKEN" \| pulumi config set --secret federation:scimToken --stack/);
    assert.doesNotMatch(step?.run ?? "", /\$\{\{/);
  });
});

describe("reusable policy workflow", () => {
  it("is called, and previews with the pack", () => {
    const { on, jobs } = workflow("policy");
    assert.ok("workflow_call" in on);
    assert.ok(jobs["preview"]?.steps.some(({ run }) => /pulumi preview .* --policy-pack /.test(run ?? "")));
  });
});
