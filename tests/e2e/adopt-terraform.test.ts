import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";
import { AdoptedStack } from "./adopt/adopted-stack";
import { localScim, makeApplication } from "./adopt/clicked-entra";
import { estate, stillEntra } from "./adopt/estate";
import { between, everythingOfAws, everythingOfEntra, settled } from "./adopt/everything";
import { type ClickedSet, HandMade } from "./adopt/hand-made";
import { terraformState } from "./adopt/terraform-state";
import type { EntraReader } from "./clouds";
import { succeeded } from "./sandbox";

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const DEFINITION = JSON.stringify({
  ClaimsMappingPolicy: {
    ClaimsSchema: [
      { ID: "Department", SamlClaimType: "https://aws.amazon.com/SAML/Attributes/AccessControl:Department", Source: "user" },
      {
        ID: "userprincipalname",
        SamlClaimType: `${CLAIMS}/nameidentifier`,
        SamlNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        Source: "user",
      },
      { ID: "mail", SamlClaimType: `${CLAIMS}/emailaddress`, Source: "user" },
      { ID: "givenname", SamlClaimType: `${CLAIMS}/givenname`, Source: "user" },
      { ID: "surname", SamlClaimType: `${CLAIMS}/surname`, Source: "user" },
    ],
    IncludeBasicClaimSet: "true",
    Version: 1,
  },
});
const tags = { ManagedBy: "terraform", Module: "sso" };
/** As a module writes them: every set tagged, policies as aws_iam_policy_document lays them out. */
const SETS: readonly ClickedSet[] = [
  { name: "tf-admin", description: "Administrators", session: "PT4H", tags, managed: ["AdministratorAccess"] },
  {
    ...{ name: "tf-developer", description: "Developers", session: "PT8H", relayState: "https://console.aws.amazon.com/", tags },
    ...{ managed: ["PowerUserAccess"], boundary: "PowerUserAccess" },
    inline: JSON.stringify(
      { Version: "2012-10-17", Statement: [{ Sid: "", Effect: "Deny", Action: "iam:*", Resource: "*" }] },
      undefined,
      2,
    ),
  },
  // Assigned nowhere yet: AWS takes a set only where its customer-managed policy is.
  { name: "tf-network", description: "Networks", tags, customer: [{ name: "network", path: "/sso/" }] },
];
const ACCOUNTS = new Map([
  ["data-dev", "012345678902"],
  ["app-dev", "300000000002"],
  ["app-prod", "300000000001"],
]);
const ASSIGNMENTS = [
  { set: "tf-admin", group: "aws-platform-admins", accounts: [...ACCOUNTS.values()] },
  { set: "tf-developer", group: "aws-developers", accounts: ["012345678902", "300000000002"] },
];

/**
 * What Terraform's modules make of both clouds, by the same calls (aws_ssoadmin_*, azuread_*): converted from its
 * state, and adopted by halves, AWS first.
 */
