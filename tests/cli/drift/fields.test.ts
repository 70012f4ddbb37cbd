import assert from "node:assert/strict";
import { readDrift } from "../../../cli/drift/command";
import type { DirectoryChange } from "../../../cli/clouds/directory-audit";
import { DirectoryAuditReader } from "../../../cli/clouds/directory-audit";
import type { FindAuthors } from "../../../cli/drift/authors";
import type { Sources } from "../../../cli/verify/context";
import { GraphError } from "../../../graph/client";
import { IDENTITY_CENTER_TEMPLATE } from "../../../contract/gallery-app";
import { contextWith, instanceArn, settings } from "../verify/fakes";
import { everyPolicy } from "../verify/conditional-access-fakes";

const nobody: FindAuthors = async () => new Map();
const EVE = { actor: "eve@example.com", time: "2026-11-20T10:00:00.000Z" };

/** An audit log: changes by object id. */
const audit =
  (log: Readonly<Record<string, readonly Partial<DirectoryChange>[]>>): NonNullable<Sources["directoryAudit"]> =>
  async () => ({
    changesOf: async (id) => (log[id] ?? []).map((change) => ({ activity: "Update", targets: ["x"], ...EVE, ...change })),
  });
type Entra = Awaited<ReturnType<Sources["entra"]>>;
const withEntra =
  (change: (entra: Entra) => Partial<Entra>, log: Parameters<typeof audit>[0], more: Partial<Sources> = {}) =>
  (sources: Sources): Sources => ({
    ...sources,
    ...more,
    entra: async () => {
      const entra = await sources.entra();
      return { ...entra, ...change(entra) };
    },
    directoryAudit: audit(log),
  });
const changed = async (change: (sources: Sources) => Sources, more: Parameters<typeof settings>[0] = {}, look = nobody) => {
  const found = await readDrift(contextWith(change, settings({ conditionalAccess: everyPolicy, ...more })), look);
  return found.changed.map(({ kind, what, actor, time, adopt, unadoptable }) => {
    // One of both is always said.
    assert.equal(adopt === null, unadoptable !== undefined, what);
    return { kind, what, actor, time, adopt };
  });
};

