import assert from "node:assert/strict";
import { type AddressInfo } from "node:net";
import { createEntra, type Entra } from "../../../entra/server";
import { WORLD } from "../../entra/client";
import { tlsFiles } from "../../entra/tls";
import { type PluginClient, type Resource } from "../shared/plugin-client";
import { msiamRoleId, templateId, userRoleId } from "./fake-objects";
import { lookUp, startPlugin, type } from "./rig";

type Inputs = Record<string, unknown>;

function role(id: string, displayName: string): Inputs {
  return { id, displayName, description: displayName, allowedMemberTypes: ["User"], enabled: true };
}

const gallery = {
  displayName: "AWS IAM Identity Center",
  templateId,
  identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
  web: {
    homepageUrl: "https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z",
    redirectUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/0a1b"],
  },
  appRoles: [role(userRoleId, "User"), role(msiamRoleId, "msiam_access")],
  api: {
    oauth2PermissionScopes: [
      {
        id: "0a0a0a0a-0000-4000-8000-00000000000b",
        value: "user_impersonation",
        type: "User",
        adminConsentDescription: "Sign in to AWS",
        adminConsentDisplayName: "Sign in to AWS",
      },
    ],
  },
};

/**
 * The plugin and the local Entra, as the sandbox puts them together. Each resource of a whole run is named by what
 * follows from it.
 */
