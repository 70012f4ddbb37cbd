import assert from "node:assert/strict";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import { type Sandbox, succeeded } from "../sandbox";

const GROUP = "aws-temporary";

export function topic(sandbox: Sandbox): void {
  describe("a group that was deleted in Entra", () => {
    let aws: AwsReader;
    let entra: EntraReader;
    /** Settings in which the temporary group may enter app-dev. */
    let granted: NodeJS.ProcessEnv;
    let untouched: string[];
    let id: string;

    const up = (env: NodeJS.ProcessEnv, ...flags: string[]) =>
      sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy", ...flags], { env });
    const assignment = `Security-Audit-RO ${GROUP} 300000000002`;

    before(async () => {
      const environment = await sandbox.variables();
      aws = new AwsReader(environment);
      entra = new EntraReader(environment);
      untouched = await aws.assignments();
      granted = await changedSettings(sandbox, ({ "federation:access": access }) => ({
        "federation:access": [...(access as object[]), { group: GROUP, permissionSet: "Security-Audit-RO", accounts: "app-dev" }],
      }));
      id = await entra.createGroup(GROUP);
      succeeded(await up(granted));
      assert.deepEqual(await aws.assignments(), [...untouched, assignment].sort());
    });

    it("and made anew under its name is another group, to which the access moves", async () => {
      await entra.remove(`/v1.0/groups/${id}`);
      const anew = await entra.createGroup(GROUP);
      // The next cycle, within the half minute, takes the old one out of Identity Center; until then the run waits for
      // it in words of its own.
      await entra.cycle();
      const preview = plain(succeeded(await sandbox.pulumi(["preview"], { env: granted })));
      assert.ok(
        preview.includes(
          `Group "${GROUP}" (${id}), which the last run assigned to the app, was deleted in Entra, and its app assignment with it; the group of this name is another one now (${anew}). Run \`pulumi up --refresh\``,
        ),
        preview,
      );
      succeeded(await up(granted, "--refresh"));
      assert.deepEqual(await aws.assignments(), [...untouched, assignment].sort());
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"], { env: granted }));
      id = anew;
    });

    it("and taken out of the settings goes with a refresh; without it the run ends in 404, and loses nothing", async () => {
      await entra.remove(`/v1.0/groups/${id}`);
      const written = plain(await sandbox.pulumi(["preview"], { env: granted }));
      assert.ok(
        written.includes(
          `the group that was known by this name (${id}) was deleted in Entra; restore it there, or take it out of the settings and run`,
        ),
        written,
      );
      await entra.cycle();
      const refused = await up({});
      assert.notEqual(refused.status, 0);
      assert.match(
        plain(refused),
        new RegExp(`Group "${GROUP}" \\(${id}\\), which the last run assigned to the app, was deleted in Entra.*404`),
      );
      assert.deepEqual(await aws.assignments(), untouched);
      succeeded(await up({}, "--refresh"));
      assert.deepEqual(await aws.assignments(), untouched);
      succeeded(await sandbox.pulumi(["preview", "--expect-no-changes"]));
    });
  });
}

/** Output without the line breaks of a terminal. */
function plain({ text }: { readonly text: string }): string {
  return text.replace(/\s+/g, " ");
}
