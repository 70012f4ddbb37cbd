import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD_POLICY, type PasswordPolicy } from "../../access/breakglass/password-policy";
import { readBlueprint } from "../../components/blueprint";
import { stackFacts } from "../../components/stack-facts";
import { CLOCK, type Raw, rightSettings } from "../access/fixtures";
import { freeNames, startMocks } from "./mocks";

const GROUP = { id: "11111111-1111-4111-8111-111111111111", displayName: "aws-platform-admins" };
const FINGERPRINT = "FAEBF840E0FA826910A5E705FF2E52418FCBE4AF";
const key = (name: string): string => readFileSync(join(__dirname, "../fixtures/custodians", `${name}.public.asc`), "utf8");

/** Breakglass settings with the generation of each user. */
const breakglass = (one: string, two: string, more: Raw = {}): Raw => ({
  breakglass: {
    generation: "2026Q4",
    users: [
      { name: "breakglass-1", generation: one, custodian: { name: "Grace", pgpPublicKey: key("one") } },
      { name: "breakglass-2", generation: two, custodian: { name: "Alan", pgpPublicKey: key("two") } },
    ],
  },
  alarms: { subscribers: [{ email: "oncall@example.com" }] },
  drills: { lastDrills: { "breakglass-1": "2026-11-16", "breakglass-2": "2026-11-17" } },
  ...more,
});

