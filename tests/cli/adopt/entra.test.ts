import assert from "node:assert/strict";
import { type AddressInfo } from "node:net";
import type { TakenOver } from "../../../access/import-file";
import { claimsMapping } from "../../../access/claims-mapping";
import { systemClock } from "../../../contract/clock";
import { entraHalf } from "../../../cli/adopt/entra/half";
import type { EntraSources } from "../../../cli/adopt/entra/sources";
import type { AdoptedPart, AdoptionPlace } from "../../../cli/adopt/part";
import { ConditionalAccessReader } from "../../../cli/clouds/conditional-access";
import { EntraReader } from "../../../cli/clouds/entra";
import { drawBlueprint } from "../../../components/blueprint";
import type { GraphClient } from "../../../graph/client";
import { Client, CLIENT_ID, TENANT, WORLD } from "../../../sandbox/tests/entra/client";
import { tlsFiles } from "../../../sandbox/tests/entra/tls";
import { startPlugin } from "../../../sandbox/tests/providers/azuread/rig";
import type { PluginClient, Resource } from "../../../sandbox/tests/providers/shared/plugin-client";
import { freeNames, resources, startMocks } from "../../components/mocks";
import {
  assign,
  type ClickedApp,
  clickApplication,
  clickCertificate,
  clickLocation,
  clickPolicy,
  clickProvisioning,
  ENDPOINT,
  TOKEN,
  uploadCertificate,
} from "./clicked-estate";
import { registeredBy } from "./registered-resources";

const ADMINS = "aws-platform-admins";

