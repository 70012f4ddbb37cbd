import assert from "node:assert/strict";
import { adoption } from "../../../../cli/adopt/adoption";
import type { EntraSources } from "../../../../cli/adopt/entra/sources";
import { GRAPH_READINGS, graphPermissions } from "../../../../cli/adopt/entra/readings";
import type { AdoptedPart } from "../../../../cli/adopt/part";
import { claimsMapping } from "../../../../access/claims-mapping";
import { fixedClock } from "../../../../contract/clock";
import { GraphError } from "../../../../graph/client";
import { restoreEnvironment } from "../../../../sandbox/tests/environment";
import { assign, clickCertificate, clickClaims, clickLocation, clickPolicy, clickProvisioning, portalClaim } from "../clicked-estate";
import { FakeAws } from "../fake-aws";
import { ADMINS, ClickedEstate, setting, startEstateMocks, words } from "./clicked-entra";

/** A reading that is refused, the permission for it, and what becomes of the adoption. */
interface Row {
  /** The path, its object ids as `{id}`. */
  readonly path: RegExp;
  readonly needs: string;
  /** Types whose resources are not adopted then; `all`: the AWS half stands alone. */
  readonly lost: readonly string[] | "all";
  /** What a person is told of it. */
  readonly messages: RegExp;
  /** Where the settings have it. */
  readonly settings?: (part: AdoptedPart) => void;
}

const alone = /The AWS half alone is adopted, in phase `aws`/;
const app = (part: AdoptedPart): Record<string, unknown> => setting(part, "enterpriseApp");
const access = (part: AdoptedPart): Record<string, unknown> => setting(part, "conditionalAccess");
const ID = "[0-9a-f-]{36}";
const at = (text: string): RegExp => new RegExp(`^${text.replaceAll("{id}", ID)}`);

/** Permissions as Microsoft's page of each call has them for an application. */
const ROWS: readonly Row[] = [
  { path: /^\/applications\?\$filter=applicationTemplateId/, needs: "Application.Read.All", lost: "all", messages: alone },
  { path: /^\/servicePrincipals\?\$filter=appId/, needs: "Application.Read.All", lost: "all", messages: alone },
  { path: at("/servicePrincipals/{id}\\?\\$select=.*keyCredentials"), needs: "Application.Read.All", lost: "all", messages: alone },
  { path: at("/servicePrincipals/{id}/synchronization/jobs$"), needs: "Synchronization.Read.All", lost: "all", messages: alone },
  {
    path: at("/servicePrincipals/{id}/synchronization/secrets$"),
    needs: "Synchronization.Read.All",
    lost: [],
    messages: /where it sends to, and whether to everybody, is not known here/,
    settings: (part) => assert.deepEqual(setting(part, "provisioning"), { adopted: true }),
  },
  {
    path: at("/servicePrincipals/{id}/claimsMappingPolicies$"),
    needs: "Policy.Read.All",
    lost: ["ClaimsMappingPolicy", "ServicePrincipalClaimsMappingPolicyAssignment"],
    messages: /Claims stay as they are \(federation:enterpriseApp\.leaveAsFound has `claims`\)/,
    settings: (part) => {
      assert.deepEqual([app(part)["leaveAsFound"], app(part)["sessionAttributes"]], [["claims"], undefined]);
      const [fault] = words(part, "fault").filter((line) => line.includes("Unique User Identifier"));
      assert.match(fault!, /unless a claims mapping policy, which could not be read, says otherwise/);
    },
  },
  {
    path: at("/servicePrincipals/{id}/claimsPolicy$"),
    needs: "Policy.Read.ApplicationConfiguration",
    lost: [],
    messages: /look in the portal, under Attributes & Claims/,
  },
  {
    path: at("/servicePrincipals/{id}/appRoleAssignedTo$"),
    needs: "Application.Read.All",
    lost: ["AppRoleAssignment"],
    messages: /none is this stack's \(federation:enterpriseApp\.assignedElsewhere/,
    settings: (part) => assert.deepEqual(app(part)["assignedElsewhere"], [ADMINS]),
  },
  {
    path: /^\/identity\/conditionalAccess\/policies$/,
    needs: "Policy.Read.All",
    lost: ["ConditionalAccessPolicy", "NamedLocation"],
    messages: /They stay as they are, and none is adopted/,
    settings: (part) => assert.equal(access(part), undefined),
  },
  {
    path: /^\/identity\/conditionalAccess\/namedLocations$/,
    needs: "Policy.Read.All",
    lost: ["ConditionalAccessPolicy", "NamedLocation"],
    messages: /A policy that blocks by country stays as it is/,
    settings: (part) => {
      assert.deepEqual(access(part), { state: "enabled", emergencyAccessGroup: "aws-emergency", adopted: { mfa: "AWS: MFA" } });
      const [left] = part.unmanaged.filter(({ conditionalAccess }) => conditionalAccess !== undefined);
      assert.deepEqual(left?.conditionalAccess, ["AWS: geo"]);
      assert.match(left!.reason, /its named location could not be read\.$/);
    },
  },
  {
    path: at("/groups/{id}$"),
    needs: "Group.Read.All",
    lost: [],
    messages: /The settings name them by object id/,
    settings: (part) => assert.match(String(access(part)["emergencyAccessGroup"]), new RegExp(`^${ID}$`)),
  },
  {
    path: /^\/groups\?\$filter=displayName/,
    needs: "Group.Read.All",
    lost: [],
    messages: /The settings name them by object id/,
    settings: (part) => assert.match(String(access(part)["emergencyAccessGroup"]), new RegExp(`^${ID}$`)),
  },
  { path: at("/groups/{id}/members"), needs: "Group.Read.All", lost: [], messages: /Nested and dynamic groups are not told/ },
];

