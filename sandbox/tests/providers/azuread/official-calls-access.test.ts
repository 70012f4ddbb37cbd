import assert from "node:assert/strict";
import type { Resource } from "../shared/plugin-client";
import { templateId, userRoleId } from "./fake-objects";
import { recordedEntra } from "./recorded-entra";
import { lookUp, type } from "./rig";

type Inputs = Record<string, unknown>;

/**
 * The second half of the official plugin's calls: what stands around the enterprise application. See
 * `official-calls-app.test.ts`.
 */
describe("official azuread calls: claims, assignments, provisioning, directory", () => {
  const at = recordedEntra();
  let principal: Resource;
  let groupObjectId: string;
  const asked = (): string[] => at().asked();
  const sent = (index?: number): Inputs => at().sent(index);

  before(async () => {
    const { plugin } = at();
    await plugin.configure({});
    const app = await plugin.create(type("application"), "app", { displayName: "AWS", templateId });
    principal = await plugin.create(type("servicePrincipal"), "sp", { clientId: app.outputs["clientId"], useExisting: true });
    at().name("principal", principal.outputs["objectId"]);
    at().forget();
  });

  it("claims mapping policy and its assignment", async () => {
    const definition = ['{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"true","ClaimsSchema":[]}}'];
    const policies = "v1.0/policies/claimsMappingPolicies";
    const policy = await at().plugin.create(type("claimsMappingPolicy"), "p", { displayName: "abac", definitions: definition });
    const id = policy.id.split("/").at(-1);
    at().name("policy", id);
    const odata = { "@odata.type": "#microsoft.graph.claimsMappingPolicy" };
    assert.deepEqual(sent(), { ...odata, definition, displayName: "abac" });
    assert.deepEqual(asked(), [`POST ${policies}`, `GET ${policies}/<policy>`]);
    const renamed = await at().plugin.update(policy, { displayName: "abac 2", definitions: definition });
    assert.deepEqual(sent(), { ...odata, definition, displayName: "abac 2" });
    assert.deepEqual(renamed.outputs["definitions"], definition, "the text unchanged");
    assert.deepEqual(asked(), [`PATCH ${policies}/<policy>`, `GET ${policies}/<policy>`]);
    const list = "v1.0/servicePrincipals/<principal>/claimsMappingPolicies";
    const assignment = { claimsMappingPolicyId: policy.id, servicePrincipalId: principal.id };
    const assigned = await at().plugin.create(type("servicePrincipalClaimsMappingPolicyAssignment"), "a", assignment);
    assert.deepEqual(sent(), { "@odata.id": `https://${at().host}/v1.0/directoryObjects/${id}` });
    assert.deepEqual(asked(), [`POST ${list}/$ref`, `GET ${list}`]);
    await at().plugin.delete(assigned);
    await at().plugin.delete(renamed);
    assert.deepEqual(asked(), [`DELETE ${list}/<policy>/$ref`, `GET ${list}`, `DELETE ${policies}/<policy>`]);
  });

  it("groups by name, and an app role assignment", async () => {
    const wanted = { displayNames: ["aws-data-engineers", "aws-auditors"], ignoreMissing: true };
    const { objectIds, displayNames } = await at().plugin.invoke(lookUp("getGroups"), wanted);
    assert.deepEqual(displayNames, wanted.displayNames, "in the order that was asked for");
    [groupObjectId] = objectIds as [string];
    at().name("group", groupObjectId);
    assert.deepEqual(
      asked(),
      wanted.displayNames.map((name) => `GET beta/groups?$filter=displayName eq '${name}'`),
    );
    const resourceId = principal.outputs["objectId"];
    const inputs = { appRoleId: userRoleId, principalObjectId: groupObjectId, resourceObjectId: resourceId };
    const made = await at().plugin.create(type("appRoleAssignment"), "a", inputs);
    at().name("assignment", made.id.split("/").at(-1));
    const odata = { "@odata.type": "#microsoft.graph.appRoleAssignment" };
    assert.deepEqual(sent(), { ...odata, appRoleId: userRoleId, principalId: groupObjectId, resourceId });
    const one = "v1.0/servicePrincipals/<principal>/appRoleAssignedTo";
    assert.deepEqual(asked(), ["GET v1.0/servicePrincipals/<principal>", `POST ${one}`, `GET ${one}/<assignment>`]);
    await at().plugin.delete(made);
    assert.deepEqual(asked(), [`DELETE ${one}/<assignment>`]);
    assert.equal(await at().plugin.refresh(made), undefined);
    assert.deepEqual(asked(), [`GET ${one}/<assignment> -> 404`]);
  });

  it("synchronization: secret, job, provisioning on demand", async () => {
    const synchronization = "v1.0/servicePrincipals/<principal>/synchronization";
    const credentials = [
      { key: "BaseAddress", value: "https://scim.eu-west-1.amazonaws.com/0a1b/scim/v2/" },
      { key: "SecretToken", value: "a-token" },
      { key: "SyncAll", value: "false" },
    ];
    const secrets = await at().plugin.create(type("synchronizationSecret"), "s", { servicePrincipalId: principal.id, credentials });
    assert.deepEqual(sent(), { value: credentials });
    assert.deepEqual(asked(), [`PUT ${synchronization}/secrets`, `6x GET ${synchronization}/secrets`]); // five polls and the read
    const refreshed = (await at().plugin.refresh(secrets))!;
    assert.deepEqual(
      (await at().plugin.diff(refreshed, secrets.inputs)).changes,
      [],
      "in the declared order, the token as the state has it",
    );
    at().forget();

    const wanted = { servicePrincipalId: principal.id, templateId: "aWSSingleSignon" };
    const job = await at().plugin.create(type("synchronizationJob"), "j", wanted);
    at().name("job", job.id.split("/").at(-1));
    const one = `${synchronization}/jobs/<job>`;
    assert.deepEqual(sent(), { "@odata.type": "#microsoft.graph.synchronizationJob", templateId: "aWSSingleSignon" });
    assert.deepEqual(asked(), [
      "GET v1.0/servicePrincipals/<principal>",
      `POST ${synchronization}/jobs`,
      `5x GET ${one}`,
      `POST ${one}/start`,
      `GET ${one}`,
    ]);
    const paused = await at().plugin.update(job, { ...wanted, enabled: false });
    const started = await at().plugin.update(paused, wanted);
    assert.deepEqual([paused.outputs["enabled"], started.outputs["enabled"]], [false, true]);
    assert.deepEqual(asked(), [`POST ${one}/pause`, `GET ${one}`, `POST ${one}/start`, `GET ${one}`]);

    const parameters = [
      { ruleId: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8", subjects: [{ objectId: groupObjectId, objectTypeName: "Group" }] },
    ];
    const demand = { servicePrincipalId: principal.id, synchronizationJobId: job.id, parameters };
    const made = await at().plugin.create(type("synchronizationJobProvisionOnDemand"), "d", demand);
    assert.deepEqual(sent(), { parameters });
    assert.deepEqual(asked(), ["GET v1.0/servicePrincipals/<principal>", `GET ${one}`, `POST ${one}/provisionOnDemand`]);
    await at().plugin.refresh(made);
    await at().plugin.delete(made);
    assert.deepEqual(asked(), [], "no read and no delete");

    await at().plugin.delete(job);
    assert.deepEqual(asked(), [`DELETE ${one}`, `5x GET ${one} -> 404`]);
    await at().plugin.delete(secrets);
    assert.deepEqual(sent(), { value: credentials.map(({ key }) => ({ key, value: "" })) });
    assert.deepEqual(asked(), [`PUT ${synchronization}/secrets`, `5x GET ${synchronization}/secrets`]);
  });

  it("groups, members and users", async () => {
    const ada = (await at().plugin.invoke(lookUp("getUser"), { userPrincipalName: "ada@example.com" }))["objectId"];
    at().name("ada", ada);
    const select = new URL(`https://x${at().requests[1]?.url ?? ""}`).searchParams.get("$select")?.split(",");
    assert.equal(select?.length, 42);
    assert.deepEqual(
      asked().map((line) => line.replace(/\$select=.*/, "$select=…")),
      [
        "GET v1.0/users?$filter=userPrincipalName eq 'ada@example.com'",
        "GET v1.0/users/<ada>?$select=…",
        "GET v1.0/users/<ada>/manager -> 404",
      ],
    );
  });

  it("look-ups of groups and domains", async () => {
    await at().plugin.invoke(lookUp("getGroup"), { displayName: "aws-data-engineers", securityEnabled: true });
    await at().plugin.invoke(lookUp("getGroups"), { displayNamePrefix: "aws-", securityEnabled: true });
    await at().plugin.invoke(lookUp("getGroups"), { objectIds: [groupObjectId] });
    await at().plugin.invoke(lookUp("getDomains"));
    assert.deepEqual(asked(), [
      "GET beta/groups?$filter=displayName eq 'aws-data-engineers' and securityEnabled eq true",
      "GET beta/groups/<group>/members",
      "GET beta/groups/<group>/owners",
      "GET beta/groups?$filter=securityEnabled eq true and startsWith(displayName, 'aws-')",
      "GET beta/groups/<group>",
      "GET v1.0/domains",
    ]);
  });
});
