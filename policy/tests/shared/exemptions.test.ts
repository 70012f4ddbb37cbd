import assert from "node:assert/strict";
import { noUsers } from "../../rules/iam/no-users";
import { twoUsers } from "../../rules/breakglass/two-users";
import { iam } from "../../shared/types";
import { configured, notes, resource, violations } from "../../testing";
import { TODAY } from "../cases";

const ada = resource(iam.user, { name: "ada" }, { name: "legacy/ada" });
const WRONG = 'The IAM user "ada" is not one of breakglass-1 and breakglass-2.';
const under = (...exemptions: unknown[]) => configured(noUsers, { exemptions });
const exemption = (more: Record<string, unknown> = {}) => ({
  resource: "legacy/*",
  reason: "Vendor moves in January (CISO)",
  expires: "2026-11-23",
  ...more,
});
const EXPIRED = 'The exemption for "legacy/*" expired on 2026-11-22 and does not count; settle it or renew it with a reason.';
const UNDATED = 'The exemption for "legacy/*" needs a reason and a date such as 2027-01-31 in expires; it does not count.';

describe("exemptions", () => {
  before(() => (process.env["FEDERATION_NOW"] = TODAY));
  after(() => delete process.env["FEDERATION_NOW"]);

  it("turn a violation into a note with the reason, through their last day", async () => {
    assert.deepEqual(await violations(under(exemption()), ada), []);
    assert.deepEqual(await notes(under(exemption()), ada), [`${WRONG} Exempt until 2026-11-23: Vendor moves in January (CISO)`]);
  });
  it("are found by URN, too", async () => {
    assert.deepEqual(await violations(under(exemption({ resource: "urn:pulumi:*::legacy/ada" })), ada), []);
  });
  it("count as none after their last day, and are reported", async () => {
    assert.deepEqual(await violations(under(exemption({ expires: "2026-11-22" })), ada), [`${WRONG} ${EXPIRED}`]);
  });
  it("are reported after their last day even where nothing is wrong", async () => {
    const right = resource(iam.user, { name: "breakglass-1" }, { name: "legacy/x" });
    assert.deepEqual(await notes(under(exemption({ expires: "2026-11-22" })), right), [EXPIRED]);
    assert.deepEqual(await violations(under(exemption({ expires: "2026-11-22" })), right), []);
  });
  for (const [title, more] of Object.entries({
    "no end": { expires: undefined },
    "an end that is no day": { expires: "2026-02-30" },
    "an end that is no text": { expires: 5 },
    "no reason": { reason: undefined },
    "an empty reason": { reason: "  " },
  })) {
    it(`count as none with ${title}`, async () => assert.deepEqual(await violations(under(exemption(more)), ada), [`${WRONG} ${UNDATED}`]));
  }
  it("leave other resources alone", async () => {
    assert.deepEqual(await violations(under(exemption({ resource: "other" })), ada), [WRONG]);
    assert.deepEqual(await violations(under(exemption({ resource: 5 })), ada), [WRONG]);
  });
  it("are nothing where they are no list", async () => {
    assert.deepEqual(await violations(configured(noUsers, { exemptions: "all" }), ada), [WRONG]);
  });
  it("hold for the resource that a rule on the stack reports", async () => {
    const one = resource(iam.user, { name: "breakglass-1" }, { name: "legacy/one" });
    assert.deepEqual(await violations(configured(twoUsers, { exemptions: [exemption()] }), [one]), []);
    assert.deepEqual(await notes(configured(twoUsers, { exemptions: [exemption({ expires: "2026-11-22" })] }), [one, ada]), [
      EXPIRED,
      EXPIRED,
    ]);
  });
});
