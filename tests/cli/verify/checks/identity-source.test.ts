import assert from "node:assert/strict";
import type { TrailEvent } from "../../../../cli/clouds/cloudtrail";
import { identitySource } from "../../../../cli/verify/checks/identity-source";
import type { Sources } from "../../../../cli/verify/context";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const MADE = "CreateExternalIdPConfigurationForDirectory";
const ENDED = "DisableExternalIdPConfigurationForDirectory";
const at = (name: string, day: string, user?: string): TrailEvent => ({ name, time: new Date(`${day}T00:00:00Z`), user });
const withEvents =
  (...events: TrailEvent[]) =>
  (sources: Sources): Sources => ({ ...sources, latestEvent: async (asked) => events.find(({ name }) => name === asked) });

describe("verify: the identity source (R3.1)", () => {
  it("is the external identity provider, since when and by whom CloudTrail tells", async () => {
    assert.deepEqual(await messages(identitySource), ["ok: Changed on 2026-11-01 by ada (CloudTrail)."]);
    assert.deepEqual(await messages(identitySource, withEvents(at(MADE, "2026-11-02"))), ["ok: Changed on 2026-11-02 (CloudTrail)."]);
  });

  it("is a finding where it was disabled since, by whom; not where it was changed back", async () => {
    const back = " -> `federation steps` says how to change the identity source back.";
    assert.deepEqual(await messages(identitySource, withEvents(at(MADE, "2026-11-01"), at(ENDED, "2026-11-02", "eve"))), [
      `finding: The external identity provider was disabled on 2026-11-02 by eve.${back}`,
    ]);
    assert.deepEqual(await messages(identitySource, withEvents(at(ENDED, "2026-11-02"))), [
      `finding: The external identity provider was disabled on 2026-11-02.${back}`,
    ]);
    assert.deepEqual(await messages(identitySource, withEvents(at(ENDED, "2026-11-02", "eve"), at(MADE, "2026-11-03", "ada"))), [
      "ok: Changed on 2026-11-03 by ada (CloudTrail).",
    ]);
  });

  it("cannot be told without an event of the last 90 days, or where events may not be read", async () => {
    assert.deepEqual(await messages(identitySource, withEvents()), [
      `cannot tell: AWS has no API that shows the identity source, and CloudTrail has no ${MADE} in the last 90 days. -> Look once in IAM Identity Center > Settings > Identity source: it must be an external identity provider; \`federation steps\` says how to change it.`,
    ]);
    assert.deepEqual(await messages(identitySource, (sources) => ({ ...sources, latestEvent: deniedByAws })), DENIED_BY_AWS);
  });
});