describe("blueprint of emergency access", () => {
  /** Tags of the users that exist. */
  let users: Record<string, Record<string, string>> = {};
  let services = ["sso.amazonaws.com"];
  let caller = "100000000001";
  /** Of the OIDC provider; undefined where it does not exist. */
  let audiences: readonly string[] | undefined;
  /** Answers about the account's password policy, which a test may replace. */
  let passwordPolicy: () => Promise<PasswordPolicy | undefined> = () => Promise.resolve(undefined);
  /** Accounts that were asked for it. */
  let asked: string[] = [];
  before(() =>
    startMocks({
      ...freeNames,
      "aws:organizations/getOrganization:getOrganization": () => ({
        id: "o-1",
        featureSet: "ALL",
        masterAccountId: "100000000001",
        awsServiceAccessPrincipals: services,
        roots: [{ id: "r-1" }],
        accounts: [{ id: "100000000001", name: "management", state: "ACTIVE" }],
      }),
      "aws:ssoadmin/getInstances:getInstances": () => ({ arns: ["arn:aws:sso:::instance/ssoins-1"], identityStoreIds: ["d-1"] }),
      "aws:index/getPartition:getPartition": () => ({ partition: "aws" }),
      "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: caller, arn: `arn:aws:iam::${caller}:role/deployer` }),
      "azuread:index/getGroups:getGroups": () => ({ objectIds: [GROUP.id], displayNames: [GROUP.displayName] }),
      "aws:iam/getUsers:getUsers": ({ nameRegex }) => {
        const names = Object.keys(users).filter((name) => new RegExp(nameRegex as string).test(name));
        return { names, arns: names.map((name) => `arn:aws:iam::100000000001:user/${name}`) };
      },
      "aws:iam/getUser:getUser": ({ userName }) => ({ tags: users[userName as string] ?? {} }),
      "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": () => {
        if (audiences === undefined) throw new Error("reading IAM OIDC Provider: couldn't find resource");
        return { clientIdLists: audiences };
      },
      // The users that exist are this stack's.
      "pulumi:pulumi:readStackResourceOutputs": () => ({
        outputs: Object.fromEntries(Object.keys(users).map((name) => [`urn:pulumi:test::federation::aws:iam/user:User::${name}`, {}])),
      }),
    }),
  );
  beforeEach(() => {
    users = {};
    services = ["sso.amazonaws.com"];
    caller = "100000000001";
    passwordPolicy = () => Promise.resolve(undefined);
    asked = [];
  });
  const draw = (changes: Raw) => {
    const raw = rightSettings({ phase: "connect", productionAccounts: [], ...changes });
    const askPolicy: Parameters<typeof readBlueprint>[2] = ({ accountId, region }) => {
      asked.push(`${accountId} ${region}`);
      return passwordPolicy();
    };
    const nothingIsTaken = () => () => Promise.resolve(undefined);
    return readBlueprint({ raw, secrets: {}, problems: [], azureadEnvironment: undefined }, CLOCK, askPolicy, nothingIsTaken);
  };
  const sentences = async (changes: Raw): Promise<string> => {
    try {
      await draw(changes);
      return "fine";
    } catch (error) {
      return (error as Error).message;
    }
  };
  const live = (generation: string) => ({ "federation:generation": generation });

  it("makes the account's password policy, unless the settings leave it to others", async () => {
    assert.equal((await draw(breakglass("2026Q4", "2026Q4"))).emergency?.ownPasswordPolicy, true);
    assert.deepEqual(asked, ["100000000001 eu-west-1"]);
    const { breakglass: settings, ...rest } = breakglass("2026Q4", "2026Q4");
    const theirs = await draw({ ...rest, breakglass: { ...(settings as Raw), passwordPolicy: "existing" } });
    assert.equal(theirs.emergency?.ownPasswordPolicy, false);
    assert.equal(stackFacts(theirs).passwordPolicy, "existing");
    assert.deepEqual(asked, ["100000000001 eu-west-1"], "asked only for one's own");
  });

  it("refuses to replace a password policy that asks for more, before anything is registered", async () => {
    passwordPolicy = () => Promise.resolve({ ...PASSWORD_POLICY, minimumPasswordLength: 20, maxPasswordAge: 90 });
    assert.equal(
      await sentences(breakglass("2026Q4", "2026Q4")),
      "federation:breakglass.passwordPolicy would replace the account's password policy, which is not in this stack's state and also demands at least 20 characters, not 14; a new password after 90 days: write \"existing\" to leave it as it is, or delete it first (`aws iam delete-account-password-policy`) if this stack's shall hold.",
    );
    passwordPolicy = () => Promise.resolve({ ...PASSWORD_POLICY, minimumPasswordLength: 8 });
    assert.equal(await sentences(breakglass("2026Q4", "2026Q4")), "fine");
    passwordPolicy = () => Promise.reject(new Error("Access denied"));
    assert.equal(await sentences(breakglass("2026Q4", "2026Q4")), "fine");
  });

  it("has both users with their custodians' keys, in the management account", async () => {
    const { emergency } = await draw(breakglass("2026Q4", "2026Q4"));
    assert.deepEqual(
      emergency?.users.map(({ name, custodian, key: { fingerprint }, generation, accessKeyGenerations }) => [name, custodian, fingerprint.slice(0, 4), generation, accessKeyGenerations]), // prettier-ignore
      [
        ["breakglass-1", "Grace", "FAEB", "2026Q4", []],
        ["breakglass-2", "Alan", "C2CC", "2026Q4", []],
      ],
    );
    assert.deepEqual([...emergency!.userArns.values()], [1, 2].map((n) => `arn:aws:iam::100000000001:user/breakglass/breakglass-${n}`)); // prettier-ignore
  });

  it("is not for another account", async () => {
    caller = "200000000002";
    assert.match(
      await sentences(breakglass("2026Q4", "2026Q4")),
      /are made in the management account 100000000001, but .* is of account 200000000002/,
    );
  });

  it("refuses to rotate both users that exist, and rotates one", async () => {
    users = { "breakglass-1": live("2026Q4"), "breakglass-2": live("2026Q4"), "breakglass-10": live("2020Q1") };
    assert.match(
      await sentences(breakglass("2027Q1", "2027Q1")),
      /^federation:breakglass\.generation would replace the passwords of breakglass-1 and breakglass-2/,
    );
    assert.equal(await sentences(breakglass("2027Q1", "2026Q4")), "fine");
  });

  it("refuses a custodian's new key under the old generation", async () => {
    users = { "breakglass-1": { ...live("2026Q4"), "federation:custodian-key": "0".repeat(40) }, "breakglass-2": live("2026Q4") };
    assert.match(
      await sentences(breakglass("2026Q4", "2026Q4")),
      /^federation:breakglass\.users\[0\]\.custodian\.pgpPublicKey is another key/,
    );
    users["breakglass-1"] = { ...live("2026Q4"), "federation:custodian-key": FINGERPRINT };
    assert.equal(await sentences(breakglass("2026Q4", "2026Q4")), "fine");
  });

  it("tells of an organization that does not trust CloudTrail", async () => {
    const trail = { alarms: { subscribers: [{ email: "oncall@example.com" }], trail: { organization: true } } };
    const bad = breakglass("2026Q4", "2026Q4", trail);
    assert.match(await sentences(bad), /^federation:alarms\.trail\.organization is true, but CloudTrail has no trusted access/);
    services = ["cloudtrail.amazonaws.com"];
    assert.equal((await draw(bad)).emergency?.organizationId, "o-1");
  });

  it("tells of these mistakes together with those of the settings' other parts", async () => {
    const trail = { alarms: { subscribers: [{ email: "oncall@example.com" }], trail: { organization: true } } };
    users = { "breakglass-1": live("2026Q4"), "breakglass-2": live("2026Q4") };
    const rotated = (await sentences(breakglass("2027Q1", "2027Q1", trail))).split("\n");
    assert.equal(rotated.length, 2);
    assert.match(rotated[0]!, /^federation:alarms\.trail\.organization is true/);
    assert.match(rotated[1]!, /^federation:breakglass\.generation would replace the passwords/);
    // Whose users another account's are is not known.
    caller = "200000000002";
    const strange = (await sentences(breakglass("2027Q1", "2027Q1", trail))).split("\n");
    assert.equal(strange.length, 2);
    assert.match(strange[1]!, /^federation:breakglass and federation:alarms are made in the management account/);
  });

  it("tells of an OIDC provider that Sentinel's role could not trust", async () => {
    const provider = (account: string) => `arn:aws:iam::${account}:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/`;
    const siem = (existingOidcProvider: string) =>
      breakglass("2026Q4", "2026Q4", { siem: { sentinel: { workspaceId: GROUP.id, existingOidcProvider } } });
    audiences = undefined;
    assert.match(
      await sentences(siem(provider("200000000002"))),
      /that is of account 200000000002, and a role trusts only providers of its own/,
    );
    const own = siem(provider("100000000001"));
    assert.match(await sentences(own), /^federation:siem\.sentinel\.existingOidcProvider is .* account 100000000001 has no such provider/);
    audiences = ["api://another"];
    assert.match(
      await sentences(own),
      /it does not take the audience api:\/\/1462b192-27f7-4cb9-8523-0f4ecb54b47e; run `aws iam add-client-id/,
    );
    audiences = ["api://another", "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e"];
    assert.equal(await sentences(own), "fine");
  });

  it("tells the policy pack of a trail that exists and of the drills, and no names of users", async () => {
    const existing = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization";
    const alarms = { subscribers: [{ email: "oncall@example.com" }], trail: { existing, logGroup: "logs" } };
    const facts = stackFacts(await draw(breakglass("2026Q4", "2026Q4", { alarms })));
    assert.deepEqual(
      [facts.tenantId, facts.existingTrail, facts.lastDrill, facts.drillIntervalDays],
      ["22222222-2222-2222-2222-222222222222", existing, "2026-11-16", 92],
    );
    assert.doesNotMatch(JSON.stringify(facts), /breakglass-1/);
    const own = stackFacts(await draw(breakglass("2026Q4", "2026Q4")));
    assert.ok(!("existingTrail" in own));
    assert.deepEqual([own.accounts, own.groupNames], [{ "100000000001": { name: "management" } }, {}]);
  });
});
