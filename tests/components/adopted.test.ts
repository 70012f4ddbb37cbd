import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { claimsMapping } from "../../access/claims-mapping";
import { adoptedFrom } from "../../components/adopted";
import { EnterpriseApp } from "../../components/entra/enterprise-app";
import { SessionAttributeClaims } from "../../components/entra/claims";
import { ConditionalAccess } from "../../components/entra/conditional-access";
import { conditionalAccessPolicies } from "../../access/conditional-access/policies";
import { parseSettings, type Settings } from "../../access/settings";
import { CLOCK, rightSettings, type Raw } from "../access/fixtures";
import { only, resources, startMocks } from "./mocks";

const APPLICATION = "azuread:index/application:Application";
const SERVICE_PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";
const CERTIFICATE = "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate";
const FIVE_YEARS = { slot: "2031", endDate: "2031-11-20T08:15:30.1234567Z", adopted: true };

const scope = { id: "9f0e8a0e-0000-4000-8000-000000000001", value: "user_impersonation", type: "User", enabled: true };
const web = {
  homepageUrl: "https://aws.example.com",
  logoutUrl: "",
  redirectUris: ["https://old.example.com/acs"],
  implicitGrant: { idTokenIssuanceEnabled: true },
};
const state = [
  {
    urn: "a",
    type: APPLICATION,
    name: "enterprise-app",
    outputs: {
      displayName: "AWS SSO (prod)",
      notes: "ask team X",
      description: "",
      owners: ["o"],
      api: { oauth2PermissionScopes: [scope] },
      web,
      identifierUris: ["urn:a", "urn:b"],
    },
  },
  {
    urn: "b",
    type: SERVICE_PRINCIPAL,
    name: "enterprise-app",
    outputs: { notes: "", loginUrl: "", appRoleAssignmentRequired: false, samlSingleSignOn: { relayState: "x" }, tags: ["HideApp"] },
  },
  { urn: "c", type: CERTIFICATE, name: "enterprise-app/2031", outputs: { displayName: "CN=Corporate CA", endDate: FIVE_YEARS.endDate } },
];

function settings(enterpriseApp: Raw, more: Raw = {}): Settings {
  const parsed = parseSettings(rightSettings({ enterpriseApp, ...more }), CLOCK);
  assert.deepEqual(parsed.problems, []);
  return parsed.settings!;
}

const adoptedApp = { name: "AWS SSO (prod)", adopted: true, signingCertificates: [FIVE_YEARS] };

