import assert from "node:assert/strict";
import type { Application } from "../../../../cli/clouds/entra-types";
import { enterpriseApp } from "../../../../cli/verify/checks/enterprise-app";
import { IDENTITY_CENTER_TEMPLATE } from "../../../../contract/gallery-app";
import { settings } from "../fakes";
import { changed, withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, messages } from "../messages";

const app = (displayName: string, id: string): Application => ({ id, appId: `client ${id}`, displayName });
const there = (...applications: Application[]) => messages(enterpriseApp, withEntra({ applications: async () => applications }));
const beside = (other: Application, wanted = settings()) =>
  messages(
    enterpriseApp,
    withEntra((entra) => ({ applications: async () => [other, ...(await entra.applications())] })),
    wanted,
  );
const RIGHT = 'ok: "AWS", client id client.';
const LEFT_BEHIND =
  "finding: TERRAFORM_INSTANTIATE_1 (t) was left behind by an interrupted `pulumi up`. -> Run `federation recover`; it adopts it or offers to remove it.";

describe("verify: the enterprise application (R2.1)", () => {
  it("is there once, with its service principal enabled", async () => {
    assert.deepEqual(await messages(enterpriseApp), [RIGHT]);
  });

  it("is a finding where it is not there, with the applications of the template that are", async () => {
    const none = `finding: There is no application "AWS" made from template ${IDENTITY_CENTER_TEMPLATE}`;
    assert.deepEqual(await there(), [`${none}. -> Run \`pulumi up --refresh\`.`]);
    assert.deepEqual(await there(app("Old AWS", "o"), app("Test", "t")), [
      `${none}; of that template there are "Old AWS", "Test". -> Run \`pulumi up --refresh\`.`,
    ]);
  });

  it("is a finding where there are two of its name, by their ids", async () => {
    assert.deepEqual(await there(app("AWS", "a"), app("AWS", "b")), [
      'finding: There are 2 applications "AWS": a, b. -> Delete the ones that are not in the stack\'s state.',
    ]);
  });

  it("is a finding where an interrupted `pulumi up` left one behind, whatever else there is", async () => {
    assert.deepEqual(await beside(app("TERRAFORM_INSTANTIATE_1", "t")), [LEFT_BEHIND, RIGHT]);
    assert.equal((await there(app("TERRAFORM_INSTANTIATE_1", "t")))[0], LEFT_BEHIND);
    assert.equal((await there(app("TERRAFORM_INSTANTIATE_1", "t"), app("AWS", "a"), app("AWS", "b")))[0], LEFT_BEHIND);
  });

  it("is a finding where sign-in is disabled; where that was left as found, with the setting to take out", async () => {
    const disabled = withEntra((entra) => ({
      servicePrincipal: async (id) => ({ ...(await entra.servicePrincipal(id))!, accountEnabled: false }),
    }));
    const finding = 'finding: Sign-in to "AWS" is disabled. ->';
    assert.deepEqual(await messages(enterpriseApp, disabled), [
      `${finding} Run \`pulumi refresh\` and \`pulumi up\`, which enables it.`,
      RIGHT,
    ]);
    const left = changed("enterpriseApp", { adopted: true, leaveAsFound: ["accountEnabled"] });
    assert.deepEqual(await messages(enterpriseApp, disabled, left), [
      `${finding} Take accountEnabled out of federation:enterpriseApp.leaveAsFound and run \`pulumi up\`, which enables it.`,
      RIGHT,
    ]);
  });

  it("is beside others of the template: a note, with the reason where the settings leave it alone", async () => {
    const what = 'note: There is another application of the template, "Old AWS" (o)';
    const remedy =
      " -> Find out who made it and what it is for; write it into federation:unmanaged with the reason, or delete it in Entra.";
    const leaving = (until: object) => settings({ unmanaged: [{ applications: ["Old AWS"], reason: "until June", ...until }] });
    const other = app("Old AWS", "o");
    assert.deepEqual(await beside(other), [`${what}, which is none of this stack's.${remedy}`, RIGHT]);
    assert.deepEqual(await beside(other, leaving({})), [`${what}, left alone by federation:unmanaged[0] (until June).`, RIGHT]);
    assert.deepEqual(await beside(other, leaving({ until: "2026-11-22" })), [
      `${what}, which is none of this stack's. federation:unmanaged[0] left it alone until 2026-11-22 (until June).${remedy}`,
      RIGHT,
    ]);
  });

  it("cannot be told where applications may not be read or have no service principal", async () => {
    assert.deepEqual(await messages(enterpriseApp, withEntra({ applications: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await messages(enterpriseApp, withEntra({ servicePrincipal: async () => undefined })), [
      "cannot tell: Nothing to look at: the enterprise application has no service principal (see R2.1).",
    ]);
  });
});
