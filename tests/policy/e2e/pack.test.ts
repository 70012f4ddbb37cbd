import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "../../../policy/rules";
import { installedPack } from "../installed";
import { type Said, analyze, preview, resourcesAfterUp } from "./engine";
import { remediable } from "./programs/remediable";
import { right } from "./programs/right";
import { wrong, wrongConfig } from "./programs/wrong";
import { exportedState } from "./state";

const day = (after: number): string => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
const rightNow = right(day(-1), `${day(400)}T00:00:00Z`);
const mandatory = (messages: readonly Said[]): readonly Said[] => messages.filter(({ level }) => level === "mandatory");
/** Each violation as one line, to compare. */
const lines = (messages: readonly Said[]): readonly string[] =>
  mandatory(messages)
    .map(({ urn, policy, message }) => `${policy} on ${nameOf(urn)}: ${message.slice(message.indexOf("\n") + 1).trimEnd()}`)
    .sort();

/** Needed by a wrong resource, without being wrong. */
const HELPERS = ["mail", "other"];

// The engine does not care what year it is: a run a year ahead would prove nothing more.
(process.env["FEDERATION_NOW"] === undefined ? describe : describe.skip)("the pack on the real engine", function () {
  this.timeout(600_000);
  let previewed: Awaited<ReturnType<typeof preview>>;
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "policy-e2e-"));
    previewed = await preview(`wrong-${process.pid}`, wrong, wrongConfig);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("finds a mandatory violation on each wrong resource, and breaks every rule", () => {
    assert.notEqual(previewed.run.status, 0, previewed.run.stderr);
    const broken = new Set(mandatory(previewed.messages).map(({ urn }) => nameOf(urn)));
    assert.deepEqual(
      wrong.map(({ name }) => name).filter((name) => !broken.has(name)),
      HELPERS,
    );
    const names = new Set(mandatory(previewed.messages).map(({ policy }) => policy));
    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !names.has(name)),
      [],
    );
  });

  it("says the same of exported state, word for word", async () => {
    const { run, messages: said } = await analyze(exportedState(wrong), wrongConfig);
    assert.notEqual(run.status, 0, run.stderr);
    assert.deepEqual(lines(said), lines(previewed.messages));
  });

  it("finds nothing on right ones, installed as a package in an empty folder", async () => {
    const { run, messages: said } = await preview(`right-${process.pid}`, rightNow, {}, installedPack(folder));
    assert.deepEqual(mandatory(said), []);
    assert.equal(run.status, 0, run.stderr);
  });

  it("finds nothing on the state of right ones, and has nothing to add", async () => {
    const { run, messages: said } = await analyze(exportedState(rightNow));
    assert.deepEqual(said, []);
    assert.equal(run.status, 0, run.stderr);
  });

  it("puts right what it may in a preview, and nothing else", async () => {
    const { inputs, messages: said } = await preview(`remedy-${process.pid}`, wrong, remediation);
    const inputsOf = (name: string) => [...inputs].find(([urn]) => nameOf(urn) === name)?.[1] ?? {};
    assert.equal(inputsOf("Bad Name")["sessionDuration"], "PT12H");
    assert.equal(inputsOf("Ops")["sessionDuration"], "PT8H");
    assert.equal(inputsOf("saml-sp")["appRoleAssignmentRequired"], true);
    assert.equal(inputsOf("sp")["preferredSingleSignOnMode"], "oidc");
    const stillWrong = mandatory(said).filter(({ policy }) => policy in remediation);
    // Of these the right value is not for the pack to choose: where else they go is wrong.
    assert.deepEqual(lines(stillWrong), []);
  });

  it("puts right what it may in an update: the cloud gets the right values", async () => {
    const made = await resourcesAfterUp(`remedied-${process.pid}`, remediable, { all: "advisory", ...remediation });
    const outputs = (name: string) => made.find(({ urn }) => nameOf(urn) === name)?.outputs ?? assert.fail(name);
    assert.equal(outputs("remediable")["sessionDuration"], "PT12H");
    assert.equal(outputs("sp")["appRoleAssignmentRequired"], true);
    const text = JSON.stringify(outputs("scim")["credentials"]);
    assert.match(text, /"key":"SyncAll","value":"false"/);
    assert.match(text, /"value":"not-to-be-lost"/);
  });

  it("has one clear sentence for a configuration that is wrong", async () => {
    const wrongs: Readonly<Record<string, [Readonly<Record<string, unknown>>, RegExp]>> = {
      "another type": [{ "iam-no-users": { breakglassUsers: "ada" } }, /iam-no-users: breakglassUsers: Invalid type\. Expected: array/],
      "beyond a limit": [{ "permission-set-session-duration": { maxHours: 99 } }, /maxHours: Must be less than or equal to 12/],
      "no level": [{ "iam-no-users": "strict" }, /"strict" is not a valid enforcement level/],
      "an exemption without an end": [
        { "iam-no-users": { exemptions: [{ resource: "ada", reason: "Until January (CISO)" }] } },
        /iam-no-users: exemptions\.0: expires is required/,
      ],
      "a setting that there is not": [
        { "permission-set-session-duration": { maxHour: 8 } },
        /The configuration of permission-set-session-duration has "maxHour", which the rule does not have; its settings are maxHours and exemptions\./,
      ],
    };
    for (const [title, [config, sentence]] of Object.entries(wrongs)) {
      const { run, text } = await analyze(exportedState(rightNow), config);
      assert.notEqual(run.status, 0, title);
      assert.match(text.replaceAll('\\"', '"'), sentence, title);
      assert.doesNotMatch(text, /^\s+at /m, title);
    }
  });
});

/** The three rules that can, raised. */
const remediation: Readonly<Record<string, unknown>> = {
  "permission-set-session-duration": "remediate",
  "entra-app-assignment-required": "remediate",
  "entra-scim-scope": "remediate",
};
