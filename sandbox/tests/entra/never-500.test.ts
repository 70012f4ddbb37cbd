import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Client } from "./client";

type Route = readonly [method: string, path: string, names: string];

/** Routes of every service that take a body, with ids that exist and the names of what they read. */
async function routes(client: Client): Promise<Route[]> {
  const { application, servicePrincipal } = await client.instance();
  const principal = `/v1.0/servicePrincipals/${servicePrincipal.id}`;
  const synchronization = `${principal}/synchronization`;
  const job = await client.ok("POST", `${synchronization}/jobs`, { templateId: "aWSSingleSignon" });
  const group = `/beta/groups/${await client.groupId("aws-auditors")}`;
  const location = await client.ok("POST", "/v1.0/identity/conditionalAccess/namedLocations", {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    countriesAndRegions: ["DE"],
    displayName: "home",
  });
  const policy = await client.ok("POST", "/v1.0/identity/conditionalAccess/policies", {
    displayName: "p",
    state: "disabled",
    conditions: { applications: { includeApplications: ["All"] }, users: { includeUsers: ["All"] }, clientAppTypes: ["all"] },
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
  });
  const ofApplication = "displayName appRoles api web spa identifierUris tags owners@odata.bind info";
  const ofPrincipal = "appId tags keyCredentials passwordCredentials samlSingleSignOnSettings owners@odata.bind";
  const ofPolicy = "displayName state conditions grantControls sessionControls";
  const ofLocation = "@odata.type displayName countriesAndRegions ipRanges isTrusted";
  return [
    ["POST", "/v1.0/applications", ofApplication],
    ["PATCH", `/v1.0/applications/${application.id}`, ofApplication],
    ["POST", `/v1.0/applications/${application.id}/owners/$ref`, "@odata.id"],
    ["POST", "/v1.0/servicePrincipals", ofPrincipal],
    ["PATCH", principal, ofPrincipal],
    ["POST", `${principal}/addTokenSigningCertificate`, "displayName endDateTime"],
    ["POST", `${principal}/appRoleAssignedTo`, "appRoleId principalId resourceId"],
    ["POST", `${principal}/claimsMappingPolicies/$ref`, "@odata.id"],
    ["PUT", `/beta/servicePrincipals/${servicePrincipal.id}/claimsPolicy`, "claims includeBasicClaimSet groupFilter audienceOverride"],
    ["PUT", `${synchronization}/secrets`, "value"],
    ["POST", `${synchronization}/jobs`, "templateId"],
    ["POST", `${synchronization}/jobs/${job.id}/restart`, "criteria"],
    ["POST", `${synchronization}/jobs/${job.id}/validateCredentials`, "credentials useSavedCredentials"],
    ["POST", `${synchronization}/jobs/${job.id}/provisionOnDemand`, "parameters"],
    ["PUT", `${synchronization}/jobs/${job.id}/schema`, "synchronizationRules"],
    ["POST", "/beta/groups", "displayName mailNickname owners@odata.bind members@odata.bind"],
    ["PATCH", group, "displayName members@odata.bind groupTypes"],
    ["POST", `${group}/members/$ref`, "@odata.id"],
    ["POST", "/v1.0/users", "userPrincipalName displayName passwordProfile"],
    ["POST", "/v1.0/policies/claimsMappingPolicies", "definition displayName"],
    ["POST", "/v1.0/policies/authenticationStrengthPolicies", "displayName allowedCombinations"],
    ["POST", "/v1.0/identity/conditionalAccess/namedLocations", ofLocation],
    ["PATCH", `/v1.0/identity/conditionalAccess/namedLocations/${location.id}`, ofLocation],
    ["POST", "/v1.0/identity/conditionalAccess/policies", ofPolicy],
    ["PATCH", `/v1.0/identity/conditionalAccess/policies/${policy.id}`, ofPolicy],
    ["POST", "/_sandbox/sign-in", "user appId methods"],
  ];
}

/** A few of the names that a route reads, with any value; or anything at all. */
function bodyOf(names: string): fc.Arbitrary<unknown> {
  const named = fc.dictionary(fc.constantFrom(...names.split(" ")), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
  return fc.oneof({ weight: 5, arbitrary: named as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}

const filter = fc.oneof(fc.string(), fc.stringMatching(/^(displayName|id|x\/any\(y:y) (eq|in|gt) \(?'[a-z']{0,3}\)?( and [a-z]+)?$/));

/**
 * A 500 would keep the official provider trying for minutes, and 501 means that a route is not there: neither may come
 * of a bad request.
 */
describe("local Entra: whatever is sent", () => {
  let client: Client;
  before(async () => {
    client = await Client.start({ settings: { onDemandCalls: 100_000 } });
  });
  after(() => client.stop());

  it("is taken or refused in JSON with a reason, and never a mistake of the server's own", async () => {
    const requests = fc.constantFrom(...(await routes(client))).chain((route) => fc.tuple(fc.constant(route), bodyOf(route[2])));
    await fc.assert(
      fc.asyncProperty(requests, async ([[method, path], sent]) => {
        const answer = await client.call(method, path, JSON.stringify(sent));
        const messages = JSON.stringify(answer.body);
        assert.ok(answer.status < 500 || (answer.status === 501 && /has no route/.test(messages)), `${answer.status} ${messages}`);
        if (answer.status >= 400) assert.ok(answer.body.error.code && answer.body.error.message, messages);
      }),
      { numRuns: 2000 },
    );
  });

  it("as a filter, is understood or refused", async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (clause) => {
        const { status, body: answered } = await client.call("GET", `/beta/groups?${new URLSearchParams({ $filter: clause }).toString()}`);
        assert.ok(status === 200 || status === 400, JSON.stringify(answered));
      }),
      { numRuns: 300 },
    );
  });
});
