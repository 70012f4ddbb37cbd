import assert from "node:assert/strict";
import { callerObjectId, type Fault } from "./fake-graph";
import { rig, type } from "./rig";

const principal = "b0b0b0b0-0000-4000-8000-000000000001";
const principalId = `/servicePrincipals/${principal}`;

/** Faults for the first requests that match, then the usual answers. */
function first(
  times: number,
  matches: (line: string) => boolean,
  fault: Fault,
): (sent: { method: string; path: string }) => Fault | undefined {
  let left = times;
  return ({ method, path }) => (left > 0 && matches(`${method} ${path}`) ? (left--, fault) : undefined);
}

describe("azuread stand-in: repeated requests", () => {
  const suite = rig();
  const claims = type("claimsMappingPolicy");
  const policy = { definitions: ["{}"], displayName: "abac" };

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
  });

  const posts = (): number => suite.graph.sent.filter(({ method }) => method === "POST").length;

  for (const status of [408, 424, 429, 500, 503]) {
    it(`repeats a request that was answered ${status}`, async () => {
      suite.graph.fault = first(2, (line) => line.startsWith("POST"), { status });
      await suite.plugin.create(claims, "p", policy);
      assert.equal(posts(), 3);
    });
  }

  it("waits as long as Retry-After says", async () => {
    suite.graph.fault = first(1, (line) => line.startsWith("POST"), { status: 429, retryAfter: 1 });
    const begun = Date.now();
    await suite.plugin.create(claims, "p", policy);
    assert.ok(Date.now() - begun >= 1_000);
  });

  for (const [status, name] of [
    [400, "Bad Request"],
    [403, "Forbidden"],
    [409, "Conflict"],
    [501, "Not Implemented"],
  ] as const) {
    it(`does not repeat ${status}; the error is one sentence with Graph's code`, async () => {
      suite.graph.fault = () => ({ status, code: "Some_Code", message: "Because." });
      await assert.rejects(suite.plugin.create(claims, "p", policy), {
        details: `Could not create Claims Mapping Policy: unexpected status ${status} (${status} ${name}) with error: Some_Code: Because.`,
      });
      assert.equal(posts(), 1);
    });
  }

  it("gives up at the resource's own deadline with Graph's reason", async () => {
    suite.graph.fault = () => ({ status: 403, code: "Authorization_RequestDenied", message: "Insufficient privileges." });
    const begun = Date.now();
    await assert.rejects(
      suite.plugin.create(type("synchronizationJob"), "j", { servicePrincipalId: principalId, templateId: "aWSSingleSignon" }, 1),
      /Retrieving .*Authorization_RequestDenied/,
    );
    suite.graph.fault = ({ method }) =>
      method === "POST" ? { status: 403, code: "Authorization_RequestDenied", message: "Insufficient privileges." } : undefined;
    await assert.rejects(
      suite.plugin.create(type("synchronizationJob"), "j", { servicePrincipalId: principalId, templateId: "aWSSingleSignon" }, 1),
      /Creating synchronization job for .*: unexpected status 403 .*Authorization_RequestDenied: Insufficient privileges\./,
    );
    assert.ok(posts() > 3, "403 is repeated where synchronization writes");
    assert.ok(Date.now() - begun < 15_000);
  });

  it("repeats an app role assignment until the principal is known everywhere", async () => {
    suite.graph.fault = first(2, (line) => line.startsWith("POST"), {
      status: 400,
      code: "Request_BadRequest",
      message: "Not a valid reference update.",
    });
    await suite.plugin.create(type("appRoleAssignment"), "a", {
      appRoleId: callerObjectId,
      principalObjectId: callerObjectId,
      resourceObjectId: principal,
    });
    assert.equal(posts(), 3);
  });
});
