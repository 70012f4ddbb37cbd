import { createHttpHeaders, createPipelineRequest, RestError, type PipelineResponse } from "@azure/core-rest-pipeline";
import assert from "node:assert/strict";
import { retryOf } from "../../graph/retry";

const request = createPipelineRequest({ url: "https://graph.example/v1.0/users" });
const answered = (status: number, headers: Record<string, string> = {}): PipelineResponse => ({
  request,
  status,
  headers: createHttpHeaders(headers),
});
const broken = (code: string): RestError => new RestError("broken", { code, request });
const waits = (retryCount: number, response?: PipelineResponse, responseError?: RestError): number | undefined =>
  retryOf({ retryCount, ...(response === undefined ? {} : { response }), ...(responseError === undefined ? {} : { responseError }) })
    .retryAfterInMs;

describe("retries of Microsoft Graph", () => {
  it("waits as long as Retry-After says, in seconds or as a date, and a little more", () => {
    const sentences = waits(0, answered(429, { "Retry-After": "7" }))!;
    assert.ok(sentences >= 7000 && sentences <= 7500, String(sentences));
    const date = waits(0, answered(503, { "Retry-After": new Date(Date.now() + 5000).toUTCString() }))!;
    assert.ok(date > 3000 && date < 6000, String(date));
    assert.equal(waits(0, answered(429, { "Retry-After": "3600" })), undefined);
  });

  it("waits longer each time where nothing is said, with jitter", () => {
    for (const status of [429, 408, 500, 502, 503, 504]) {
      const [first, fifth] = [waits(0, answered(status))!, waits(4, answered(status))!];
      assert.ok(first >= 250 && first <= 500 && fifth >= 4000 && fifth <= 8000, `${status}: ${first}, ${fifth}`);
    }
    assert.ok(new Set(Array.from({ length: 10 }, () => waits(3, answered(503)))).size > 1);
  });

  it("leaves refusals alone", () => {
    for (const status of [200, 400, 401, 403, 404, 409, 501]) assert.equal(waits(0, answered(status)), undefined, String(status));
  });

  it("tries few times where nobody is there, more where a connection broke", () => {
    assert.ok(waits(2, undefined, broken("ECONNREFUSED")) !== undefined);
    assert.equal(waits(3, undefined, broken("ENOTFOUND")), undefined);
    assert.ok(waits(5, undefined, broken("ECONNRESET")) !== undefined);
    assert.equal(waits(0, undefined, broken("PARSE_ERROR")), undefined);
  });
});
