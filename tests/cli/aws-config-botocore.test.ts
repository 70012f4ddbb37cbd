import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { restoreEnvironment } from "../../sandbox/tests/environment";
import { federation } from "./command";
import { type Cloud, python, startCloud } from "../../sandbox/tests/aws/cloud";

const PORTAL = "https://d-9367abcdef.awsapps.com/start";
const SESSION = "federation-dev";
/** The access portal gives the role's credentials for this token, which `aws sso login` leaves in its cache. */
const TOKEN = "token-of-aws-sso-login";

/** Loads a profile, takes its role at the access portal, and asks the cloud who that is. */
const SCRIPT = `
import botocore.session, json, sys
session = botocore.session.Session(profile=sys.argv[1])
config = session.get_scoped_config()
sts = session.create_client("sts")
print(json.dumps({
    "profiles": len(session.available_profiles),
    "sessions": sorted(session.full_config.get("sso_sessions", {})),
    "config": config,
    "region": session.get_config_variable("region"),
    "arn": sts.get_caller_identity()["Arn"],
    "method": session.get_credentials().method,
}))
`;

interface Loaded {
  readonly profiles: number;
  readonly sessions: readonly string[];
  readonly config: Readonly<Record<string, string>>;
  readonly region: string;
  readonly arn: string;
  readonly method: string;
}

describe("federation aws-config, loaded by botocore", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-botocore-"));
  const file = join(folder, "config");
  const environment = { ...process.env };
  let cloud: Cloud;
  let portal: Server;
  /** What the access portal was asked for. */
  const asked: string[] = [];

  before(async () => {
    process.env["FEDERATION_NOW"] = "2026-11-27T08:00:00Z";
    cloud = await startCloud();
    portal = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://portal");
      const [account, role] = [searchParams.get("account_id") ?? "", searchParams.get("role_name") ?? ""];
      asked.push(`${pathname} ${account} ${role} ${request.headers["x-amz-sso_bearer_token"] === TOKEN}`);
      const roleCredentials = { accessKeyId: account, secretAccessKey: "s", sessionToken: "t", expiration: Date.now() + 3_600_000 };
      response.setHeader("content-type", "application/json").end(JSON.stringify({ roleCredentials }));
    });
    await new Promise<void>((done) => portal.listen(0, "127.0.0.1", done));
    const cache = join(folder, ".aws", "sso", "cache");
    mkdirSync(cache, { recursive: true });
    const expiresAt = new Date(Date.now() + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
    const token = { startUrl: PORTAL, region: "eu-west-1", accessToken: TOKEN, expiresAt };
    writeFileSync(join(cache, `${createHash("sha1").update(SESSION).digest("hex")}.json`), JSON.stringify(token));
    const { status, err } = await federation(
      ...["aws-config", "--stack", "dev", "--inventory", "docs/examples/inventory.dev.json", "--portal", PORTAL, "--file", file],
    );
    assert.equal(status, 0, err);
  });
  after(async () => {
    restoreEnvironment(environment);
    portal.close();
    await cloud.stop();
    rmSync(folder, { recursive: true });
  });

  async function load(profile: string): Promise<Loaded> {
    const { stdout } = await promisify(execFile)(python(), ["-c", SCRIPT, profile], {
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: folder,
        AWS_CONFIG_FILE: file,
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_ENDPOINT_URL: cloud.endpoint,
        AWS_ENDPOINT_URL_SSO: `http://127.0.0.1:${(portal.address() as AddressInfo).port}`,
      },
    });
    return JSON.parse(stdout) as Loaded;
  }

  it("has a session and profiles whose role the access portal gives, and the cloud knows", async () => {
    const loaded = await load("data-dev.Developer");
    assert.deepEqual(loaded.config, {
      sso_session: SESSION,
      sso_account_id: "012345678902",
      sso_role_name: "Developer",
      region: "eu-west-1",
    });
    assert.deepEqual([loaded.profiles, loaded.sessions, loaded.region, loaded.method], [18, [SESSION], "eu-west-1", "sso"]);
    assert.match(loaded.arn, /::012345678902:/);
    assert.deepEqual(asked, ["/federation/credentials 012345678902 Developer true"]);
  });

  it("keeps the zeros of an account and tells one profile from another", async () => {
    asked.length = 0;
    await load("data-prod.Platform-Admin");
    assert.deepEqual(asked, ["/federation/credentials 012345678901 Platform-Admin true"]);
    await assert.rejects(load("nobody.Developer"), /ProfileNotFound/);
  });
});