describe("federation drift, fields of the directory", () => {
  it("names who changed the application, and the setting that would say the same", async () => {
    const url = "https://eve.example.com/acs";
    const found = await changed(
      withEntra(
        ({ applications }) => ({
          applications: async () =>
            (await applications()).map((app) => ({ ...app, web: { redirectUris: [...(app.web?.redirectUris ?? []), url] } })),
        }),
        { "app-object": [{ activity: "Update application" }], sp: [{ actor: "somebody else" }] },
      ),
    );
    assert.deepEqual(found, [
      {
        kind: "application",
        what: `Reply URL that the settings do not name: ${url}; assertions could be sent there`,
        ...EVE,
        adopt: `add ${url} to federation:identityCenter.acsUrls`,
      },
    ]);
  });

  it("offers another address of the access portal as the setting, and of the rest says why none has it", async () => {
    const portal = (loginUrl: string) =>
      withEntra(({ servicePrincipal }) => ({ servicePrincipal: async (id) => ({ ...(await servicePrincipal(id))!, loginUrl }) }), {});
    const url = "https://acme.awsapps.com/start";
    assert.deepEqual((await changed(portal(url))).map(({ adopt }) => adopt), [`federation:identityCenter.accessPortalUrl: ${url}`]); // prettier-ignore
    const { identityCenter } = settings();
    const written = { identityCenter: { ...identityCenter, accessPortalUrl: url } };
    assert.deepEqual(await changed(portal(url), written), []);
    const { changed: other } = await readDrift(contextWith(portal("https://eve.example.com/")), nobody);
    assert.match(other[0]!.unadoptable!, /follows from Identity Center, or is the only one that the runbook has \(R2\.2\)/);
  });

  it("takes of the service principal's log what is of the field: sign-in, provisioning, assignments", async () => {
    const log = {
      sp: [
        { activity: "Update service principal", actor: "fields" },
        { activity: "Update provisioning setting or credentials", actor: "provisioning" },
        { activity: "Add app role assignment grant to user", actor: "another", targets: ["AWS", "Grace"] },
        { activity: "Add app role assignment grant to user", actor: "assigner", targets: ["AWS", "Linus"], time: "2026-11-10T00:00:00Z" },
      ],
    };
    const linus = { id: "2", appRoleId: "r", principalId: "u1", principalType: "User", principalDisplayName: "Linus" };
    const found = await changed(
      withEntra(
        ({ servicePrincipal, appRoleAssignments, jobs }) => ({
          servicePrincipal: async (id) => ({
            ...(await servicePrincipal(id))!,
            accountEnabled: false,
            preferredSingleSignOnMode: "password",
          }),
          appRoleAssignments: async (id) => [...(await appRoleAssignments(id)), linus],
          jobs: async (id) => (await jobs(id)).map((job) => ({ ...job, schedule: { state: "Disabled" } })),
          secrets: async () => [{ key: "SyncAll", value: "true" }],
        }),
        log,
      ),
    );
    assert.deepEqual(
      found.map(({ kind, what, actor, adopt }) => [kind, what, actor, adopt]),
      [
        ["application", 'Sign-in to "AWS" is disabled', "fields", null],
        ["application", "The single sign-on mode is password, not saml", "fields", null],
        ["provisioning", "SyncAll is true: the whole directory goes to AWS", "provisioning", null],
        ["provisioning", "Provisioning is Disabled", "provisioning", null],
        ["provisioning", 'The user "Linus" is assigned, but is not in the access list', "assigner", 'an entry of federation:unmanaged with users: ["Linus"] and the reason'], // prettier-ignore
      ],
    );
  });

  it("names who took an assignment to the application away, where only the application is told", async () => {
    const log = { sp: [{ activity: "Remove app role assignment from group", targets: ["AWS"] }] };
    const [item] = await changed(withEntra(() => ({ appRoleAssignments: async () => [] }), log));
    assert.deepEqual([item?.what, item?.actor, item?.adopt], ['Group "admins" is not assigned to the application', EVE.actor, 'take "admins" out of federation:access']); // prettier-ignore
  });

  it("names who changed claims: the policy, or which one the application has", async () => {
    const definition = [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true", ClaimsSchema: [] } })];
    const claims = () => ({ claimsPolicies: async () => [{ id: "policy", displayName: "by mail", definition }] });
    const sp = [{ activity: "Add policy to service principal", actor: "adder", time: "2026-11-21T00:00:00Z" }];
    for (const [log, actor] of [[{ policy: [{}] }, EVE.actor], [{ policy: [{}], sp }, "adder"]] as const) // prettier-ignore
      assert.deepEqual((await changed(withEntra(claims, log))).map(({ what, actor: by }) => [what, by]), [['The claims mapping policy "by mail" does not send user.userprincipalname as NameID in e-mail format', actor]]); // prettier-ignore
  });

  it("names who changed a Conditional Access policy, and who its named location", async () => {
    const change = (sources: Sources): Sources => ({
      ...sources,
      conditionalAccess: async () => {
        const reader = await sources.conditionalAccess();
        return {
          ...reader,
          policies: async () =>
            (await reader.policies()).map((policy) => (/countries/.test(policy.displayName) ? policy : { ...policy, state: "disabled" })),
          namedLocations: async () => (await reader.namedLocations()).map((location) => ({ ...location, countriesAndRegions: ["KP"] })),
        };
      },
    });
    const reader = await change(contextWith(undefined, settings({ conditionalAccess: everyPolicy })).sources).conditionalAccess();
    const [policies, locations] = [await reader.policies(), await reader.namedLocations()];
    const log = Object.fromEntries([
      ...policies.map(({ id, displayName }) => [id, [{ actor: `of ${displayName}` }]] as const),
      ...locations.map(({ id }) => [id, [{ actor: "of the location" }]] as const),
    ]);
    const found = await changed((sources) => ({ ...change(sources), directoryAudit: audit(log) }));
    assert.deepEqual(
      found.map(({ what, actor, adopt }) => [what, actor, adopt]),
      [
        ['"AWS: multifactor authentication for everybody" has state disabled instead of enabled', "of AWS: multifactor authentication for everybody", null], // prettier-ignore
        ['"AWS: compliant device for administrators" has state disabled instead of enabled', "of AWS: compliant device for administrators", null], // prettier-ignore
        ['The named location "AWS: allowed countries" has KP too much; DE, IE missing', "of the location", "federation:conditionalAccess.allowedCountries: add KP, take out DE, IE"], // prettier-ignore
      ],
    );
  });

  it("names who switched attributes for access control off, by CloudTrail", async () => {
    const look: FindAuthors = async (names, wanted, isOf) =>
      new Map(
        wanted
          .filter((thing) => names.includes("DeleteInstanceAccessControlAttributeConfiguration") && isOf(thing, { instanceArn }))
          .map((thing) => [thing, EVE]),
      );
    const sessionAttributes = { Department: "department" };
    const enterpriseApp = { name: "AWS", notificationEmails: ["ops@example.com"], signingCertificates: [{ slot: "2026", endDate: "2029-09-30T00:00:00Z" }], sessionAttributes }; // prettier-ignore
    const found = await changed((sources) => sources, { enterpriseApp }, look);
    assert.deepEqual(
      found.map(({ what, actor }) => [what, actor]),
      [
        ["Session attributes Department are in the settings, but the application has no claims mapping policy", null],
        ["Attributes for access control are off in Identity Center", EVE.actor],
      ],
    );
  });

  it("does not call the audit log unreadable where the application is not there", async () => {
    const found = await readDrift(contextWith(withEntra(() => ({ applications: async () => [] }), {})), nobody);
    assert.deepEqual(found.changed.map(({ what, actor }) => [what, actor]), [[`There is no application "AWS" made from template ${IDENTITY_CENTER_TEMPLATE}`, null]]); // prettier-ignore
    assert.equal(found.unjudged.some((line) => line.includes("audit log")), false); // prettier-ignore
  });

  it("says once where the audit log cannot be read, and lists the differences all the same", async () => {
    const refused: NonNullable<Sources["directoryAudit"]> = async () => ({
      changesOf: () => Promise.reject(new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", "/x")),
    });
    const change = withEntra(() => ({ secrets: async () => [{ key: "SyncAll", value: "true" }], appRoleAssignments: async () => [] }), {});
    const found = await readDrift(
      contextWith((sources) => ({ ...change(sources), directoryAudit: refused })),
      nobody,
    );
    assert.deepEqual(found.changed.map(({ actor }) => actor), [null, null]); // prettier-ignore
    assert.deepEqual(found.unjudged, [
      "Entra's audit log could not be read, so that nobody is named there: GraphError: Insufficient privileges.",
    ]);
    assert.equal(found.complete, true);
  });
});

describe("the directory's audit log", () => {
  const entry = (more: object) => ({
    activityDisplayName: "Update policy",
    activityDateTime: "2026-11-20T10:00:00Z",
    result: "success",
    initiatedBy: { user: null, app: { displayName: "Terraform" } },
    targetResources: [{ displayName: "AWS" }, { displayName: null }],
    ...more,
  });

  it("asks for the changes of one object, the latest first, and leaves out what was refused", async () => {
    const asked: string[] = [];
    const get = async (path: string): Promise<never> => {
      asked.push(decodeURIComponent(path));
      const user = { userPrincipalName: "eve@example.com", displayName: "Eve" };
      return { value: [entry({ result: "failure" }), entry({}), entry({ activityDateTime: "2026-11-21T10:00:00Z", initiatedBy: { user } })] } as never; // prettier-ignore
    };
    const found = await new DirectoryAuditReader({ get }).changesOf("3f0c", new Date("2026-11-23T08:00:00Z"));
    assert.deepEqual(found, [
      { activity: "Update policy", actor: "eve@example.com", time: "2026-11-21T10:00:00Z", targets: ["AWS"] },
      { activity: "Update policy", actor: "Terraform", time: "2026-11-20T10:00:00Z", targets: ["AWS"] },
    ]);
    assert.deepEqual(asked, ["/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-10-24T08:00:00.000Z and targetResources/any(t:t/id eq '3f0c')&$orderby=activityDateTime desc&$top=50"]); // prettier-ignore
  });
});
