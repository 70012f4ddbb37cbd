import assert from "node:assert/strict";
import { type Resource } from "../../shared/plugin-client";
import { rig, type } from "../rig";

type Inputs = Record<string, unknown>;

const principal = "b0b0b0b0-0000-4000-8000-000000000001";
const groupId = "90909090-0000-4000-8000-000000000001";
const memberId = "70707070-0000-4000-8000-000000000001";
const applicationObjectId = "a0a0a0a0-0000-4000-8000-000000000001";

/** One type's lifecycle: what is made, how it is changed in place, and how it is replaced. */
interface Lifecycle {
  readonly type: string;
  readonly inputs: Inputs;
  /** Changes in place, with the differences that the plan shows. */
  readonly update?: { readonly inputs: Inputs; readonly changes: string[] };
  readonly replace?: { readonly inputs: Inputs; readonly replaces: string[] };
  readonly id: RegExp;
  /** False where the official plugin cannot import, or where reading tells nothing. */
  readonly imports?: boolean;
  readonly gone?: boolean;
}

const uuid = "[0-9a-f]{8}-[0-9a-f-]{27}";
const policy = {
  displayName: "mfa",
  state: "enabledForReportingButNotEnforced",
  conditions: {
    applications: { includedApplications: ["c11e"] },
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"], excludedGroups: [groupId] },
    locations: { includedLocations: ["All"], excludedLocations: ["l1"] },
  },
  grantControls: {
    operator: "OR",
    authenticationStrengthPolicyId: "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004",
  },
  sessionControls: { signInFrequency: 4, signInFrequencyPeriod: "hours" },
};

const lifecycles: readonly Lifecycle[] = [
  {
    type: type("claimsMappingPolicy"),
    inputs: { definitions: ['{"ClaimsMappingPolicy":{"Version":1}}'], displayName: "abac" },
    update: {
      inputs: { definitions: ['{"ClaimsMappingPolicy":{"Version":2}}'], displayName: "abac" },
      changes: ["definitions[0]: UPDATE"],
    },
    id: new RegExp(`^/policies/claimsMappingPolicies/${uuid}$`),
  },
  {
    type: type("servicePrincipalClaimsMappingPolicyAssignment"),
    inputs: { claimsMappingPolicyId: `/policies/claimsMappingPolicies/${groupId}`, servicePrincipalId: `/servicePrincipals/${principal}` },
    replace: {
      inputs: {
        claimsMappingPolicyId: `/policies/claimsMappingPolicies/${memberId}`,
        servicePrincipalId: `/servicePrincipals/${principal}`,
      },
      replaces: ["claimsMappingPolicyId"],
    },
    id: new RegExp(`^/servicePrincipals/${principal}/claimsMappingPolicies/${groupId}$`),
  },
  {
    type: type("appRoleAssignment"),
    inputs: { appRoleId: memberId, principalObjectId: groupId, resourceObjectId: principal },
    replace: { inputs: { appRoleId: memberId, principalObjectId: memberId, resourceObjectId: principal }, replaces: ["principalObjectId"] },
    id: new RegExp(`^/servicePrincipals/${principal}/appRoleAssignedTo/${uuid}$`),
  },
  {
    type: type("servicePrincipalTokenSigningCertificate"),
    inputs: { servicePrincipalId: `/servicePrincipals/${principal}`, displayName: "CN=2026", endDate: "2027-01-01T00:00:00Z" },
    replace: {
      inputs: { servicePrincipalId: `/servicePrincipals/${principal}`, displayName: "CN=2026", endDate: "2028-01-01T00:00:00Z" },
      replaces: ["endDate"],
    },
    id: new RegExp(`^${principal}/tokenSigningCertificate/${uuid}$`),
  },
  {
    type: type("synchronizationJob"),
    inputs: { servicePrincipalId: `/servicePrincipals/${principal}`, templateId: "aWSSingleSignon" },
    update: {
      inputs: { servicePrincipalId: `/servicePrincipals/${principal}`, templateId: "aWSSingleSignon", enabled: false },
      changes: ["enabled: UPDATE"],
    },
    replace: { inputs: { servicePrincipalId: `/servicePrincipals/${principal}`, templateId: "aws" }, replaces: ["templateId"] },
    id: new RegExp(`^/servicePrincipals/${principal}/synchronization/jobs/${uuid}$`),
  },
  {
    type: type("synchronizationSecret"),
    inputs: {
      servicePrincipalId: `/servicePrincipals/${principal}`,
      credentials: [
        { key: "BaseAddress", value: "https://scim" },
        { key: "SyncAll", value: "false" },
      ],
    },
    update: {
      inputs: {
        servicePrincipalId: `/servicePrincipals/${principal}`,
        credentials: [
          { key: "BaseAddress", value: "https://other" },
          { key: "SyncAll", value: "false" },
        ],
      },
      changes: ["credentials[0].value: UPDATE"],
    },
    id: new RegExp(`^/servicePrincipals/${principal}$`),
    imports: false,
    gone: false,
  },
  {
    type: type("namedLocation"),
    inputs: { displayName: "home", country: { countriesAndRegions: ["DE", "IE"] } },
    update: {
      inputs: { displayName: "home", country: { countriesAndRegions: ["DE", "FR"] } },
      changes: ["country.countriesAndRegions[1]: UPDATE"],
    },
    id: new RegExp(`^/identity/conditionalAccess/namedLocations/${uuid}$`),
  },
  {
    type: type("conditionalAccessPolicy"),
    inputs: policy,
    update: { inputs: { ...policy, state: "enabled" }, changes: ["state: UPDATE"] },
    id: new RegExp(`^/identity/conditionalAccess/policies/${uuid}$`),
  },
];

