import { ListPermissionSetsCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import assert from "node:assert/strict";
import { Agent, createServer } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { clientSettings, counted } from "../../../cli/clouds/aws";
import { IdentityCenterReader } from "../../../cli/clouds/identity-center";
import { Pace } from "../../../cli/clouds/pace";
import { isUnreachable, PatientRetryStrategy } from "../../../cli/clouds/retry";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { LocalService } from "./local-service";

const throttling = (): Error => Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });

describe("AWS on a bad day", () => {
  it("is asked again where it throttles or fails, and not where it refuses", async () => {
    const errors = ["ThrottlingException", "InternalServerException", "ServiceUnavailable"];
    const service = new LocalService(() => {
      const error = errors.shift();
      return error === undefined
        ? { json: { PermissionSets: [] } }
        : { error, status: /^(Throttling|AccessDenied)/.test(error) ? 400 : 500 };
    });
    await service.start();
    try {
      const counter = { calls: 0 };
      assert.deepEqual(await new IdentityCenterReader("eu-north-1", counter).permissionSets("i"), []);
      assert.equal(service.asked.length, 4);
      errors.push("AccessDeniedException");
      await assert.rejects(new IdentityCenterReader("eu-north-1", counter).permissionSets("i"), { name: "AccessDeniedException" });
      assert.equal(service.asked.length, 5);
    } finally {
      await service.stop();
    }
  });

  it("that cannot be reached is told within seconds", async () => {
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ACCESS_KEY_ID: "t", AWS_SECRET_ACCESS_KEY: "t" });
    try {
      const client = counted(new SSOAdminClient(clientSettings("eu-west-1")), { calls: 0 });
      const error = await client.send(new ListPermissionSetsCommand({ InstanceArn: "i" })).catch((refusal: unknown) => refusal);
      assert.equal(isUnreachable(error), true);
      assert.equal((error as { $metadata?: { attempts?: number } }).$metadata?.attempts, 4);
    } finally {
      restoreEnvironment(before);
    }
  });

  it("tells a connection that was never made from an answer that does not come, by what the SDK throws for each", async () => {
    const before = { ...process.env };
    const silent = createServer(() => undefined);
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const { port } = silent.address() as AddressInfo;
    const nowhere = new Agent();
    // A socket that goes on connecting, as where a firewall drops what comes.
    nowhere.createConnection = () => Object.defineProperty(new Socket(), "connecting", { value: true });
    Object.assign(process.env, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: "t", AWS_SECRET_ACCESS_KEY: "t" });
    const thrown = async (requestHandler: object): Promise<unknown> => {
      const settings = clientSettings("eu-west-1");
      const client = new SSOAdminClient({
        region: settings.region,
        maxAttempts: 1,
        requestHandler: { ...settings.requestHandler, ...requestHandler },
      });
      return client.send(new ListPermissionSetsCommand({ InstanceArn: "i" })).catch((error: unknown) => error);
    };
    try {
      const unmade = await thrown({ connectionTimeout: 50, httpAgent: nowhere });
      const unanswered = await thrown({ requestTimeout: 50 });
      assert.deepEqual([(unmade as Error).name, (unanswered as Error).name], ["TimeoutError", "TimeoutError"]);
      assert.deepEqual([isUnreachable(unmade), isUnreachable(unanswered)], [true, false]);
    } finally {
      restoreEnvironment(before);
      silent.closeAllConnections();
      silent.close();
    }
  });

  it("is not asked again after a minute", async () => {
    let now = 0;
    const strategy = new PatientRetryStrategy(() => now);
    const info = { errorType: "TRANSIENT" as const };
    const token = await strategy.acquireInitialRetryToken("x");
    const second = await strategy.refreshRetryTokenForRetry(token, info);
    now = 60_001;
    await assert.rejects(strategy.refreshRetryTokenForRetry(second, info), /not made again/);
  });
});

describe("pace of requests", () => {
  it("holds how many are under way at once", async () => {
    const pace = new Pace(1000, 3);
    let [running, most] = [0, 0];
    await Promise.all(
      Array.from({ length: 20 }, () =>
        pace.run(async () => {
          most = Math.max(most, (running += 1));
          await new Promise((later) => setTimeout(later, 2));
          running -= 1;
        }),
      ),
    );
    assert.deepEqual([most, running], [3, 0]);
  });

  it("holds the documented rate from the first refusal for it on, and nothing before", async () => {
    const pace = new Pace(50, 8);
    const starts: number[] = [];
    const ask = (): Promise<void> =>
      pace.run(async () => {
        starts.push(performance.now());
        if (starts.length === 20) throw throttling();
      });
    const began = performance.now();
    for (let count = 0; count < 19; count += 1) await ask();
    assert.ok(performance.now() - began < 300, "nothing waits before the first refusal");
    await assert.rejects(ask());
    await Promise.all(Array.from({ length: 11 }, ask));
    const paced = starts.slice(20);
    // Ten gaps of 21 ms; later than planned is no mistake.
    assert.ok(paced.at(-1)! - paced[0]! >= 10 * 19, `${paced.at(-1)! - paced[0]!} ms`);
  });

  it("goes on after a request that failed, whatever the reason", async () => {
    const pace = new Pace(1000, 1);
    await assert.rejects(pace.run(() => Promise.reject(new Error("no"))));
    assert.equal(await pace.run(async () => "yes"), "yes");
  });
});
