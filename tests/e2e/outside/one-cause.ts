import assert from "node:assert/strict";
import { changedSettings } from "../changed-settings";
import { AwsReader, EntraReader } from "../clouds";
import { findings } from "../findings";
import type { Sandbox } from "../sandbox";

export function topic(sandbox: Sandbox): void {
  describe("one cause in Entra is one finding, whose remedy ends it", () => {
    let entra: EntraReader;

    before(async () => {
      entra = new EntraReader(await sandbox.variables());
    });

    it("a second group of one name: the object id in the settings", async () => {
      const aws = new AwsReader(await sandbox.variables());
      const assigned = await aws.assignments();
      const id = await entra.groupId("aws-developers");
      const second = await entra.createGroup("aws-developers");
      try {
        assert.deepEqual(await findings(sandbox), [
          `R5.7 groups "aws-developers" breaks at Entra: 2 groups have this name (${[id, second].sort().join(", ")}).`,
        ]);
        const env = await changedSettings(sandbox, ({ "federation:access": access }) => ({
          "federation:access": (access as { group: string }[]).map((entry) =>
            entry.group === "aws-developers" ? { ...entry, group: id } : entry,
          ),
        }));
        assert.deepEqual(await findings(sandbox, env), []);
      } finally {
        await entra.remove(`/v1.0/groups/${second}`);
      }
      assert.deepEqual(await findings(sandbox), []);
      assert.deepEqual(await aws.assignments(), assigned);
    });

    it("a member without surname never comes: the surname in Entra", async () => {
      const group = await entra.groupId("aws-developers");
      const user = await entra.make("/v1.0/users", {
        userPrincipalName: "cher@example.com",
        displayName: "Cher",
        givenName: "Cher",
        mailNickname: "cher",
        accountEnabled: true,
        passwordProfile: { password: "of no use 1!", forceChangePasswordNextSignIn: true },
      });
      try {
        await entra.make(`/v1.0/groups/${group}/members/$ref`, {
          "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${user}`,
        });
        await entra.cycle();
        const [never, ...others] = await findings(sandbox);
        assert.deepEqual(others, []);
        assert.equal(
          never,
          'R4.5 cher@example.com will never come to "aws-developers" in Identity Center: Entra has no surname for them, which AWS\'s SCIM needs.',
        );
        await entra.change(`/v1.0/users/${user}`, { surname: "Sarkisian" });
        await entra.cycle();
        assert.deepEqual(await findings(sandbox), []);
      } finally {
        await entra.remove(`/v1.0/users/${user}`);
        await entra.cycle();
      }
      assert.deepEqual(await findings(sandbox), []);
    });
  });
}
