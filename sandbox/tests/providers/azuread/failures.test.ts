import assert from "node:assert/strict";
import { keptState, secret, type Resource } from "../shared/plugin-client";
import { callerObjectId, type Fault } from "./fake-graph";
import { environmentOf, lookUp, rig, startPlugin, type } from "./rig";

const principal = "b0b0b0b0-0000-4000-8000-000000000001";
const principalId = `/servicePrincipals/${principal}`;
const token = "SCIM-token-that-nobody-may-see";

/** Faults for the first requests that match, then the usual answers. */
function first(
  times: number,
  matches: (line: string) => boolean,
  fault: Fault,
): (sent: { method: string; path: string }) => Fault | undefined {
  let left = times;
  return ({ method, path }) => (left > 0 && matches(`${method} ${path}`) ? (left--, fault) : undefined);
}

describe("azuread stand-in: failures", () => {
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

  it("keeps an application whose creation failed half-way in the state", async () => {
    suite.graph.fault = ({ method }) =>
      method === "DELETE" ? { status: 404, code: "Request_ResourceNotFound", message: "No such owner." } : undefined;
    const error: unknown = await suite.plugin.create(type("application"), "a", { displayName: "plain" }).then(
      () => assert.fail("it should fail"),
      (reason: unknown) => reason,
    );
    const kept = keptState(error)!;
    assert.match(kept.id, /^\/applications\//);
    assert.match(kept.reasons[0] ?? "", /^Could not remove initial owner from application/);
  });

  it("names what Conditional Access refuses while planning", async () => {
    const conditions = { applications: { includedApplications: ["a"] }, clientAppTypes: ["all"], users: { includedUsers: ["All"] } };
    const common = { displayName: "p", state: "enabled", conditions };
    const refusals = async (inputs: object): Promise<string[]> =>
      (await suite.plugin.checked(type("conditionalAccessPolicy"), "p", inputs)).failures;
    assert.deepEqual(await refusals({ ...common, grantControls: { operator: "OR", builtInControls: ["mfa"] } }), []);
    assert.deepEqual(await refusals(common), ['"grantControls": one of grantControls,sessionControls must be specified']);
    assert.match(
      (await refusals({ ...common, sessionControls: { signInFrequency: 4 } }))[0] ?? "",
      /all of signInFrequency,signInFrequencyPeriod/,
    );
    assert.deepEqual(await refusals({ ...common, grantControls: { builtInControls: ["mfa"] } }), [
      "Missing required property 'grantControls.operator'",
    ]);
  });
});

describe("azuread stand-in: synchronization secrets", () => {
  const suite = rig();
  const credentials = [
    { key: "BaseAddress", value: "https://scim" },
    { key: "SecretToken", value: token },
  ];

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
  });

  const create = (seconds = 0): Promise<Resource> =>
    suite.plugin.create(type("synchronizationSecret"), "s", { servicePrincipalId: principalId, credentials }, seconds);

  it("are secret in the state even when the program is careless, and keep their values where Graph masks them", async () => {
    const made = await create();
    assert.deepEqual(made.outputs["credentials"], secret(credentials));
    assert.deepEqual((await suite.plugin.refresh(made))?.outputs["credentials"], secret(credentials));
  });

  it("never show in an error, whatever the server says", async () => {
    suite.graph.fault = ({ method }) =>
      method === "PUT" ? { status: 400, code: "Bad", message: `The value ${token} is not good.` } : undefined;
    await assert.rejects(create(), (error: { details: string }) => {
      assert.doesNotMatch(error.details, new RegExp(token));
      return /The value \[secret\] is not good/.test(error.details);
    });
  });

  it("wait in vain while the server has a key more than was sent", async () => {
    suite.graph.objects.set(`servicePrincipals/${principal}/synchronization/secrets#`, {
      value: [{ key: "Left", value: "by the portal" }],
    });
    await assert.rejects(create(3), /Waiting for synchronization secrets for .*: context deadline exceeded/);
  });

  it("of two resources on one service principal are sent one after the other", async () => {
    const job = suite.plugin.create(type("synchronizationJob"), "j", { servicePrincipalId: principalId, templateId: "aWSSingleSignon" });
    await Promise.all([create(), job]);
    const kinds = suite.graph.sent.map(({ path }) => (path.endsWith("/secrets") ? "secret" : "job"));
    const changes = kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length;
    // The secret's own last read comes after its lock is free, so it may fall among the job's requests.
    assert.ok(changes <= 3, kinds.join(" "));
  });
});

