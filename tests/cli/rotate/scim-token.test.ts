import assert from "node:assert/strict";
import { dayOf, yearsAfter } from "../../../contract/clock";
import { formatRotation } from "../../../access/rotation/step";
import { lookAtToken } from "../../../cli/rotate/scim-token";
import type { StackState } from "../../../cli/stack/state";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { nextSecond } from "../../next-second";
import { slot, TwoClouds } from "./two-clouds";

/**
 * Every step is broken once; whether provisioning works is asked of Entra after each, and whether a person comes in.
 */
describe("federation rotate scim-token, on both local clouds", function () {
  this.timeout(60_000);
  const clouds = new TwoClouds();
  const environment = { ...process.env };
  const certificate = slot("2026", 400);
  const now = new Date();
  const endOfTokensMadeNow = yearsAfter(dayOf(now), 1);
  const [oldEnd] = [dayOf(new Date(now.getTime() + 200 * 86_400_000))];
  const tokens: string[] = [];
  const shown: string[] = [];
  let jobPath: string;
  /** What the settings hold, and when `pulumi up` last wrote it. */
  let stored: string;
  let tokenExpires = oldEnd;
  let modified: Date;

  before(async () => {
    await clouds.start();
    await clouds.federate(await clouds.up(certificate));
    tokens.push((stored = clouds.firstToken));
    await clouds.credentials(stored);
    const path = `/v1.0/servicePrincipals/${clouds.principalId}/synchronization/jobs`;
    const { id } = await clouds.graph.client.ok("POST", path, { templateId: "aWSSingleSignon" });
    jobPath = `${path}/${id}`;
    await clouds.graph.client.ok("POST", `${jobPath}/start`, undefined, 204);
    await nextSecond();
    modified = new Date();
  });
  after(async () => {
    await clouds.stop();
    restoreEnvironment(environment);
  });

  const state = (): StackState => ({
    version: 3,
    deployment: {
      resources: [
        {
          urn: "urn:pulumi:test::federation::azuread:index/synchronizationSecret:SynchronizationSecret::federation",
          type: "azuread:index/synchronizationSecret:SynchronizationSecret",
          id: clouds.principalId,
          inputs: { servicePrincipalId: `/servicePrincipals/${clouds.principalId}` },
          modified: modified.toISOString(),
        },
      ],
    },
  });
  const look = async () => {
    const settings = clouds.settings([certificate], { provisioning: { scimEndpoint: clouds.scimEndpoint, tokenExpires } });
    const rotation = await lookAtToken(settings, {
      ...clouds.clouds(),
      entra: clouds.graph.reader(),
      state: () => Promise.resolve(state()),
      storedToken: () => Promise.resolve(`${stored}\n`),
    });
    shown.push(formatRotation(rotation), JSON.stringify(rotation));
    return { ...rotation, id: rotation.next?.id, evidence: rotation.next?.evidence ?? "" };
  };
  const works = async (): Promise<boolean> => {
    assert.equal(await clouds.signIn(), true, "sign-in");
    return (await clouds.graph.client.call("POST", `${jobPath}/validateCredentials`, { useSavedCredentials: true })).status === 204;
  };
  const up = async (token: string): Promise<void> => {
    await clouds.credentials(token);
    await nextSecond();
    modified = new Date();
  };
  const generate = async (): Promise<string> => {
    await nextSecond();
    const { token } = await clouds.generateToken();
    tokens.push(token);
    await nextSecond();
    return token;
  };

  it("has nothing to do with one token that lasts and works", async () => {
    tokenExpires = endOfTokensMadeNow;
    const { id, summary } = await look();
    assert.equal(id, undefined);
    assert.match(summary, new RegExp(`^Nothing to rotate: the token ends ${tokenExpires}, in 36[456] days\\. To rotate earlier`));
    assert.equal(await works(), true);
    tokenExpires = oldEnd;
  });

  it("goes on where a second token was made: it is to be stored, and the old one works", async () => {
    const second = await generate();
    const { id, next, evidence } = await look();
    assert.equal(id, "store");
    assert.deepEqual(next?.values, [{ label: "Token ends (federation:provisioning.tokenExpires)", value: endOfTokensMadeNow }]);
    assert.match(evidence, new RegExp(`^tokenExpires is ${oldEnd}, which is no year after the newest token was made`));
    assert.equal(await works(), true);
    stored = second;
  });

  it("finds a stored token that AWS refuses before `pulumi up` hands it to Entra, and never shows it", async () => {
    const right = stored;
    tokenExpires = endOfTokensMadeNow;
    tokens.push((stored = "planted-7f3a-not-a-token-of-aws-9c1e"));
    const { id, evidence } = await look();
    assert.equal(id, "store");
    assert.match(evidence, /AWS refuses the stored token: .*401/);
    assert.equal(await works(), true);
    stored = right;
  });

  it("waits for `pulumi up`, and is not taken in by one that changed nothing", async () => {
    const { id, evidence } = await look();
    assert.equal(id, "apply");
    assert.match(evidence, /before the newest token was made$/);
    assert.equal(await works(), true);
  });

  it("does not ask to delete the old token while Entra's connection test fails", async () => {
    await up("planted-5b2d-another-wrong-token-4e8f");
    tokens.push("planted-5b2d-another-wrong-token-4e8f");
    const { id, evidence, summary } = await look();
    assert.equal(id, "connection");
    assert.match(evidence, /^AWS refuses the token that Entra holds/);
    assert.match(summary, /^Sign-in goes on; provisioning does not work/);
    assert.equal(await works(), false);
  });

  it("nor while AWS cannot be reached, which it tells from a refusal", async () => {
    await up(stored);
    await clouds.graph.client.ok("PATCH", "/_sandbox/settings", { faults: [{ path: "validateCredentials", status: 503, times: 2 }] }, 200);
    const { id, evidence } = await look();
    assert.equal(id, "connection");
    assert.match(evidence, /^the token that Entra holds could not be tried/);
    assert.equal(await works(), true);
  });

  it("asks for the old token's deletion once Entra holds the new one and it works", async () => {
    const { id, next } = await look();
    assert.equal(id, "delete-old");
    assert.match(next?.actions[0] ?? "", /created earlier/);
    assert.equal(await works(), true);
  });

  it("knows when the wrong one was deleted, says that provisioning stands still, and leads out", async () => {
    const [first, second] = await clouds.tokenIds();
    await nextSecond();
    await clouds.deleteToken(second!);
    const { id, evidence, summary } = await look();
    assert.equal(id, "generate");
    assert.match(evidence, /^AWS refuses the token that Entra holds/);
    assert.match(summary, /provisioning does not work/);
    assert.equal(await works(), false);
    stored = await generate();
    assert.equal((await look()).id, "apply");
    await up(stored);
    assert.equal(await works(), true);
    assert.equal((await look()).id, "delete-old");
    await clouds.deleteToken(first!);
  });

  it("is complete after that", async () => {
    const { id, summary } = await look();
    assert.equal(id, undefined);
    assert.match(summary, /^Nothing to rotate/);
    assert.equal(await works(), true);
  });

  it("begins with the old token refused, too: it was deleted before its known end", async () => {
    const [only] = await clouds.tokenIds();
    await nextSecond();
    await clouds.deleteToken(only!);
    assert.equal((await look()).id, "generate");
  });

  it("never shows a token", () => {
    assert.ok(tokens.length >= 5 && shown.length >= 20);
    for (const token of tokens) assert.ok(!shown.join("\n").includes(token));
  });
});
