import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AppAssignments } from "../../../components/entra/app-assignments";
import { ProvisionOnDemand } from "../../../components/entra/provision-on-demand";
import { Provisioning } from "../../../components/entra/provisioning";
import { only, resources, startMocks } from "../mocks";

const onDemandType = "azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand";
const groups = ["a", "b"].map((name) => ({ written: name, id: `${name}-object-id`, displayName: name }));

describe("provisioning", () => {
  before(() => startMocks());
  beforeEach(async () => void (await resources()));

  it("assigns each group to the app in the role User", async () => {
    new AppAssignments("app", { servicePrincipalObjectId: "sp", groups, formerUrns: new Map() });
    const found = (await resources()).filter(({ type }) => type === "azuread:index/appRoleAssignment:AppRoleAssignment");
    assert.deepEqual(
      found.map(({ name, inputs }) => [name, inputs]),
      groups.map(({ id }) => [
        `app/${id}`,
        { appRoleId: "8774f594-1d59-4279-b9d9-59ef09a23530", principalObjectId: id, resourceObjectId: "sp" },
      ]),
    );
  });

  it("writes the secret before the job, in scope assigned only, and keeps the token secret", async () => {
    new Provisioning("provisioning", {
      servicePrincipalId: "/servicePrincipals/sp",
      credentials: { scimEndpoint: "https://scim.eu-west-1.amazonaws.com/t/scim/v2/", scimToken: pulumi.secret("planted-token") },
      assignments: [],
    });
    const found = await resources();
    assert.deepEqual(
      found.filter(({ type }) => type.startsWith("azuread")).map(({ type }) => type.split(":")[2]),
      ["SynchronizationSecret", "SynchronizationJob"],
    );
    const { credentials } = only(found, "azuread:index/synchronizationSecret:SynchronizationSecret").inputs as {
      credentials: { "4dabf18193072939515e22adb298388d": string; value: { key: string; value: unknown }[] };
    };
    // The whole list is a secret: this is how one travels to the engine.
    assert.equal(credentials["4dabf18193072939515e22adb298388d"], "1b47061264138c4ac30d75fd1eb44270");
    assert.deepEqual(
      credentials.value.map(({ key }) => key),
      ["BaseAddress", "SecretToken", "SyncAll"],
    );
    assert.equal(credentials.value[2]!.value, "false");
    assert.equal(only(found, "azuread:index/synchronizationJob:SynchronizationJob").inputs["templateId"], "aWSSingleSignon");
  });

  it("writes no credentials for an adopted job, which stays as it is", async () => {
    const adopted = { enabled: false, templateId: "customappsso" };
    new Provisioning("provisioning", { servicePrincipalId: "/servicePrincipals/sp", adopted, assignments: [] });
    const found = (await resources()).filter(({ type }) => type.startsWith("azuread"));
    assert.deepEqual(
      found.map(({ type, inputs }) => [type.split(":")[2], inputs]),
      [["SynchronizationJob", { servicePrincipalId: "/servicePrincipals/sp", ...adopted }]],
    );
  });

  it("asks for no group that somebody else sent to Identity Center", async () => {
    new ProvisionOnDemand("on-demand", {
      servicePrincipalId: "/servicePrincipals/sp",
      jobId: "job",
      groups,
      formerUrns: new Map(),
      missing: new Set(),
      now: "2026-12-01T00:00:00.000Z",
      assignments: new Map(),
      assignmentDelaySeconds: 0,
    });
    assert.deepEqual(
      (await resources()).filter(({ type }) => type === onDemandType),
      [],
    );
  });

  it("asks for every group that a run asked for before, a missing one with the time of this run", async () => {
    new ProvisionOnDemand("on-demand", {
      servicePrincipalId: "/servicePrincipals/sp",
      jobId: "job",
      groups,
      formerUrns: new Map([["a-object-id", "urn:pulumi:test::federation::T::on-demand/a-object-id"]]),
      missing: new Set(["b"]),
      now: "2026-12-01T00:00:00.000Z",
      assignments: new Map(),
      assignmentDelaySeconds: 0,
    });
    const found = (await resources()).filter(({ type }) => type === onDemandType);
    assert.deepEqual(found.map(({ name }) => name).sort(), ["on-demand/a-object-id", "on-demand/b-object-id"]);
    assert.deepEqual(found.find(({ name }) => name === "on-demand/b-object-id")!.inputs, {
      servicePrincipalId: "/servicePrincipals/sp",
      synchronizationJobId: "job",
      parameters: [{ ruleId: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8", subjects: [{ objectId: "b-object-id", objectTypeName: "Group" }] }],
      triggers: { missingAt: "2026-12-01T00:00:00.000Z" },
    });
  });

  it("waits for Entra to see the assignments before it asks for a missing group, and for no other", async () => {
    const started = Date.now();
    const asked = new ProvisionOnDemand("on-demand", {
      servicePrincipalId: "/servicePrincipals/sp",
      jobId: "job",
      groups,
      formerUrns: new Map([["a-object-id", "urn:pulumi:test::federation::T::on-demand/a-object-id"]]),
      missing: new Set(["b"]),
      now: "2026-12-01T00:00:00.000Z",
      assignments: new Map(),
      assignmentDelaySeconds: 0.4,
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.deepEqual(
      (await resources()).filter(({ type }) => type === onDemandType).map(({ name }) => name),
      ["on-demand/a-object-id"],
    );
    await new Promise<void>((resolve) => asked.requested.apply(() => resolve()));
    assert.ok(Date.now() - started >= 400);
    assert.deepEqual(
      (await resources()).filter(({ type }) => type === onDemandType).map(({ name }) => name),
      ["on-demand/b-object-id"],
    );
  });
});