/** The one reading that is made only where none of the template's applications has the Entity ID. */
const OTHERS: Row = {
  path: /^\/applications\?\$filter=identifierUris/,
  needs: "Application.Read.All",
  lost: "all",
  messages: /Whether one of them leads to Identity Center cannot be told/,
};

const typesOf = ({ resources }: AdoptedPart): string[] => resources.map(({ type }) => type.split(":")[2]!).sort();

describe("readings of Entra that are refused while adopting", function () {
  this.timeout(180_000);
  let estate: ClickedEstate;
  const attributes: Partial<EntraSources> = {
    accessControlAttributes: async () => new Map([["Department", ["${path:enterprise.department}"]]]),
  };
  before(async () => {
    await startEstateMocks();
    estate = await ClickedEstate.start();
    const { client, app: own, groups } = estate;
    await clickCertificate(client, own);
    await clickProvisioning(client, own);
    await assign(client, own, groups.get(ADMINS)!);
    const users = { excludeGroups: [groups.get("aws-emergency")!] };
    const location = await clickLocation(client, "Where we work", ["IE", "DE"]);
    await clickPolicy(client, own, "AWS: MFA", { users });
    await clickPolicy(client, own, "AWS: geo", {
      users,
      conditions: { locations: { includeLocations: ["All"], excludeLocations: [location] } },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });
    const nameId = { "@odata.type": "#microsoft.graph.samlNameIdClaim", nameIdFormat: "persistent" };
    await clickClaims(client, own, [{ ...portalClaim("", null, "mail"), ...nameId }]);
    const definition = [JSON.stringify(claimsMapping({ Department: "department" }))];
    const { id } = await client.ok("POST", "/v1.0/policies/claimsMappingPolicies", { displayName: "tags", definition });
    const reference = { "@odata.id": `${client.base}/v1.0/policies/claimsMappingPolicies/${id}` };
    await client.ok("POST", `/v1.0/servicePrincipals/${own.principalId}/claimsMappingPolicies/$ref`, reference, 204);
  });
  afterEach(() => (estate.refused = undefined));
  after(() => estate.stop());

  it("are all of the readings that adoption makes", async () => {
    estate.asked.length = 0;
    const whole = await estate.half(attributes);
    assert.deepEqual(whole.unread, []);
    assert.deepEqual([...new Set(typesOf(whole))].length, 9, typesOf(whole).join());
    await estate.assertNoChange(whole);
    const asked = [...new Set(estate.asked.map((path) => decodeURIComponent(path)))];
    assert.deepEqual(
      asked.filter((path) => ROWS.filter((row) => row.path.test(path)).length !== 1),
      [],
    );
    assert.deepEqual(
      ROWS.filter((row) => !asked.some((path) => row.path.test(path))),
      [],
    );
    const needed = new Set([...ROWS, OTHERS].map(({ needs }) => needs));
    assert.deepEqual(graphPermissions(), [...needed].sort());
  });

  for (const { path, needs, lost, messages: said, settings } of ROWS) {
    it(`keep what was read, and say ${needs}: ${path.source}`, async () => {
      const whole = await estate.half(attributes);
      estate.refused = path;
      const part = await estate.half(attributes);
      assert.ok(part.unread.length > 0);
      for (const line of part.unread) assert.match(line, new RegExp(`the permission for it is ${needs.replaceAll(".", "\\.")} \\(`));
      assert.ok(part.unread.some((line) => said.test(line)), part.unread.join("\n")); // prettier-ignore
      const ids = new Set(whole.resources.map(({ id }) => id));
      assert.ok(part.resources.every(({ id }) => ids.has(id)), "nothing is imported that the whole adoption would not"); // prettier-ignore
      if (lost === "all") {
        assert.deepEqual([part.settings, part.resources], [[], []]);
        assert.match(part.summary, /not read whole/);
        return;
      }
      const missing = whole.resources.filter(({ id }) => !part.resources.some((each) => each.id === id));
      assert.deepEqual([...new Set(missing.map(({ type }) => type.split(":")[2]!))].sort(), [...lost].sort());
      settings?.(part);
      // What the program then registers is what is imported: no second application, job or certificate, and no loss.
      await estate.assertNoChange(part);
    });
  }

  it("leave the application alone where another one may lead to Identity Center", async () => {
    const other = await ClickedEstate.start();
    try {
      await other.client.ok("PATCH", `/v1.0/applications/${other.app.applicationId}`, {
        identifierUris: ["https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1111111111"],
      });
      other.refused = OTHERS.path;
      const part = await other.half();
      assert.deepEqual([part.settings, part.resources, part.unmanaged], [[], [], []]);
      assert.match(part.unread.join(), OTHERS.messages);
      assert.match(part.unread.join(), alone);
      assert.match(words(part, "left-alone").join(), /whether another application has it could not be read/);
    } finally {
      await other.stop();
    }
  });

  it("name groups by the object id that provisioning wrote, and leave alone those that carry none", async () => {
    const environment = { ...process.env };
    const group = (name: string, id: string, externalId?: string) => ({ name, id, ...(externalId === undefined ? {} : { externalId }) });
    const stored = (n: number): string => `90677c608a-11111111-0000-0000-0000-00000000000${n}`;
    const aws = await FakeAws.start({
      management: "100000000001",
      accounts: [{ id: "100000000001", name: "management" }, { id: "100000000002", name: "data-dev" }], // prettier-ignore
      sets: [{ name: "Ops", managed: ["job-function/ViewOnlyAccess"] }],
      groups: [group(ADMINS, stored(1), estate.groups.get(ADMINS)!), group("made-in-aws", stored(2))],
      assignments: [1, 2].map((n) => ({ set: "Ops", account: "100000000002", principal: stored(n) })),
    });
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_ENDPOINT_URL: aws.endpoint },
    });
    try {
      const refusal = new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/groups");
      const found = await adoption({
        ...{ stack: "prod", homeRegion: "eu-west-1", tenantId: "22222222-2222-2222-2222-222222222222", awsOnly: false, fold: false },
        ...{ wantedSet: () => true, wantedAccount: () => true, included: () => false, counter: { calls: 0 } },
        ...{ clock: fixedClock("2026-11-28T12:00:00Z"), progress: () => undefined },
        lookUp: () => Promise.reject(refusal),
        entraHalf: (place) => estate.halfAt(place, attributes),
      });
      const value = (key: string) => found.settings.find((each) => each.key === key)?.value;
      const id = estate.groups.get(ADMINS)!.toLowerCase();
      assert.equal(value("phase"), "assign");
      assert.deepEqual((value("access") as { group: string }[]).map((entry) => entry.group), [id]); // prettier-ignore
      const names = found.resources.map(({ name }) => name);
      assert.ok(names.includes(`app-assignments/${id}`) && names.includes(`Ops/${id}/100000000002`), names.join());
      assert.match(JSON.stringify(value("unmanaged")), /made-in-aws.*carries no object id, and for which Entra could not be asked/);
      const unread = found.parts.flatMap((part) => part.unread).filter((line) => line.startsWith(GRAPH_READINGS.groups.what));
      assert.deepEqual(unread.length, 1);
      assert.match(unread[0]!, /Group\.Read\.All \(.*Insufficient privileges\)\. The access list names them by the object id/);
    } finally {
      restoreEnvironment(environment);
      await aws.stop();
    }
  });
});
