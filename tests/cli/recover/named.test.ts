import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { namedRecoveries } from "../../../cli/recover/named";
import type { ResourceState } from "../../../cli/stack/state";

const since = new Date("2026-11-23T08:00:00Z");
const homeRegion = "eu-west-1";
const arn = (name: string) => `arn:aws:iam::111111111111:policy/${name}`;

/** AWS, with one thing a page: what is asked for is on the last of three. */
function answer(request: IncomingMessage, body: string): { readonly type: string; readonly text: string } {
  const target = String(request.headers["x-amz-target"] ?? "");
  const json = (value: object) => ({ type: "application/x-amz-json-1.1", text: JSON.stringify(value) });
  const sent = (body.startsWith("{") ? JSON.parse(body) : {}) as Readonly<Record<string, string>>;
  const form = new URLSearchParams(body);
  const page = Number(sent["Marker"] ?? sent["NextToken"] ?? sent["nextToken"] ?? form.get("Marker") ?? "1");
  const last = page === 3;
  const name = last ? "wanted" : `other-${page}`;
  const kms = last ? { Truncated: false } : { Truncated: true, NextMarker: String(page + 1) };
  const next = last ? {} : { NextToken: String(page + 1) };
  switch (target.split(".").at(-1)) {
    case "ListKeys":
      return json({ Keys: [{ KeyId: name }], ...kms });
    case "DescribeKey":
      return json({ KeyMetadata: { KeyId: sent["KeyId"], Description: sent["KeyId"], KeyState: "Enabled", KeyManager: "CUSTOMER" } });
    case "ListTrails":
      return json({ Trails: [{ Name: name, TrailARN: `arn:trail/${name}` }], ...next });
    case "DescribeLogGroups":
      return json({ logGroups: [{ logGroupName: name }], ...(last ? {} : { nextToken: String(page + 1) }) });
  }
  const more = last ? "<IsTruncated>false</IsTruncated>" : `<IsTruncated>true</IsTruncated><Marker>${page + 1}</Marker>`;
  const result =
    form.get("Action") === "ListPolicies"
      ? `<Policies><member><PolicyName>${name}</PolicyName><Arn>${arn(name)}</Arn></member></Policies>`
      : `<AccessKeyMetadata><member><AccessKeyId>${name}</AccessKeyId><CreateDate>${last ? "2026-11-23T08:01:00Z" : "2026-11-23T07:00:00Z"}</CreateDate></member></AccessKeyMetadata>`;
  const action = form.get("Action") ?? "";
  return { type: "text/xml", text: `<${action}Response><${action}Result>${result}${more}</${action}Result></${action}Response>` };
}

describe("what AWS lists on several pages", () => {
  let server: Server;
  const before_ = { ...process.env };

  before(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        const { type, text } = answer(request, body);
        response.writeHead(200, { "content-type": type }).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(process.env, { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  });
  after(() => {
    server.close();
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      if (before_[name] === undefined) delete process.env[name];
      else process.env[name] = before_[name];
    }
  });

  const cases: Readonly<Record<string, [inputs: Record<string, string>, id: string]>> = {
    "aws:iam/policy:Policy": [{ name: "wanted" }, arn("wanted")],
    "aws:iam/accessKey:AccessKey": [{ user: "breakglass of the night" }, "wanted"],
    "aws:kms/key:Key": [{ description: "wanted" }, "wanted"],
    "aws:cloudtrail/trail:Trail": [{ name: "wanted" }, "arn:trail/wanted"],
    "aws:cloudwatch/logGroup:LogGroup": [{ name: "wanted" }, "wanted"],
  };
  for (const [type, [inputs, id]] of Object.entries(cases)) {
    it(`is read to the last page: ${type}`, async () => {
      const recovery = namedRecoveries[type];
      assert.ok(recovery !== undefined && "find" in recovery);
      const resource: ResourceState = { urn: `urn:${type}`, type, custom: true, inputs };
      const found = await recovery.find(resource, { homeRegion, since });
      assert.deepEqual(
        found.map((candidate) => [candidate.id, candidate.user]),
        [[id, inputs["user"]]],
      );
    });
  }
});
