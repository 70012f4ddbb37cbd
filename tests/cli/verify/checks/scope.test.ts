import assert from "node:assert/strict";
import { scope } from "../../../../cli/verify/checks/scope";
import { settings } from "../fakes";
import { changed, withEntra } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, inConnect, LATER, messages } from "../messages";

const UP = "Run `pulumi refresh` and `pulumi up`, which set SyncAll to false, then `federation repair --restart-provisioning`.";
const PORTAL =
  "Choose the scope `Sync only assigned users and groups` in the portal (Provisioning > Settings), once the groups of federation:access are assigned to the application; then `federation repair --restart-provisioning`.";
const found = (secrets: { key: string; value: string | null }[], wanted = settings()) =>
  messages(scope, withEntra({ secrets: async () => secrets }), wanted);
const all = (value: string | null) => [{ key: "SyncAll", value }];

describe("verify: the scope of provisioning (R4.4)", () => {
  it("is who is assigned, in whatever letters", async () => {
    assert.deepEqual(await messages(scope), ["ok: SyncAll is false."]);
    assert.deepEqual(await found(all("False")), ["ok: SyncAll is false."]);
  });

  it("is a finding where the whole directory goes to AWS, or nothing says which", async () => {
    assert.deepEqual(await found(all("True")), [`finding: SyncAll is true: the whole directory goes to AWS. -> ${UP}`]);
    assert.deepEqual(await found([]), [`finding: SyncAll is not set. -> ${UP}`]);
  });

  it("is changed in the portal where the job is adopted, as no `pulumi up` writes it", async () => {
    const adopted = changed("provisioning", { adopted: true });
    assert.deepEqual(await found(all("true"), adopted), [`finding: SyncAll is true: the whole directory goes to AWS. -> ${PORTAL}`]);
  });

  it("cannot be told where Entra masks it or refuses, and is not asked in the phase connect", async () => {
    const masked = ["cannot tell: Entra masks the value of SyncAll. -> Look in the portal: Provisioning > Settings > Scope."];
    for (const value of [null, "*", "true-ish"]) assert.deepEqual(await found(all(value)), masked);
    assert.deepEqual(await messages(scope, withEntra({ secrets: deniedByEntra })), DENIED_BY_ENTRA);
    assert.deepEqual(await inConnect(scope), LATER);
  });
});