describe("adopting what Terraform has made, AWS first and Entra later, on the real engine", function () {
  this.timeout(900_000);
  const { sandbox, temporary } = estate("terraform");
  const [half, whole] = ["half", "whole"].map((name) => {
    mkdirSync(join(temporary, name));
    return new AdoptedStack(sandbox, join(temporary, name));
  }) as [AdoptedStack, AdoptedStack];
  const state = join(temporary, "state.json");
  let environment: NodeJS.ProcessEnv;
  let entra: EntraReader;
  let found: string[];
  let untouched: string;

  before(async () => {
    environment = await sandbox.variables();
    entra = await stillEntra(environment);
    const groups = await Promise.all(ASSIGNMENTS.map(({ group }) => entra.groupId(group)));
    const name = "aws-sso (terraform)";
    const made = await makeApplication(
      entra,
      {
        ...{ name, groups, application: { tags: ["HideApp"] } },
        servicePrincipal: { appRoleAssignmentRequired: true, notificationEmailAddresses: ["ops@example.com"] },
        certificate: { displayName: "CN=terraform", endDateTime: `${new Date().getUTCFullYear() + 1}-12-31T00:00:00Z` },
      },
      await localScim(sandbox),
    );
    const policy = await entra.make("/v1.0/policies/claimsMappingPolicies", { displayName: "terraform", definition: [DEFINITION] });
    await entra.make(`/v1.0/servicePrincipals/${made.principalId}/claimsMappingPolicies/$ref`, {
      "@odata.id": `https://graph.microsoft.com/v1.0/policies/claimsMappingPolicies/${policy}`,
    });
    await entra.cycle();
    const hand = await new HandMade(environment).begin();
    await hand.existingGroups();
    await hand.attributes({ Department: "${path:enterprise.department}" });
    for (const set of SETS) await hand.set(set);
    for (const { set, group, accounts } of ASSIGNMENTS) await hand.assign(set, group, accounts);
    found = await settled(environment, hand.assigned);
    untouched = await everythingOfEntra(entra);
    const module = { tenantId: environment["ARM_TENANT_ID"]!, sets: SETS, assignments: ASSIGNMENTS };
    const claims = { id: policy, definition: DEFINITION };
    writeFileSync(state, JSON.stringify(terraformState({ ...module, application: { ...made, name }, claims }, hand)));
  });

  /** The adopted file with the salt that `pulumi stack init` writes, and more entries of the access list. */
  const put = (stack: AdoptedStack, ...more: object[]): Promise<void> =>
    stack.put((encryptionsalt) => {
      const file = parseDocument(stack.text("Pulumi.dev.yaml"));
      file.set("encryptionsalt", encryptionsalt);
      for (const entry of more) file.addIn(["config", "federation:access"], file.createNode(entry));
      return file.toString();
    });

  async function isUntouched(): Promise<void> {
    assert.deepEqual(await everythingOfAws(environment), found);
    assert.equal(await everythingOfEntra(entra), untouched);
  }

  it("finds by adoption what the conversion of Terraform's state says", async () => {
    const { status, text } = await sandbox.federation(["adopt", "--out", half.folder, "--half", "aws"]);
    assert.equal(status, 0, text);
    const adopted = parse(half.text("Pulumi.dev.yaml")) as { config: Record<string, unknown> };
    const ran = await sandbox.run(process.execPath, ["cli/bin.cjs", "convert", "--from", "terraform", state, "--json"]);
    // Tags of permission sets are not carried over by a conversion.
    assert.equal(ran.status, 1, ran.text);
    const { settings, leftOut } = JSON.parse(ran.stdout) as { settings: Record<string, unknown>; leftOut: { what: string }[] };
    assert.deepEqual(grantsOf(adopted.config["federation:access"]), grantsOf(settings["access"]));
    assert.equal(grantsOf(settings["access"]).length, 5);
    type Sets = Readonly<Record<string, Record<string, unknown>>>;
    const sets = adopted.config["federation:permissionSets"] as Sets;
    const plain = Object.entries(sets).map(([name, { adopted: isAdopted, tags: own, ...content }]) => {
      assert.deepEqual([isAdopted, own], [true, tags]);
      // Eight hours are the settings' own, whether they are written or not.
      return [name, { sessionHours: 8, ...content }];
    });
    assert.deepEqual(Object.fromEntries(plain), settings["permissionSets"]);
    assert.ok(leftOut.some(({ what }) => what === "azuread_claims_mapping_policy.aws"));
  });

  it("takes up an import that was killed in the middle: the lock taken away, and the same two commands again", async () => {
    await put(half);
    const all = importsOf(half);
    await half.killImport();
    // Pulumi says it in its own words: a lock, or half of a file that was just being written.
    assert.match((await half.run(half.importLine())).text, /the stack is currently locked by 1 lock|failed to load checkpoint: EOF/);
    const recovered = await sandbox.federation(["recover", "--yes"], { env: half.env });
    assert.equal(recovered.status, 0, recovered.text);
    const cut = await half.held();
    assert.ok(cut.resources.length < all.length, `all ${all.length} are imported already`);
    assert.equal(cut.pending, 0);
    // What is not imported is not made a second time.
    const early = await half.run("up --yes --skip-preview");
    assert.notEqual(early.status, 0);
    assert.match(early.text, /exists already .* import it \(docs\/adopt\.md, In steps\)/);
    await isUntouched();
    const again = await sandbox.federation(["adopt", "--out", half.folder, "--half", "aws"], { env: half.env });
    assert.equal(again.status, 0, again.text);
    assert.deepEqual([...(await half.held()).resources, ...importsOf(half)].sort(), all);
    await half.import();
    assert.deepEqual(await half.held(), { resources: all, pending: 0 });
  });

  it("takes the AWS half over, and changes nothing", async () => {
    assert.deepEqual(await half.up(), []);
    await isUntouched();
  });

  it("takes Entra's half over later, and changes nothing", async () => {
    const { status, text } = await sandbox.federation(["adopt", "--out", whole.folder], { env: half.env });
    assert.equal(status, 0, text);
    assert.match(text, /\d+ are in the state already/);
    const { config } = parse(whole.text("Pulumi.dev.yaml")) as { config: Record<string, Record<string, unknown>> };
    assert.equal(config["federation:phase"], "assign");
    assert.deepEqual(config["federation:enterpriseApp"]?.["sessionAttributes"], { Department: "department" });
    const { resources } = JSON.parse(readFileSync(join(whole.folder, "import.json"), "utf8")) as { resources: { type: string }[] };
    assert.deepEqual(
      resources.map(({ type }) => type).filter((type) => /:(PermissionSet|AccountAssignment)$/.test(type)),
      [],
    );
    await put(whole);
    await whole.import();
    assert.deepEqual(await whole.up(), []);
    succeeded(await whole.run("up --yes --skip-preview --refresh --expect-no-changes"));
    await isUntouched();
  });

  it("leaves nothing outside, and nothing for verify but true faults", async () => {
    await whole.isWhole();
    assert.deepEqual(await whole.verified((status) => status === "finding"), []);
  });

  it("has told what the policy pack refuses of it, with a way out", async () => {
    assert.deepEqual(await whole.refusals(), { refused: 2, undecided: [] });
  });

  it("changes exactly one resource for one change of access", async () => {
    await put(whole, { group: "aws-developers", permissionSet: "tf-developer", accounts: "app-prod" });
    const changed = await whole.up();
    assert.equal(changed.length, 1, changed.join("\n"));
    assert.match(changed[0]!, /^create .*AccountAssignment::tf-developer\/[^/]+\/300000000001$/);
    const { more, less } = between(found, await everythingOfAws(environment));
    assert.deepEqual([more.length, less], [1, []], more.join("\n"));
    assert.equal(await everythingOfEntra(entra), untouched);
  });
});

/** Resources of import.json, by type and id, sorted. */
function importsOf({ folder }: AdoptedStack): string[] {
  const { resources } = JSON.parse(readFileSync(join(folder, "import.json"), "utf8")) as { resources: { type: string; id?: string }[] };
  return resources.flatMap(({ type, id }) => (id === undefined ? [] : [`${type} ${id}`])).sort();
}

interface Entry {
  readonly group: string;
  readonly permissionSet?: string;
  readonly permissionSets?: readonly string[];
  readonly accounts: string | readonly string[];
}

/** Group, set and account id of every grant of an access list that names accounts. */
function grantsOf(access: unknown): string[] {
  return (access as Entry[])
    .flatMap(({ group, permissionSet, permissionSets = [permissionSet!], accounts }) =>
      permissionSets.flatMap((set) => [accounts].flat().map((account) => `${group} ${set} ${ACCOUNTS.get(account) ?? account}`)),
    )
    .sort();
}