describe("azuread stand-in: on the local Entra", () => {
  const made: { entra?: Entra; plugin?: PluginClient; stop?: () => void } = {};
  const plugin = (): PluginClient => made.plugin!;

  before(async () => {
    const tls = await tlsFiles();
    made.entra = createEntra({ world: WORLD, tls, settings: { replicationDelayMs: 30, assignmentDelaySeconds: 0 } });
    await made.entra.app.listen({ host: "localhost", port: 0 });
    const { port } = made.entra.app.server.address() as AddressInfo;
    const started = await startPlugin({
      ARM_METADATA_HOSTNAME: `localhost:${port}`,
      ARM_TENANT_ID: WORLD.entra.tenantId,
      ARM_CLIENT_ID: "33333333-3333-3333-3333-333333333333",
      ARM_CLIENT_SECRET: "any",
      SSL_CERT_FILE: tls.cert,
      SANDBOX_AZUREAD_POLL_MS: "10",
    });
    Object.assign(made, started);
    await plugin().configure({});
  });

  after(async () => {
    made.stop?.();
    await made.entra?.app.close();
  });

  /** Creates, and holds the result against a second plan, a refresh, the plan after it, and an import. */
  async function create(name: string, inputs: Inputs, imports = true): Promise<Resource> {
    const resource = await plugin().create(type(name), name, inputs);
    const quiet = async (state: Resource, when: string): Promise<void> =>
      assert.deepEqual((await plugin().diff(state, inputs)).changes, [], `${name} ${when}`);
    await quiet(resource, "in the second up");
    const refreshed = await plugin().refresh(resource);
    assert.ok(refreshed, `${name} is there for a refresh`);
    assert.deepEqual(refreshed.inputs, resource.inputs, `${name}: the inputs after a refresh`);
    await quiet(refreshed, "after a refresh");
    if (!imports) return resource;
    const imported = await plugin().read(type(name), name, resource.id);
    assert.ok(imported, `${name} can be imported`);
    assert.deepEqual((await plugin().diff(imported, imported.inputs)).changes, [], `${name}: the plan after an import`);
    return resource;
  }

  async function update(resource: Resource, inputs: Inputs, changes: string[]): Promise<Resource> {
    const plan = await plugin().diff(resource, inputs);
    assert.deepEqual([plan.changes, plan.replaces], [changes, []]);
    const updated = await plugin().update(resource, inputs);
    assert.deepEqual((await plugin().diff(updated, inputs)).changes, []);
    assert.deepEqual((await plugin().diff((await plugin().refresh(updated))!, inputs)).changes, []);
    return updated;
  }

  async function remove(resource: Resource): Promise<void> {
    await plugin().delete(resource);
    assert.equal(await plugin().refresh(resource), undefined, `${resource.name} is gone`);
  }

  it("builds, changes and removes a whole enterprise application", async () => {
    const groups = await plugin().invoke(lookUp("getGroups"), { displayNames: ["aws-data-engineers"], securityEnabled: true });
    const [groupObjectId] = groups["objectIds"] as string[];
    const template = await plugin().invoke(lookUp("getApplicationTemplate"), { templateId });
    assert.equal(template["templateId"], templateId);

    const application = await create("application", gallery);
    const servicePrincipal = await create("servicePrincipal", {
      clientId: application.outputs["clientId"],
      useExisting: true,
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: "saml",
      featureTags: [{ enterprise: true }],
      notificationEmailAddresses: ["ops@example.com"],
    });
    const servicePrincipalId = servicePrincipal.id;
    const certificate = await create("servicePrincipalTokenSigningCertificate", {
      servicePrincipalId,
      displayName: "CN=AWS 2026",
      endDate: new Date(Date.now() + 365 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z"),
    });
    assert.match(String(certificate.outputs["thumbprint"]), /^[0-9A-F]{40}$/);
    const definitions = ['{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"true","ClaimsSchema":[]}}'];
    const claims = await create("claimsMappingPolicy", { displayName: "abac", definitions });
    await update(claims, { displayName: "abac 2", definitions }, ["displayName: UPDATE"]);
    const claimsAssigned = await create("servicePrincipalClaimsMappingPolicyAssignment", {
      claimsMappingPolicyId: claims.id,
      servicePrincipalId,
    });
    const assignment = await create("appRoleAssignment", {
      appRoleId: userRoleId,
      principalObjectId: groupObjectId,
      resourceObjectId: servicePrincipal.outputs["objectId"],
    });
    assert.equal(assignment.outputs["principalDisplayName"], "aws-data-engineers");
    const credentials = [
      { key: "BaseAddress", value: "https://scim.eu-west-1.amazonaws.com/11111111-2222-4333-8444-555555555555/scim/v2/" },
      { key: "SecretToken", value: "token" },
      { key: "SyncAll", value: "false" },
    ];
    const secrets = await create("synchronizationSecret", { servicePrincipalId, credentials }, false);
    const job = await create("synchronizationJob", { servicePrincipalId, templateId: "aWSSingleSignon", enabled: false });
    await create(
      "synchronizationJobProvisionOnDemand",
      {
        servicePrincipalId,
        synchronizationJobId: job.id,
        parameters: [{ ruleId: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8", subjects: [{ objectId: groupObjectId, objectTypeName: "Group" }] }],
        triggers: { members: "1" },
      },
      false,
    );

    await update(application, { ...gallery, displayName: "AWS" }, ["displayName: UPDATE"]);
    await remove(job);
    await plugin().delete(secrets);
    await remove(assignment);
    await remove(claimsAssigned);
    await remove(claims);
    await remove(certificate);
    await plugin().delete(servicePrincipal);
    await plugin()
      .delete(application)
      .catch(() => undefined);
    assert.equal(await plugin().refresh(application), undefined);
    assert.equal(await plugin().refresh(servicePrincipal), undefined);
  });

  it("builds, changes and removes Conditional Access with its locations", async () => {
    const groups = await plugin().invoke(lookUp("getGroups"), { displayNames: ["aws-data-engineers"], securityEnabled: true });
    const [groupObjectId] = groups["objectIds"] as string[];
    const country = { countriesAndRegions: ["DE", "IE"] };
    const location = await create("namedLocation", { displayName: "home", country });
    const policy = {
      displayName: "AWS: block elsewhere",
      state: "enabledForReportingButNotEnforced",
      conditions: {
        applications: { includedApplications: ["All"] },
        clientAppTypes: ["all"],
        users: { includedUsers: ["All"], excludedGroups: [groupObjectId] },
        locations: { includedLocations: ["All"], excludedLocations: [location.outputs["objectId"]] },
      },
      grantControls: {
        operator: "OR",
        authenticationStrengthPolicyId: "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004",
      },
      sessionControls: { signInFrequency: 4, signInFrequencyPeriod: "hours" },
    };
    const access = await create("conditionalAccessPolicy", policy);
    const enabled = await update(access, { ...policy, state: "enabled" }, ["state: UPDATE"]);
    const { sessionControls, ...rest } = policy;
    assert.ok(sessionControls);
    await update(enabled, { ...rest, state: "enabled" }, ["sessionControls: DELETE"]);
    await update(location, { displayName: "home", country: { countriesAndRegions: ["DE", "FR"] } }, [
      "country.countriesAndRegions[1]: UPDATE",
    ]);
    for (const resource of [access, location]) await remove(resource);
  });

  it("makes plain applications and their service principals", async () => {
    const plain = await create("application", { displayName: "plain" });
    const own = await create("servicePrincipal", { clientId: plain.outputs["clientId"] });
    await remove(own);
    await remove(plain);
  });

  it("shows the gallery application's trap when nothing is declared", async () => {
    const bare = { displayName: "AWS", templateId };
    const app = await plugin().create(type("application"), "bare", bare);
    assert.deepEqual((await plugin().diff(app, bare)).changes, ["api: DELETE", "oauth2PermissionScopeIds: UPDATE"]);
    const refreshed = (await plugin().refresh(await plugin().update(app, bare)))!;
    assert.deepEqual((await plugin().diff(refreshed, bare)).changes, ["appRoleIds: UPDATE", "appRoles: DELETE"]);
    await remove(refreshed);
  });
});
