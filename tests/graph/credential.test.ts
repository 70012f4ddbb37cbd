import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentialFor, pipelineToken } from "../../graph/credential";

const cloud = { loginEndpoint: "https://login.example", graphEndpoint: "https://graph.example", isMicrosofts: false };
const kindOf = (environment: NodeJS.ProcessEnv): string => credentialFor("tenant", cloud, environment).constructor.name;

describe("credentials for Microsoft Graph", () => {
  it("are those that the azuread provider would take", () => {
    const app = { ARM_CLIENT_ID: "11111111-1111-4111-8111-111111111111" };
    assert.equal(kindOf({ ...app, ARM_CLIENT_SECRET: "s", ARM_USE_OIDC: "true" }), "ClientSecretCredential");
    assert.equal(kindOf({ ...app, ARM_USE_OIDC: "true" }), "ClientAssertionCredential");
    assert.equal(kindOf({ ...app, ARM_CLIENT_SECRET: "" }), "AzureCliCredential");
    assert.equal(kindOf({}), "AzureCliCredential");
  });
});

describe("a pipeline's token for Entra", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-oidc-"));
  const asked: string[] = [];
  let server: Server;
  let url: string;
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      const known = request.headers.authorization === "Bearer b";
      response.writeHead(known ? 200 : 401).end(known ? '{"value":"from the pipeline"}' : "no");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?job=1`;
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("is the one that is given, the one in a file, or the one that GitHub gives for Entra's audience", async () => {
    assert.equal(await pipelineToken({ ARM_OIDC_TOKEN: "given" }), "given");
    const file = join(folder, "token");
    writeFileSync(file, "filed\n");
    assert.equal(await pipelineToken({ ARM_OIDC_TOKEN_FILE_PATH: file }), "filed");
    const github = { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "b" };
    assert.equal(await pipelineToken(github), "from the pipeline");
    assert.deepEqual(asked, ["/token?job=1&audience=api%3A%2F%2FAzureADTokenExchange Bearer b"]);
  });

  it("that is missing or refused is a sentence, without the bearer", async () => {
    await assert.rejects(pipelineToken({}), /ARM_USE_OIDC is true, and there is no token: .* id-token: write/);
    const refused = { ARM_OIDC_REQUEST_URL: url, ARM_OIDC_REQUEST_TOKEN: "wrong-bearer" };
    await assert.rejects(pipelineToken(refused), (error: Error) => {
      assert.match(
        error.message,
        /^The pipeline gave no OIDC token for Entra: http:\S+ answered 401; check ARM_OIDC_REQUEST_URL and .*\.$/,
      );
      return !error.message.includes("wrong-bearer");
    });
  });
});