describe("adopting Entra", () => {
  let client: Client;
  let app: ClickedApp;
  let groups: Map<string, string>;
  const imported = new Map<string, Resource>();

  before(() =>
    startMocks({
      ...freeNames,
      "aws:organizations/getOrganization:getOrganization": () => ({
        ...{ id: "o-1", featureSet: "ALL", masterAccountId: "100000000001", roots: [{ id: "r-1" }] },
        awsServiceAccessPrincipals: ["sso.amazonaws.com"],
        accounts: [{ id: "100000000001", name: "management", state: "ACTIVE" }],
      }),
      "aws:ssoadmin/getInstances:getInstances": () => ({ arns: ["arn:aws:sso:::instance/ssoins-1"], identityStoreIds: ["d-9367abcdef"] }),
      "aws:identitystore/getGroups:getGroups": () => ({
        groups: [...groups].map(([displayName, id]) => ({ groupId: `store-${id}`, displayName, externalIds: [{ id, issuer: "i" }] })),
      }),
      "aws:iam/getPolicy:getPolicy": ({ arn }) => ({ arn }),
      "azuread:index/getGroups:getGroups": ({ displayNames = [] }) => ({
        objectIds: (displayNames as string[]).flatMap((name) => groups.get(name) ?? []),
        displayNames: (displayNames as string[]).filter((name) => groups.has(name)),
      }),
      "pulumi:pulumi:readStackResourceOutputs": () => ({
        outputs: Object.fromEntries(
          [...imported].map(([key, { outputs }]) => {
            const [type, name] = key.split(" ");
            return [`urn:pulumi:test::federation::${type}::${name}`, { outputs }];
          }),
        ),
      }),
    }),
  );
  beforeEach(async () => {
    imported.clear();
    await resources();
    client = await Client.start({
      world: {
        ...WORLD,
        entra: {
          ...WORLD.entra,
          groups: [
            { displayName: ADMINS, members: ["ada@example.com", "aws-interns"] },
            { displayName: "aws-interns", members: ["grace@example.com"] },
            { displayName: "aws-emergency", members: ["grace@example.com"] },
            { displayName: "aws-travellers" },
            { displayName: "aws-forgotten" },
          ],
        },
      },
      settings: { assignmentDelaySeconds: 0, cycleIntervalSeconds: 3600 },
    });
    app = await clickApplication(client);
    const names = [ADMINS, "aws-interns", "aws-emergency", "aws-travellers", "aws-forgotten"];
    groups = new Map(await Promise.all(names.map(async (name) => [name, await client.groupId(name)] as const)));
  });
  afterEach(() => client.stop());

  const graph = (): GraphClient => {
    const get = async (path: string): Promise<unknown> => client.get(`/v1.0${path}`);
    return {
      get,
      find: async (path: string) => {
        const { status, body } = await client.call("GET", `/v1.0${path}`);
        return status === 404 ? undefined : body;
      },
      list: async (path: string) => ((await get(path)) as { value: unknown[] }).value,
    } as unknown as GraphClient;
  };
  const place = (held: readonly string[] = [ADMINS]): AdoptionPlace => ({
    ...{ stack: "prod", homeRegion: "eu-west-1", tenantId: TENANT, managementAccountId: "100000000001" },
    ...{ instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-9367abcdef" },
    groups: held.map((name) => {
      const id = groups.get(name)!;
      return { written: name, displayName: name, id, ofEntra: true, storeId: `store-${id}` };
    }),
    now: systemClock.now(),
    progress: () => undefined,
  });
  const half = (more: Partial<EntraSources> = {}, held?: readonly string[]): Promise<AdoptedPart> =>
    entraHalf(
      {
        entra: new EntraReader(graph()),
        conditionalAccess: new ConditionalAccessReader(graph()),
        accessControlAttributes: async () => undefined,
        ...more,
      },
      place(held),
    );
  const setting = (part: AdoptedPart, key: string): Record<string, unknown> =>
    part.settings.find((each) => each.key === key)?.value as Record<string, unknown>;
  const words = (part: AdoptedPart, kind: string): string[] =>
    part.decisions.filter((decision) => decision.kind === kind).map(({ what, text }) => `${what}: ${text}`);

  /** Settings of the whole stack, as the command joins them. */
  const raw = (part: AdoptedPart) => ({
    ...{ stage: "development", phase: "assign", homeRegion: "eu-west-1", tenantId: TENANT },
    productionAccounts: [],
    permissionSets: {},
    access: [{ group: ADMINS, permissionSet: "Platform-Admin", accounts: ["100000000001"] }],
    unmanaged: part.unmanaged,
    ...Object.fromEntries(part.settings.map(({ key, value }) => [key, value])),
  });
  const draw = (part: AdoptedPart) => drawBlueprint({ raw: raw(part), secrets: {}, problems: [] } as never, systemClock);

  /**
   * Imports everything with the provider, as `pulumi import` does, and holds what the program then registers of Entra
   * against it: the same resources, under the same names and parents, none with a change.
   */
  async function assertNoChange(part: AdoptedPart): Promise<void> {
    const tls = await tlsFiles();
    const { plugin, stop } = await startPlugin({
      ARM_METADATA_HOSTNAME: `localhost:${(client.entra.app.server.address() as AddressInfo).port}`,
      ...{ ARM_TENANT_ID: TENANT, ARM_CLIENT_ID: CLIENT_ID, ARM_CLIENT_SECRET: "any" },
      ...{ SSL_CERT_FILE: tls.cert, SANDBOX_AZUREAD_POLL_MS: "10" },
    });
    try {
      await plugin.configure({});
      await importAll(plugin, part.resources);
      const found = (await registeredBy(await draw(part))).filter(({ own }) => own.type.startsWith("azuread:"));
      const shape = (each: { type: string; name: string; parents: readonly object[] }): string =>
        JSON.stringify([each.type, each.name, each.parents]);
      assert.deepEqual(
        found.map(({ own, parents }) => shape({ ...own, parents })).sort(),
        part.resources.map(({ type, name, parents }) => shape({ type, name, parents })).sort(),
      );
      for (const { type, name, inputs } of (await resources()).filter((each) => each.type.startsWith("azuread:"))) {
        const { changes } = await plugin.diff(imported.get(`${type} ${name}`)!, real(inputs));
        assert.deepEqual(changes, [], `${type} ${name}`);
      }
    } finally {
      stop();
    }
  }

  async function importAll(plugin: PluginClient, taken: readonly TakenOver[]): Promise<void> {
    for (const { type, name, id } of taken) {
      const resource = await plugin.read(type, name, id);
      assert.ok(resource, `${id} can be imported`);
      imported.set(`${type} ${name}`, resource);
    }
  }

  /** Inputs with the ids that the mocks make up as they are. */
  function real(inputs: Record<string, unknown>): Record<string, unknown> {
    const outputs = (type: string, name: string): Record<string, unknown> =>
      (imported.get(`azuread:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type} ${name}`)?.outputs ?? {}) as Record<
        string,
        unknown
      >;
    const ids: Record<string, string> = {
      "enterprise-app-id": `/servicePrincipals/${app.principalId}`,
      "enterprise-app-object-id": app.principalId,
      "enterprise-app-client-id": app.clientId,
      "session-attributes-id": imported.get("azuread:index/claimsMappingPolicy:ClaimsMappingPolicy session-attributes")?.id ?? "",
      "conditional-access/countries-object-id": String(outputs("NamedLocation", "conditional-access/countries")["objectId"]),
    };
    return JSON.parse(JSON.stringify(inputs), (_key, value: unknown) =>
      typeof value === "string" ? (ids[value] ?? value) : value,
    ) as Record<string, unknown>;
  }

  it("takes a clicked gallery application with certificate, job, assignment and policies over without a change", async () => {
    const thumbprint = await clickCertificate(client, app);
    await uploadCertificate(client, app);
    const job = await clickProvisioning(client, app, [{ key: "SyncNotificationSettings", value: '{"Enabled":false}' }]);
    await assign(client, app, groups.get(ADMINS)!);
    const location = await clickLocation(client, "Where we work", ["IE", "DE"]);
    const users = { excludeGroups: [groups.get("aws-emergency")!] };
    await clickPolicy(client, app, "AWS: MFA please", {
      users,
      sessionControls: {
        signInFrequency: {
          isEnabled: true,
          value: 8,
          type: "hours",
          frequencyInterval: "timeBased",
          authenticationType: "primaryAndSecondaryAuthentication",
        },
      },
    });
    await clickPolicy(client, app, "AWS: geo", {
      users: { excludeGroups: [groups.get("aws-travellers")!, groups.get("aws-emergency")!] },
      conditions: { locations: { includeLocations: ["All"], excludeLocations: [location] } },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });
    const part = await half();
    assert.deepEqual(part.unread, []);
    assert.deepEqual(setting(part, "identityCenter"), {
      acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"],
      accessPortalUrl: "https://acme.awsapps.com/start",
    });
    const { signingCertificates, ...application } = setting(part, "enterpriseApp");
    assert.deepEqual(application, { name: "AWS SSO (clicked)", adopted: true, notificationEmails: ["ops@example.com"] });
    const slots = signingCertificates as { slot: string; adopted: boolean }[];
    assert.equal(slots.length, 2);
    const active = await client.get(`/v1.0/servicePrincipals/${app.principalId}`);
    assert.equal(active.preferredTokenSigningKeyThumbprint, thumbprint);
    assert.match(words(part, "note").join("\n"), /Acme Corporate Signing .*: It lives from .* somebody uploaded it/);
    assert.equal(part.resources.find(({ type }) => type.includes("TokenSigningCertificate") && true)!.parents.length, 2);
    assert.deepEqual(setting(part, "provisioning"), { adopted: true, scimEndpoint: ENDPOINT });
    assert.ok(part.resources.some(({ id }) => id.endsWith(`/synchronization/jobs/${job}`)));
    assert.deepEqual(setting(part, "conditionalAccess"), {
      state: "enabled",
      emergencyAccessGroup: "aws-emergency",
      allowedCountries: ["DE", "IE"],
      travelExceptionGroup: "aws-travellers",
      signInFrequencyHours: 8,
      adopted: { mfa: "AWS: MFA please", countries: "AWS: geo", allowedCountries: "Where we work" },
    });
    assert.deepEqual(part.unmanaged, []);
    assert.match(words(part, "fault").join("\n"), /group "aws-platform-admins": It has groups as members \("aws-interns"\)/);
    assert.match(words(part, "not-importable").join("\n"), /SynchronizationSecret.*\n.*ProvisionOnDemand/);
    assert.ok(!JSON.stringify(part).includes(TOKEN));
    await assertNoChange(part);
    const after = await client.get(`/v1.0/servicePrincipals/${app.principalId}`);
    assert.deepEqual(after, active, "nothing was written");
  });

  it("leaves alone what the settings cannot say, each with its reason", async () => {
    await clickCertificate(client, app);
    await clickProvisioning(client, app);
    await assign(client, app, groups.get("aws-forgotten")!);
    await assign(client, app, await client.userId("grace@example.com"));
    await clickPolicy(client, app, "Device, report only", {
      state: "enabledForReportingButNotEnforced",
      users: { includeUsers: [], includeGroups: [groups.get(ADMINS)!], excludeUsers: [await client.userId("ada@example.com")] },
      grantControls: { operator: "OR", builtInControls: ["compliantDevice"] },
    });
    await clickPolicy(client, app, "Nobody excluded");
    await client.ok("PATCH", `/v1.0/applications/${app.applicationId}`, {
      web: { redirectUris: ["https://old.example.com/acs", "https://eu-west-1.signin.aws/platform/saml/acs/0a1b"] },
    });
    await client.ok("PATCH", `/v1.0/servicePrincipals/${app.principalId}`, { loginUrl: null, appRoleAssignmentRequired: false });
    const { id: policy } = await client.ok("POST", "/v1.0/policies/claimsMappingPolicies", {
      displayName: "hand-made",
      definition: ['{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"false","ClaimsSchema":[]}}'],
    });
    await client.ok("POST", `/v1.0/servicePrincipals/${app.principalId}/claimsMappingPolicies/$ref`, {
      "@odata.id": `${client.base}/v1.0/policies/claimsMappingPolicies/${policy}`,
    }, 204); // prettier-ignore
    const part = await half();
    const { leaveAsFound, assignedElsewhere } = setting(part, "enterpriseApp");
    assert.deepEqual(leaveAsFound, ["replyUrls", "signOnUrl", "assignmentRequired", "claims"]);
    assert.deepEqual(assignedElsewhere, [ADMINS]);
    assert.equal(setting(part, "conditionalAccess"), undefined);
    assert.deepEqual(
      part.unmanaged.map(({ reason, ...entry }) => [entry, reason.slice(0, 40)]),
      [
        [{ groups: [groups.get("aws-forgotten")] }, "Assigned to the application before the s"],
        [{ users: [await client.userId("grace@example.com")] }, "Assigned to the application before the s"],
        [{ conditionalAccess: ["Device, report only"] }, "There before the stack; the settings can"],
        [{ conditionalAccess: ["Nobody excluded"] }, "There before the stack; the settings can"],
      ],
    );
    const faults = words(part, "fault").join("\n");
    for (const fault of [
      /old\.example\.com/,
      /Sign-on URL is missing/,
      /everybody in the directory can sign in/,
      /excludes nobody/,
      /not assigned to the application/,
    ])
      assert.match(faults, fault);
    assert.match(words(part, "left-alone").join("\n"), /claims mapping policy "hand-made".*sends no session attributes/);
    await assertNoChange(part);
  });

  it("adopts session attributes that both sides have as the program would write them, whatever the text looks like", async () => {
    await clickCertificate(client, app);
    await clickProvisioning(client, app);
    await assign(client, app, groups.get(ADMINS)!);
    const definition = JSON.stringify(claimsMapping({ Department: "department" }), null, 2).replace('"department"', '"Department"');
    const { id } = await client.ok("POST", "/v1.0/policies/claimsMappingPolicies", {
      displayName: "tags by hand",
      definition: [definition],
    });
    const reference = { "@odata.id": `${client.base}/v1.0/policies/claimsMappingPolicies/${id}` };
    await client.ok("POST", `/v1.0/servicePrincipals/${app.principalId}/claimsMappingPolicies/$ref`, reference, 204);
    const off = await half();
    assert.deepEqual(setting(off, "enterpriseApp")["leaveAsFound"], ["claims"]);
    const part = await half({ accessControlAttributes: async () => new Map([["Department", ["${path:enterprise.department}"]]]) });
    assert.deepEqual(setting(part, "enterpriseApp")["sessionAttributes"], { Department: "department" });
    await assertNoChange(part);
  });

  it("takes of two applications the one that leads to Identity Center, and none where that cannot be told", async () => {
    await clickCertificate(client, app);
    await clickProvisioning(client, app);
    const other = await clickApplication(client, "AWS test", "https://us-east-1.signin.aws.amazon.com/platform/saml/d-0000000000");
    const part = await half();
    assert.equal(setting(part, "enterpriseApp")["name"], "AWS SSO (clicked)");
    assert.deepEqual(part.unmanaged[0]?.applications, ["AWS test"]);
    await client.ok("PATCH", `/v1.0/applications/${app.applicationId}`, {
      identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1111111111"],
    });
    const neither = await half();
    assert.deepEqual([neither.settings, neither.resources], [[], []]);
    assert.match(words(neither, "left-alone").join(), /none has the Entity ID .* cannot be told/);
    assert.ok(other.clientId);
  });

  it("leaves an application of another template in use, and tells the way", async () => {
    await client.ok("DELETE", `/v1.0/applications/${app.applicationId}`);
    const { application } = await client.ok("POST", "/v1.0/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", {
      displayName: "Old AWS",
    });
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, {
      identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
    });
    const part = await half();
    assert.deepEqual([part.settings, part.resources], [[], []]);
    assert.match(words(part, "left-alone").join(), /"Old AWS" .*from the template 8adf8e6e-.*`phase: connect`/);
  });

  it("adopts nothing of an application without a job, and says it", async () => {
    await clickCertificate(client, app);
    const part = await half();
    assert.deepEqual([part.settings, part.resources], [[], []]);
    assert.match(words(part, "left-alone").join(), /no provisioning job/);
  });

  it("keeps what it could read where Conditional Access is closed to it", async () => {
    await clickCertificate(client, app);
    await clickProvisioning(client, app);
    const closed = async (): Promise<never> => {
      throw new Error("Insufficient privileges");
    };
    const part = await half({ conditionalAccess: { policies: closed, namedLocations: closed, nameOf: closed } });
    assert.match(part.unread.join(), /Conditional Access could not be read.*Insufficient privileges/);
    assert.equal(setting(part, "enterpriseApp")["name"], "AWS SSO (clicked)");
  });

  it("says which certificate the first run makes, where none is valid", async () => {
    await clickProvisioning(client, app);
    await assign(client, app, groups.get(ADMINS)!);
    const part = await half();
    const [slot, ...more] = setting(part, "enterpriseApp")["signingCertificates"] as { adopted?: true }[];
    assert.deepEqual([slot?.adopted, more], [undefined, []]);
    assert.match(words(part, "fault").join(), /its only creation, and nobody signs in by it until/);
  });
});
