import assert from "node:assert/strict";
import { rules } from "../../../policy/rules";
import { analyze, preview } from "./engine";
import { right, wrong, wrongConfig } from "./programs";
import { exportedState } from "./state";

const day = (after: number): string => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const rightNow = right(day(-1), `${day(400)}T00:00:00Z`);
const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

// The engine does not care what year it is: a run a year ahead would prove nothing more.
(process.env["FEDERATION_NOW"] === undefined ? describe : describe.skip)("the pack on the real engine", function () {
  this.timeout(600_000);

  it("finds a mandatory violation on each wrong resource, and breaks every rule", async () => {
    const { run, said } = await preview(`wrong-${process.pid}`, wrong, wrongConfig);
    const mandatory = said.filter(({ level }) => level === "mandatory");
    assert.notEqual(run.status, 0, run.stderr);
    const broken = new Set(mandatory.map(({ urn }) => nameOf(urn)));
    assert.deepEqual(
      wrong.map(({ name }) => name).filter((name) => !broken.has(name) && !HELPERS.includes(name)),
      [],
    );
    const names = new Set(mandatory.map(({ policy }) => policy));
    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !names.has(name)),
      [],
    );
  });

  it("finds none on right ones", async () => {
    const { run, said } = await preview(`right-${process.pid}`, rightNow);
    assert.deepEqual(
      said.filter(({ level }) => level === "mandatory"),
      [],
    );
    assert.equal(run.status, 0, run.stderr);
  });

  it("puts right what it may, and nothing else", async () => {
    const rule = (name: string) => ({ [name]: "remediate" });
    const { inputs, said } = await preview(`remedy-${process.pid}`, wrong, {
      ...rule("permission-set-session-duration"),
      ...rule("entra-app-assignment-required"),
      ...rule("entra-scim-scope"),
    });
    const inputsOf = (name: string) => [...inputs].find(([urn]) => nameOf(urn) === name)?.[1] ?? {};
    assert.equal(inputsOf("Bad Name")["sessionDuration"], "PT12H");
    assert.equal(inputsOf("Ops")["sessionDuration"], "PT8H");
    assert.equal(inputsOf("saml-sp")["appRoleAssignmentRequired"], true);
    // The credentials themselves are secret, and masked in what the engine tells.
    assert.deepEqual(
      said.filter(({ policy, urn }) => policy === "entra-scim-scope" && nameOf(urn) === "scim-all"),
      [],
    );
  });

  it("breaks every rule on exported state, too", async () => {
    const { run, said } = await analyze(exportedState(wrong), wrongConfig);
    assert.notEqual(run.status, 0, run.stderr);
    const mandatory = said.filter(({ level }) => level === "mandatory");
    const broken = new Set(mandatory.map(({ urn }) => nameOf(urn)));
    assert.deepEqual(
      wrong.map(({ name }) => name).filter((name) => !broken.has(name) && !HELPERS.includes(name)),
      [],
    );
    const names = new Set(mandatory.map(({ policy }) => policy));
    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !names.has(name)),
      [],
    );
  });

  it("finds nothing on the state of right ones", async () => {
    const { run, said } = await analyze(exportedState(rightNow));
    assert.deepEqual(said, []);
    assert.equal(run.status, 0, run.stderr);
  });

  it("has one clear sentence for a configuration that is wrong", async () => {
    for (const [title, [config, sentence]] of Object.entries(wrongConfigurations)) {
      const { run, text } = await analyze(exportedState(rightNow), config);
      assert.notEqual(run.status, 0, title);
      assert.match(text, sentence, title);
      assert.doesNotMatch(text, /^\s+at /m, title);
    }
  });
});

/** Needed by a wrong resource, without being wrong. */
const HELPERS = ["mail", "Audit-RO", "Data-Analyst", "Broken", "Developer", "Platform-Admin", "first", "other"];

/** Configurations that are refused, each with the sentence that says why. */
const wrongConfigurations: Readonly<Record<string, [Readonly<Record<string, unknown>>, RegExp]>> = {
  "another type": [{ "iam-no-users": { breakglassUsers: "ada" } }, /iam-no-users: breakglassUsers: Invalid type\. Expected: array/],
  "beyond a limit": [{ "permission-set-session-duration": { maxHours: 99 } }, /maxHours: Must be less than or equal to 12/],
  "no level": [{ "iam-no-users": "strict" }, /"strict" is not a valid enforcement level/],
  "an exemption without an end": [
    { "iam-no-users": { exemptions: [{ resource: "ada", reason: "Until January (CISO)" }] } },
    /iam-no-users: exemptions\.0: expires is required/,
  ],
  "a setting that there is not": [
    { "permission-set-session-duration": { maxHour: 8 } },
    /The configuration of permission-set-session-duration has \\?"maxHour\\?", which the rule does not have; its settings are maxHours and exemptions\./,
  ],
};
