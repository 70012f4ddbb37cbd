import assert from "node:assert/strict";
import {
  assign,
  clickCertificate,
  clickLocation,
  clickPolicy,
  clickProvisioning,
  ENDPOINT,
  TOKEN,
  uploadCertificate,
} from "../clicked-estate";
import { ADMINS, ClickedEstate, setting, startEstateMocks, words } from "./clicked-entra";

describe("adopting Entra", () => {
  let estate: ClickedEstate;
  before(startEstateMocks);
  beforeEach(async () => void (estate = await ClickedEstate.start()));
  afterEach(() => estate.stop());

  it("takes a clicked gallery application with certificate, job, assignment and policies over without a change", async () => {
    const thumbprint = await clickCertificate(estate.client, estate.app);
    await uploadCertificate(estate.client, estate.app);
    const job = await clickProvisioning(estate.client, estate.app, [{ key: "SyncNotificationSettings", value: '{"Enabled":false}' }]);
    await assign(estate.client, estate.app, estate.groups.get(ADMINS)!);
    const location = await clickLocation(estate.client, "Where we work", ["IE", "DE"]);
    const users = { excludeGroups: [estate.groups.get("aws-emergency")!] };
    await clickPolicy(estate.client, estate.app, "AWS: MFA please", {
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
    await clickPolicy(estate.client, estate.app, "AWS: geo", {
      users: { excludeGroups: [estate.groups.get("aws-travellers")!, estate.groups.get("aws-emergency")!] },
      conditions: { locations: { includeLocations: ["All"], excludeLocations: [location] } },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });
    const part = await estate.half();
    assert.deepEqual(part.unread, []);
    assert.deepEqual(setting(part, "identityCenter"), {
      acsUrls: ["https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"],
      accessPortalUrl: "https://acme.awsapps.com/start",
    });
    const { signingCertificates, ...application } = setting(part, "enterpriseApp");
    assert.deepEqual(application, { name: "AWS SSO (clicked)", adopted: true, notificationEmails: ["ops@example.com"] });
    const slots = signingCertificates as { slot: string; adopted: boolean }[];
    assert.equal(slots.length, 2);
    const active = await estate.client.get(`/v1.0/servicePrincipals/${estate.app.principalId}`);
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
    await estate.assertNoChange(part);
    const after = await estate.client.get(`/v1.0/servicePrincipals/${estate.app.principalId}`);
    assert.deepEqual(after, active, "nothing was written");
  });

  it("leaves alone what the settings cannot say, each with its reason", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    await assign(estate.client, estate.app, estate.groups.get("aws-forgotten")!);
    await assign(estate.client, estate.app, await estate.client.userId("grace@example.com"));
    await clickPolicy(estate.client, estate.app, "Device, report only", {
      state: "enabledForReportingButNotEnforced",
      users: {
        includeUsers: [],
        includeGroups: [estate.groups.get(ADMINS)!],
        excludeUsers: [await estate.client.userId("ada@example.com")],
      },
      grantControls: { operator: "OR", builtInControls: ["compliantDevice"] },
    });
    await clickPolicy(estate.client, estate.app, "Nobody excluded");
    await estate.client.ok("PATCH", `/v1.0/applications/${estate.app.applicationId}`, {
      web: { redirectUris: ["https://old.example.com/acs", "https://eu-west-1.signin.aws/platform/saml/acs/0a1b"] },
    });
    await estate.client.ok("PATCH", `/v1.0/servicePrincipals/${estate.app.principalId}`, {
      loginUrl: null,
      appRoleAssignmentRequired: false,
    });
    const { id: policy } = await estate.client.ok("POST", "/v1.0/policies/claimsMappingPolicies", {
      displayName: "hand-made",
      definition: ['{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"false","ClaimsSchema":[]}}'],
    });
    await estate.client.ok("POST", `/v1.0/servicePrincipals/${estate.app.principalId}/claimsMappingPolicies/$ref`, {
      "@odata.id": `${estate.client.base}/v1.0/policies/claimsMappingPolicies/${policy}`,
    }, 204); // prettier-ignore
    const part = await estate.half();
    const { leaveAsFound, assignedElsewhere } = setting(part, "enterpriseApp");
    assert.deepEqual(leaveAsFound, ["replyUrls", "signOnUrl", "assignmentRequired", "claims"]);
    assert.deepEqual(assignedElsewhere, [ADMINS]);
    assert.equal(setting(part, "conditionalAccess"), undefined);
    assert.deepEqual(
      part.unmanaged.map(({ reason, ...entry }) => [entry, reason.slice(0, 40)]),
      [
        [{ groups: [estate.groups.get("aws-forgotten")] }, "Assigned to the application before the s"],
        [{ users: [await estate.client.userId("grace@example.com")] }, "Assigned to the application before the s"],
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
    await estate.assertNoChange(part);
  });

  it("adopts nothing of an application without a job, and says it", async () => {
    await clickCertificate(estate.client, estate.app);
    const part = await estate.half();
    assert.deepEqual([part.settings, part.resources], [[], []]);
    assert.match(words(part, "left-alone").join(), /no provisioning job/);
  });

  it("keeps what it could read where Conditional Access is closed to it", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    const closed = async (): Promise<never> => {
      throw new Error("Insufficient privileges");
    };
    const part = await estate.half({ conditionalAccess: { policies: closed, namedLocations: closed, nameOf: closed } });
    assert.match(part.unread.join(), /Conditional Access policies could not be read .*Policy\.Read\.All.*Insufficient privileges/);
    assert.equal(setting(part, "enterpriseApp")["name"], "AWS SSO (clicked)");
  });

  it("takes the policy over that asks administrators for a compliant device, where the archetype that they hold has it", async () => {
    await clickCertificate(estate.client, estate.app);
    await clickProvisioning(estate.client, estate.app);
    await assign(estate.client, estate.app, estate.groups.get(ADMINS)!);
    await clickPolicy(estate.client, estate.app, "AWS admins: company device", {
      users: { includeUsers: [], includeGroups: [estate.groups.get(ADMINS)!], excludeGroups: [estate.groups.get("aws-emergency")!] },
      grantControls: { operator: "OR", builtInControls: ["compliantDevice"] },
    });
    const own = await estate.half();
    assert.deepEqual(own.unmanaged[0]?.conditionalAccess, ["AWS admins: company device"]);
    const part = await estate.half({}, [ADMINS], [ADMINS]);
    assert.deepEqual(setting(part, "conditionalAccess"), {
      state: "enabled",
      emergencyAccessGroup: "aws-emergency",
      adopted: { compliantDevice: "AWS admins: company device" },
    });
    assert.deepEqual(part.unmanaged, []);
    await estate.assertNoChange(part);
  });
});
