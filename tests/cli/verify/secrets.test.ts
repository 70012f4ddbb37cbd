import assert from "node:assert/strict";
import { readDrift } from "../../../cli/drift/command";
import type { Sources } from "../../../cli/verify/context";
import { checks } from "../../../cli/verify/registry";
import { formatReport, reportOf } from "../../../cli/verify/report";
import { runChecks } from "../../../cli/verify/run";
import { json } from "../../../cli/output/writer";
import { contextWith, settings } from "./fakes";
import { everyPolicy } from "./conditional-access-fakes";

const TOKEN = "planted-7f3a-scim-token-9c1e";
const KEY = "planted-private-key-4be1";
const PASSWORD = "planted-certificate-password-02d8";

/** Clouds that give away what they should mask, and are wrong wherever a secret is near. */
const wrong = (sources: Sources): Sources => ({
  ...sources,
  entra: async () => {
    const entra = await sources.entra();
    return {
      ...entra,
      secrets: async () => [
        { key: "BaseAddress", value: "https://scim.eve.example.com/" },
        { key: "SecretToken", value: TOKEN },
        { key: "SyncAll", value: "true" },
      ],
      certificates: async (id) => {
        const right = await entra.certificates(id);
        const signing = { keyId: "s", usage: "Sign" as const, key: KEY, endDateTime: "2026-12-01T00:00:00Z" };
        const passwordCredentials = [{ keyId: "p", secretText: PASSWORD, customKeyIdentifier: "x" }];
        return { ...right, preferredTokenSigningKeyThumbprint: null, keyCredentials: [...(right.keyCredentials ?? []), signing], passwordCredentials }; // prettier-ignore
      },
      servicePrincipal: async (id) => ({
        ...(await entra.servicePrincipal(id))!,
        loginUrl: "https://eve.example.com",
        passwordCredentials: [{ keyId: "p", secretText: PASSWORD }],
      }),
    };
  },
});

describe("secrets that the clouds hold", () => {
  const context = () => contextWith(wrong, settings({ conditionalAccess: everyPolicy }));

  it("are in no report of verify, of either form, whatever is wrong beside them", async () => {
    const results = await runChecks(checks, context());
    const about = { stack: "dev", phase: "assign", time: "", calls: { aws: 0, entra: 0 }, milliseconds: 0 };
    const report = reportOf(results, about);
    for (const id of ["R2.2", "R2.4", "R4.1", "R4.4"]) assert.equal(report.checks.find((check) => check.id === id)?.status, "finding", id);
    for (const messages of [json(report), formatReport(report)])
      for (const secret of [TOKEN, KEY, PASSWORD]) assert.ok(!messages.includes(secret), secret);
  });

  it("are in no drift", async () => {
    const drift = await readDrift(context(), async () => new Map());
    assert.ok(drift.changed.length >= 2, json(drift));
    for (const secret of [TOKEN, KEY, PASSWORD]) assert.ok(!json(drift).includes(secret), secret);
  });
});