describe("azuread stand-in: token signing certificates", () => {
  const suite = rig();
  const certificate = type("servicePrincipalTokenSigningCertificate");

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
  });

  const slot = (name: string): Promise<Resource> =>
    suite.plugin.create(certificate, name, { servicePrincipalId: principalId, displayName: `CN=${name}` });

  it("have a secret value and the upper-case SHA-1 of it", async () => {
    const made = await slot("2026");
    assert.match(String(made.outputs["thumbprint"]), /^[0-9A-F]{40}$/);
    assert.equal((made.outputs["value"] as { value?: string }).value?.startsWith("MII"), true);
  });

  it("are named after the key that verifies", async () => {
    const made = await slot("2026");
    const keys = suite.graph.objects.get(`servicePrincipals/${principal}`)!["keyCredentials"] as { keyId: string; usage: string }[];
    assert.equal(made.outputs["keyId"], keys.find(({ usage }) => usage === "Verify")?.keyId);
  });

  it("two at once: deleting the newer one goes well", async () => {
    const old = await slot("2026");
    const fresh = await slot("2027");
    await suite.plugin.delete(fresh);
    assert.equal(await suite.plugin.refresh(fresh), undefined);
    assert.equal((await suite.plugin.refresh(old))?.outputs["thumbprint"], old.outputs["thumbprint"]);
  });

  it("two at once: deleting the old one removes the new one and waits in vain, as officially", async () => {
    const old = await slot("2026");
    const fresh = await slot("2027");
    await assert.rejects(
      suite.plugin.delete(old, 4),
      /Waiting for deletion of token signing certificate credential .*: context deadline exceeded/,
    );
    assert.equal(await suite.plugin.refresh(fresh), undefined);
    assert.notEqual(await suite.plugin.refresh(old), undefined);
  });
});

describe("azuread stand-in: configuration", () => {
  const suite = rig();

  async function configured(environment: NodeJS.ProcessEnv, config: object = {}): Promise<unknown> {
    const { plugin, stop } = await startPlugin(environment);
    try {
      await plugin.configure(config);
      return await plugin.invoke(lookUp("getClientConfig"));
    } finally {
      stop();
    }
  }

  it("answers getClientConfig from the token, without a request to Graph", async () => {
    const { objectId, tenantId } = (await suite.plugin.invoke(lookUp("getClientConfig"))) as { objectId: string; tenantId: string };
    assert.deepEqual([objectId, tenantId, suite.graph.log], [callerObjectId, "22222222-2222-2222-2222-222222222222", []]);
  });

  it("comes from the program's or stack's config before the environment", async () => {
    const { ARM_METADATA_HOSTNAME: metadataHost, ...environment } = environmentOf(suite.graph);
    assert.equal(((await configured(environment, { metadataHost })) as { objectId: string }).objectId, callerObjectId);
    await assert.rejects(configured({ ...environment, ARM_METADATA_HOSTNAME: "localhost:1" }), /could not reach localhost:1/);
  });

  for (const [what, change, message] of [
    ["has no host", { ARM_METADATA_HOSTNAME: "" }, /azuread has no metadataHost: set azuread:metadataHost or ARM_METADATA_HOSTNAME\./],
    ["has a wrong secret", { ARM_CLIENT_SECRET: "wrong" }, /unable to obtain access token: .*401.*invalid_client: AADSTS7000215/],
    ["does not trust the certificate", { SSL_CERT_FILE: "" }, /could not reach localhost:\d+: self-signed certificate/],
    ["names a bundle that is not there", { SSL_CERT_FILE: "/nowhere.pem" }, /SSL_CERT_FILE names "\/nowhere\.pem", which cannot be read/],
    [
      "has a pace that is no number",
      { SANDBOX_AZUREAD_POLL_MS: "fast" },
      /SANDBOX_AZUREAD_POLL_MS is "fast"; it must be a positive number of milliseconds\./,
    ],
  ] as const) {
    it(`fails in one sentence when it ${what}`, async () => {
      await assert.rejects(configured({ ...environmentOf(suite.graph), ...change }), message);
    });
  }

  it("needs resourceManager and the token's oid, as the official plugin does", async () => {
    suite.graph.claims = {};
    await assert.rejects(configured(environmentOf(suite.graph)), /the access token has no oid claim/);
    const { resourceManager, ...rest } = suite.graph.metadata;
    suite.graph.metadata = rest;
    await assert.rejects(configured(environmentOf(suite.graph)), /no resourceManagerEndpoint was returned/);
    suite.graph.metadata = { ...rest, resourceManager };
  });
});
