import assert from "node:assert/strict";
import { Client, USER_ROLE, IDENTITY_CENTER } from "./client";

/** The directory's audit log: who changed what, asked for as `federation drift` asks. */
describe("local Entra, directory audit log", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  const since = "2000-01-01T00:00:00Z";
  const of = async (id: string) => {
    const filter = encodeURIComponent(`activityDateTime ge ${since} and targetResources/any(t:t/id eq '${id}')`);
    const { value } = await client.get(`/v1.0/auditLogs/directoryAudits?$filter=${filter}&$orderby=activityDateTime%20desc&$top=50`);
    return value as { activityDisplayName: string; initiatedBy: { app: { displayName: string } }; targetResources: { displayName: string; type: string }[] }[]; // prettier-ignore
  };

  it("has a change of an application and of its service principal by whoever made it, and none that was refused", async () => {
    const { application, servicePrincipal } = await client.ok("POST", `/v1.0/applicationTemplates/${IDENTITY_CENTER}/instantiate`, {
      displayName: "AWS",
    });
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, { identifierUris: ["https://eve.example.com"] });
    await client.ok("PATCH", `/v1.0/servicePrincipals/${servicePrincipal.id}`, { loginUrl: "https://eve.example.com" });
    assert.equal((await client.call("PATCH", `/v1.0/servicePrincipals/${servicePrincipal.id}`, { no: "such" })).status, 400);
    const [group] = (await client.get("/v1.0/groups?$filter=displayName%20eq%20'aws-auditors'")).value;
    const path = `/v1.0/servicePrincipals/${servicePrincipal.id}/appRoleAssignedTo`;
    const body = { principalId: group.id, resourceId: servicePrincipal.id, appRoleId: USER_ROLE };
    const { id } = await client.ok("POST", path, body);
    await client.ok("DELETE", `${path}/${id}`);
    const [ofApp, ofPrincipal, ofGroup] = [await of(application.id), await of(servicePrincipal.id), await of(group.id)];
    assert.deepEqual(
      ofApp.map(({ activityDisplayName, initiatedBy, targetResources }) => [
        activityDisplayName,
        initiatedBy.app.displayName,
        targetResources.map(({ displayName, type }) => `${type} ${displayName}`),
      ]),
      [["Update application", "Deployment", ["Application AWS"]]],
    );
    assert.deepEqual(ofPrincipal.map(({ activityDisplayName }) => activityDisplayName).sort(), [
      "Add app role assignment",
      "Remove app role assignment",
      "Update service principal",
    ]);
    assert.deepEqual(
      ofGroup.map(({ targetResources }) => targetResources.map(({ displayName }) => displayName)),
      [
        ["AWS", "aws-auditors"],
        ["AWS", "aws-auditors"],
      ],
    );
  });

  it("names a policy that is gone", async () => {
    const { id } = await client.ok("POST", "/v1.0/identity/conditionalAccess/namedLocations", {
      "@odata.type": "#microsoft.graph.countryNamedLocation",
      displayName: "countries",
      countriesAndRegions: ["DE"],
    });
    await client.ok("DELETE", `/v1.0/identity/conditionalAccess/namedLocations/${id}`);
    const [gone] = await of(id);
    assert.deepEqual([gone!.activityDisplayName, gone!.targetResources[0]!.displayName], ["Delete named location", "countries"]);
  });
});