describe("what is adopted", () => {
  before(() => startMocks());
  beforeEach(async () => void (await resources()));

  const register = async (wanted: Settings) => {
    const { app, problems } = adoptedFrom(wanted, state);
    assert.deepEqual(problems, []);
    new EnterpriseApp("enterprise-app", {
      displayName: wanted.enterpriseApp.name,
      entityId: "https://entity",
      replyUrls: ["https://reply"],
      signOnUrl: "https://portal",
      notificationEmails: [],
      signingCertificates: wanted.enterpriseApp.signingCertificates,
      adopted: app,
    });
    return resources();
  };

  it("keeps of an application what the settings do not say, with the settings' own URLs", async () => {
    const found = await register(settings(adoptedApp));
    assert.deepEqual(only(found, APPLICATION).inputs, {
      displayName: "AWS SSO (prod)",
      templateId: "21ed01d2-ec13-4e9e-86c1-cd546719ebc4",
      identifierUris: ["https://entity"],
      notes: "ask team X",
      owners: ["o"],
      api: { oauth2PermissionScopes: [scope] },
      web: { ...web, redirectUris: ["https://reply"] },
    });
    const { clientId, ...principal } = only(found, SERVICE_PRINCIPAL).inputs;
    assert.equal(clientId, "enterprise-app-client-id");
    assert.deepEqual(principal, {
      accountEnabled: true,
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: "saml",
      loginUrl: "https://portal",
      notificationEmailAddresses: [],
      samlSingleSignOn: { relayState: "x" },
    });
  });

  it("leaves as found what the settings name, until it is taken out", async () => {
    const found = await register(settings({ ...adoptedApp, leaveAsFound: ["entityId", "replyUrls", "assignmentRequired"] }));
    const { identifierUris, web: registered } = only(found, APPLICATION).inputs;
    assert.deepEqual([identifierUris, registered], [["urn:a", "urn:b"], web]);
    const { appRoleAssignmentRequired, loginUrl } = only(found, SERVICE_PRINCIPAL).inputs;
    assert.deepEqual([appRoleAssignmentRequired, loginUrl], [false, "https://portal"]);
  });

  it("keeps name and end of a certificate that is longer than Entra would make it", async () => {
    const found = await register(settings(adoptedApp));
    assert.deepEqual(only(found, CERTIFICATE, "enterprise-app/2031").inputs, {
      servicePrincipalId: "enterprise-app-id",
      displayName: "CN=Corporate CA",
      endDate: FIVE_YEARS.endDate,
    });
  });

  it("refuses to make what is said to be there already", () => {
    const wanted = settings(adoptedApp, { provisioning: { adopted: true } });
    const { problems } = adoptedFrom(wanted, []);
    assert.deepEqual(
      problems.map(({ path }) => path),
      [
        "federation:enterpriseApp.adopted",
        "federation:enterpriseApp.adopted",
        "federation:enterpriseApp.signingCertificates[0].adopted",
        "federation:provisioning.adopted",
      ],
    );
    assert.match(
      problemSentence(problems[2]!),
      /the certificate 2031 existed before this stack, and the state does not hold it: .*docs\/adopt\.md/,
    );
    assert.deepEqual(adoptedFrom(settings({ signingCertificates: [{ slot: "2026", endDate: "2029-09-30" }] }), []).problems, []);
  });

  it("needs neither endpoint nor token's end of a job that is adopted", () => {
    const job = {
      urn: "d",
      type: "azuread:index/synchronizationJob:SynchronizationJob",
      name: "provisioning",
      outputs: { enabled: false, templateId: "t" },
    };
    const wanted = settings(adoptedApp, { provisioning: { adopted: true } });
    assert.equal(wanted.phase, "assign");
    assert.deepEqual(adoptedFrom(wanted, [...state, job]).job, { enabled: false, templateId: "t" });
  });

  it("keeps a claims mapping policy as it is written only while it means the settings", async () => {
    const sessionAttributes = { Team: "department" };
    const written = JSON.parse(JSON.stringify(claimsMapping(sessionAttributes)).replace('"department"', '"Department"')) as {
      ClaimsMappingPolicy: { ClaimsSchema: object[] };
    };
    written.ClaimsMappingPolicy.ClaimsSchema.reverse();
    const adopted = { displayName: "by hand", definition: JSON.stringify(written, null, 2) };
    const claims = async (attributes: Record<string, string>) => {
      new SessionAttributeClaims("session-attributes", {
        displayName: "ours",
        servicePrincipalId: "sp",
        sessionAttributes: attributes,
        adopted,
      });
      return only(await resources(), "azuread:index/claimsMappingPolicy:ClaimsMappingPolicy").inputs;
    };
    assert.deepEqual(await claims(sessionAttributes), { displayName: "by hand", definitions: [adopted.definition] });
    const changed = await claims({ Team: "department", Cost: "extensionattribute1" });
    assert.equal(changed["displayName"], "ours");
    assert.match(String(changed["definitions"]), /AccessControl:Cost/);
  });

  it("has of Conditional Access the policies that were taken over, under their names, and no others", async () => {
    const conditionalAccess = {
      state: "enabled",
      emergencyAccessGroup: "aws-emergency",
      travelExceptionGroup: "aws-travel",
      allowedCountries: ["DE", "FR"],
      adopted: { countries: "Geo block AWS", allowedCountries: "EU offices" },
    };
    const wanted = settings(adoptedApp, { conditionalAccess });
    const policies = conditionalAccessPolicies(wanted.conditionalAccess!, ["aws-platform-admins"], "AWS SSO (prod)");
    assert.deepEqual(
      policies.map(({ displayName, outside }) => [displayName, outside?.displayName]),
      [["Geo block AWS", "EU offices"]],
    );
    const held = ["conditionalAccessPolicy:ConditionalAccessPolicy", "namedLocation:NamedLocation"].map((type) => ({
      urn: type,
      type: `azuread:index/${type}`,
      name: "conditional-access/countries",
      outputs: type.startsWith("named")
        ? { country: { countriesAndRegions: ["FR", "DE"] } }
        : { conditions: { users: { excludedGroups: ["t", "e"] } } },
    }));
    const { conditionalAccess: adopted, problems } = adoptedFrom(wanted, [...state, ...held]);
    assert.deepEqual([adopted?.countries, problems], [["FR", "DE"], []]);
    assert.deepEqual(
      adoptedFrom(wanted, state).problems.map(({ path }) => path),
      ["federation:conditionalAccess.adopted.countries", "federation:conditionalAccess.adopted.allowedCountries"],
    );
    new ConditionalAccess("conditional-access", {
      clientId: "app",
      policies,
      groupIds: new Map([
        ["aws-emergency", "e"],
        ["aws-travel", "t"],
      ]),
      adopted,
    });
    const found = await resources();
    const policy = only(found, "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy").inputs;
    // In Entra's order, as the provider compares lists place by place.
    assert.deepEqual((policy["conditions"] as { users: { excludedGroups: string[] } }).users.excludedGroups, ["t", "e"]);
    assert.deepEqual(only(found, "azuread:index/namedLocation:NamedLocation").inputs, {
      displayName: "EU offices",
      country: { countriesAndRegions: ["FR", "DE"], includeUnknownCountriesAndRegions: false },
    });
  });

  it("refuses the marks of adoption on an application of the stack's own, and half of a pair", () => {
    const problems = (changes: Raw) => parseSettings(rightSettings(changes), CLOCK).problems.map(problemSentence);
    assert.deepEqual(problems({ enterpriseApp: { signingCertificates: [FIVE_YEARS], leaveAsFound: ["entityId"] } }), [
      "federation:enterpriseApp.signingCertificates[0].adopted is for an application that existed before this stack: write enterpriseApp.adopted: true, or remove it.",
      "federation:enterpriseApp.leaveAsFound is for an application that existed before this stack: write enterpriseApp.adopted: true, or remove it.",
    ]);
    const [half] = problems({ conditionalAccess: { state: "disabled", allowedCountries: ["DE"], adopted: { countries: "x" } } });
    assert.match(half!, /has one of countries and allowedCountries/);
    assert.match(problems({ enterpriseApp: { ...adoptedApp, leaveAsFound: ["tags"] } })[0]!, /write entityId, replyUrls/);
  });
});
