import assert from "node:assert/strict";
import type { AccessEvent } from "../../../../cli/clouds/access-events";
import { cliSessions } from "../../../../cli/verify/checks/cli-sessions";
import { CLOSED, closedHistory, elsewhere, ELSEWHERE, event, withEvents } from "../events";
import { settings } from "../fakes";
import { inConnect, LATER, messages } from "../messages";

const token = (change: Partial<AccessEvent> = {}): AccessEvent => event({ name: "CreateToken", ...change });
const role = (change: Partial<AccessEvent> = {}): AccessEvent => event({ name: "GetRoleCredentials", ...change });
const found = (...events: AccessEvent[]) => messages(cliSessions, withEvents(events));
const byHand = (profile: string) =>
  ` -> By hand: \`federation aws-config\`, then \`aws sso login --profile ${profile}\` and \`aws sts get-caller-identity --profile ${profile}\`.`;
const BY_HAND = byHand("app.Platform-Admin");

describe("verify: CLI sign-ins (R9.3)", () => {
  it("got tokens, and role credentials with them; what was refused counts for neither", async () => {
    assert.deepEqual(await found(token(), token({ time: new Date("2026-11-20T00:00:00Z") }), token({ failed: true }), role(), role({ failed: true })), [
      "ok: 2 tokens for CLIs and SDKs within 7 days, the last one 2026-11-22T09:00:00.000Z; role credentials were taken 1 times.",
    ]); // prettier-ignore
  });

  it("cannot be told where nobody got a token; how many were refused is said", async () => {
    const none = "cannot tell: No CLI or SDK got a token within 7 days";
    assert.deepEqual(await found(role()), [`${none}.${BY_HAND}`]);
    assert.deepEqual(await found(token({ failed: true })), [`${none}; 1 requests for a token were refused.${BY_HAND}`]);
    assert.deepEqual(await messages(cliSessions, elsewhere), [`${none}${ELSEWHERE}${BY_HAND}`]);
  });

  it("cannot be told where no role credentials were taken, or those may not be read", async () => {
    const none = [`cannot tell: 1 tokens for CLIs and SDKs within 7 days, and no role credentials with them.${BY_HAND}`];
    assert.deepEqual(await found(token()), none);
    assert.deepEqual(await found(token(), role({ failed: true })), none);
    assert.deepEqual(await messages(cliSessions, closedHistory("GetRoleCredentials")), none);
  });

  it("name no profile where the settings grant nothing", async () => {
    assert.match((await messages(cliSessions, withEvents([]), { ...settings(), access: [] }))[0]!, /--profile <profile>`\.$/);
  });

  it("cannot be told where the history may not be read", async () => {
    assert.deepEqual(await messages(cliSessions, closedHistory("CreateToken")), CLOSED);
    assert.deepEqual(await inConnect(cliSessions), LATER);
  });
});
