import assert from "node:assert/strict";
import { planAccess } from "../../../../access/plan";
import { parseSettings, type Settings } from "../../../../access/settings";
import { Unmanaged } from "../../../../access/unmanaged";
import type { Adoption } from "../../../../cli/adopt/adoption";
import { outside } from "../../../../cli/adopt/outside";
import type { AdoptedPart } from "../../../../cli/adopt/part";
import { systemClock } from "../../../../contract/clock";
import { TENANT } from "../../../../sandbox/tests/entra/client";
import {
  assign,
  clickApplication,
  clickCertificate,
  clickClaims,
  clickLocation,
  clickPolicy,
  clickProvisioning,
  portalClaim,
  uploadCertificate,
} from "../clicked-estate";
import { ADMINS, ClickedEstate, startEstateMocks } from "./clicked-entra";

const ORGANIZATION = {
  managementAccountId: "100000000001",
  accounts: [{ id: "100000000001", name: "management", state: "ACTIVE" as const, ouPath: [], tags: {} }],
  organizationalUnits: [],
};

describe("whatever is there in Entra about the application", () => {
  let estate: ClickedEstate;
  before(startEstateMocks);
  beforeEach(async () => void (estate = await ClickedEstate.start()));
  afterEach(() => estate.stop());

  /** Settings of an adopted stack, as the command writes them. */
  function settingsOf(part: AdoptedPart): Settings {
    const raw = {
      ...{ stage: "development", phase: "assign", homeRegion: "eu-west-1", tenantId: TENANT, permissionSets: {} },
      access: [{ group: ADMINS, permissionSet: "Security-Audit-RO", accounts: ["100000000001"] }],
      unmanaged: part.unmanaged,
      ...Object.fromEntries(part.settings.map(({ key, value }) => [key, value])),
    };
    const { partial, problems } = parseSettings(JSON.parse(JSON.stringify(raw)) as Record<string, unknown>, systemClock);
    assert.deepEqual(
      problems.map(({ path }) => path).filter((path) => !path.startsWith("federation:productionAccounts")),
      [],
    );
    assert.deepEqual(planAccess(partial, ORGANIZATION).problems, []);
    return partial as Settings;
  }

  /** What `--check` finds outside, whatever the state holds. */
  function outsideOf(part: AdoptedPart, settings: Settings, imported: AdoptedPart): string[] {
    const nothing = { organization: ORGANIZATION, sets: [], groups: [], assignments: [], users: new Map() };
    const adoption = { estate: nothing, resources: part.resources, parts: [part] } as unknown as Adoption;
    return outside(adoption, settings, imported.resources).map(({ what }) => what);
  }

  it("is adopted, or left alone by a setting, or listed as a decision: one of them, and --check knows it", async () => {
    const { client, app, groups } = estate;
    await client.ok("PATCH", `/v1.0/groups/${groups.get(ADMINS)!}`, {
      ...{ groupTypes: ["DynamicMembership"], membershipRule: 'user.department -eq "Platform"', membershipRuleProcessingState: "On" },
    });
    await clickCertificate(client, app);
    await uploadCertificate(client, app);
    const job = await clickProvisioning(client, app);
    const adopted = await assign(client, app, groups.get(ADMINS)!);
    await assign(client, app, groups.get("aws-forgotten")!);
    const ada = await client.userId("ada@example.com");
    await assign(client, app, ada);
    const users = { excludeGroups: [groups.get("aws-emergency")!] };
    const location = await clickLocation(client, "Where we work", ["DE"]);
    const policies = {
      mfa: await clickPolicy(client, app, "[AWS] MFA", { users }),
      twin: await clickPolicy(client, app, "[AWS] MFA", {
        users,
        grantControls: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] },
      }),
      pattern: await clickPolicy(client, app, "[[]AWS] *", { users, state: "disabled" }),
      countries: await clickPolicy(client, app, "AWS: geo", {
        users,
        conditions: { locations: { includeLocations: ["All"], excludeLocations: [location] } },
        grantControls: { operator: "OR", builtInControls: ["block"] },
      }),
      terms: await clickPolicy(client, app, "AWS: guests", { users: { ...users, includeUsers: ["GuestsOrExternalUsers"] } }),
      tenant: await clickPolicy(client, app, "Everything: MFA", { users, conditions: { applications: { includeApplications: ["All"] } } }),
      without: await clickPolicy(client, app, "All but AWS", {
        users,
        conditions: { applications: { includeApplications: ["All"], excludeApplications: [app.clientId] } },
      }),
    };
    const other = await clickApplication(client, "AWS test [1]", "https://us-east-1.signin.aws.amazon.com/platform/saml/d-0000000000");
    await clickClaims(client, app, [portalClaim("x", null, "department")]);
    const part = await estate.half();
    assert.deepEqual(part.unread, []);
    const settings = settingsOf(part);
    const unmanaged = new Unmanaged(settings.unmanaged ?? [], ORGANIZATION);
    const ids = part.resources.map(({ id }) => id);
    const messages = part.decisions.map(({ what, text }) => `${what}: ${text}`);
    const certificates = (await client.get(`/v1.0/servicePrincipals/${app.principalId}?$select=keyCredentials`)).keyCredentials as {
      usage: string;
      keyId: string;
    }[];
    const left = (name: string): boolean => unmanaged.conditionalAccess(name)?.state === "now";
    const places = {
      application: [ids.includes(`/applications/${app.applicationId}`), false, ""],
      "service principal": [ids.includes(`/servicePrincipals/${app.principalId}`), false, ""],
      ...Object.fromEntries(
        certificates
          .filter(({ usage }) => usage === "Verify")
          .map(({ keyId }) => [`certificate ${keyId}`, [ids.some((id) => id.endsWith(`/tokenSigningCertificate/${keyId}`)), false, ""]]),
      ),
      job: [ids.some((id) => id.endsWith(`/jobs/${job}`)), false, ""],
      secret: [false, false, "SCIM endpoint and token"],
      "assignment of the administrators": [ids.some((id) => id.endsWith(`/appRoleAssignedTo/${adopted.id}`)), false, ""],
      "assignment of a group": [false, unmanaged.appAssignment({ type: "GROUP", names: [groups.get("aws-forgotten")!] }) !== undefined, ""],
      "assignment of a user": [false, unmanaged.appAssignment({ type: "USER", names: [ada] }) !== undefined, ""],
      "policy [AWS] MFA": [ids.some((id) => id.endsWith(`/policies/${policies.mfa}`)), false, ""],
      "its twin": [ids.some((id) => id.endsWith(`/policies/${policies.twin}`)), false, policies.twin],
      "policy that is a pattern": [ids.some((id) => id.endsWith(`/policies/${policies.pattern}`)), left("[[]AWS] *"), policies.pattern],
      "policy of countries": [ids.some((id) => id.endsWith(`/policies/${policies.countries}`)), false, ""],
      "named location": [ids.some((id) => id.endsWith(`/namedLocations/${location}`)), false, ""],
      "policy for guests": [false, left("AWS: guests"), ""],
      "policy for everything": [false, left("Everything: MFA"), "Everything: MFA"],
      "policy without AWS": [
        false,
        left("All but AWS"),
        'Conditional Access policy "All but AWS": It holds for every application and leaves',
      ],
      "other application": [ids.includes(`/applications/${other.applicationId}`), unmanaged.application("AWS test [1]") !== undefined, ""],
      "claims of the portal": [false, false, "claims of the portal"],
      "nested group": [false, false, "It has groups as members"],
      "dynamic group": [false, false, 'Its members follow a rule (user.department -eq "Platform")'],
    } as Readonly<Record<string, readonly [adopted: boolean, left: boolean, said: string]>>;
    for (const [what, [isAdopted, isLeft, words]] of Object.entries(places)) {
      const isSaid = words !== "" && messages.some((line) => line.includes(words));
      assert.equal([isAdopted, isLeft, isSaid].filter(Boolean).length, 1, `${what}: ${JSON.stringify([isAdopted, isLeft, isSaid])}`);
    }
    assert.deepEqual(outsideOf(part, settings, part), []);

    await assign(client, app, groups.get("aws-travellers")!);
    await clickPolicy(client, app, "Made later", { users });
    await clickApplication(client, "AWS later", "https://us-east-1.signin.aws.amazon.com/platform/saml/d-0000000001");
    assert.deepEqual(outsideOf(await estate.half(), settings, part), [
      'Conditional Access policy "Made later" is neither in the state nor left alone',
      'application "AWS later" is neither in the state nor left alone',
      'the assignment of group "aws-travellers" to the application is neither in the state nor left alone',
    ]);
  });

  it("is not adopted where another template's application leads to Identity Center", async () => {
    const { client, app } = estate;
    await client.ok("PATCH", `/v1.0/applications/${app.applicationId}`, {
      identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1111111111"],
    });
    const { application } = await client.ok("POST", "/v1.0/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", {
      displayName: "Old AWS",
    });
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, {
      identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef"],
    });
    const part = await estate.half();
    assert.deepEqual([part.settings, part.resources], [[], []]);
    assert.deepEqual(
      part.decisions.map(({ what }) => what.replace(/ \(.*/, "")),
      ['application "Old AWS"', 'application "AWS SSO (clicked)"'.replace(/ \(.*/, "")],
    );
    assert.deepEqual(part.unmanaged[0]?.applications, ["AWS SSO (clicked)"]);
  });
});