describe("azuread stand-in: a type's lifecycle", () => {
  const suite = rig();

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
    suite.graph.put(`groups/${groupId}`, { displayName: "g", membershipRule: null });
    suite.graph.put(`applications/${applicationObjectId}`, {
      appId: "c11e",
      identifierUris: ["https://first"],
      groupMembershipClaims: null,
    });
  });

  const quiet = async (resource: Resource, inputs: Inputs): Promise<void> => {
    assert.deepEqual((await suite.plugin.diff(resource, inputs)).changes, []);
  };

  for (const lifecycle of lifecycles) {
    const name = `${lifecycle.type.split(":")[2] ?? ""}${lifecycle.inputs["ip"] === undefined ? "" : " (ip)"}`;

    it(`${name}: created, quiet in the next plan, quiet after a refresh, with the official id`, async () => {
      const made = await suite.plugin.create(lifecycle.type, "it", lifecycle.inputs);
      assert.match(made.id, lifecycle.id);
      await quiet(made, lifecycle.inputs);
      const refreshed = (await suite.plugin.refresh(made))!;
      await quiet(refreshed, lifecycle.inputs);
      assert.deepEqual(refreshed.inputs, made.inputs);
    });

    it(`${name}: deleted, and gone for a refresh`, async () => {
      const made = await suite.plugin.create(lifecycle.type, "it", lifecycle.inputs);
      await suite.plugin.delete(made, 5);
      if (lifecycle.gone !== false) assert.equal(await suite.plugin.refresh(made), undefined);
    });

    const { update, replace } = lifecycle;
    if (update !== undefined) {
      it(`${name}: changed in place, then quiet`, async () => {
        const made = await suite.plugin.create(lifecycle.type, "it", lifecycle.inputs);
        const plan = await suite.plugin.diff(made, update.inputs);
        assert.deepEqual([plan.changes, plan.replaces], [update.changes, []]);
        const changed = await suite.plugin.update(made, update.inputs);
        await quiet(changed, update.inputs);
        await quiet((await suite.plugin.refresh(changed))!, update.inputs);
      });
    }
    if (replace !== undefined) {
      it(`${name}: replaced for another ${replace.replaces.join(" and ")}`, async () => {
        const made = await suite.plugin.create(lifecycle.type, "it", lifecycle.inputs);
        assert.deepEqual((await suite.plugin.diff(made, replace.inputs)).replaces, replace.replaces);
      });
    }
    if (lifecycle.imports !== false) {
      it(`${name}: imported by its id, the inputs giving a clean plan`, async () => {
        const made = await suite.plugin.create(lifecycle.type, "it", lifecycle.inputs);
        const imported = (await suite.plugin.read(lifecycle.type, "it", made.id))!;
        await quiet(imported, imported.inputs);
        await quiet(imported, lifecycle.inputs);
      });
    }
  }

  it("fills defaults in and notes them in every object of the inputs, as the official plugins do", async () => {
    const roles = [{ id: memberId, displayName: "Reader", description: "Reads", allowedMemberTypes: ["User"] }];
    const declared = { displayName: "plain", appRoles: roles, api: { requestedAccessTokenVersion: 2 } };
    const checked = await suite.plugin.checked(type("application"), "a", declared);
    const inputs = {
      displayName: "plain",
      appRoles: [{ ...roles[0], enabled: true, __defaults: ["enabled"] }],
      api: { requestedAccessTokenVersion: 2, __defaults: [] },
      signInAudience: "AzureADMyOrg",
      __defaults: ["signInAudience"],
    };
    assert.deepEqual(checked, { inputs, failures: [] });
    const app = await suite.plugin.create(type("application"), "a", declared);
    assert.ok(!JSON.stringify(app.outputs).includes("__defaults"), "a note of the inputs, not of the state");
    const renamed = await suite.plugin.update(app, { ...declared, displayName: "else" });
    assert.deepEqual((await suite.plugin.refresh(renamed))?.inputs, { ...inputs, displayName: "else" });
  });

  it("refuses an import id of another form, showing the right one", async () => {
    await assert.rejects(
      suite.plugin.read(type("application"), "a", memberId),
      new RegExp(`the id "${memberId}" is not of the form /applications/<uuid>`),
    );
  });

  it("previews an input that it does not know, at any depth, and refuses to make or change an object with it", async () => {
    const location = type("namedLocation");
    const office = { displayName: "office", ip: { ipRanges: ["192.0.2.0/24"], trusted: true } };
    assert.deepEqual((await suite.plugin.preview(location, "office", office))["ip"], office.ip);
    await assert.rejects(
      suite.plugin.create(location, "office", office),
      /has no handler for the property ip of azuread:index\/namedLocation/,
    );
    const home = await suite.plugin.create(location, "home", { displayName: "home", country: { countriesAndRegions: ["DE"] } });
    const wider = { displayName: "home", country: { countriesAndRegions: ["DE"], planet: "Mars" } };
    await assert.rejects(
      suite.plugin.update(home, wider),
      /has no handler for the property country\.planet of azuread:index\/namedLocation/,
    );
  });

  it("previews a type that it does not know and refuses to create it", async () => {
    const user = "azuread:index/user:User";
    assert.deepEqual(await suite.plugin.preview(user, "u", { displayName: "Ada" }), { displayName: "Ada" });
    await assert.rejects(suite.plugin.create(user, "u", { displayName: "Ada" }), /previews azuread:index\/user:User but cannot create/);
  });
});
